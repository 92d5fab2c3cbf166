"""The empirical risk of a dense linear network, square loss only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.network import DenseArchitecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.least_squares import LeastSquaresFit
from lcn_widgets.core.risk.losses import SquareLoss
from lcn_widgets.core.risk.objective import Objective
from lcn_widgets.core.risk.shortage import DataMatrix, Shortage, rank_shortage
from lcn_widgets.core.risk.streaming import triangular_factor
from lcn_widgets.core.risk.wording import say

RANK_TOLERANCE = 1e-6
"""Singular values below this part of the largest one count as zero at a limit."""


class DenseRisk(Objective):
    """L(w) = ‖WX - Y‖² of a deep linear network, with exact gradient and Hessian.

    Parameters
    ----------
    architecture : DenseArchitecture
    dataset : Dataset
        X of shape (d_0, m) and Y of shape (d_N, m).

    Attributes
    ----------
    best_matrix : ndarray, shape (d_N, d_0)
        Least-squares matrix: the minimizer over all W, whatever the layers allow.
    """

    def __init__(self, architecture: DenseArchitecture, dataset: Dataset):
        shapes = dataset.X.shape[0], dataset.Y.shape[0]
        if shapes != (architecture.dims[0], architecture.dims[-1]):
            first, *_, last = architecture.dims
            sizes = {"dims": str(architecture.dims), "first": first, "last": last}
            raise InvalidInput(
                say("dense_rows", inputs=shapes[0], outputs=shapes[1], **sizes), field="data"
            )
        self.architecture: DenseArchitecture = architecture
        self.loss = SquareLoss()
        self.dataset = dataset
        X, Y = dataset.X, dataset.Y
        # [Xᵀ Yᵀ] = Q [R C; 0 S]: L = ‖WRᵀ - Cᵀ‖² + ‖S‖², without XXᵀ, which squares the condition
        factor = triangular_factor([np.concatenate([X, Y]).T], len(X) + len(Y))
        R, C = factor[: len(X), : len(X)], factor[: len(X), len(X) :]
        fits = [LeastSquaresFit(R, column) for column in C.T]
        self._factor = R
        self._rest = float(np.sum(factor[len(X) :, len(X) :] ** 2))
        self.best_matrix = np.array([fit.centre for fit in fits])
        self._near = self.best_matrix, np.array([fit.residual for fit in fits])
        self._far = np.zeros(self.best_matrix.shape), -C.T

    @property
    def shortage(self) -> Shortage | None:
        """What X lacks to bound the product W by the risk: rank d_0."""
        rank, needed = int(np.linalg.matrix_rank(self.dataset.X)), self.architecture.dims[0]
        return rank_shortage(DataMatrix.INPUTS, rank, needed)

    @property
    def shortage_is_exact(self) -> bool:
        """Whether there are too few samples, and all of them are independent."""
        shortage, samples = self.shortage, self.dataset.samples
        return shortage is not None and shortage.rank == samples < shortage.needed

    def value_and_gradient(self, w: ArrayLike) -> tuple[float, Array]:
        """L(w) and ∇L(w) together."""
        before, after = self._partial_products(self.architecture.matrices(w))
        residuals = self._residuals(after[0] @ self.architecture.matrices(w)[0])
        half = residuals @ self._factor
        parts = [2.0 * A.T @ half @ B.T for A, B in zip(after, before, strict=True)]
        return self._rest + float(np.sum(residuals**2)), self.architecture.join(parts)

    def hessian(self, w: ArrayLike) -> Array:
        """∇²L(w): JᵀHJ with J_j = A_j ⊗ B_jᵀ, and the products of two layers' variations."""
        layers = self.architecture.matrices(w)
        before, after = self._partial_products(layers)
        slope = 2.0 * self._residuals(after[0] @ layers[0]) @ self._factor
        columns = [np.kron(A, B.T) for A, B in zip(after, before, strict=True)]
        jacobian = np.concatenate(columns, axis=1)
        weighted = np.kron(np.eye(self.architecture.dims[-1]), 2.0 * self._factor.T @ self._factor)
        weighted = weighted @ jacobian
        hessian = jacobian.T @ weighted
        blocks = [
            slice(a, b)
            for a, b in zip(self.architecture.offsets, self.architecture.offsets[1:], strict=False)
        ]
        for i in range(len(layers)):
            between = np.eye(layers[i].shape[0])
            for j in range(i + 1, len(layers)):
                outer = after[j].T @ slope @ before[i].T
                block = np.einsum("ad,bc->abcd", outer, between)
                block = block.reshape(layers[j].size, layers[i].size)
                hessian[blocks[j], blocks[i]] += block
                hessian[blocks[i], blocks[j]] += block.T
                between = layers[j] @ between
        return np.asarray(hessian)

    def best_risk(self, rank: int) -> float:
        """Least risk over all W of at most this rank (reduced-rank regression)."""
        values = np.linalg.svd(self.best_matrix @ self._factor.T, compute_uv=False)
        least = self._rest + float(np.sum(self._near[1] ** 2))
        return least + float(np.sum(values[rank:] ** 2))

    def limit_rank(self, w: ArrayLike) -> int:
        """Numerical rank of W at w, singular values below `RANK_TOLERANCE` counted as zero."""
        values = np.linalg.svd(self.architecture.final_matrix(w), compute_uv=False)
        return int(np.sum(values > RANK_TOLERANCE * max(values[0], np.finfo(float).tiny)))

    def _residuals(self, W: Array) -> Array:
        """WRᵀ - Cᵀ, by way of the best matrix where W is nearer to it than to 0."""
        near = float(np.sum(W * self.best_matrix)) > 0.5 * float(np.sum(self.best_matrix**2))
        centre, rest = self._near if near else self._far
        return np.asarray((W - centre) @ self._factor.T + rest)

    @staticmethod
    def _partial_products(layers: Sequence[Array]) -> tuple[list[Array], list[Array]]:
        """B_j = W_{j-1}···W_1 and A_j = W_N···W_{j+1} for every layer."""
        before = [np.eye(layers[0].shape[1])]
        for W in layers[:-1]:
            before.append(W @ before[-1])
        after = [np.eye(layers[-1].shape[0])]
        for W in layers[:0:-1]:
            after.append(after[-1] @ W)
        return before, after[::-1]
