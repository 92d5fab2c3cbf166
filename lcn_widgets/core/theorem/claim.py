"""A statement of the theorem, and what a run makes of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

import numpy as np

from lcn_widgets.core.inputs import Message
from lcn_widgets.core.theorem.breaking import S
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.drawing import Curve, Drawing
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.steps import Step

Texts = Mapping[str, str]
Facts = Mapping[str, Any]
"""Numbers, names and enums, by an identifier."""


class Kind(StrEnum):
    """Part of the theorem a statement belongs to."""

    HYPOTHESIS = "hypothesis"
    CONCLUSION = "conclusion"


class Part(StrEnum):
    """What a statement does for its step of the proof."""

    REQUIRED = "required"
    """Without it the step fails."""
    SUFFICES = "suffices"
    """One such statement is enough; the first of those that say most speaks for the step."""
    EXPLAINS = "explains"
    """It decides nothing."""


class Claim(ABC):
    """One statement of the theorem: what it says, how it is checked, told and drawn.

    A new one is a class with these attributes, and a line in `CLAIMS`.

    Attributes
    ----------
    name : str
    kind : Kind
    step : Step
        Where it stands in the proof.
    part : Part
    title, formula : str
    tex : str
        The formula in LaTeX, for those who can set it.
    source : str
        Number in the paper, or "derived".
    needs : str
        What it rests on.
    breaks : str
        What would break it.
    templates : mapping of str to str
        What can be said of a run, in one plain sentence for someone who has not read the paper:
        ICU MessageFormat of the facts, by case.
    labels : mapping of str to str
        Names of the facts that are shown as numbers, by fact.
    drawing : Drawing, optional
        How its curve is drawn, where it has one.
    """

    name: ClassVar[str]
    kind: ClassVar[Kind]
    step: ClassVar[Step]
    part: ClassVar[Part] = Part.EXPLAINS
    title: ClassVar[str]
    formula: ClassVar[str]
    tex: ClassVar[str]
    source: ClassVar[str]
    needs: ClassVar[str]
    breaks: ClassVar[str]
    templates: ClassVar[Texts]
    labels: ClassVar[Texts] = {}
    drawing: ClassVar[Drawing | None] = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def broken(self, setting: S) -> S | None:
        """The smallest change of an experiment after which this no longer holds.

        None where none is known; what held before is all that can be broken.
        """
        return None

    @abstractmethod
    def check(self, context: Context) -> Statement:
        """Hold the claim against a run, in which the claims before it have been checked."""


@dataclass(frozen=True)
class Statement:
    """A claim and what a run says about it.

    Parameters
    ----------
    claim : Claim
    status : Status
    case : str
        Which of the claim's sentences is true.
    facts : mapping of str to number, str, enum or Message
        What the sentence is made of.
    margin : float
        Decades between the value and what it is compared with, positive on the safe side; nan
        where nothing is compared.
    tolerance : float
        What the value is compared with; nan where nothing is.
    curve : Curve, optional
        The value and its bound over time, where the claim is drawn.
    """

    claim: Claim
    status: Status
    case: str
    facts: Facts = field(default_factory=dict)
    margin: float = np.nan
    tolerance: float = np.nan
    curve: Curve | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name of the claim."""
        return self.claim.name

    @property
    def numbers(self) -> dict[str, float]:
        """The numbers behind the status, by their names for people."""
        return {label: self.facts[k] for k, label in self.claim.labels.items() if k in self.facts}

    @property
    def message(self) -> Message:
        """One plain sentence, with its facts."""
        template = self.claim.templates[self.case]
        return Message(f"theorem.{self.name}.{self.case}", template, self.facts)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)
