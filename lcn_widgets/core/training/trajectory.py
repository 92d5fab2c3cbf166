"""A trajectory of filters: what gradient flow and gradient descent return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.interpolate import CubicHermiteSpline

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.risk import Network


class Outcome(StrEnum):
    """How a trajectory ended."""

    CONVERGED = "converged"
    TIME_LIMIT = "time_limit"
    STEP_LIMIT = "step_limit"
    GROWING = "growing"
    DIVERGED = "diverged"
    FAILED = "failed"


@dataclass(frozen=True, eq=False)
class Trajectory:
    """Filters along gradient flow or gradient descent, at T times.

    Parameters
    ----------
    architecture : Network
    times : ndarray, shape (T,)
        Flow time, dimensionless, increasing from 0. Descent step n is at time n·η.
    filters : ndarray, shape (T, Σk_i)
        w at each time.
    risks, gradient_norms : ndarray, shape (T,)
        L(w) and ‖∇L(w)‖₂.
    velocities : ndarray, shape (T, Σk_i)
        -∇L(w) at each time.
    status : Outcome
    message : str
        One sentence on how it ended and, if it did not converge, on what to do.
    method : {"flow", "descent"}
    start : ndarray, shape (Σk_i,), optional
        w at t = 0, from which drifts count; by default the first frame.
    """

    architecture: Network
    times: Array
    filters: Array
    risks: Array
    gradient_norms: Array
    velocities: Array
    status: Outcome
    message: str
    method: Literal["flow", "descent"] = "flow"
    start: Array | None = None

    @property
    def converged(self) -> bool:
        """Whether the gradient fell below the tolerance."""
        return self.status is Outcome.CONVERGED

    @cached_property
    def final_filters(self) -> Array:
        """v = π(w) at each time, shape (T, k_v)."""
        return self.architecture.final_filter(self.filters)

    @cached_property
    def squared_norms(self) -> Array:
        """‖w^(i)‖² at each time, shape (T, N)."""
        return self.architecture.squared_norms(self.filters)

    @cached_property
    def norm_differences(self) -> Array:
        """δ_i = ‖w^(i+1)‖² - ‖w^(i)‖² at each time, shape (T, N - 1) (paper, 3.3)."""
        return self.architecture.norm_differences(self.filters)

    @cached_property
    def drifts(self) -> Array:
        """δ(t) - δ(0), shape (T, N - 1): for the flow, the numerical error of a conserved quantity.

        Summed from (w(t) - w(0))·(w(t) + w(0)), so that it resolves far below the rounding of δ.
        """
        start = self.filters[0] if self.start is None else self.start
        change = [
            np.sum((a - b) * (a + b), axis=-1)
            for a, b in zip(
                self.architecture.split(self.filters), self.architecture.split(start), strict=True
            )
        ]
        return np.diff(np.stack(change, axis=-1), axis=-1)

    def at(self, times: ArrayLike) -> Array:
        """Filters at any `times` of shape (M,) within the trajectory, shape (M, Σk_i).

        The flow is interpolated by the cubic that has its values and velocities at both ends of
        a step, descent linearly.
        """
        times = np.atleast_1d(np.asarray(times, dtype=np.float64))
        if len(self.times) == 1:
            return np.repeat(self.filters, len(times), axis=0)
        if self.method == "descent":
            return np.stack([np.interp(times, self.times, c) for c in self.filters.T], axis=-1)
        return np.asarray(self._spline(times))

    @cached_property
    def _spline(self) -> CubicHermiteSpline:
        return CubicHermiteSpline(self.times, self.filters, self.velocities)
