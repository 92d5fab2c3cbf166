"""The architecture (d, k, s) of a linear convolutional network and its linear algebra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import (
    MAX_DEPTH,
    MAX_FINAL_WIDTH,
    MAX_INPUT_DIM,
    MAX_PARAMETERS,
    Array,
    InvalidInput,
    whole_number,
)
from lcn_widgets.core.network.scaling import scaling_directions
from lcn_widgets.core.network.wording import say


@dataclass(frozen=True)
class Architecture:
    """Widths, strides and dimensions of a linear convolutional network.

    Layer i maps ``(α_i x)_j = Σ_n w^(i)_n x_{(j-1)s_i+n}`` without padding, so that
    ``d_i = (d_{i-1} - k_i)/s_i + 1`` must be an integer ≥ 1 (paper, section 1).

    Parameters
    ----------
    input_dim : int
        d_0, the length of the input.
    widths, strides : sequence of int
        Filter widths (k_1, …, k_N) and strides (s_1, …, s_N), each ≥ 1.

    Raises
    ------
    InvalidInput
        If the sizes do not fit; the sentence names the layer that breaks and the nearest
        input sizes that fit.
    """

    input_dim: int
    widths: tuple[int, ...]
    strides: tuple[int, ...]

    def __init__(self, input_dim: int, widths: Sequence[int], strides: Sequence[int]):
        widths = _layer_numbers(widths, "widths", MAX_PARAMETERS)
        strides = _layer_numbers(strides, "strides", MAX_FINAL_WIDTH)
        if len(widths) != len(strides):
            counts = {"widths": len(widths), "strides": len(strides)}
            raise InvalidInput(say("layers.differ", **counts), field="strides")
        object.__setattr__(self, "widths", widths)
        object.__setattr__(self, "strides", strides)
        self._check_size()
        size = whole_number(
            input_dim, say("input"), field="input_dim", minimum=1, maximum=MAX_INPUT_DIM
        )
        object.__setattr__(self, "input_dim", size)
        self._check_fit()

    def _check_size(self) -> None:
        if sum(self.widths) > MAX_PARAMETERS:
            sizes = {"entries": sum(self.widths), "limit": MAX_PARAMETERS}
            raise InvalidInput(say("entries", widths=_listed(self.widths), **sizes), field="widths")
        if self.final_width > MAX_FINAL_WIDTH:
            width = f"{self.final_width}"  # which may be beyond what a page can count
            raise InvalidInput(
                say("final_width", **self._listed_sizes, width=width, limit=MAX_FINAL_WIDTH),
                field="widths",
            )

    def _check_fit(self) -> None:
        d = self.input_dim
        for layer, (k, s) in enumerate(zip(self.widths, self.strides, strict=True), start=1):
            if d >= k and (d - k) % s == 0:
                d = (d - k) // s + 1
                continue
            near = nearest_input_dims(self.widths, self.strides, self.input_dim)
            place = {"layer": layer, "width": k, "stride": s, "length": d}
            fitting = {"count": len(near), "sizes": list(near)}
            raise InvalidInput(
                say("fit", size=self.input_dim, **self._listed_sizes, **place, **fitting),
                field="input_dim",
                suggestions=near,
            )

    @property
    def _listed_sizes(self) -> dict[str, str]:
        """Widths and strides for people."""
        return {"widths": _listed(self.widths), "strides": _listed(self.strides)}

    @cached_property
    def depth(self) -> int:
        """Number of layers N."""
        return len(self.widths)

    @cached_property
    def dims(self) -> tuple[int, ...]:
        """Dimensions (d_0, …, d_N)."""
        dims = [self.input_dim]
        for k, s in zip(self.widths, self.strides, strict=True):
            dims.append((dims[-1] - k) // s + 1)
        return tuple(dims)

    @cached_property
    def exponents(self) -> tuple[int, ...]:
        """S_i = Π_{m<i} s_m: layer i's polynomial is one in x^{S_i} (paper, 2.1)."""
        return tuple(int(np.prod(self.strides[:i], dtype=object)) for i in range(len(self.widths)))

    @cached_property
    def degrees(self) -> tuple[int, ...]:
        """t_i = (k_i - 1) S_i, the degrees of the forms p̃_i (paper, 2.1)."""
        return tuple((k - 1) * S for k, S in zip(self.widths, self.exponents, strict=True))

    @cached_property
    def final_width(self) -> int:
        """k_v, the width of the final filter (paper, Proposition 1.1)."""
        return 1 + sum(self.degrees)

    @cached_property
    def final_stride(self) -> int:
        """s_v = Π s_i, the stride of the final filter (paper, Proposition 1.1)."""
        return self.exponents[-1] * self.strides[-1]

    @cached_property
    def parameter_count(self) -> int:
        """Σ k_i, the length of w."""
        return sum(self.widths)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Positions in w where the layers begin, and its length: N + 1 numbers."""
        return tuple(int(c) for c in np.concatenate([[0], np.cumsum(self.widths)]))

    def split(self, w: ArrayLike) -> list[Array]:
        """Views of the filters w^(1), …, w^(N) in w (shape (…, Σk_i), float64)."""
        w = self._parameters(w)
        return [w[..., a:b] for a, b in zip(self.offsets, self.offsets[1:], strict=False)]

    def join(self, filters: Sequence[ArrayLike]) -> Array:
        """Concatenate one filter per layer, each of shape (k_i,), to w of shape (Σk_i,)."""
        arrays = [np.asarray(f, dtype=np.float64) for f in filters]
        if [a.shape for a in arrays] != [(k,) for k in self.widths]:
            shapes = f"{[a.shape for a in arrays]}"
            raise InvalidInput(
                say("filters", shapes=shapes, widths=_listed(self.widths)), field="filters"
            )
        return np.concatenate(arrays)

    def layer_polynomials(self, w: ArrayLike) -> list[Array]:
        """Coefficients of p̃_1, …, p̃_N, ascending, each of shape (…, t_i + 1) (paper, 2.1)."""
        polynomials = []
        for f, S, t in zip(self.split(w), self.exponents, self.degrees, strict=True):
            p = np.zeros((*f.shape[:-1], t + 1))
            p[..., ::S] = f
            polynomials.append(p)
        return polynomials

    def final_filter(self, w: ArrayLike) -> Array:
        """Final filter v = π(w), shape (…, k_v): the product Π p̃_i (paper, Proposition 2.1)."""
        filters = self.split(w)
        v = filters[0]
        for f, S in zip(filters[1:], self.exponents[1:], strict=True):
            longer = np.zeros((*v.shape[:-1], v.shape[-1] + (f.shape[-1] - 1) * S))
            for a in range(f.shape[-1]):
                longer[..., a * S : a * S + v.shape[-1]] += f[..., a : a + 1] * v
            v = longer
        return np.array(v)

    def convolution_matrices(self, w: ArrayLike) -> list[Array]:
        """Banded matrices W^(1), …, W^(N), W^(i) of shape (d_i, d_{i-1})."""
        return [
            _convolution_matrix(f, s, rows, columns)
            for f, s, rows, columns in zip(
                self.split(w), self.strides, self.dims[1:], self.dims, strict=False
            )
        ]

    def final_matrix(self, w: ArrayLike) -> Array:
        """V = W^(N)···W^(1), shape (d_N, d_0), convolutional again (paper, Proposition 1.1)."""
        return _convolution_matrix(
            self.final_filter(w), self.final_stride, self.dims[-1], self.dims[0]
        )

    def jacobian(self, w: ArrayLike) -> Array:
        """Jacobian of π at w, shape (k_v, Σk_i): ∂v/∂w^(i)_a = x^{(a-1)S_i} Π_{j≠i} p̃_j."""
        w = self._parameters(w)
        polynomials = self.layer_polynomials(w)
        before = _running_products(polynomials[:-1])
        after = _running_products(polynomials[:0:-1])[::-1]
        jacobian = np.zeros((self.final_width, self.parameter_count))
        column = 0
        for i, (k, S) in enumerate(zip(self.widths, self.exponents, strict=True)):
            others = np.convolve(before[i], after[i])
            for a in range(k):
                jacobian[a * S : a * S + len(others), column] = others
                column += 1
        return jacobian

    def squared_norms(self, w: ArrayLike) -> Array:
        """‖w^(i)‖² of every layer, shape (…, N)."""
        return self.layer_products(w, w)

    def layer_products(self, a: ArrayLike, b: ArrayLike) -> Array:
        """⟨a^(i), b^(i)⟩ of every layer for vectors of the shape of w, shape (…, N)."""
        pairs = zip(self.split(a), self.split(b), strict=True)
        return np.stack([np.sum(x * y, axis=-1) for x, y in pairs], axis=-1)

    def norm_differences(self, w: ArrayLike) -> Array:
        """δ_i = ‖w^(i+1)‖² - ‖w^(i)‖², shape (…, N - 1), constant along the flow (paper, 3.3)."""
        return np.diff(self.squared_norms(w), axis=-1)

    def symmetries(self, w: ArrayLike) -> Array:
        """Orthonormal basis of the directions that rescale layers and keep v, (Σk_i, ≤ N - 1)."""
        return scaling_directions(self, w)

    def _parameters(self, w: ArrayLike) -> Array:
        w = np.asarray(w, dtype=np.float64)
        if w.shape[-1:] != (self.parameter_count,):
            needed = {"widths": _listed(self.widths), "entries": self.parameter_count}
            raise InvalidInput(say("w", shape=f"{w.shape}", **needed), field="w")
        return w


def nearest_input_dims(
    widths: Sequence[int], strides: Sequence[int], near: int, count: int = 2
) -> tuple[int, ...]:
    """Input sizes d_0 that fit `widths` and `strides`, the `count` nearest to `near`, ascending.

    They are k_v + s_v(d_N - 1) for d_N = 1, 2, … (paper, Proposition 1.1).
    """
    exponents = np.cumprod([1, *strides], dtype=object)
    k_v = 1 + sum((k - 1) * S for k, S in zip(widths, exponents, strict=False))
    s_v = exponents[-1]
    centre = max(0, (near - k_v) // s_v)
    sizes = [
        int(k_v + s_v * n)
        for n in range(max(0, centre - count), centre + count + 1)
        if k_v + s_v * n <= MAX_INPUT_DIM
    ]
    return tuple(sorted(sorted(sizes, key=lambda d: abs(d - near))[:count]))


def _running_products(polynomials: Sequence[Array]) -> list[Array]:
    """[1, p_1, p_1 p_2, …]."""
    products = [np.ones(1)]
    for p in polynomials:
        products.append(np.convolve(products[-1], p))
    return products


def _convolution_matrix(f: Array, stride: int, rows: int, columns: int) -> Array:
    matrix = np.zeros((rows, columns))
    row = np.arange(rows)
    for n, entry in enumerate(f):
        matrix[row, row * stride + n] = entry
    return matrix


def _layer_numbers(values: Any, field: str, maximum: int) -> tuple[int, ...]:
    if isinstance(values, str) or not np.iterable(values):
        raise InvalidInput(say("layers.list", field=field, value=f"{values!r}"), field=field)
    values = list(values)
    if not 1 <= len(values) <= MAX_DEPTH:
        raise InvalidInput(
            say("layers", field=field, layers=len(values), limit=MAX_DEPTH), field=field
        )
    for i, value in enumerate(values):
        name = say("layers.number", field=field, layer=i + 1)
        try:
            values[i] = whole_number(value, name, field=field, minimum=1, maximum=maximum)
        except InvalidInput as problem:
            # what works is the whole list, with this entry mended
            mended = tuple((*values[:i], near, *values[i + 1 :]) for near in problem.suggestions)
            raise InvalidInput(problem.message, field=field, suggestions=mended) from None
    return tuple(values)


def _listed(numbers: Sequence[int]) -> str:
    return f"({','.join(map(str, numbers))})"
