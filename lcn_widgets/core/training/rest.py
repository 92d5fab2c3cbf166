"""Whether a run has come to its limit: the one notion of it, which looks at the point.

A small gradient says nothing by itself: beside a start where the risk is huge, every gradient is
small. What counts is how far the limit still is from w.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.risk import Objective
from lcn_widgets.core.training.newton import Neighbourhood, Refinement, refine

CLOSE = 1e-3
"""A run has converged when its limit lies within this times max(1, ‖w‖)."""
FOLLOWED = 1e-10
"""Part of max(1, ‖w‖) to which a solver follows the path, its relative tolerance by default.

Beside a saddle a run is at rest if its way out is shorter: whether it leaves is then an error."""
SLOWEST = 0.9
"""Largest d/dt of the time scale of the decay for which a way is extrapolated: it is 1/p for a
gradient like t⁻ᵖ, and the way that is left is finite for p > 1 only."""


def reach(w: Array) -> float:
    """How far from w its limit may be for a run to have converged."""
    return CLOSE * max(1.0, float(np.linalg.norm(w)))


class Evidence(StrEnum):
    """Why a run is taken to be at rest."""

    START = "start"
    """The start is critical: two layers or more are 0, or its risk is the least one."""

    NEWTON = "newton"
    """Newton's method finds a minimum close by, nondegenerate across the symmetries."""
    VALLEY = "valley"
    """It finds a critical point close by with zero modes that are known to be flat: the data surely
    lack rank, or the risk is the least one. The gradient decays like that of a run with little way
    left."""
    DECAY = "decay"
    """The limit is degenerate: the way left is extrapolated from the decay of the gradient, and
    from Newton's steps, which shrink too slowly to end there."""
    SADDLE = "saddle"
    """The run sits on a saddle, up to the error of a solver."""
    FLAT = "flat"
    """It has little way left, but there are curvatures that are not positive beyond rounding."""
    ROUNDING = "rounding"
    """What is left of the gradient may be rounding."""


SETTLED = {Evidence.START, Evidence.NEWTON, Evidence.VALLEY, Evidence.DECAY}
"""What makes a limit that the run has come to."""


@dataclass(frozen=True, eq=False)
class Rest:
    """Where a run came to rest.

    Parameters
    ----------
    evidence : Evidence
    distance : float
        Estimate of the distance from the last point of the run to the limit.
    limit : ndarray, shape (n,)
        The critical point where it was found; the last point of the run if it was not.
    error : float
        Estimate of the distance from `limit` to the limit.
    """

    evidence: Evidence
    distance: float
    limit: Array
    error: float = 0.0

    @property
    def settled(self) -> bool:
        """Whether the limit is near by all that is known, so that the run has converged."""
        return self.evidence in SETTLED

    @property
    def located(self) -> bool:
        """Whether it is known where the run rests: at its limit, or on a saddle."""
        return self.settled or self.evidence is Evidence.SADDLE


class Approach:
    """How the gradient has fallen, and whether that makes a limit.

    Parameters
    ----------
    risk : Objective
    target : float
        ‖∇L‖ above which no limit is looked for.
    """

    def __init__(self, risk: Objective, target: float):
        self._risk = risk
        self._target = target
        self._marks: list[tuple[float, float]] = []
        self._next = math.inf

    def look(self, t: float, w: Array, norm: float, *, last: bool = False) -> Rest | None:
        """The limit seen from w at time t, where ‖∇L‖ = `norm`; None if there is none yet.

        It is looked for whenever the gradient has halved, and where the run is at its `last`
        point.
        """
        if norm <= self._next:
            self._marks.append((t, norm))
        elif not last:
            return None
        if norm > self._target:
            self._next = max(norm / 2.0, self._target)
            return None
        self._next = norm / 2.0
        return self._find(t, w, norm)

    def look_for_minimum(self, w: Array) -> Rest | None:
        """A minimum beside w, however large the gradient still is beside that of the start.

        For a run whose gradient falls no further, because what is left of it is rounding.
        """
        found = refine(self._risk, w, Neighbourhood(self._risk, w), reach(w))
        is_minimum = found is not None and found.is_minimum
        return _at(found, Evidence.NEWTON) if found is not None and is_minimum else None

    def _find(self, t: float, w: Array, norm: float) -> Rest | None:
        around = Neighbourhood(self._risk, w)
        found = refine(self._risk, w, around, reach(w))
        if found is not None and found.is_minimum:
            return _at(found, Evidence.NEWTON)
        if found is not None and found.is_saddle:
            on_it = found.offset_downhill(w) <= FOLLOWED / CLOSE * reach(w)
            return _at(found, Evidence.SADDLE) if on_it else None
        way = self._way_left(t, norm)
        if found is not None and max(way, found.distance) <= reach(w):
            flat = self._risk.is_flat_beside(found.filters)
            return _at(found, Evidence.VALLEY if flat else Evidence.FLAT, way)
        way = max(way, newton_way(self._risk, w, around))
        if found is None and way <= reach(w):
            positive = around.lowest > around.noise
            return Rest(Evidence.DECAY if positive else Evidence.FLAT, way, w.copy(), way)
        if is_rounding(w, around.gradient, around.hessian):
            return Rest(Evidence.ROUNDING, way, w.copy(), way)
        return None

    def _way_left(self, t: float, norm: float) -> float:
        """∫‖ẇ‖ from t on, for a gradient that decays like e^{-ρt} or like a power of t.

        With ρ = -d/dt log‖∇L‖, as seen along the run, both have ‖∇L‖/(ρ(1 - (1/ρ)˙)) for their
        integral. inf where too little was seen, or the decay is too slow for a finite way.
        """
        if norm == 0.0:
            return 0.0
        late = len(self._marks) - 1
        early = next((k for k in range(late, 0, -1) if self._marks[k][1] >= 10.0 * norm), 1)
        if late < 1 or early >= late:
            return math.inf
        (before, earlier), (now, latest) = self._time_scale(early), self._time_scale(late)
        slowing = max((latest - earlier) / (now - before), 0.0)
        if slowing > SLOWEST:
            return math.inf
        return norm * (latest + slowing * (t - now)) / (1.0 - slowing)

    def _time_scale(self, k: int) -> tuple[float, float]:
        """A time between two marks, and 1/ρ there.

        The logarithmic mean of the times makes it exact for every power of t.
        """
        (start, above), (end, below) = self._marks[k - 1 : k + 1]
        between = (end - start) / math.log(end / start) if start > 0.0 else 0.0
        return between, (end - start) / math.log(above / below)


def newton_way(risk: Objective, w: Array, around: Neighbourhood) -> float:
    """How far Newton's method would go from w to a critical point, which may be degenerate.

    Where the gradient vanishes to order m across the way, each step is 1 - 1/m times the one
    before, once those in other directions are done; so the steps are summed up as a geometric
    series. inf where they do not shrink, or too slowly to be extrapolated, or one leads too far.
    """
    steps = [around.step]
    for _ in range(2):
        if float(np.linalg.norm(steps[-1])) > reach(w):
            return math.inf
        steps.append(Neighbourhood(risk, w + np.sum(steps, axis=0)).step)
    first, second, third = (float(np.linalg.norm(step)) for step in steps)
    if second == 0.0:
        return first
    return first + second / (1.0 - third / second) if third < SLOWEST * second else math.inf


def rest_at_start(risk: Objective, w0: Array) -> Rest:
    """Where a run rests that does not move, its gradient being 0 to rounding at w0."""
    vanishing = np.sum(risk.architecture.squared_norms(w0) == 0.0) > 1
    if vanishing or risk.has_least_risk(w0):
        return Rest(Evidence.START, 0.0, w0)
    found = refine(risk, w0, Neighbourhood(risk, w0), reach(w0))
    if found is None or not (found.is_minimum or found.is_saddle):
        return Rest(Evidence.ROUNDING, math.inf, w0, math.inf)
    return _at(found, Evidence.NEWTON if found.is_minimum else Evidence.SADDLE)


def _at(found: Refinement, evidence: Evidence, way: float = 0.0) -> Rest:
    """Rest at a critical point that was found, with this way left to it at least."""
    return Rest(evidence, max(way, found.distance), found.filters, found.error)


def is_rounding(w: Array, gradient: Array, hessian: Array) -> bool:
    """Whether every entry of the gradient may be due to rounding of w.

    Entry by entry, since the layers may be of very different sizes.
    """
    error = 4.0 * np.finfo(np.float64).eps * (np.abs(hessian) @ np.abs(w))
    return bool(np.all(np.abs(gradient) <= error))
