"""The steps of the proof as one run went through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.theorem.claim import Part, Statement
from lcn_widgets.core.theorem.quantities import Path
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.steps import CHAIN, Step

BEST_FIRST = (Status.HOLDS, Status.FAILS, Status.UNDECIDED, Status.NOT_COVERED)
"""Which of two statuses says more, where one statement is enough."""


@dataclass(frozen=True)
class Link:
    """A step of the proof and what a run says of it.

    Parameters
    ----------
    step : Step
    statements : tuple of Statement
        Those of the step.
    first_gradient : float
        ‖∇L(w0)‖, in which the fall of the gradient is measured.
    """

    step: Step
    statements: tuple[Statement, ...]
    first_gradient: float

    @property
    def name(self) -> str:
        """The name of the step."""
        return self.step.name

    @cached_property
    def decisive(self) -> Statement:
        """The statement that decides the status of the step."""
        required = [s for s in self.statements if s.claim.part is Part.REQUIRED]
        lacking = [s for s in required if s.status is not Status.HOLDS]
        enough = [s for s in self.statements if s.claim.part is Part.SUFFICES]
        return min(lacking or enough, key=lambda s: BEST_FIRST.index(s.status))

    @property
    def status(self) -> Status:
        """Whether the run got through this step."""
        return self.decisive.status

    def logarithms(self, path: Path) -> Array | None:
        """Decadic logarithms of what the step is about, along a path; None if it is no number."""
        if self.step.quantity is None:
            return None
        return self.step.quantity.logarithms(path, self.first_gradient)


def links(statements: Sequence[Statement], first_gradient: float) -> tuple[Link, ...]:
    """One link for each step of the proof, from the statements about a run."""
    return tuple(
        Link(step, tuple(s for s in statements if s.claim.step is step), first_gradient)
        for step in CHAIN
    )
