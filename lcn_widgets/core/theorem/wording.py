"""What the theorem says, in words: the sentences of its claims, and those about all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lcn_widgets.core.inputs import Catalogue, Message
from lcn_widgets.core.theorem.claims import CLAIMS
from lcn_widgets.core.theorem.premise import Premise
from lcn_widgets.core.theorem.status import Status

if TYPE_CHECKING:
    from lcn_widgets.core.theorem.step_sizes import SafeStep

STATUSES = {
    Status.HOLDS: "holds",
    Status.FAILS: "fails",
    Status.NOT_COVERED: "not covered",
    Status.UNDECIDED: "cannot be decided",
}

PREMISES = {
    Premise.LOSS: "The theorem does not cover this loss.",
    Premise.DESCENT: "The theorem is about the flow, not about descent.",
    Premise.THEOREM: "All hypotheses of Theorem 3.8 hold.",
    Premise.PATCHES: "XXᵀ lacks full rank, but the weaker condition on the patches holds.",
    Premise.DOUBT: "Whether the data condition holds cannot be decided.",
    Premise.DATA: "The data condition of Theorem 3.8 fails, and so does the weaker one.",
}

say = Catalogue(
    "theorem",
    {
        **{f"status.{status.name.lower()}": template for status, template in STATUSES.items()},
        **{f"premise.{premise}": template for premise, template in PREMISES.items()},
        "verdict": "{premise} {limit}",
        "step.safe": "Up to η = {step_size, g, 2} every step is proved to lower the risk.",
        "step.none_safe": (
            "No step size is proved to be safe: the filters have no certified bound."
        ),
        "step.limit": (
            "With steps beyond the stability limit 2/λ_max of the Hessian there, descent does not "
            "stay at this limit."
        ),
        "step.no_limit": (
            "The run has no limit, so the step beyond which descent leaves it is not known."
        ),
        "lemma.vanishing_layer": (
            "layer {layer} vanishes and so has no linear factors: give every layer a nonzero entry"
        ),
        "lemma.constant": (
            "a polynomial with coefficients of shape {shape} has no linear factors: give at least "
            "two coefficients"
        ),
        **{
            f"{claim.name}.{case}": template
            for claim in CLAIMS
            for case, template in claim.templates.items()
        },
    },
)


def status_message(status: Status) -> Message:
    """What a status is called."""
    return say(f"status.{status.name.lower()}")


def premise_message(premise: Premise) -> Message:
    """Whether the theorem applies, in one sentence."""
    return say(f"premise.{premise}")


def verdict(premise: Premise, limit: Message) -> Message:
    """Whether the theorem applies, and what of its promise was seen."""
    if premise is Premise.DESCENT:
        return limit  # which says so itself
    return say("verdict", premise=premise_message(premise), limit=limit)


def safe_step_message(safe: SafeStep) -> Message:
    """Up to which step size descent is proved to lower the risk."""
    if not safe.exists:
        return say("step.none_safe")
    return say("step.safe", step_size=safe.step_size)


def stability_limit_message(known: bool) -> Message:
    """What the step 2/λ_max means, or why there is none: a run without a limit."""
    return say("step.limit" if known else "step.no_limit")
