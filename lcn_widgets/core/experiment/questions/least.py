"""The question whether the risk reaches the least one over all filters."""

from __future__ import annotations

from typing import Any

from lcn_widgets.core.experiment.question import Choice, Mark, Question, Score
from lcn_widgets.core.experiment.run import Run
from lcn_widgets.core.experiment.wording import say, why_there

CLEAR = 1e3
"""A gap that is so many times what rounding allows is one."""


class ReachesBest(Question):
    """Whether the risk reaches the least one over all filters v of width k_v.

    Decided at the settled limit of the run: yes where a network with the least risk is found
    there (`CriticalPoint.certificate`), no where its gap is clear of rounding.
    """

    name = "best"

    def choices(self, run: Run) -> tuple[Choice, ...]:
        """See `Question`."""
        return tuple(Choice(value, say(f"question.best.{value}")) for value in ("yes", "no"))

    def score(self, run: Run, answer: Any) -> Score:
        """See `Question`."""
        chosen = self._chosen(run, answer)
        truth = reaches_best(run)
        if truth is None:
            return Score(Mark.OPEN, say("score.best.open", why=why_there(run)))
        mark = Mark.RIGHT if (chosen == "yes") == truth else Mark.WRONG
        told = say("score.best.yes") if truth else say("score.best.no", gap=_gap(run))
        return Score(mark, say("score.told", mark=mark, what=told, why=why_there(run)))


def reaches_best(run: Run) -> bool | None:
    """Whether the run tends to the least risk over all filters; None where that is open."""
    limit = run.limit
    if limit is None:
        return None
    if limit.certificate is not None:
        return True
    v = run.risk.architecture.final_filter(limit.filters)
    clear = limit.risk_gap > CLEAR * float(run.risk.gap_rounding(v))
    return False if clear and limit.is_certain and run.risk.least_risk_is_known else None


def _gap(run: Run) -> float:
    assert run.limit is not None
    return run.limit.risk_gap
