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
        "converged": "{arrival}: the gradient is {ratio, g, 2} of its start",
        "at_rest": "{arrival}: w₀ is already critical",
        "flow.time_limit": "time limit at t = {time, g}: the gradient is still {ratio, g, 2} of "
        "its start; raise the time limit to go on",
        "flow.step_limit": "step limit at t = {time, g}, after {gradients} gradients, with the "
        "gradient at {ratio, g, 2} of its start: {loss, select, "
        'smooth {choose the solver "auto" or loosen the tolerances} '
        "other {where a loss is not smooth the gradient need not vanish; choose a smooth loss}}",
        "flow.growing": "still growing at t = {time, g}: ‖w‖ = {norm, g} rises like "
        "the power {exponent, g, 2} of t and no critical point is in reach, since {shortage}",
        "flow.failed": "the solver failed at t = {time, g} ({complaint}); choose another solver, "
        "looser tolerances or a smaller start",
        "flow.not_finite": "a step was not finite",
        "descent.step_limit": "step limit after {steps, plural, one {# step} other {# steps}}: "
        "the gradient is still {ratio, g, 2} of its start; {loss, select, "
        "smooth {take more steps, or larger ones} "
        "other {a loss that is not smooth lets steps of one size rattle on; choose a smooth one}}",
        "descent.diverged": "diverged in step {step}, of size {size, g}; {remedy}",
        "descent.diverging": "diverging after {steps, plural, one {# step} other {# steps}}: "
        "the risk rose from {first, g} to {last, g}; {remedy}",
        "descent.smaller": "take smaller steps",
        "descent.stable": "take smaller steps: descent is stable at w₀ below "
        "2/λ_max = {stable_step, g}",
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
        "start.conjugate": "the root {root} of layer {layer} has no conjugate partner, so that the "
        "filter would not be real: replace another root by {partner}",
    },
)


def arrival(method: PathKind, ending: Ending) -> Message:
    """When a trajectory that converged did so, in a few words."""
    return say(f"{method}.arrival", time=ending.time, steps=ending.steps)


def ended(method: PathKind, ending: Ending) -> Message:
    """How a trajectory ended and, if it did not converge, what to do."""
    if ending.outcome is Outcome.CONVERGED:
        arrived = arrival(method, ending)
        if ending.at_rest:
            return say("at_rest", arrival=arrived)
        return say("converged", arrival=arrived, ratio=ending.gradient_ratio)
    if ending.divergence is not None:
        return _divergence(ending, ending.divergence)
    facts: dict[str, object] = {
        "time": ending.time,
        "steps": ending.steps,
        "gradients": ending.gradients,
        "ratio": ending.gradient_ratio,
        "loss": "smooth" if ending.smooth_loss else "kinked",
    }
    if ending.escape is not None:
        escape = ending.escape
        facts |= {"norm": escape.norm, "exponent": escape.exponent}
        facts["shortage"] = escape.shortage.message
    if ending.outcome is Outcome.FAILED:
        facts["complaint"] = ending.complaint or say("flow.not_finite")
    return say(f"{method}.{ending.outcome}", **facts)


def _divergence(ending: Ending, divergence: Divergence) -> Message:
    remedy = say("descent.smaller")
    if divergence.stable_step is not None:
        remedy = say("descent.stable", stable_step=divergence.stable_step)
    if divergence.step_size is not None:
        size = divergence.step_size
        return say("descent.diverged", step=ending.steps + 1, size=size, remedy=remedy)
    risks = {"first": divergence.first_risk, "last": divergence.last_risk}
    return say("descent.diverging", steps=ending.steps, **risks, remedy=remedy)
