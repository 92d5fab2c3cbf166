"""A trajectory of filters: what gradient flow and gradient descent return."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Indices, Message
from lcn_widgets.core.risk import Network, Objective
from lcn_widgets.core.training import wording
from lcn_widgets.core.training.ending import Ending, Outcome
from lcn_widgets.core.training.path import Interpolant, PathKind

_BY_FRAME = ("times", "filters", "risks", "gradient_norms", "velocities")
"""Arrays with one row per frame."""


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
    ending : Ending
        How it ended: the facts.
    method : PathKind
        How the filters move, and what lies between the frames.
    start : ndarray, shape (Σk_i,), optional
        w at t = 0, from which drifts count; by default the first frame.
    """

    architecture: Network
    times: Array
    filters: Array
    risks: Array
    gradient_norms: Array
    velocities: Array
    ending: Ending
    method: PathKind = PathKind.FLOW
    start: Array | None = None

    @property
    def status(self) -> Outcome:
        """How it ended, in a word."""
        return self.ending.outcome

    @property
    def converged(self) -> bool:
        """Whether the limit is near: the one notion of it, see `Rest`."""
        return self.status is Outcome.CONVERGED

    @property
    def limit(self) -> Array | None:
        """The critical point it came to rest at, or the last frame beside it; None if unknown."""
        rest = self.ending.rest
        return rest.limit if rest is not None and rest.located else None

    @property
    def message(self) -> Message:
        """How it ended and, if it did not converge, what to do: one sentence."""
        return wording.ended(self.method, self.ending)

    @property
    def arrival(self) -> Message | None:
        """When it converged, in a few words; None if it did not."""
        return wording.arrival(self.method, self.ending) if self.converged else None

    @property
    def continuous(self) -> bool:
        """Whether the filters move between the frames: the flow, not the steps of descent."""
        return self.method.continuous

    @property
    def conserves_differences(self) -> bool:
        """Whether δ is constant, up to the error of the numerical solution."""
        return self.method.conserves_differences

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

    @cached_property
    def interpolant(self) -> Interpolant:
        """The path between the frames: cubic for the flow, linear for descent."""
        return self.method.interpolant(self.times, self.filters, self.velocities)

    def at(self, times: ArrayLike) -> Array:
        """Filters at any `times` of shape (M,) within the trajectory, shape (M, Σk_i).

        The flow is interpolated by the cubic that has its values and velocities at both ends of
        a step, descent linearly.
        """
        return self.interpolant.at(np.atleast_1d(np.asarray(times, dtype=np.float64)))

    def drifts_at(self, times: Array) -> Array:
        """`drifts` at any `times` of shape (M,), linear in between, shape (M, N - 1)."""
        columns = [np.interp(times, self.times, drift) for drift in self.drifts.T]
        return np.reshape(columns, (-1, len(times))).T

    def gradient_norms_at(self, times: Array) -> Array:
        """‖∇L‖ at any `times` of shape (M,), log-linear in between.

        Where the flow is stiff, an error of interpolation in w that is invisible changes ∇L a lot.
        """
        smallest = np.finfo(np.float64).tiny
        known = np.log(np.maximum(self.gradient_norms, smallest))
        norms = np.exp(np.interp(times, self.times, known))
        return np.where(norms > 2.0 * smallest, norms, 0.0)

    def thinned(self, rows: Indices) -> Trajectory:
        """The trajectory with these of its frames only."""
        return self._with({name: getattr(self, name)[rows] for name in _BY_FRAME})

    def refined(self, times: Array, risk: Objective) -> Trajectory:
        """The trajectory with frames added at `times`, which are no frames yet, on the interpolant.

        Its slopes are their velocities: beside a stiff path the gradient is none.
        """
        filters = self.at(times)
        added = {
            "times": times,
            "filters": filters,
            "risks": risk.values_and_gradients(filters)[0],
            "gradient_norms": self.gradient_norms_at(times),
            "velocities": self.interpolant.velocities_at(times),
        }
        order = np.argsort(np.concatenate([self.times, times]))
        both = {n: np.concatenate([getattr(self, n), added[n]])[order] for n in _BY_FRAME}
        return self._with(both)

    def _with(self, arrays: Mapping[str, Any]) -> Trajectory:
        return dataclasses.replace(self, **arrays)
