"""What a student is asked before a run is played, and how close the answer came."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import numpy as np

from lcn_widgets.core.experiment.run import Run
from lcn_widgets.core.experiment.wording import say
from lcn_widgets.core.inputs import InvalidInput, Message


class Mark(StrEnum):
    """What became of a prediction."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"
    OPEN = "open"
    """The run does not decide the question."""


@dataclass(frozen=True)
class Score:
    """A prediction held against the run.

    Parameters
    ----------
    mark : Mark
    message : Message
        What happened, and why: the same for every answer but in its first word.
    distance : float
        Of predicted roots: mean chordal distance to the true ones, in [0, 1]; else nan.
    """

    mark: Mark
    message: Message
    distance: float = float("nan")

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from."""

    value: str
    label: Message


class Question(ABC):
    """Something to be predicted of a run before it is played.

    A new one is a subclass with a name, its wording under ``question.<name>``, and an entry in
    `QUESTIONS`.
    """

    name: ClassVar[str]

    @property
    def message(self) -> Message:
        """The question itself."""
        return say(f"question.{self.name}")

    def is_asked_of(self, run: Run) -> bool:
        """Whether this run has something to be predicted here."""
        return True

    @abstractmethod
    def choices(self, run: Run) -> tuple[Choice, ...]:
        """The answers to choose from; none where the answer is something else."""

    @abstractmethod
    def score(self, run: Run, answer: Any) -> Score:
        """Hold an answer against the run.

        Raises
        ------
        InvalidInput
            If it is no answer to this question.
        """

    def _chosen(self, run: Run, answer: Any) -> str:
        """The answer, if it is one of the choices."""
        values = [choice.value for choice in self.choices(run)]
        if isinstance(answer, str | int | np.integer) and str(answer) in values:
            return str(answer)
        raise InvalidInput(
            say("answer.choice", answer=repr(answer)[:40], choices=values),
            field="predictions",
            suggestions=values,
        )
