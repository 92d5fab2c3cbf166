"""The question where the roots end."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from lcn_widgets.core.experiment.question import Choice, Mark, Question, Score
from lcn_widgets.core.experiment.run import Run
from lcn_widgets.core.experiment.wording import say, why_there
from lcn_widgets.core.inputs import Array, Complex, InvalidInput, Message
from lcn_widgets.core.landscape import shared_root_message
from lcn_widgets.core.roots import INFINITY, chordal_distance, roots

NEAR = 0.05
"""Chordal distance within which a root is where it was predicted."""
CLOSE = 0.15
"""Mean chordal distance up to which a prediction is close."""


class RootsEnd(Question):
    """Where the roots of v end.

    The answer is k_v - 1 complex numbers in any order, infinity included. Each is matched with
    one root of v at the end of the run, such that the chordal distances on the sphere of
    diameter 1 are least in sum.
    """

    name = "roots"

    def is_asked_of(self, run: Run) -> bool:
        """See `Question`."""
        return run.experiment.architecture.final_width > 1

    def choices(self, run: Run) -> tuple[Choice, ...]:
        """See `Question`."""
        return ()

    def score(self, run: Run, answer: Any) -> Score:
        """See `Question`."""
        expected = run.experiment.architecture.final_width - 1
        guess = _points(answer, expected)
        final = run.trajectory.final_filters[-1]
        if not np.all(np.isfinite(final)) or not np.any(final):
            return Score(Mark.OPEN, say("score.roots.vanished"))
        distances = _distances(guess, roots(final))
        mean, near = float(distances.mean()), int(np.sum(distances <= NEAR))
        mark = _mark(near == expected, mean)
        what = say("score.roots", mean=mean, near=near, roots=expected)
        return Score(mark, say("score.told", mark=mark, what=what, why=_why(run)), mean)


def _points(answer: Any, expected: int) -> Complex:
    """The answer as points of the sphere."""
    problem = InvalidInput(say("answer.roots", expected=expected), field="predictions")
    if not isinstance(answer, list | tuple | np.ndarray) or len(answer) != expected:
        raise problem
    try:
        points = np.asarray(answer, dtype=np.complex128)
    except (TypeError, ValueError, OverflowError) as error:
        raise problem from error
    if points.shape != (expected,) or np.isnan(points).any():
        raise problem
    return np.where(np.isinf(points), INFINITY, points)


def _distances(guess: Complex, ends: Complex) -> Array:
    """Chordal distances of guesses and roots, matched for the least sum."""
    table = chordal_distance(guess[:, None], ends[None, :])
    return np.asarray(table[linear_sum_assignment(table)])


def _mark(all_near: bool, mean: float) -> Mark:
    if all_near:
        return Mark.RIGHT
    return Mark.CLOSE if mean <= CLOSE else Mark.WRONG


def _why(run: Run) -> Message:
    """What holds the roots where they ended: those of the reference, or a limit that is not it."""
    from_reference = _distances(roots(run.trajectory.final_filters[-1]), run.reference_roots)
    if float(from_reference.max()) <= NEAR:
        return say("score.roots.reference", reference=run.reference_label)
    if run.limit is None:
        return why_there(run)
    shared = shared_root_message(run.limit, run.experiment.architecture.final_width)
    return shared or say("score.roots.elsewhere", reference=run.reference_label)
