"""The empirical risk of a network, with exact gradient and Hessian, without running the layers."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from functools import cached_property

import numpy as np
import scipy.linalg
import scipy.optimize
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import MAX_PATCH_MATRIX, Array, InvalidInput
from lcn_widgets.core.network import Architecture, Tape
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.losses import AbsoluteLoss, Loss, LpLoss, SquareLoss
from lcn_widgets.core.risk.objective import Objective, rank_shortage
from lcn_widgets.core.risk.streaming import triangular_factor

BATCH = 16
"""Points evaluated in one sweep when many are asked for."""


class EmpiricalRisk(Objective):
    """L(w) = Σ ℓ(Pv - y) with v = π(w): the sum of the loss over components and samples.

    For square loss only a triangular factor of the patch matrix P and of y is kept, so that the
    cost of an evaluation does not depend on the number of samples.

    Parameters
    ----------
    architecture : Architecture
    loss : Loss
    dataset : Dataset

    Raises
    ------
    InvalidInput
        If the data do not fit the architecture, or the patch matrix is too large to keep.
    """

    def __init__(self, architecture: Architecture, loss: Loss, dataset: Dataset):
        self.architecture: Architecture = architecture
        self.loss = loss
        self.dataset = dataset
        self._filter_risk: _FilterRisk
        if isinstance(loss, SquareLoss):
            self._filter_risk = _SquareFilterRisk(architecture, dataset)
        else:
            self._filter_risk = _PatchFilterRisk(architecture, loss, dataset)
        self._thread = threading.local()

    @property
    def shortage(self) -> str:
        """What the data lack to bound the filters: a patch matrix of rank k_v (derived)."""
        return rank_shortage("the patch matrix", self.patch_rank, self.architecture.final_width)

    def value(self, w: ArrayLike) -> float:
        """L(w) for w of shape (Σk_i,)."""
        return float(self._filter_risk.value(self._tape.final_filter(self._checked(w))))

    def gradient(self, w: ArrayLike) -> Array:
        """∇L(w), shape (Σk_i,)."""
        w = self._checked(w)
        tape = self._tape
        return tape.vector_jacobian_product(self._filter_risk.gradient(tape.final_filter(w)))

    def value_and_gradient(self, w: ArrayLike) -> tuple[float, Array]:
        """L(w) and ∇L(w) together."""
        w = self._checked(w)
        tape = self._tape
        value, slope = self._filter_risk.value_and_gradient(tape.final_filter(w))
        return float(value), tape.vector_jacobian_product(slope)

    def hessian(self, w: ArrayLike) -> Array:
        """∇²L(w), shape (Σk_i, Σk_i)."""
        w = self._checked(w)
        tape = self._tape
        v = tape.final_filter(w)
        return tape.hessian(self._filter_risk.gradient(v), self._filter_risk.hessian(v))

    def values_and_gradients(self, w: ArrayLike) -> tuple[Array, Array]:
        """L and ∇L at M points, shapes (M,) and (M, Σk_i), for w of shape (M, Σk_i)."""
        w = self._checked_rows(w)
        values, gradients = np.empty(len(w)), np.empty(w.shape)
        for a in range(0, len(w), BATCH):
            rows = slice(a, a + BATCH)
            tape = self._tape_for(w[rows])
            values[rows], slopes = self._filter_risk.value_and_gradient(tape.final_filter(w[rows]))
            gradients[rows] = tape.vector_jacobian_product(slopes)
        return values, gradients

    def gradients(self, w: ArrayLike) -> Array:
        """∇L at M points in one sweep, shape (M, Σk_i), for w of shape (M, Σk_i) and small M."""
        w = self._checked_rows(w)
        tape = self._tape_for(w)
        return tape.vector_jacobian_product(self._filter_risk.gradient(tape.final_filter(w)))

    def hessians(self, w: ArrayLike) -> Array:
        """∇²L at M points in one sweep, shape (M, Σk_i, Σk_i), for w (M, Σk_i) and small M."""
        w = self._checked_rows(w)
        tape = self._tape_for(w)
        v = tape.final_filter(w)
        return tape.hessian(self._filter_risk.gradient(v), self._filter_risk.hessian(v))

    def filter_value(self, v: ArrayLike) -> float:
        """L as a function of the final filter v, shape (k_v,)."""
        return float(self._filter_risk.value(np.asarray(v, dtype=np.float64)))

    def filter_gradient(self, v: ArrayLike) -> Array:
        """∇_v L = Pᵀℓ'(Pv - y), shape (k_v,)."""
        return self._filter_risk.gradient(np.asarray(v, dtype=np.float64))

    def filter_hessian(self, v: ArrayLike) -> Array:
        """∇²_v L = Pᵀ diag(ℓ'') P, shape (k_v, k_v)."""
        return self._filter_risk.hessian(np.asarray(v, dtype=np.float64))

    @cached_property
    def patch_singular_values(self) -> Array:
        """Singular values of P, descending, shape (k_v,); missing ones are 0."""
        values = np.zeros(self.architecture.final_width)
        found = scipy.linalg.svdvals(self._filter_risk.factor)
        values[: len(found)] = found
        return values

    @cached_property
    def patch_rank(self) -> int:
        """Numerical rank of P; k_v suffices for convergence (derived from the paper's 3.6)."""
        rows = self.dataset.samples * self.architecture.dims[-1]
        return _rank(self.patch_singular_values, max(rows, self.architecture.final_width))

    @cached_property
    def data_rank(self) -> int:
        """Numerical rank of XXᵀ, which Theorem 3.8 of the paper wants to be d_0."""
        return _rank(scipy.linalg.svdvals(self.dataset.X), max(self.dataset.X.shape))

    @cached_property
    def best_filter(self) -> Array:
        """A minimizer of L over all filters v in R^{k_v}, shape (k_v,).

        For square loss this is the least-squares filter (of least norm if P is rank-deficient).
        No network can have a risk below the one here; whether one reaches it is a question of
        the function space.
        """
        return self._filter_risk.minimizer()

    def _checked(self, w: ArrayLike) -> Array:
        w = np.asarray(w, dtype=np.float64)
        if w.shape != (self.architecture.parameter_count,):
            raise self._wrong_shape(w)
        return w

    def _checked_rows(self, w: ArrayLike) -> Array:
        w = np.asarray(w, dtype=np.float64)
        if w.ndim != 2 or w.shape[1] != self.architecture.parameter_count:
            raise self._wrong_shape(w)
        return w

    def _wrong_shape(self, w: Array) -> InvalidInput:
        return InvalidInput(
            f"w has shape {w.shape}: widths {self.architecture.widths} need "
            f"{self.architecture.parameter_count} entries for every w",
            field="w",
        )

    @property
    def _tape(self) -> Tape:
        try:
            tape: Tape = self._thread.tape
        except AttributeError:
            tape = self._thread.tape = Tape(self.architecture)
        return tape

    def _tape_for(self, w: Array) -> Tape:
        tape: Tape | None = getattr(self._thread, "batch_tape", None)
        if tape is None or tape.batch != w.shape[:-1]:
            tape = self._thread.batch_tape = Tape(self.architecture, w.shape[:-1])
        return tape


class _FilterRisk(ABC):
    """L as a function of the final filter v, shape (…, k_v), leading axes kept.

    `factor` has the singular values of P.
    """

    factor: Array

    @abstractmethod
    def value_and_gradient(self, v: Array) -> tuple[Array, Array]: ...

    @abstractmethod
    def hessian(self, v: Array) -> Array: ...

    @abstractmethod
    def minimizer(self) -> Array: ...

    def value(self, v: Array) -> Array:
        return self.value_and_gradient(v)[0]

    def gradient(self, v: Array) -> Array:
        return self.value_and_gradient(v)[1]


class _SquareFilterRisk(_FilterRisk):
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
        self._moments = R.T @ R
        self._twice = 2.0 * self._moments

    def value_and_gradient(self, v: Array) -> tuple[Array, Array]:
        offset = v - self._centre
        slope = np.asarray(offset.dot(self._twice))
        return np.asarray(self._least + 0.5 * np.vecdot(offset, slope)), slope

    def gradient(self, v: Array) -> Array:
        return np.asarray((v - self._centre).dot(self._twice))

    def hessian(self, v: Array) -> Array:
        return self._twice

    def minimizer(self) -> Array:
        return np.array(self._centre)


class _PatchFilterRisk(_FilterRisk):
    """Σ ℓ(Pv - y) with the patch matrix in memory, for every loss."""

    def __init__(self, architecture: Architecture, loss: Loss, dataset: Dataset):
        entries = dataset.samples * architecture.dims[-1] * architecture.final_width
        if entries > MAX_PATCH_MATRIX:
            raise InvalidInput(
                f"{dataset.samples} samples make a patch matrix of {entries:.2g} entries: "
                f"the limit for this loss is {MAX_PATCH_MATRIX:.2g}; "
                "use fewer samples or square loss, which has no such limit",
                field="data",
            )
        self._loss = loss
        self._patches = dataset.patch_matrix(architecture)
        self._targets = dataset.targets(architecture)

    @property
    def factor(self) -> Array:  # type: ignore[override]
        return np.asarray(scipy.linalg.qr(self._patches, mode="r")[0])[: self._patches.shape[1]]

    def value_and_gradient(self, v: Array) -> tuple[Array, Array]:
        r = self._residuals(v)
        slope = np.asarray(self._loss.slope(r).dot(self._patches))
        return np.asarray(self._loss.value(r).sum(axis=-1)), slope

    def value(self, v: Array) -> Array:
        return np.asarray(self._loss.value(self._residuals(v)).sum(axis=-1))

    def gradient(self, v: Array) -> Array:
        return np.asarray(self._loss.slope(self._residuals(v)).dot(self._patches))

    def hessian(self, v: Array) -> Array:
        if v.ndim > 1:
            return np.stack([self.hessian(row) for row in v])
        weighted = self._patches * self._loss.curvature(self._residuals(v))[:, None]
        return np.asarray(weighted.T.dot(self._patches))

    def _residuals(self, v: Array) -> Array:
        return np.asarray(v.dot(self._patches.T) - self._targets)

    def minimizer(self) -> Array:
        if self._loss in (AbsoluteLoss(), LpLoss(1.0)):
            return _least_absolute(self._patches, self._targets)
        start = scipy.linalg.lstsq(self._patches, self._targets)[0]
        result = scipy.optimize.minimize(
            self.value_and_gradient,
            start,
            jac=True,
            hess=self.hessian,
            method="trust-exact",
            options={"gtol": 1e-10 * (1.0 + float(np.abs(self.gradient(start)).max()))},
        )
        return np.asarray(result.x)


def _least_absolute(P: Array, y: Array) -> Array:
    """A minimizer v of ‖Pv - y‖₁: the multipliers of the dual program max yᵀu, Pᵀu = 0, |u| ≤ 1."""
    dual = scipy.optimize.linprog(-y, A_eq=P.T, b_eq=np.zeros(P.shape[1]), bounds=(-1.0, 1.0))
    return -np.asarray(dual.eqlin.marginals)


def _rank(singular_values: Array, size: int) -> int:
    largest = float(singular_values.max(initial=0.0))
    return int(np.sum(singular_values > largest * size * np.finfo(np.float64).eps))
