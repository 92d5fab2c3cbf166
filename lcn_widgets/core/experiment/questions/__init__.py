"""The questions that can be asked before a run, one object each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lcn_widgets.core.experiment.question import Question, Score
from lcn_widgets.core.experiment.questions.ends import RootsEnd
from lcn_widgets.core.experiment.questions.least import ReachesBest
from lcn_widgets.core.experiment.questions.norms import NormsGrow
from lcn_widgets.core.experiment.run import Run
from lcn_widgets.core.experiment.wording import say
from lcn_widgets.core.inputs import InvalidInput

QUESTIONS: dict[str, Question] = {
    question.name: question for question in (RootsEnd(), NormsGrow(), ReachesBest())
}
"""In the order in which they are asked; a new one is a class and an entry here."""


def score(run: Run, predictions: Mapping[str, Any]) -> dict[str, Score]:
    """Hold predictions against a run.

    Parameters
    ----------
    run : Run
    predictions : mapping
        Answers by the name of the question, of `QUESTIONS`: ``"roots"`` (k_v - 1 complex numbers,
        the roots of v at the end), ``"norms"`` (``"grow"``, ``"shrink"`` or the number of a
        layer), ``"best"`` (``"yes"`` or ``"no"``).

    Returns
    -------
    dict of str to Score
        In the order of `QUESTIONS`.

    Raises
    ------
    InvalidInput
        If there is no such question, or something is no answer to its question.
    """
    for name in predictions:
        if name not in QUESTIONS:
            names = list(QUESTIONS)
            raise InvalidInput(
                say("question.unknown", name=repr(name)[:40], names=names),
                field="predictions",
                suggestions=names,
            )
    return {
        name: question.score(run, predictions[name])
        for name, question in QUESTIONS.items()
        if name in predictions
    }
