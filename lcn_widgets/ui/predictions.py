"""Questions put before a run is played, the answers, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

import numpy as np

from lcn_widgets.core.experiment import QUESTIONS, Run, score
from lcn_widgets.core.inputs import InvalidInput

MAX_ANSWERS = 20
"""Answers read from a page; there are fewer questions."""
MAX_ROOTS = 1000
"""Roots read from a page; no network on it has so many."""


def questions_of(run: Run) -> list[dict[str, Any]]:
    """The questions this run can be asked, with the answers to choose from, for the page."""
    return [
        {
            "name": question.name,
            "message": question.message,
            "choices": [
                {"value": choice.value, "label": choice.label} for choice in question.choices(run)
            ],
        }
        for question in QUESTIONS.values()
        if question.is_asked_of(run)
    ]


def scores_of(run: Run, predictions: Mapping[str, Any]) -> dict[str, Any]:
    """Scores of a page's predictions by question: a mark and a message each.

    What is no answer has no mark, and a message that says why.
    """
    return {name: _score(run, name, answer) for name, answer in predictions.items()}


def _score(run: Run, name: str, answer: Any) -> dict[str, Any]:
    try:
        found = score(run, {name: answer})[name]
    except InvalidInput as problem:
        return {"mark": None, "message": problem.message.to_dict()}
    return {"mark": found.mark.value, "message": found.message.to_dict()}


def to_page(predictions: Mapping[str, Any], widget: object = None) -> dict[str, Any]:
    """Predictions as JSON: a complex number is a pair, infinity is None."""
    return {name: _to_json(answer) for name, answer in predictions.items()}


def from_page(predictions: Any, widget: object = None) -> dict[str, Any]:
    """Predictions as a page sends them: the reverse of `to_page`; anything else is left to fail."""
    if not isinstance(predictions, Mapping):
        return {}
    answers = islice(predictions.items(), MAX_ANSWERS)
    return {str(name)[:40]: _from_json(answer) for name, answer in answers}


def _to_json(answer: Any) -> Any:
    if isinstance(answer, list | tuple | np.ndarray):
        points = np.asarray(answer, dtype=np.complex128)
        return [None if np.isinf(z) else [z.real, z.imag] for z in points]
    return answer


def _from_json(answer: Any) -> Any:
    if not isinstance(answer, list) or len(answer) > MAX_ROOTS:
        return answer if isinstance(answer, str) else None
    return [_point(pair) for pair in answer]


def _point(pair: Any) -> complex:
    """A pair of numbers as a complex one; nan for what is neither that nor None."""
    if pair is None:
        return complex(np.inf, 0.0)
    numbers = isinstance(pair, list) and len(pair) == 2
    if not numbers or not all(isinstance(part, int | float) for part in pair):
        return complex(np.nan, 0.0)
    try:
        return complex(*pair)
    except OverflowError:
        return complex(np.inf, 0.0)
