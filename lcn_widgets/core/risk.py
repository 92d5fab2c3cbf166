"""The empirical risk of a network, with exact gradient and Hessian, without running the layers."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from functools import cached_property

import numpy as np
import scipy.linalg
import scipy.optimize
from numpy.typing import ArrayLike, NDArray

from lcn_widgets.core.architecture import Architecture
from lcn_widgets.core.data import Dataset
from lcn_widgets.core.errors import InvalidInput
from lcn_widgets.core.losses import Loss, SquareLoss
from lcn_widgets.core.tape import Tape

Array = NDArray[np.float64]

MAX_PATCH_ENTRIES = 50_000_000
"""Largest patch matrix kept in memory (400 MB); square loss keeps only its k_v × k_v factor."""


class EmpiricalRisk:
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
        self.architecture = architecture
        self.loss = loss
        self.dataset = dataset
        self._filter_risk: _FilterRisk
        if isinstance(loss, SquareLoss):
            self._filter_risk = _SquareFilterRisk(architecture, dataset)
        else:
            self._filter_risk = _PatchFilterRisk(architecture, loss, dataset)
        self._thread = threading.local()

    def value(self, w: ArrayLike) -> float:
        """L(w) for w of shape (Σk_i,)."""
        return self._filter_risk.value(self._tape.final_filter(self._checked(w)))

    def gradient(self, w: ArrayLike) -> Array:
        """∇L(w), shape (Σk_i,)."""
        w = self._checked(w)
        tape = self._tape
        return tape.pull_back(w, self._filter_risk.gradient(tape.final_filter(w)))

    def value_and_gradient(self, w: ArrayLike) -> tuple[float, Array]:
        """L(w) and ∇L(w) together."""
        w = self._checked(w)
        tape = self._tape
        value, slope = self._filter_risk.value_and_gradient(tape.final_filter(w))
        return value, tape.pull_back(w, slope)

    def hessian(self, w: ArrayLike) -> Array:
        """∇²L(w), shape (Σk_i, Σk_i)."""
        w = self._checked(w)
        tape = self._tape
        v = tape.final_filter(w)
        return tape.hessian(w, self._filter_risk.gradient(v), self._filter_risk.hessian(v))

    def filter_value(self, v: ArrayLike) -> float:
        """L as a function of the final filter v, shape (k_v,)."""
        return self._filter_risk.value(np.asarray(v, dtype=np.float64))

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
            raise InvalidInput(
                f"w has shape {w.shape}: widths {self.architecture.widths} need "
                f"({self.architecture.parameter_count},)",
                field="w",
            )
        return w

    @property
    def _tape(self) -> Tape:
        try:
            tape: Tape = self._thread.tape
        except AttributeError:
            tape = self._thread.tape = Tape(self.architecture)
        return tape


class _FilterRisk(ABC):
    """L as a function of the final filter. `factor` has the singular values of P."""

    factor: Array

    @abstractmethod
    def value_and_gradient(self, v: Array) -> tuple[float, Array]: ...

    @abstractmethod
    def hessian(self, v: Array) -> Array: ...

    @abstractmethod
    def minimizer(self) -> Array: ...

    def value(self, v: Array) -> float:
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
        factor = np.zeros((0, k_v + 1))
        for P, y in dataset.patch_blocks(architecture):
            block = np.concatenate([factor, np.column_stack([P, y])])
            factor = scipy.linalg.qr(block, mode="r", overwrite_a=True, check_finite=False)[0]
            factor = factor[: k_v + 1]
        R, c = factor[:, :k_v], factor[:, k_v]
        self.factor = R
        self._centre = scipy.linalg.lstsq(R, c)[0]
        self._least = float(np.sum((c - R @ self._centre) ** 2))
        self._moments = R.T @ R
        self._twice = 2.0 * self._moments

    def value_and_gradient(self, v: Array) -> tuple[float, Array]:
        offset = v - self._centre
        slope = np.asarray(self._twice.dot(offset))
        return self._least + 0.5 * float(offset.dot(slope)), slope

    def gradient(self, v: Array) -> Array:
        return np.asarray(self._twice.dot(v - self._centre))

    def hessian(self, v: Array) -> Array:
        return self._twice

    def minimizer(self) -> Array:
        return np.array(self._centre)


class _PatchFilterRisk(_FilterRisk):
    """Σ ℓ(Pv - y) with the patch matrix in memory, for every loss."""

    def __init__(self, architecture: Architecture, loss: Loss, dataset: Dataset):
        entries = dataset.samples * architecture.dims[-1] * architecture.final_width
        if entries > MAX_PATCH_ENTRIES:
            raise InvalidInput(
                f"{dataset.samples} samples make a patch matrix of {entries:.2g} entries: "
                f"the limit for this loss is {MAX_PATCH_ENTRIES:.2g}; "
                "use fewer samples or square loss, which has no such limit",
                field="data",
            )
        self._loss = loss
        self._patches = dataset.patch_matrix(architecture)
        self._targets = dataset.targets(architecture)

    @property
    def factor(self) -> Array:  # type: ignore[override]
        return np.asarray(scipy.linalg.qr(self._patches, mode="r")[0])[: self._patches.shape[1]]

    def value_and_gradient(self, v: Array) -> tuple[float, Array]:
        r = self._patches.dot(v) - self._targets
        return float(self._loss.value(r).sum()), self._loss.slope(r).dot(self._patches)

    def value(self, v: Array) -> float:
        return float(self._loss.value(self._patches.dot(v) - self._targets).sum())

    def hessian(self, v: Array) -> Array:
        curvature = self._loss.curvature(self._patches.dot(v) - self._targets)
        return np.asarray((self._patches * curvature[:, None]).T.dot(self._patches))

    def minimizer(self) -> Array:
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


def _rank(singular_values: Array, size: int) -> int:
    largest = float(singular_values.max(initial=0.0))
    return int(np.sum(singular_values > largest * size * np.finfo(np.float64).eps))
