"""The hypothesis on the loss."""

from __future__ import annotations

from typing import ClassVar

from lcn_widgets.core.theorem.breaking import S, with_other_loss
from lcn_widgets.core.theorem.claim import Claim, Kind, Part, Statement, Texts
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.steps import DATA


class AnalyticLoss(Claim):
    """The loss is one of those that Theorem 3.8 covers."""

    name = "loss"
    kind = Kind.HYPOTHESIS
    step = DATA
    part = Part.REQUIRED
    title = "The loss is real analytic"
    formula = "ℓ real analytic, hence C²"
    tex = r"\ell\text{ real analytic, hence }C^2"
    source = "Theorem 3.8"
    needs = "Nothing else: it is a property of the loss alone."
    breaks = "A kink (ℓ₁), a jump of the second derivative (Huber), a power of |r| not even."
    templates: ClassVar[Texts] = {
        "covered": "{coverage}, as the theorem asks.",
        "uncovered": "{coverage}: the theorem says nothing about this run.",
    }

    def broken(self, setting: S) -> S | None:
        """Take Huber's loss."""
        return with_other_loss(setting)

    def check(self, context: Context) -> Statement:
        """Ask the loss."""
        coverage = context.risk.loss.coverage
        facts = {"coverage": coverage.message}
        if coverage.covered:
            return Statement(self, Status.HOLDS, "covered", facts)
        return Statement(self, Status.FAILS, "uncovered", facts)
