"""What the theory says of a run, piece by piece, as the page receives it after the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lcn_widgets.core.experiment import Run
from lcn_widgets.core.inputs import InvalidInput, Stopped
from lcn_widgets.core.landscape import (
    CommonRoot,
    CriticalFilter,
    Decay,
    Rate,
    cone_generators,
    has_cone,
    largest_rank,
    shared_root_message,
    side_of_cone,
    unavailable_message,
)
from lcn_widgets.core.roots import roots
from lcn_widgets.core.theorem import Status, safe_step, stability_limit, stability_limit_message
from lcn_widgets.ui.facts import plain
from lcn_widgets.ui.theorem import theorem
from lcn_widgets.ui.wire import Block

Facts = dict[str, Any] | list[Any] | None
"""What `plain` makes JSON of; None where there is nothing to say of a run."""
Describe = Callable[[Run, Block], Facts]

CONE_LINES = 72
"""Generators drawn of the cone that bounds the function space of two layers of width 2."""


@dataclass(frozen=True)
class Insight:
    """One piece of what is known of a run.

    Parameters
    ----------
    name : str
        Under which the page finds it.
    describe : callable
        From a run, and the block that takes its arrays, to facts.
    """

    name: str
    describe: Describe


INSIGHTS: dict[str, Insight] = {}
"""All of them in the order in which they are computed, the quickest first."""


def insight(describe: Describe) -> Describe:
    """Send what this function finds, under its name: all it takes to add an insight."""
    INSIGHTS[describe.__name__] = Insight(describe.__name__, describe)
    return describe


insight(theorem)


@insight
def events(run: Run, block: Block) -> Facts:
    """What happens along the run, in the order of time."""
    return [
        {
            "time": event.time,
            "kind": event.kind,
            "layers": event.layers,
            "message": event.message,
        }
        for event in run.events
    ]


@insight
def cone(run: Run, block: Block) -> Facts:
    """Points on the generators of the cone, for the architectures that have it, and the target."""
    architecture = run.experiment.architecture
    if not has_cone(architecture):
        return None
    generators = cone_generators(architecture, CONE_LINES)
    return {"generators": block.add(generators), "target": side_of_cone(run.reference)}


@insight
def step_sizes(run: Run, block: Block) -> Facts:
    """The certified step size of descent, and the one beyond which it leaves this limit."""
    safe = safe_step(run.risk, run.start)
    reached = run.trajectory.limit if run.trajectory.converged else None
    limit = np.inf if reached is None else stability_limit(run.risk, reached)
    return {
        "safe": safe.step_size if safe.exists else np.nan,
        "safe_message": safe.message,
        "limit": limit,
        "limit_message": stability_limit_message(reached is not None),
    }


@insight
def critical_point(run: Run, block: Block) -> Facts:
    """The kind of critical point at the end of the run."""
    point = run.limit
    message = run.limit_message
    if point is None:
        return {"settled": False, "message": message}
    kind, proved = run.limit_kind
    return {
        "settled": True,
        "message": message,
        "boundary": run.boundary_message,
        "kind": kind,
        "proved": proved,
        "risk": point.risk,
        "risk_gap": point.risk_gap,
        "eigenvalues": point.eigenvalues,
        "signs": point.signs,
        "zero": point.zero,
        "scaling_directions": point.scaling_directions,
        "jacobian_rank": point.jacobian_rank,
        "largest_rank": largest_rank(run.experiment.architecture),
        "pattern": str(point.pattern),
        "pattern_message": point.pattern.message,
        "common_roots": [_common_root(c) for c in point.common_roots],
        "shared_root": shared_root_message(point, run.experiment.architecture.final_width),
        "rate": None if run.rate is None else _rate(run.rate),
    }


@insight
def critical_map(run: Run, block: Block) -> Facts:
    """Every critical final filter, where they can all be found."""
    try:
        found = run.critical_filters
    except InvalidInput as problem:
        return {"unavailable": unavailable_message(problem.message)}
    return {
        "message": found.message,
        "certified": found.certified,
        "zero_risk": found.zero_risk,
        "reached": run.reached_filter,
        "filters": [_critical_filter(f) for f in found.filters],
    }


@insight
def target_map(run: Run, block: Block) -> Facts:
    """Where the number of critical filters changes with the target; None without such a map."""
    try:
        found = run.target_map
    except InvalidInput:
        return None
    filters = run.critical_filters.filters
    return {
        "message": found.message,
        "sheet": found.sheet_message,
        "counts": ["".join(map(_digit, row)) for row in found.cells],
        "regions": [{"place": region.place, "count": region.count} for region in found.regions],
        "rings": [{"radius": radius, "share": sine} for radius, sine in found.rings],
        "walls": block.add(found.walls),
        "double_roots": block.add(found.double_roots),
        "path": block.add(found.sheet.places(run.frames.final_filters)),
        "target": found.sheet.places(found.target),
        "wall": found.sheet.places(found.wall),
        "filters": [
            {
                "place": found.sheet.places(f.final_filter),
                "minimum": f.is_minimum,
                "risk": f.risk,
                "reached": index == run.reached_filter,
            }
            for index, f in enumerate(filters)
        ],
    }


class Insights:
    """The insights into one run, computed one by one."""

    def __init__(self, run: Run, revision: int):
        self._run = run
        self._block = Block()
        self._found: dict[str, Any] = {"revision": revision}
        self.pending = list(INSIGHTS)

    def compute_next(self) -> None:
        """Compute the first pending piece; leave out one that fails, keep one that is stopped."""
        name = self.pending.pop(0)
        try:
            self._found[name] = plain(INSIGHTS[name].describe(self._run, self._block))
        except Stopped:
            self.pending.insert(0, name)
            raise

    def message(self) -> tuple[dict[str, Any], bytes]:
        """What is known by now and what is pending, with its block of arrays."""
        return {**self._found, "pending": list(self.pending)}, self._block.bytes()


def _digit(count: int) -> str:
    """A count as one character, "-" outside of the sheet."""
    return "-" if count < 0 else np.base_repr(count, 36).lower()


def _prediction(rate: Rate) -> Status:
    """What becomes of the prediction: the exponent of a degenerate limit, else the rate 2λ."""
    if rate.computed is not None:
        return Status.HOLDS if rate.shows_computed else Status.UNDECIDED
    if rate.decay is Decay.UNDECIDED:
        return Status.UNDECIDED
    if rate.decay is Decay.SLOWER or not rate.slowest_is_visible:
        return Status.NOT_COVERED
    return Status.HOLDS if rate.agrees else Status.UNDECIDED


def _rate(rate: Rate) -> Facts:
    return {"status": _prediction(rate), "message": rate.finding}


def _critical_filter(critical: CriticalFilter) -> Facts:
    points = roots(critical.final_filter)
    return {
        "risk": critical.risk,
        "kinds": sorted({point.kind for point in critical.points if point.kind}),
        "pattern": str(critical.pattern),
        "roots_re": points.real,
        "roots_im": points.imag,
    }


def _common_root(common: CommonRoot) -> Facts:
    return {"layers": common.layers, "re": common.root.real, "im": common.root.imag}
