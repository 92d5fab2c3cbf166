"""The empirical risk as a function of the final filter alone: by the Gram matrix, or by patches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import MAX_PATCH_MATRIX, Array, InvalidInput, Mask
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.least_squares import LeastSquaresFit, numerical_rank
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

    @abstractmethod
    def gap(self, v: Array) -> Array:
        """L above that of the minimizer, never negative, shape (…,)."""

    @abstractmethod
    def gap_rounding(self, v: Array) -> Array:
        """What rounding may have made of a gap that is 0, shape (…,)."""

    @abstractmethod
    def slope_rounding(self, v: Array) -> float:
        """What rounding may have made of a gradient ∇_v L that is 0: its norm, for v (k_v,)."""

    @abstractmethod
    def unresolved(self) -> float:
        """By how much a filter that rounding hides may be better than the minimizer."""

    @abstractmethod
    def gap_factor(self) -> Array:
        """F, shape (any, k_v), with gap ≈ ‖F(v-v*)‖² near the minimizer v*."""


EPS = float(np.finfo(np.float64).eps)
ROUNDINGS = 10.0
"""Rounding errors of size ε for each entry of the filter, which a residual may add up."""


class SquareFilterRisk(FilterRisk):
    """‖Pv - y‖² = ‖Rv - c‖² + ρ² with the factor [R c; 0 ρ] of [P y]: sums of squares only.

    The factor comes from one pass over blocks of patches, so that the condition of P is not
    squared on the way; nor is it afterwards, since RᵀR is formed for the Hessian alone. What is
    wrong with the risk is therefore what a relative error ε of the data would make of it
    [Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., theorem 19.4].

    Near the least-squares filter v*, Rv - c = R(v-v*) + (Rv*-c) with the last term rounded once:
    nothing cancels there either. It is used where v is nearer to v* than to 0; a v* that is
    large because P is ill-conditioned thus does no harm elsewhere.
    """

    def __init__(self, architecture: Architecture, dataset: Dataset):
        k_v = architecture.final_width
        blocks = (np.column_stack([P, y]) for P, y in dataset.patch_blocks(architecture))
        factor = triangular_factor(blocks, k_v + 1)
        R, c = factor[:k_v, :k_v], factor[:k_v, k_v]
        self.factor = R
        self.fit = LeastSquaresFit(R, c)
        self._rest = float(np.sum(factor[k_v:, k_v] ** 2))
        self._size = float(np.hypot(np.linalg.norm(c), np.sqrt(self._rest)))
        centre = self.fit.centre
        self._across = np.ascontiguousarray(R.T)
        self._twice = np.ascontiguousarray(2.0 * R)
        self._curvature = 2.0 * (R.T @ R)
        self._near = centre, self.fit.residual
        self._far = np.zeros(k_v), -c
        self._centre = centre
        self._halfway = 0.5 * float(centre @ centre)

    def value_and_gradient(self, v: Array) -> tuple[Array, Array]:
        """‖r‖² + ρ² and 2Rᵀr with r = Rv - c."""
        r = self._residuals(v)
        return np.asarray(np.vecdot(r, r) + self._rest), np.asarray(r.dot(self._twice))

    def value(self, v: Array) -> Array:
        """‖Rv - c‖² + ρ²."""
        r = self._residuals(v)
        return np.asarray(np.vecdot(r, r) + self._rest)

    def gradient(self, v: Array) -> Array:
        """2Rᵀ(Rv - c)."""
        return np.asarray(self._residuals(v).dot(self._twice))

    def hessian(self, v: Array) -> Array:
        """2RᵀR, shape (k_v, k_v)."""
        return self._curvature

    def minimizer(self) -> Array:
        """The least-squares filter v*, of least norm if P is rank-deficient."""
        return np.array(self._centre)

    def gap(self, v: Array) -> Array:
        """‖R(v-v*)‖²: the part of the residual that some filter would remove."""
        r = self.fit.explained(self._residuals(v))
        return np.asarray(np.vecdot(r, r))

    def gap_rounding(self, v: Array) -> Array:
        """(10 k_v ε (‖R‖‖v‖ + ‖y‖))²: R, c and Rv - c are all known to this (its square root)."""
        size = self.fit.scale * np.linalg.norm(v, axis=-1) + self._size
        relative = ROUNDINGS * v.shape[-1] * float(np.finfo(np.float64).eps)
        return np.asarray((relative * size) ** 2)

    def slope_rounding(self, v: Array) -> float:
        """2‖R‖ times the error of Rv - c, and that of the product with Rᵀ."""
        relative = ROUNDINGS * len(v) * float(np.finfo(np.float64).eps)
        residuals = float(np.linalg.norm(self._residuals(v)))
        error = float(np.sqrt(self.gap_rounding(v))) + relative * residuals
        return 2.0 * self.fit.scale * error

    def unresolved(self) -> float:
        """What singular values below their rounding error would explain if they are not 0."""
        return self.fit.unresolved

    def gap_factor(self) -> Array:
        """R, or its part in the numerical range."""
        return np.asarray(self.fit.explained(self._across).T)

    def _residuals(self, v: Array) -> Array:
        """Rv - c, from the nearer of v* and 0."""
        near = v.dot(self._centre) > self._halfway
        if v.ndim > 1:
            count = np.count_nonzero(near)
            if 0 < count < near.size:
                return self._residuals_of_both(v, near[..., None])
            near = count > 0  # all or none: the points of one step are near each other
        centre, rest = self._near if near else self._far
        return np.asarray((v - centre).dot(self._across) + rest)

    def _residuals_of_both(self, v: Array, near: Mask) -> Array:
        """Rv - c for some v near v* and others near 0."""
        centre = np.where(near, self._near[0], self._far[0])
        rest = np.where(near, self._near[1], self._far[1])
        return np.asarray((v - centre).dot(self._across) + rest)


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
        return np.array(self._best)

    def gap(self, v: Array) -> Array:
        """L(v) - L(v*), rounded as both are."""
        return np.asarray(np.maximum(self.value(v) - self.value(self._best), 0.0))

    def gap_rounding(self, v: Array) -> Array:
        """10 k_v ε (Σ|ℓ| + Σ|ℓ'|(|P||v| + |y|)) at v and at v*."""
        relative = ROUNDINGS * v.shape[-1] * float(np.finfo(np.float64).eps)
        return np.asarray(relative * (self._terms(v) + self._terms(self._best)))

    def slope_rounding(self, v: Array) -> float:
        """10 k_v ε ‖ |P|ᵀ(|ℓ'| + |ℓ''|(|P||v| + |y|)) ‖."""
        r = self._residuals(v)
        sizes = np.abs(self._patches)
        terms = sizes.dot(np.abs(v)) + np.abs(self._targets)
        summands = np.abs(self._loss.slope(r)) + np.abs(self._loss.curvature(r)) * terms
        relative = ROUNDINGS * len(v) * float(np.finfo(np.float64).eps)
        return relative * float(np.linalg.norm(summands.dot(sizes)))

    def unresolved(self) -> float:
        """L(v*) - Σℓ(0), unless P has full rank and the gradient at v* vanishes to rounding."""
        best = self._best
        values = scipy.linalg.svdvals(self.factor)
        size = max(self._patches.shape)
        if numerical_rank(values, size) < min(self._patches.shape):
            return float(self.value(best)) - self._loss.minimum * len(self._targets)
        # in coordinates of the outputs, where P does not make directions unequal
        U = scipy.linalg.orth(self._patches)
        r = self._residuals(best)
        slopes = self._loss.slope(r)
        lost = len(best) * ROUNDINGS * EPS * np.abs(slopes).dot(np.abs(U))
        slope = slopes.dot(U)
        slope = np.where(np.abs(slope) <= lost, 0.0, slope)
        bend, vectors = np.linalg.eigh((U * self._loss.curvature(r)[:, None]).T.dot(U))
        least = max(len(bend) * EPS * float(bend[-1]), float(np.finfo(np.float64).tiny))
        return 0.5 * float(np.sum((slope @ vectors) ** 2 / np.maximum(bend, least)))

    def gap_factor(self) -> Array:
        """√(ℓ''/2) P at v*, where ℓ'' > 0."""
        bend = self._loss.curvature(self._residuals(self._best)).clip(min=0.0) / 2.0
        return np.asarray(np.sqrt(bend)[:, None] * self._patches)

    @cached_property
    def _best(self) -> Array:
        return self._loss.fit(self._patches, self._targets)

    def _terms(self, v: Array) -> Array:
        """What is added up on the way to L, in absolute value."""
        r = self._residuals(v)
        terms = np.abs(v).dot(np.abs(self._patches).T) + np.abs(self._targets)
        slopes = np.abs(self._loss.slope(r)) * terms
        return np.asarray(np.sum(np.abs(self._loss.value(r)) + slopes, axis=-1))

    def _residuals(self, v: Array) -> Array:
        return np.asarray(v.dot(self._patches.T) - self._targets)
