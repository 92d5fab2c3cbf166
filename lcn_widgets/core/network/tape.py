"""Product of the layer polynomials with exact first and second derivatives.

The layers are never run on data. The final filter is built one layer at a time,

    v^(i) = Σ_a w^(i)_a x^{(a-1)S_i} v^(i-1),

and differentiated in reverse. All windows into the intermediate products are strided views
made once, so an evaluation is three NumPy calls per layer, whatever the sizes.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.network.architecture import Architecture


class Tape:
    """Workspace for one architecture; not to be shared between threads.

    Parameters
    ----------
    architecture : Architecture
    batch : tuple of int
        Leading axes of every w and of every result: () for one w, (M,) for M of them at once.
    """

    def __init__(self, architecture: Architecture, batch: tuple[int, ...] = ()):
        self.architecture = architecture
        self.batch = batch
        self._layers = [
            slice(i, j)
            for i, j in zip(architecture.offsets, architecture.offsets[1:], strict=False)
        ]
        self._w = np.zeros((*batch, architecture.parameter_count))
        self._filters = [self._w[..., layer] for layer in self._layers]
        self._reversed = [f[..., ::-1] for f in self._filters]
        self._gradient = np.zeros_like(self._w)
        self._gradients = [self._gradient[..., layer] for layer in self._layers]
        # K_i, the length of the product of the first i layers
        self._lengths = [1 + int(t) for t in np.cumsum(architecture.degrees)]
        self._products: list[Array] = []  # v^(i), inside a zero border for the next layer
        self._shifts: list[Array] = []  # row a: v^(i-1) shifted, for w^(i) reversed
        self._slopes = [np.zeros((*batch, K)) for K in self._lengths]  # ∂L/∂v^(i)
        self._windows: list[Array] = []  # row a: the part of ∂L/∂v^(i) that w^(i)_a multiplies
        self._make_views()
        self._forward = list(zip(self._reversed[1:], self._shifts, self._products[1:], strict=True))
        self._backward = [
            (
                self._filters[i],
                self._windows[i - 1],
                self._products[i - 1],
                self._gradients[i],
                self._slopes[i - 1],
            )
            for i in range(architecture.depth - 1, 0, -1)
        ]
        self._second_order: _SecondOrder | None = None

    def _make_views(self) -> None:
        arch = self.architecture
        for i, K in enumerate(self._lengths):
            border = arch.degrees[i + 1] if i + 1 < arch.depth else 0
            padded = np.zeros((*self.batch, K + 2 * border))
            self._products.append(padded[..., border : border + K])
            if i + 1 < arch.depth:
                k, S = arch.widths[i + 1], arch.exponents[i + 1]
                self._shifts.append(_windows(padded, k, S, self._lengths[i + 1]))
                self._windows.append(_windows(self._slopes[i + 1], k, S, K))

    def final_filter(self, w: Array) -> Array:
        """v = π(w), shape (…, k_v); a view that the next call overwrites."""
        self._w[...] = w
        self._products[0][...] = self._filters[0]
        for f, shifts, product in self._forward:
            np.vecmat(f, shifts, product)
        return self._products[-1]

    def vector_jacobian_product(self, slope: Array) -> Array:
        """Jᵀ slope, shape (…, Σk_i), J the Jacobian of π at the w of the last `final_filter`.

        With slope = ∂L/∂v, shape (…, k_v), this is the gradient of L in w: reverse mode.
        """
        self._slopes[-1][...] = slope
        for f, windows, product, gradient, slope_before in self._backward:
            np.matvec(windows, product, gradient)
            np.vecmat(f, windows, slope_before)
        self._gradients[0][...] = self._slopes[0]
        return self._gradient.copy()

    def hessian(self, slope: Array, curvature: Array) -> Array:
        """Hessian in w, shape (…, Σk_i, Σk_i), for ∂L/∂v = slope and ∂²L/∂v² = curvature.

        At the w of the last `final_filter`: the tangents of the forward and of the reverse pass,
        for all Σk_i directions at once.
        """
        self.vector_jacobian_product(slope)
        if self._second_order is None:
            self._second_order = _SecondOrder(self)
        return self._second_order.hessian(curvature)


class _SecondOrder:
    """Tangents of a tape: one row per direction."""

    def __init__(self, tape: Tape):
        self._tape = tape
        arch, batch = tape.architecture, tape.batch
        D = arch.parameter_count
        self._products: list[Array] = []
        self._shifts: list[Array] = []
        self._slopes = [np.zeros((*batch, D, K)) for K in tape._lengths]
        self._windows: list[Array] = []
        for i, K in enumerate(tape._lengths):
            rows = arch.offsets[i + 1]  # only layers 1 … i move v^(i)
            border = arch.degrees[i + 1] if i + 1 < arch.depth else 0
            padded = np.zeros((*batch, rows, K + 2 * border))
            self._products.append(padded[..., border : border + K])
            if i + 1 < arch.depth:
                k, S = arch.widths[i + 1], arch.exponents[i + 1]
                self._shifts.append(_windows(padded, k, S, tape._lengths[i + 1]))
                self._windows.append(_windows(self._slopes[i + 1], k, S, K))
        self._products[0][...] = np.eye(arch.widths[0])

    def hessian(self, curvature: Array) -> Array:
        tape, layers = self._tape, self._tape._layers
        for i, shifts in enumerate(self._shifts, start=1):
            earlier = self._products[i][..., : layers[i].start, :]
            np.vecmat(tape._reversed[i][..., None, :], shifts, out=earlier)
            self._products[i][..., layers[i], :] = tape._shifts[i - 1][..., ::-1, :]
        np.matmul(self._products[-1], curvature, out=self._slopes[-1])
        hessian = np.empty((*tape._w.shape, tape._w.shape[-1]))
        for i in range(len(layers) - 1, 0, -1):
            layer, windows = layers[i], self._windows[i - 1]
            columns = np.matvec(windows, tape._products[i - 1][..., None, :])
            crossed = self._products[i - 1] @ tape._windows[i - 1].swapaxes(-1, -2)
            columns[..., : layer.start, :] += crossed
            hessian[..., layer] = columns
            np.vecmat(tape._filters[i][..., None, :], windows, out=self._slopes[i - 1])
            self._slopes[i - 1][..., layer, :] += tape._windows[i - 1]
        hessian[..., layers[0]] = self._slopes[0]
        return (hessian + hessian.swapaxes(-1, -2)) / 2.0


def _windows(array: Array, count: int, step: int, length: int) -> Array:
    """View of shape (…, count, length) whose row a is ``array[…, a·step : a·step + length]``."""
    item = array.strides[-1]
    return as_strided(
        array,
        shape=(*array.shape[:-1], count, length),
        strides=(*array.strides[:-1], step * item, item),
    )
