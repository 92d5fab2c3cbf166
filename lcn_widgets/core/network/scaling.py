"""The directions in which layers move without moving what they amount to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array

if TYPE_CHECKING:
    from lcn_widgets.core.network.architecture import Architecture
    from lcn_widgets.core.network.dense import DenseArchitecture


def scaling_directions(architecture: Architecture, w: ArrayLike) -> Array:
    """Orthonormal basis of the tangent of w^(i) → c_i w^(i), Π c_i = 1, shape (Σk_i, ≤ N - 1).

    Of these the risk is independent. With a vanishing layer the others scale freely.
    """
    filters = architecture.split(w)
    norms = np.array([np.linalg.norm(f) for f in filters])
    units = np.zeros((architecture.parameter_count, architecture.depth))
    for i, (f, a) in enumerate(zip(filters, architecture.offsets, strict=False)):
        if norms[i] > 0.0:
            units[a : a + len(f), i] = f / norms[i]
    if not np.all(norms > 0.0):
        return units[:, norms > 0.0]
    # b_i = a_i ‖w^(i)‖ with Σ a_i = 0, in units of the smallest norm so that nothing overflows
    return np.asarray(units @ scipy.linalg.null_space(norms.min() / norms[None, :]))


def fibre_directions(architecture: DenseArchitecture, w: ArrayLike) -> Array:
    """Orthonormal basis of the directions in which w moves without moving W_N···W_1.

    Where the Jacobian of the product is onto, its kernel: the w of the same product are then a
    manifold. Elsewhere the tangent of W_j → A W_j, W_{j+1} → W_{j+1}A⁻¹, one invertible A for
    each inner dimension.
    """
    layers = architecture.matrices(w)
    blocks = [
        np.kron(after, before.T)
        for after, before in zip(_products_after(layers), _products_before(layers), strict=True)
    ]
    jacobian = np.concatenate(blocks, axis=1)
    kernel = scipy.linalg.null_space(jacobian)
    if kernel.shape[1] == jacobian.shape[1] - jacobian.shape[0]:
        return np.asarray(kernel)
    columns = []
    for j in range(architecture.depth - 1):
        for unit in np.eye(architecture.dims[j + 1] ** 2):
            A = unit.reshape(architecture.dims[j + 1], -1)
            moved = [np.zeros_like(W) for W in layers]
            moved[j], moved[j + 1] = A @ layers[j], -layers[j + 1] @ A
            columns.append(architecture.join(moved))
    if not columns:
        return np.zeros((architecture.parameter_count, 0))
    return np.asarray(scipy.linalg.orth(np.stack(columns, axis=1)))


def _products_before(layers: Sequence[Array]) -> list[Array]:
    """W_{j-1}···W_1 for every layer."""
    products = [np.eye(layers[0].shape[1])]
    for W in layers[:-1]:
        products.append(W @ products[-1])
    return products


def _products_after(layers: Sequence[Array]) -> list[Array]:
    """W_N···W_{j+1} for every layer."""
    products = [np.eye(layers[-1].shape[0])]
    for W in layers[:0:-1]:
        products.append(products[-1] @ W)
    return products[::-1]
