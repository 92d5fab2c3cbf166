"""The empirical risk as a function of the final filter alone: by the Gram matrix, or by patches."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import MAX_PATCH_MATRIX, Array, InvalidInput
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.loss import Loss
from lcn_widgets.core.risk.streaming import triangular_factor
from lcn_widgets.core.risk.wording import say


class FilterRisk(ABC):
    """L as a function of the final filter v, shape (…, k_v), leading axes kept.

    Attributes
    ----------
    factor : ndarray, shape (≤ k_v, k_v)
        Triangular, with the singular values of P.
    """

    factor: Array

    @abstractmethod
    def value_and_gradient(self, v: Array) -> tuple[Array, Array]:
        """L and ∇_v L, shapes (…,) and (…, k_v)."""

    @abstractmethod
    def value(self, v: Array) -> Array:
        """L, shape (…,)."""

    @abstractmethod
    def gradient(self, v: Array) -> Array:
        """∇_v L, shape (…, k_v)."""

    @abstractmethod
    def hessian(self, v: Array) -> Array:
        """∇²_v L, shape (…, k_v, k_v), or (k_v, k_v) where it is the same everywhere."""

    @abstractmethod
    def minimizer(self) -> Array:
        """A v of least L, shape (k_v,)."""


class SquareFilterRisk(FilterRisk):
    """‖Pv - y‖² = least + (v-v*)ᵀG(v-v*), G = PᵀP: nothing cancels near the minimum.

    The factor R of [P y] = QR comes from one pass over blocks of patches, so that the condition
    of P is not squared on the way.
    """

    def __init__(self, architecture: Architecture, dataset: Dataset):
        k_v = architecture.final_width
        blocks = (np.column_stack([P, y]) for P, y in dataset.patch_blocks(architecture))
        factor = triangular_factor(blocks, k_v + 1)
        R, c = factor[:, :k_v], factor[:, k_v]
        self.factor = R
        self._centre = scipy.linalg.lstsq(R, c)[0]
        self._least = float(np.sum((c - R @ self._centre) ** 2))
        self._gram = R.T @ R
        self._twice = 2.0 * self._gram

    def value_and_gradient(self, v: Array) -> tuple[Array, Array]:
        """least + ½ (v-v*)ᵀ2G(v-v*) and 2G(v-v*)."""
        offset = v - self._centre
        slope = np.asarray(offset.dot(self._twice))
        return np.asarray(self._least + 0.5 * np.vecdot(offset, slope)), slope

    def value(self, v: Array) -> Array:
        """least + (v-v*)ᵀG(v-v*)."""
        return self.value_and_gradient(v)[0]

    def gradient(self, v: Array) -> Array:
        """2G(v-v*)."""
        return np.asarray((v - self._centre).dot(self._twice))

    def hessian(self, v: Array) -> Array:
        """2G, shape (k_v, k_v)."""
        return self._twice

    def minimizer(self) -> Array:
        """The least-squares filter v*, of least norm if P is rank-deficient."""
        return np.array(self._centre)


class PatchFilterRisk(FilterRisk):
    """Σ ℓ(Pv - y) with the patch matrix in memory, for every loss."""

    def __init__(self, architecture: Architecture, loss: Loss, dataset: Dataset):
        entries = dataset.samples * architecture.dims[-1] * architecture.final_width
        if entries > MAX_PATCH_MATRIX:
            sizes = {"samples": dataset.samples, "entries": entries, "limit": MAX_PATCH_MATRIX}
            raise InvalidInput(say("patch_matrix", **sizes), field="data")
        self._loss = loss
        self._patches = dataset.patch_matrix(architecture)
        self._targets = dataset.targets(architecture)

    @property
    def factor(self) -> Array:  # type: ignore[override]
        """R of P = QR."""
        return np.asarray(scipy.linalg.qr(self._patches, mode="r")[0])[: self._patches.shape[1]]

    def value_and_gradient(self, v: Array) -> tuple[Array, Array]:
        """Σ ℓ(Pv - y) and Pᵀℓ'(Pv - y)."""
        r = self._residuals(v)
        slope = np.asarray(self._loss.slope(r).dot(self._patches))
        return np.asarray(self._loss.value(r).sum(axis=-1)), slope

    def value(self, v: Array) -> Array:
        """Σ ℓ(Pv - y)."""
        return np.asarray(self._loss.value(self._residuals(v)).sum(axis=-1))

    def gradient(self, v: Array) -> Array:
        """Pᵀℓ'(Pv - y)."""
        return np.asarray(self._loss.slope(self._residuals(v)).dot(self._patches))

    def hessian(self, v: Array) -> Array:
        """Pᵀ diag(ℓ''(Pv - y)) P."""
        if v.ndim > 1:
            return np.stack([self.hessian(row) for row in v])
        weighted = self._patches * self._loss.curvature(self._residuals(v))[:, None]
        return np.asarray(weighted.T.dot(self._patches))

    def minimizer(self) -> Array:
        """The fit of the loss."""
        return self._loss.fit(self._patches, self._targets)

    def _residuals(self, v: Array) -> Array:
        return np.asarray(v.dot(self._patches.T) - self._targets)
