"""What an experiment and its run have to say, in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from lcn_widgets.core.inputs import Catalogue, Message, written
from lcn_widgets.core.risk import EmpiricalRisk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lcn_widgets.core.experiment.comparison import Change, Comparison, Result
    from lcn_widgets.core.experiment.ensemble import Ensemble
    from lcn_widgets.core.experiment.run import Run

ARCHITECTURE_LABELS = {"input_dim": "input size", "widths": "width", "strides": "stride"}
PART_LABELS = {"loss": "loss", "data": "data", "initialization": "start", "method": "method"}

MOST_CHANGES = 3
"""More changes than these are counted and not listed."""
EQUAL_RISKS = 1e-6
"""Risks at the end that differ by less than this part are told as equal."""

LONGEST = 24
"""Characters after which a value is cut."""
_DIGITS = re.compile(r"\d+\.\d{3,}")
"""More digits than are told."""

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
        "ensemble.unsettled": "{count, plural, one {# run} other {# runs}} without a "
        "settled limit: {outcome, select, resting {at rest} time_limit {cut off by the time limit} "
        "step_limit {cut off by the step limit} growing {still growing} diverged {diverged} "
        "other {the solver failed}}",
        "ensemble.starts": "number of starts",
        "ensemble.anew": "{value} is not what can be drawn anew: choose among {sections, list}",
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
        "score.norms.still": "This run does not decide it: no ‖w⁽ⁱ⁾‖² changed by more than a "
        "millionth.",
        "score.norms.layer": "the squared norm of layer {layer} changed most, by {change, g}.",
        "score.norms.conserved": "Rescaling one layer up and another down leaves the network as it "
        "is, so the flow cannot tell them apart: all squared norms change by the same amount, and "
        "their differences δ stay.",
        "score.norms.drifting": "The flow would change all squared norms by the same amount; steps "
        "of fixed size do so only to first order, hence the differences δ drift.",
        "score.norms.unbounded": "This run does not decide it: the filters left all bounds.",
        "score.norms.solver": "This run does not decide it: the flow changes all squared norms by "
        "the same amount, but here the changes differ by {drift, g, 2}, which is the error of the "
        "solver.",
        "score.roots": "on a scale from 0, in place, to 1, as far as can be, your roots are "
        "{mean, g, 2} off on average; {near} of {roots} are in place.",
        "score.roots.reference": "They went to the roots of the {reference}.",
        "score.roots.elsewhere": "They did not go to the roots of the {reference}.",
        "score.roots.vanished": "This run does not decide it: v has no roots at its end.",
        "limit_filter": "filter of the limit",
        "summary": "{ending}; risk {risk, g, 4}",
        "summary.converged": "{ending}; risk {risk, g, 4}; gradient {ratio, e} of its start",
        "summary.at_rest": "{ending}; risk {risk, g, 4}; gradient 0",
        "summary.drift": "{summary}; δ drifted by {drift, e}",
        "change.inside": "{name} changed",
        "change": "{name} {before} → {after}",
        "changes": "{parts, list}",
        "changes.many": "{count} settings changed",
        "changes.none": "the same experiment",
        "compared": "{changes}: {parts, list}.",
        "compared.none": "This is the same experiment.",
        "limit": "{kind, select, global_minimum {a global minimum} local_minimum {a local minimum} "
        "strict_saddle {a strict saddle} degenerate {a degenerate critical point} "
        "undecided {a critical point of undecided kind} diverged {no limit since it diverged} "
        "other {no settled limit}}",
        "limit.both": "both end at {limit}",
        "limit.changed": "it ends at {after} instead of {before}",
        "risk.both": "the risk at the end is {after, g} in both",
        "risk.near": "the risk at the end is {after, g} to three digits in both, and {more, "
        "select, yes {greater} other {smaller}} by {apart, g, 2} here",
        "risk.changed": "the risk at the end is {after, g} instead of {before, g}",
        "drift.both": "δ drifts by at most {most, e} in both",
        "drift.changed": "δ drifts by {after, e} instead of {before, e}",
        "events.changed": "there {after, plural, one {is # event} other {are # events}} "
        "instead of {before}",
        "shift": "{kind, select, "
        "leave_real_axis {roots of layer {layers, list} leave the real axis} "
        "become_real {roots of layer {layers, list} become real} "
        "layers_meet {layers {layers, list} meet} "
        "infinity {layer {layers, list} passes infinity} "
        "zero {roots of layer {layers, list} pass 0} "
        "plateau {the plateau is reached} "
        "other {the saddle is passed}} at t = {after, g} instead of {before, g}",
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


def limit_label() -> Message:
    """What the filter at the end of a run is."""
    return say("limit_filter")


def ensemble_message(found: Ensemble) -> Message:
    """How many runs, how many limits, and how many runs did not settle."""
    unsettled = sum(found.unsettled.values())
    return say("ensemble", runs=len(found.ends), limits=len(found.limits), unsettled=unsettled)


def unsettled_message(outcome: str, count: int) -> Message:
    """How many runs have no settled limit, and how they ended."""
    return say("ensemble.unsettled", outcome=outcome, count=count)


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


def change_message(change: Change) -> Message:
    """A change in a few words."""
    before, after = _cut(change.before), _cut(change.after)
    if before == after:  # but for digits, or an end, that is not told
        return say("change.inside", name=change.label)
    return say("change", name=change.label, before=before, after=after)


def changes_message(changes: Sequence[Change]) -> Message:
    """All changes in a few words."""
    if not changes:
        return say("changes.none")
    if len(changes) > MOST_CHANGES:
        return say("changes.many", count=len(changes))
    return say("changes", parts=[change.message for change in changes])


def comparison_message(comparison: Comparison) -> Message:
    """What was changed and what came of it."""
    if not comparison.changes:
        return say("compared.none")
    parts = list(_differences(comparison))
    return say("compared", changes=comparison.change_message, parts=parts)


def _differences(comparison: Comparison) -> Iterator[Message]:
    before, after = comparison.before, comparison.after
    limits = [_limit(result) for result in (before, after)]
    if limits[0] == limits[1]:
        yield say("limit.both", limit=limits[1])
    else:
        yield say("limit.changed", before=limits[0], after=limits[1])
    yield _risks(before.risk, after.risk)
    drifts = sorted((before.drift, after.drift))
    if not np.isnan(drifts).any():
        if drifts[1] < 10.0 * drifts[0]:
            yield say("drift.both", most=drifts[1])
        else:
            yield say("drift.changed", before=before.drift, after=after.drift)
    counts = [-1 if r.events is None else len(r.events) for r in (before, after)]
    if min(counts) >= 0 and counts[0] != counts[1]:
        yield say("events.changed", before=counts[0], after=counts[1])
    for shift in comparison.shifts[:1]:
        times = {"before": shift.before, "after": shift.after}
        yield say("shift", kind=shift.kind.name.lower(), layers=list(shift.layers), **times)


def _risks(before: float, after: float) -> Message:
    apart = abs(after - before)
    if written(before) != written(after):
        return say("risk.changed", before=before, after=after)
    if not apart > EQUAL_RISKS * abs(before):
        return say("risk.both", before=before, after=after)
    return say("risk.near", after=after, more="yes" if after > before else "no", apart=apart)


def _limit(result: Result) -> Message:
    kind = result.kind.name.lower() if result.kind is not None else str(result.status)
    return say("limit", kind=kind)


def _cut(value: object) -> str:
    """A value as a text that is not long."""
    text = " ".join(_told(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _told(value: object) -> str:
    """Numbers to three digits; the entries of a list one after the other."""
    if isinstance(value, float):
        return written(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_told, value))
    return _DIGITS.sub(lambda digits: written(float(digits[0])), str(value))
