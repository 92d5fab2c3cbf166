"""The dense neighbour: deep linear networks without convolution.

The same flow, descent and trajectory run on it; what changes is the multiplication of layers
(matrices instead of polynomials) and what is conserved (matrices instead of numbers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import MAX_DEPTH, MAX_PARAMETERS, Array, InvalidInput, whole_number
from lcn_widgets.core.network.scaling import fibre_directions
from lcn_widgets.core.network.wording import say


@dataclass(frozen=True)
class DenseArchitecture:
    """Layers W_j of shape (d_j, d_{j-1}), j = 1 … N, and their product W = W_N···W_1.

    w is the concatenation of the matrices, each row by row.

    Parameters
    ----------
    dims : sequence of int
        Dimensions (d_0, …, d_N), each ≥ 1.
    """

    dims: tuple[int, ...]

    def __init__(self, dims: Sequence[int]):
        sizes = tuple(
            whole_number(d, say("dense.size"), field="dims", minimum=1, maximum=MAX_PARAMETERS)
            for d in dims
        )
        if not 2 <= len(sizes) <= MAX_DEPTH + 1:
            raise InvalidInput(say("dense.layers", sizes=len(sizes), limit=MAX_DEPTH), field="dims")
        object.__setattr__(self, "dims", sizes)
        if self.parameter_count > MAX_PARAMETERS:
            found = {"dims": f"{sizes}", "entries": self.parameter_count}
            raise InvalidInput(say("dense.entries", **found, limit=MAX_PARAMETERS), field="dims")

    @cached_property
    def depth(self) -> int:
        """Number of layers N."""
        return len(self.dims) - 1

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Positions in w where the layers begin, and its length: N + 1 numbers."""
        sizes = [a * b for a, b in zip(self.dims[1:], self.dims, strict=False)]
        return tuple(int(c) for c in np.concatenate([[0], np.cumsum(sizes)]))

    @property
    def parameter_count(self) -> int:
        """Length of w."""
        return self.offsets[-1]

    def split(self, w: ArrayLike) -> list[Array]:
        """Views of the layers in w, flat: shapes (…, d_j d_{j-1})."""
        w = np.asarray(w, dtype=np.float64)
        if w.shape[-1:] != (self.parameter_count,):
            needed = {"dims": f"{self.dims}", "entries": self.parameter_count}
            raise InvalidInput(say("dense.w", shape=f"{w.shape}", **needed), field="w")
        return [w[..., a:b] for a, b in zip(self.offsets, self.offsets[1:], strict=False)]

    def matrices(self, w: ArrayLike) -> list[Array]:
        """Views of the layers W_1, …, W_N in w: shapes (…, d_j, d_{j-1})."""
        shapes = zip(self.dims[1:], self.dims, strict=False)
        return [
            f.reshape(*f.shape[:-1], *shape) for f, shape in zip(self.split(w), shapes, strict=True)
        ]

    def join(self, matrices: Sequence[ArrayLike]) -> Array:
        """Concatenate one matrix per layer to w."""
        return np.concatenate([np.asarray(W, dtype=np.float64).ravel() for W in matrices])

    def final_matrix(self, w: ArrayLike) -> Array:
        """W = W_N···W_1, shape (…, d_N, d_0)."""
        layers = self.matrices(w)
        product = layers[0]
        for W in layers[1:]:
            product = W @ product
        return product

    def final_filter(self, w: ArrayLike) -> Array:
        """W row by row, shape (…, d_N d_0): what a trajectory keeps as the final filter."""
        product = self.final_matrix(w)
        return product.reshape(*product.shape[:-2], -1)

    def squared_norms(self, w: ArrayLike) -> Array:
        """‖W_j‖² (Frobenius) of every layer, shape (…, N)."""
        return np.stack([np.sum(f * f, axis=-1) for f in self.split(w)], axis=-1)

    def norm_differences(self, w: ArrayLike) -> Array:
        """‖W_{j+1}‖² - ‖W_j‖², the traces of the conserved matrices, shape (…, N - 1)."""
        return np.diff(self.squared_norms(w), axis=-1)

    def conserved_matrices(self, w: ArrayLike) -> list[Array]:
        """W_{j+1}ᵀW_{j+1} - W_jW_jᵀ, j = 1 … N-1, constant along the flow [NRT]."""
        layers = self.matrices(w)
        return [
            np.swapaxes(B, -1, -2) @ B - A @ np.swapaxes(A, -1, -2) for A, B in pairwise(layers)
        ]

    def symmetries(self, w: ArrayLike) -> Array:
        """Orthonormal basis of the directions in which the layers move and W does not."""
        return fibre_directions(self, w)

    def balanced(self, seed: int, scale: float = 1.0) -> Array:
        """Balanced start w: all conserved matrices vanish, the product is a random matrix.

        The product is the best approximation of a normal matrix of deviation ``scale`` by one
        of the largest rank that the layers allow.
        """
        target = scale * np.random.default_rng(seed).normal(size=(self.dims[-1], self.dims[0]))
        U, values, Vt = np.linalg.svd(target, full_matrices=False)
        rank = min(self.dims)
        roots = values[:rank] ** (1.0 / self.depth)
        layers = []
        for j, (rows, columns) in enumerate(zip(self.dims[1:], self.dims, strict=False)):
            left = U[:, :rank] if j == self.depth - 1 else np.eye(rows, rank)
            right = Vt[:rank] if j == 0 else np.eye(rank, columns)
            layers.append((left * roots) @ right)
        return self.join(layers)
