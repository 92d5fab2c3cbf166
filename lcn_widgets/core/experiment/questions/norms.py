"""The question how the norms of the layers change."""

from __future__ import annotations

from typing import Any

import numpy as np

from lcn_widgets.core.experiment.question import Choice, Mark, Question, Score
from lcn_widgets.core.experiment.run import Run
from lcn_widgets.core.experiment.wording import say
from lcn_widgets.core.inputs import Array

EQUAL = 0.01
"""Changes that differ by less than this part of the largest one are called equal."""
STILL = 1e-6
"""A ‖w⁽ⁱ⁾‖² that changes by less than this part of itself is called unchanged."""


class NormsGrow(Question):
    """How the squared norms ‖w⁽ⁱ⁾‖² change along the run.

    Along the flow it is a trick question: the differences are conserved, so all change by the
    same amount (see `lcn_widgets.core.theorem.claims.differences`). Descent drifts from that. A
    computed flow whose layers do not change alike shows its error, which decides nothing.
    """

    name = "norms"

    def is_asked_of(self, run: Run) -> bool:
        """See `Question`."""
        return run.experiment.architecture.depth > 1

    def choices(self, run: Run) -> tuple[Choice, ...]:
        """See `Question`."""
        together = tuple(Choice(way, say(f"question.norms.{way}")) for way in ("grow", "shrink"))
        layers = range(1, run.experiment.architecture.depth + 1)
        return together + tuple(
            Choice(str(layer), say("question.norms.layer", layer=layer)) for layer in layers
        )

    def score(self, run: Run, answer: Any) -> Score:
        """See `Question`."""
        chosen = self._chosen(run, answer)
        changes, sizes = _changes(run)
        if not np.all(np.isfinite(changes)):
            return Score(Mark.OPEN, say("score.norms.unbounded"))
        if np.all(np.abs(changes) <= STILL * sizes):
            return Score(Mark.OPEN, say("score.norms.still"))
        truth = _truth(changes)
        together = truth in ("grow", "shrink")
        if run.trajectory.conserves_differences and not together:
            return Score(Mark.OPEN, say("score.norms.solver", drift=float(np.ptp(changes))))
        mark = Mark.RIGHT if chosen == truth else Mark.WRONG
        return _told(mark, truth if together else "layer", run, changes)


def _changes(run: Run) -> tuple[Array, Array]:
    """Change of each ‖w⁽ⁱ⁾‖² along the run, and the larger value at its ends, shape (N,)."""
    trajectory = run.trajectory
    norms = [run.experiment.architecture.squared_norms(trajectory.filters[end]) for end in (0, -1)]
    return norms[1] - norms[0], np.maximum(*norms)


def _truth(changes: Array) -> str:
    largest = float(np.abs(changes).max())
    if float(np.ptp(changes)) <= EQUAL * largest:
        return "grow" if changes[0] > 0.0 else "shrink"
    return str(int(np.argmax(np.abs(changes))) + 1)


def _told(mark: Mark, case: str, run: Run, changes: Array) -> Score:
    layer = int(np.argmax(np.abs(changes)))
    what = say(f"score.norms.{case}", change=float(abs(changes[layer])), layer=layer + 1)
    conserved = run.trajectory.conserves_differences
    why = say("score.norms.conserved" if conserved else "score.norms.drifting")
    return Score(mark, say("score.told", mark=mark, what=what, why=why))
