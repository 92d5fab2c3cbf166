"""Two runs side by side: what was changed between them, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lcn_widgets.core.experiment import wording
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.run import Run
from lcn_widgets.core.inputs import Message, parameters, recipe_to_dict
from lcn_widgets.core.landscape import CriticalKind, Event, EventKind
from lcn_widgets.core.training import Outcome

SHIFT = 0.01
"""Times that differ by less than this part are told as equal."""


@dataclass(frozen=True)
class Change:
    """One value of an experiment that differs in another one.

    Parameters
    ----------
    part : str
        ``architecture``, ``loss``, ``data``, ``initialization`` or ``method``.
    name : str
        Of the parameter; ``kind`` where another recipe was chosen.
    label : str
        What it is called.
    before, after : object
        A number, a text, or a list of these.
    """

    part: str
    name: str
    label: str
    before: Any
    after: Any

    @property
    def message(self) -> Message:
        """The change in a few words."""
        return wording.change_message(self)


@dataclass(frozen=True)
class Result:
    """What came of a run, as it is compared with another.

    Parameters
    ----------
    status : Outcome
        How it ended.
    kind : CriticalKind or None
        What kind of critical point its limit is; None where it is not settled.
    risk : float
        At its end.
    drift : float
        Largest change of a difference δ since the start; nan for a single layer.
    events : tuple of Event, or None
        None for descent, between whose steps nothing is looked for.
    """

    status: Outcome
    kind: CriticalKind | None
    risk: float
    drift: float
    events: tuple[Event, ...] | None


@dataclass(frozen=True)
class Shift:
    """The first event of a kind at the same layers, in both runs.

    Parameters
    ----------
    kind : EventKind
    layers : tuple of int
        Counted from 1.
    before, after : float
        Flow times.
    """

    kind: EventKind
    layers: tuple[int, ...]
    before: float
    after: float


@dataclass(frozen=True)
class Comparison:
    """A run compared with another one.

    Parameters
    ----------
    changes : tuple of Change
        From the other experiment to that of the run; empty if they are equal.
    before, after : Result
        Of the other run, and of the run.
    shifts : tuple of Shift
        Events that both have and whose times differ, those that differ most first.
    """

    changes: tuple[Change, ...]
    before: Result
    after: Result
    shifts: tuple[Shift, ...]

    @property
    def change_message(self) -> Message:
        """What was changed, in a few words."""
        return wording.changes_message(self.changes)

    @property
    def message(self) -> Message:
        """What was changed and what came of it, in one sentence."""
        return wording.comparison_message(self)


def compare(run: Run, other: Run) -> Comparison:
    """What differs between the experiments of two runs, and what differs in what came of them.

    Nothing is said of why: two changes at once, or other random data for another input size, may
    each have done it.

    Parameters
    ----------
    run : Run
        The one that is told of.
    other : Run
        The one before.
    """
    before, after = _result(other), _result(run)
    return Comparison(
        changes=changes(other.experiment, run.experiment),
        before=before,
        after=after,
        shifts=tuple(sorted(_shifts(before, after), key=_length, reverse=True)),
    )


def changes(before: Experiment, after: Experiment) -> tuple[Change, ...]:
    """What must be changed in one experiment to make it another one."""
    return tuple(_changes(before, after))


def _changes(before: Experiment, after: Experiment) -> Iterator[Change]:
    for name, label in wording.ARCHITECTURE_LABELS.items():
        old, new = (getattr(e.architecture, name) for e in (before, after))
        if old != new:
            yield Change("architecture", name, label, old, new)
    for part in wording.PART_LABELS:
        old, new = getattr(before, part), getattr(after, part)
        if type(old) is not type(new):
            yield Change(part, "kind", wording.PART_LABELS[part], old.label, new.label)
            continue
        labels = parameters(new)
        values: Mapping[str, Any] = recipe_to_dict(new)
        for name, value in recipe_to_dict(old).items():
            if value != values[name]:
                label = f"{wording.PART_LABELS[part]} {labels[name].label}"
                yield Change(part, name, label, value, values[name])


def _result(run: Run) -> Result:
    trajectory = run.trajectory
    drifts = np.abs(trajectory.drifts)
    return Result(
        status=trajectory.status,
        kind=run.limit_kind[0],
        risk=float(trajectory.risks[-1]),
        drift=float(drifts.max()) if drifts.size else np.nan,
        events=run.events if trajectory.continuous else None,
    )


def _shifts(before: Result, after: Result) -> Iterator[Shift]:
    times = _first_times(after)
    for (kind, layers), time in _first_times(before).items():
        other = times.get((kind, layers))
        if other is not None and abs(other - time) > SHIFT * max(other, time):
            yield Shift(kind, layers, time, other)


def _first_times(result: Result) -> dict[tuple[EventKind, tuple[int, ...]], float]:
    return {(e.kind, e.layers): e.time for e in reversed(result.events or ())}


def _length(shift: Shift) -> float:
    """How many times later, or earlier, as a logarithm."""
    if min(shift.before, shift.after) <= 0.0:
        return np.inf
    return abs(float(np.log(shift.after / shift.before)))
