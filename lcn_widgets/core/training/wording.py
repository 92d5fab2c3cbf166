"""What training has to say, in English: how a trajectory ended, and what was wrong with a start."""

from __future__ import annotations

from lcn_widgets.core.inputs import Catalogue, Message
from lcn_widgets.core.training.ending import Divergence, Ending, Outcome
from lcn_widgets.core.training.path import PathKind

say = Catalogue(
    "training",
    {
        "flow.arrival": "converged at t = {time, g}",
        "descent.arrival": "converged after {steps, plural, one {# step} other {# steps}}",
        "converged": "{arrival}: the gradient is {ratio, g, 2} of its start, and by "
        "{evidence, select, newton {Newton's estimate} other {the way it decays}} the limit is "
        "{distance, e} away",
        "flow.resting": "at rest at t = {time, g}, {why}",
        "descent.resting": "at rest after {steps, plural, one {# step} other {# steps}}, {why}",
        "rest.saddle": "on a saddle: whether the exact path stays there or leaves cannot be "
        "decided by computing",
        "rest.flat": "but how far the limit is cannot be decided: the gradient is {ratio, g, 2} of "
        "its start, and there are directions in which the curvature is not surely positive",
        "rest.rounding": "but how far the limit is cannot be decided: what is left of the "
        "gradient, {ratio, g, 2} of its start, may be rounding",
        "flow.progress": "the flow at t = {time, g}, its gradient at {ratio, g, 2} of its start",
        "descent.progress": "descent after {steps, plural, one {# step} other {# steps}}",
        "at_rest": "{arrival}: w₀ is already critical",
        "rest.start": "since the gradient at w₀ is 0 to rounding: whether the exact path stays "
        "there or leaves cannot be decided by computing",
        "flow.time_limit": "time limit at t = {time, g}: the gradient is still {ratio, g, 2} of "
        "its start; raise the time limit to go on",
        "flow.step_limit": "step limit at t = {time, g}, after {gradients} gradients, with the "
        "gradient at {ratio, g, 2} of its start: {loss, select, "
        "smooth {{solver, select, auto {loosen the tolerances} "
        'other {choose the solver "auto" or loosen the tolerances}}} '
        "other {where a loss is not smooth the gradient need not vanish; choose a smooth loss}}",
        "flow.growing": "still growing at t = {time, g}: ‖w‖ = {norm, g} rises like "
        "the power {exponent, g, 2} of t, and nothing is known to hold it, since {shortage}",
        "flow.failed": "the solver failed at t = {time, g} ({complaint}); choose another solver, "
        "looser tolerances or a smaller start",
        "flow.not_finite": "a step was not finite",
        "descent.step_limit": "step limit after {steps, plural, one {# step} other {# steps}}: "
        "the gradient is still {ratio, g, 2} of its start; {loss, select, "
        "smooth {{pace, select, slow {take more steps, or larger ones} fair {take more steps} "
        "other {take smaller steps, since these overshoot}}} "
        "other {a loss that is not smooth lets steps of one size rattle on; choose a smooth one}}",
        "descent.diverged": "diverged in step {step}, of size {size, g}; {remedy}",
        "descent.rising": "step limit after {steps, plural, one {# step} other {# steps}}: "
        "the risk rose from {first, g} to {last, g}, so the steps overshoot; {remedy}",
        "descent.smaller": "take smaller steps",
        "descent.stable": "take smaller steps, for instance below 2/λ_max = {stable_step, g} of "
        "the Hessian at w₀",
        "times.order": "times[{index}] = {time, g} is out of order: give increasing times ≥ 0",
        "times.limit": "times end at {end, g}, after the time limit {limit, g}: leave out t_max",
        "solver": "there is no solver {solver}: use one of {names}",
        "start.differences": "{count, plural, one {# difference δ is} other {# differences δ are}} "
        "too many for {layers, plural, one {# layer} other {# layers}}: give at most {limit}",
        "start.rows": "{count} rows are too many for {layers, plural, one {# layer} "
        "other {# layers}}: give one per layer",
        "start.roots": "{count, plural, one {# root does} other {# roots do}} not fit "
        "layer {layer}: width {width} needs {needed}, with inf for each root at infinity",
        "start.entries": "{count, plural, one {# entry does} other {# entries do}} not fit "
        "layer {layer}: its filter has width {width}",
        "start.norms": "{count, plural, one {# norm is} other {# norms are}} too many for "
        "{layers, plural, one {# layer} other {# layers}}: give one per layer",
        "layer": "layer {layer}",
    },
)


def flow_progress(time: float, ratio: float) -> Message:
    """Where the flow is while it is computed."""
    return say("flow.progress", time=time, ratio=ratio)


def descent_progress(steps: int) -> Message:
    """How far descent is while it is computed."""
    return say("descent.progress", steps=steps)


def arrival(method: PathKind, ending: Ending) -> Message:
    """When a trajectory that converged did so, in a few words."""
    return say(f"{method}.arrival", time=ending.time, steps=ending.steps)


def ended(method: PathKind, ending: Ending) -> Message:
    """How a trajectory ended and, if it did not converge, what to do."""
    if ending.outcome is Outcome.CONVERGED:
        return _converged(method, ending)
    if ending.divergence is not None:
        return _divergence(ending, ending.divergence)
    facts: dict[str, object] = {
        "time": ending.time,
        "steps": ending.steps,
        "gradients": ending.gradients,
        "ratio": ending.gradient_ratio,
        "loss": "smooth" if ending.smooth_loss else "kinked",
        "solver": "auto" if ending.automatic else "chosen",
        "pace": ending.pace or "",
    }
    if ending.outcome is Outcome.RESTING and ending.rest is not None:
        why = "start" if ending.at_rest else ending.rest.evidence
        facts["why"] = say(f"rest.{why}", ratio=ending.gradient_ratio)
    if ending.escape is not None:
        escape = ending.escape
        facts |= {"norm": escape.norm, "exponent": escape.exponent}
        facts["shortage"] = escape.shortage.message
    if ending.outcome is Outcome.FAILED:
        facts["complaint"] = ending.complaint or say("flow.not_finite")
    return say(f"{method}.{ending.outcome}", **facts)


def _converged(method: PathKind, ending: Ending) -> Message:
    arrived = arrival(method, ending)
    if ending.at_rest or ending.rest is None:
        return say("at_rest", arrival=arrived)
    rest = {"evidence": ending.rest.evidence, "distance": ending.rest.distance}
    return say("converged", arrival=arrived, ratio=ending.gradient_ratio, **rest)


def _divergence(ending: Ending, divergence: Divergence) -> Message:
    remedy = say("descent.smaller")
    if divergence.stable_step is not None:
        remedy = say("descent.stable", stable_step=divergence.stable_step)
    if divergence.step_size is not None:
        size = divergence.step_size
        return say("descent.diverged", step=ending.steps + 1, size=size, remedy=remedy)
    risks = {"first": divergence.first_risk, "last": divergence.last_risk}
    return say("descent.rising", steps=ending.steps, **risks, remedy=remedy)
