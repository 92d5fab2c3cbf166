"""The conclusion that the flow converges."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from lcn_widgets.core.theorem.breaking import S, with_other_loss
from lcn_widgets.core.theorem.claim import Claim, Kind, Part, Statement, Texts
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.drawing import Curve, Drawing, Track
from lcn_widgets.core.theorem.quantities import GRADIENT
from lcn_widgets.core.theorem.status import Status, decades
from lcn_widgets.core.theorem.steps import LIMIT
from lcn_widgets.core.training import Evidence, reach

FELL = "here the gradient fell to {ratio, e} of its start"
ENDED = "this run ended with the gradient at {ratio, e} of its start"
SEEN = "{seen, select, rest {" + FELL + "} other {" + ENDED + "}}"
PROMISED = (
    "{promise, select, theorem {The theorem promises convergence}"
    " other {By the weaker condition on the patches, too, the flow converges}}"
)


class FlowConverges(Claim):
    """The flow has a limit, which is a critical point."""

    name = "convergence"
    kind = Kind.CONCLUSION
    step = LIMIT
    part = Part.SUFFICES
    title = "The flow converges to a critical point"
    formula = "w(t) → w* with ∇L(w*) = 0"
    tex = r"w(t)\to w^\ast\text{ with }\nabla L(w^\ast)=0"
    source = "Theorems 3.4 and 3.8"
    needs = "A bounded path, and the Łojasiewicz inequality, which analytic functions satisfy."
    breaks = "A loss that is not analytic, or a path that escapes to infinity."
    templates: ClassVar[Texts] = {
        "descent": "The theorem is about the flow, not about descent; " + SEEN + ".",
        "loss": "Nothing is promised for this loss; " + SEEN + ".",
        "data": "Nothing is promised for these data; " + SEEN + ".",
        "stays": "The start is a critical point, and the flow stays there.",
        "start": "Whether the start is a critical point, at which the flow stays, is lost in "
        "rounding.",
        "short": PROMISED + ", but " + ENDED + ": follow it longer.",
        "saddle": PROMISED + ", and " + FELL + "; but the Hessian has the negative eigenvalue "
        "{lowest, g, 2}: the run rests at a saddle, and whether the exact flow stays there or "
        "leaves cannot be decided by computing.",
        "open": PROMISED + ", and " + FELL + "; but how far the limit still is cannot be decided.",
        "limit": PROMISED + ", and " + FELL + "; by {evidence, select, newton {Newton's estimate} "
        "other {the way the gradient decays}} the limit is {distance, e} away. That it is a "
        "minimum is not promised.",
    }
    labels: ClassVar[Texts] = {
        "last": "‖∇L‖ at the end",
        "first": "‖∇L‖ at w₀",
        "ratio": "ratio",
        "lowest": "lowest Hessian eigenvalue",
        "distance": "distance to the limit",
    }
    drawing = Drawing(GRADIENT, "limit in reach", "limit in reach", Track.BOTH)

    def broken(self, setting: S) -> S | None:
        """Take a loss that is not analytic."""
        return with_other_loss(setting)

    def check(self, context: Context) -> Statement:
        """Say what the run itself found of its limit, where one is promised."""
        trajectory, first = context.trajectory, context.first_gradient
        rest = trajectory.ending.rest
        last = float(trajectory.gradient_norms[-1])
        ratio = last / first if first else 0.0
        seen = {"last": last, "first": first, "ratio": ratio, "seen": "rest" if rest else "motion"}
        status, case, more = _excuse(context) or _outcome(context)
        logs = GRADIENT.logarithms(trajectory, first)
        # the gradient with which the limit was seen to be near, if it was
        level = logs[-1] if rest is not None and rest.settled else np.inf
        curve = Curve(trajectory.times, logs, np.full(len(logs), level))
        facts = {**seen, **more}
        if rest is None:
            return Statement(self, status, case, facts, curve=curve)
        allowed = reach(trajectory.filters[-1])
        margin = decades(allowed, rest.distance)
        return Statement(self, status, case, facts, margin, allowed, curve)


Finding = tuple[Status, str, dict[str, Any]]
"""Status, case, and what else the sentence needs to know."""


def _excuse(context: Context) -> Finding | None:
    """Why nothing is promised, None if convergence is."""
    if not context.flow:
        return Status.NOT_COVERED, "descent", {}
    if context.statuses["loss"] is not Status.HOLDS:
        return Status.NOT_COVERED, "loss", {}
    # XXᵀ of full rank makes P of full rank, so that the weaker condition decides
    ranks = [context.statuses[name] for name in ("data_rank", "patch_rank")]
    if Status.HOLDS in ranks:
        return None
    doubtful = Status.UNDECIDED in ranks
    return Status.UNDECIDED if doubtful else Status.NOT_COVERED, "data", {}


def _outcome(context: Context) -> Finding:
    """What was seen of the promise."""
    by_paper = context.statuses["data_rank"] is Status.HOLDS
    facts: dict[str, Any] = {"promise": "theorem" if by_paper else "patches"}
    ending = context.trajectory.ending
    if ending.rest is None:
        return Status.UNDECIDED, "short", facts
    if ending.at_rest:
        return (
            (Status.HOLDS, "stays", facts)
            if ending.rest.settled
            else (Status.UNDECIDED, "start", facts)
        )
    if ending.rest.settled:
        facts |= {"evidence": ending.rest.evidence, "distance": ending.rest.distance}
        return Status.HOLDS, "limit", facts
    if ending.rest.evidence is Evidence.SADDLE and context.limit is not None:
        facts["lowest"] = float(context.limit.eigenvalues[0])
        return Status.UNDECIDED, "saddle", facts
    return Status.UNDECIDED, "open", facts
