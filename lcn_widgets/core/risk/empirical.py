"""The empirical risk of a network, with exact gradient and Hessian, without running the layers."""

from __future__ import annotations

import threading
from functools import cached_property

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.network import Architecture, Tape
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.exact import exact_rank
from lcn_widgets.core.risk.filter_risk import FilterRisk, PatchFilterRisk, SquareFilterRisk
from lcn_widgets.core.risk.least_squares import numerical_rank
from lcn_widgets.core.risk.loss import Loss
from lcn_widgets.core.risk.objective import Objective
from lcn_widgets.core.risk.shortage import DataMatrix, Shortage, rank_shortage
from lcn_widgets.core.risk.streaming import sample_blocks
from lcn_widgets.core.risk.wording import say

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
        self._filter_risk: FilterRisk
        if loss.is_quadratic:
            self._filter_risk = SquareFilterRisk(architecture, dataset)
        else:
            self._filter_risk = PatchFilterRisk(architecture, loss, dataset)
        self._thread = threading.local()

    @property
    def shortage(self) -> Shortage | None:
        """What the data lack to bound the filters: a patch matrix of rank k_v (derived)."""
        return rank_shortage(DataMatrix.PATCHES, self.patch_rank, self.architecture.final_width)

    @property
    def shortage_is_exact(self) -> bool:
        """Whether P lacks rank in exact arithmetic too, and no more than it seems to."""
        return self.exact_patch_rank == self.patch_rank < self.architecture.final_width

    def is_flat_beside(self, w: Array) -> bool:
        """Whether P surely lacks rank, or sees all of a filter that has the least risk."""
        return self.shortage_is_exact or (self.shortage is None and self.has_least_risk(w))

    def has_least_risk(self, w: Array) -> bool:
        """Whether no filter in R^{k_v} has a lower risk than π(w), to rounding."""
        if not (self.loss.convex and self.least_risk_is_known):
            return False
        v = self.architecture.final_filter(w)
        return float(self.filter_gaps(v)) <= float(self.gap_rounding(v))

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

    def filter_gaps(self, v: ArrayLike) -> Array:
        """L(v) above that of `best_filter`, never negative, shape (…,) for v (…, k_v).

        For square loss it is ‖P(v - v*)‖², of which nothing cancels: it is right far below the
        rounding of the risk. For the others it is the difference of two risks.
        """
        return self._filter_risk.gap(np.asarray(v, dtype=np.float64))

    def gap_rounding(self, v: ArrayLike) -> Array:
        """What rounding may make of a gap that is 0, shape (…,) for v (…, k_v)."""
        return self._filter_risk.gap_rounding(np.asarray(v, dtype=np.float64))

    def slope_rounding(self, v: ArrayLike) -> float:
        """What rounding may make of a `filter_gradient` that is 0: its norm, for v (k_v,)."""
        return self._filter_risk.slope_rounding(np.asarray(v, dtype=np.float64))

    @cached_property
    def gap_factor(self) -> Array:
        """F, shape (≤ k_v, k_v), with gap ≈ ‖F(v - v*)‖² near `best_filter`."""
        factor = self._filter_risk.gap_factor()
        if len(factor) <= factor.shape[1]:
            return factor
        return np.asarray(scipy.linalg.qr(factor, mode="r")[0])[: factor.shape[1]]

    @cached_property
    def least_risk_is_known(self) -> bool:
        """Whether no filter can have a lower risk than `best_filter`, but for rounding.

        It is not where singular values of P below their rounding error would explain more of y
        if they are not zero, and are not known to be.
        """
        open_part = self._filter_risk.unresolved()
        if open_part <= float(self.gap_rounding(self.best_filter)):
            return True
        return self.exact_patch_rank == self.patch_rank

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
        return numerical_rank(self.patch_singular_values, max(rows, self.architecture.final_width))

    @cached_property
    def data_rank(self) -> int:
        """Numerical rank of XXᵀ, which Theorem 3.8 of the paper wants to be d_0."""
        return numerical_rank(scipy.linalg.svdvals(self.dataset.X), max(self.dataset.X.shape))

    @cached_property
    def exact_patch_rank(self) -> int | None:
        """Rank of P in exact arithmetic; None where that costs too much."""
        return exact_rank(P for P, _ in self.dataset.patch_blocks(self.architecture))

    @cached_property
    def exact_data_rank(self) -> int | None:
        """Rank of X in exact arithmetic; None where that costs too much."""
        return exact_rank(block.T for block in sample_blocks(self.dataset.X))

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
        widths, entries = self.architecture.widths, self.architecture.parameter_count
        return InvalidInput(
            say("filter_shape", shape=str(w.shape), widths=str(widths), entries=entries), field="w"
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
