"""What an experiment and its run have to say, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lcn_widgets.core.inputs import Catalogue, Message
from lcn_widgets.core.risk import EmpiricalRisk

if TYPE_CHECKING:
    from lcn_widgets.core.experiment.ensemble import Ensemble
    from lcn_widgets.core.experiment.run import Run

say = Catalogue(
    "experiment",
    {
        "part": "{name} is {value}, which is not of type {type}",
        "size": "{what, select, "
        "layer {the widest layer has width} "
        "final {the final filter has width k_v =} "
        "other {the number of filter entries is}} {size}, too large for an experiment: "
        "use widths and strides that make it at most {limit}",
        "samples": "{samples} samples are too many for the loss {loss}, which looks at all of them "
        "in every step: use at most {limit}, or the square loss",
        "description": "an experiment is a dictionary, not {type}: "
        "give what Experiment.to_dict returns",
        "missing": "the experiment has no {name}: add it",
        "version.missing": 'the experiment has no version: add "version": {version}',
        "version.other": "version {value} is not one of an experiment: "
        "this program reads {version}",
        "version.newer": "the experiment has version {value} and this program reads up to "
        "{version}: update lcn_widgets",
        "architecture": "architecture is {value}: give input_dim, widths and strides",
        "architecture.missing": "the architecture has no {name}: add it",
        "preset": "there is no preset {name}: did you mean {near}?",
        "ensemble": "{runs, plural, one {# start} other {# starts}}: "
        "{limits, plural, =0 {no settled limit} one {# limit} other {# limits}}"
        "{unsettled, plural, =0 {} one {; # run has no settled limit} "
        "other {; # runs have no settled limit}}",
        "ensemble.progress": "{done} of {wanted} starts",
        "ensemble.seedless": "the {section, select, data {data} other {start}} “{label}” "
        "{section, select, data {have} other {has}} no seed, so that every run would be the same: "
        "choose one of {seeded, list}",
        "file": "a run is not saved as {name}: end the name in .npz or .csv",
        "reference.given": "{name}",
        "reference.least_squares": "{minimizers, select, "
        "one {least-squares filter} other {a least-squares filter}}",
        "reference.least_risk": "{minimizers, select, "
        "one {filter of least risk} other {a filter of least risk}}",
        # what is asked before a run
        "question.roots": "Where will the roots of v end?",
        "question.norms": "How will the squared norms ‖w⁽ⁱ⁾‖² change?",
        "question.norms.grow": "all grow, by the same amount",
        "question.norms.shrink": "all shrink, by the same amount",
        "question.norms.layer": "layer {layer} changes most",
        "question.best": "Will the risk reach the least one that any filter has?",
        "question.best.yes": "yes, it reaches the best",
        "question.best.no": "no, it ends above it",
        "question.unknown": "{name} is not asked of a run: ask about {names, list}",
        "answer.choice": "{answer} is not one of the answers: choose one of {choices, list}",
        "answer.roots": "predict {expected, plural, one {# root: one complex number} "
        "other {# roots: as many complex numbers}}",
        "score.told": "{mark, select, right {Right} close {Close} other {Not quite}}: {what} {why}",
        "score.best.yes": "the risk reached the least one.",
        "score.best.no": "the risk ended {gap, g} above the least one.",
        "score.best.open": "This run does not decide it. {why}",
        "score.unsettled": "The run has not settled: {ending}.",
        "score.norms.grow": "every ‖w⁽ⁱ⁾‖² grew by {change, g}.",
        "score.norms.shrink": "every ‖w⁽ⁱ⁾‖² shrank by {change, g}.",
        "score.norms.still": "no ‖w⁽ⁱ⁾‖² changed.",
        "score.norms.layer": "that of layer {layer} changed most, by {change, g}.",
        "score.norms.conserved": "Rescaling one layer up and another down leaves the network as it "
        "is, so the flow cannot tell them apart: all squared norms change by the same amount, and "
        "their differences δ stay.",
        "score.norms.drifting": "The flow would change all squared norms by the same amount; steps "
        "of fixed size do so only to first order, hence the differences δ drift.",
        "score.norms.unbounded": "This run does not decide it: the filters left all bounds.",
        "score.roots": "on average your roots are {mean, g, 2} from the true ones on the sphere of "
        "diameter 1; {near} of {roots} are in place.",
        "score.roots.reference": "They went to the roots of the {reference}.",
        "score.roots.vanished": "This run does not decide it: v has no roots at its end.",
        "summary": "{ending}; risk {risk, g, 4}",
        "summary.converged": "{ending}; risk {risk, g, 4}; gradient {ratio, e} of its start",
        "summary.at_rest": "{ending}; risk {risk, g, 4}; gradient 0",
        "summary.drift": "{summary}; δ drifted by {drift, e}",
        "summary.compared": "{main}: {first}. {beside}: {second}",
    },
)


def why_there(run: Run) -> Message:
    """Why a run is where it is at its end: what is known of its limit, or why there is none."""
    if run.limit is None:
        return say("score.unsettled", ending=run.trajectory.message)
    return run.limit_message


def reference_label(risk: EmpiricalRisk) -> Message:
    """What the best filter of a risk is."""
    kind = "least_squares" if risk.loss.is_quadratic else "least_risk"
    return say(f"reference.{kind}", minimizers="many" if risk.shortage else "one")


def ensemble_message(found: Ensemble) -> Message:
    """How many runs, how many limits, and how many runs did not settle."""
    unsettled = sum(found.unsettled.values())
    return say("ensemble", runs=len(found.ends), limits=len(found.limits), unsettled=unsettled)


def ensemble_progress(done: int, wanted: int) -> Message:
    """How far an ensemble is."""
    return say("ensemble.progress", done=done, wanted=wanted)


def summary(run: Run) -> Message:
    """How the run ended and, if it did not converge, what to do: one sentence per method."""
    if run.comparison is None:
        return _ending(run)
    return say(
        "summary.compared",
        main=run.method.label,
        first=_ending(run),
        beside=run.comparison.method.label,
        second=_ending(run.comparison),
    )


def _ending(run: Run) -> Message:
    trajectory = run.trajectory
    facts: dict[str, object] = {"risk": float(trajectory.risks[-1])}
    if trajectory.arrival is None:
        said = say("summary", ending=trajectory.message, **facts)
    elif trajectory.ending.at_rest:
        said = say("summary.at_rest", ending=trajectory.arrival, **facts)
    else:
        facts["ratio"] = trajectory.ending.gradient_ratio
        said = say("summary.converged", ending=trajectory.arrival, **facts)
    if not trajectory.drifts.size:
        return said
    return say("summary.drift", summary=said, drift=float(np.abs(trajectory.drifts).max()))
