"""The hypothesis on the loss."""

from __future__ import annotations

from typing import Any, ClassVar

from lcn_widgets.core.risk import Loss, LpLoss
from lcn_widgets.core.theorem.claim import Claim, Kind, Part, Statement, Texts
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.steps import DATA

NOTHING_SAID = ": the theorem says nothing about this run."


class AnalyticLoss(Claim):
    """The loss is one of those that Theorem 3.8 covers."""

    name = "loss"
    kind = Kind.HYPOTHESIS
    step = DATA
    part = Part.REQUIRED
    title = "The loss is real analytic"
    formula = "ℓ real analytic, hence C²"
    source = "Theorem 3.8"
    needs = "Nothing else: it is a property of the loss alone."
    breaks = "A kink (ℓ₁), a jump of the second derivative (Huber), a power |r|^p with p not even."
    templates: ClassVar[Texts] = {
        "analytic": "{loss} loss is real analytic, as the theorem asks.",
        "kink": "{loss} loss is not even differentiable where a residual is zero" + NOTHING_SAID,
        "power": "{loss} loss |r|^{p, g}/{p, g} is not analytic at r = 0" + NOTHING_SAID,
        "jump": "{loss} loss has a second derivative that jumps" + NOTHING_SAID,
    }

    def check(self, context: Context) -> Statement:
        """Ask the loss."""
        loss = context.risk.loss
        facts: dict[str, Any] = {"loss": loss.label}
        if loss.covered_by_theorem:
            return Statement(self, Status.HOLDS, "analytic", facts)
        if isinstance(loss, LpLoss):
            facts["p"] = loss.p
        return Statement(self, Status.FAILS, _obstacle(loss), facts)


def _obstacle(loss: Loss) -> str:
    if not loss.differentiable:
        return "kink"
    return "power" if isinstance(loss, LpLoss) else "jump"
