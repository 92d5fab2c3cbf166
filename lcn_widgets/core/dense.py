"""The dense neighbour: deep linear networks without convolution, square loss.

The same flow, descent and trajectory run on it; what changes is the multiplication of layers
(matrices instead of polynomials) and what is conserved (matrices instead of numbers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike, NDArray

from lcn_widgets.core.architecture import MAX_DEPTH, MAX_PARAMETERS
from lcn_widgets.core.data import Dataset
from lcn_widgets.core.errors import InvalidInput
from lcn_widgets.core.losses import SquareLoss
from lcn_widgets.core.objective import Objective, rank_shortage
from lcn_widgets.core.validation import whole_number

Array = NDArray[np.float64]

RANK_TOLERANCE = 1e-6
"""Singular values below this part of the largest one count as zero at a limit."""


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
            whole_number(d, "layer size", field="dims", minimum=1, maximum=MAX_PARAMETERS)
            for d in dims
        )
        if not 2 <= len(sizes) <= MAX_DEPTH + 1:
            raise InvalidInput(
                f"{len(sizes)} layer sizes are no network: give d_0, …, d_N with N from 1 to "
                f"{MAX_DEPTH}",
                field="dims",
            )
        object.__setattr__(self, "dims", sizes)
        if self.parameter_count > MAX_PARAMETERS:
            raise InvalidInput(
                f"layer sizes {sizes} have {self.parameter_count} matrix entries: "
                f"the limit is {MAX_PARAMETERS}",
                field="dims",
            )

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
            raise InvalidInput(
                f"w has shape {w.shape}: layer sizes {self.dims} need {self.parameter_count} "
                "entries along the last axis",
                field="w",
            )
        return [w[..., a:b] for a, b in zip(self.offsets, self.offsets[1:], strict=False)]

    def matrices(self, w: ArrayLike) -> list[Array]:
        """Views of the layers W_1, …, W_N in w: shapes (…, d_j, d_{j-1})."""
        shapes = zip(self.dims[1:], self.dims, strict=False)
        return [
            f.reshape(*f.shape[:-1], *shape) for f, shape in zip(self.split(w), shapes, strict=True)
        ]

    def join(self, matrices: Sequence[ArrayLike]) -> Array:
        """Concatenate one matrix a layer to w."""
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
            raise InvalidInput(
                f"X and Y have {shapes[0]} and {shapes[1]} rows: layer sizes {architecture.dims} "
                f"need {architecture.dims[0]} and {architecture.dims[-1]}",
                field="data",
            )
        self.architecture: DenseArchitecture = architecture
        self.loss = SquareLoss()
        self.dataset = dataset
        X, Y = dataset.X, dataset.Y
        self._moments = X @ X.T
        self.best_matrix = scipy.linalg.lstsq(X.T, Y.T)[0].T
        self._least = float(np.sum((self.best_matrix @ X - Y) ** 2))

    @property
    def shortage(self) -> str:
        """What X lacks to bound the product W by the risk: rank d_0."""
        rank, needed = int(np.linalg.matrix_rank(self.dataset.X)), self.architecture.dims[0]
        return rank_shortage("X", rank, needed)

    def value_and_gradient(self, w: ArrayLike) -> tuple[float, Array]:
        """L(w) and ∇L(w) together."""
        before, after = self._partial_products(self.architecture.matrices(w))
        offset = after[0] @ self.architecture.matrices(w)[0] - self.best_matrix
        half = offset @ self._moments
        parts = [2.0 * A.T @ half @ B.T for A, B in zip(after, before, strict=True)]
        return self._least + float(np.sum(half * offset)), self.architecture.join(parts)

    def hessian(self, w: ArrayLike) -> Array:
        """∇²L(w): JᵀHJ with J_j = A_j ⊗ B_jᵀ, and the products of two layers' variations."""
        layers = self.architecture.matrices(w)
        before, after = self._partial_products(layers)
        slope = 2.0 * (after[0] @ layers[0] - self.best_matrix) @ self._moments
        columns = [np.kron(A, B.T) for A, B in zip(after, before, strict=True)]
        jacobian = np.concatenate(columns, axis=1)
        weighted = np.kron(np.eye(self.architecture.dims[-1]), 2.0 * self._moments) @ jacobian
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
        root = np.linalg.cholesky(self._moments)
        values = np.linalg.svd(self.best_matrix @ root, compute_uv=False)
        return self._least + float(np.sum(values[rank:] ** 2))

    def limit_rank(self, w: ArrayLike) -> int:
        """Numerical rank of W at w, singular values below `RANK_TOLERANCE` counted as zero."""
        values = np.linalg.svd(self.architecture.final_matrix(w), compute_uv=False)
        return int(np.sum(values > RANK_TOLERANCE * max(values[0], np.finfo(float).tiny)))

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
