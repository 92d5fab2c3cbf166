"""The theorem as the page receives it: what it says, once, and what a run makes of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from latex2mathml.converter import convert

from lcn_widgets.core.experiment import Experiment, Run, changes
from lcn_widgets.core.inputs import Array
from lcn_widgets.core.theorem import CHAIN, CLAIMS, Claim, Link, Statement, Status, Step
from lcn_widgets.ui.controls import values_of
from lcn_widgets.ui.symbols import terms_of
from lcn_widgets.ui.wire import Block


def claims() -> list[dict[str, Any]]:
    """What the statements say, whatever the run."""
    return [_claim(claim, convert(claim.tex, display="block")) for claim in CLAIMS]


def chain() -> list[dict[str, Any]]:
    """The steps of the proof, with the names of their statements."""
    return [_step(step) for step in CHAIN]


def theorem(run: Run, block: Block) -> dict[str, Any]:
    """What the run makes of the statements and the steps, through its frames, for `facts.plain`."""
    report = run.theorem
    return {
        "verdict": {
            "status": report.status,
            "premise": report.premise_message,
        },
        "links": [_link(link, run, block) for link in report.links],
        "statements": [_statement(s, run.experiment) for s in report.statements],
    }


def _claim(claim: Claim, mathml: str) -> dict[str, Any]:
    told = ("name", "kind", "title", "formula", "source", "needs", "breaks")
    return {
        **{key: str(getattr(claim, key)) for key in told},
        "mathml": mathml,
        "symbols": [{"term": term.name, "text": text} for term, text in terms_of(mathml).items()],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "title": step.title,
        "statements": [claim.name for claim in CLAIMS if claim.step is step],
        "value_label": step.quantity.label if step.quantity else "",
        "arrives": step.arrives,
    }


def _link(link: Link, run: Run, block: Block) -> dict[str, Any]:
    values = link.logarithms(run.frames)
    bounds = [_bound(s, run.frames.times, block) for s in link.statements]
    return {
        "name": link.name,
        "status": link.status,
        "decisive": link.decisive.name,
        "values": None if values is None else block.add(values),
        "bounds": [bound for bound in bounds if bound],
    }


def _bound(statement: Statement, times: Array, block: Block) -> dict[str, Any] | None:
    """The bound of a statement at the times of the frames, None where there is none."""
    curve, drawing = statement.curve, statement.claim.drawing
    if curve is None or drawing is None:
        return None
    bound = curve.at(times).bound
    if not np.isfinite(bound).all():
        return None
    return {
        "claim": statement.name,
        "label": drawing.bound,
        "source": statement.claim.source,
        "values": block.add(_constant(bound)),
    }


def _constant(values: Array) -> Array:
    """One value if all are the same."""
    return values[:1] if np.all(values == values[0]) else values


def _statement(statement: Statement, experiment: Experiment) -> dict[str, Any]:
    return {
        "breaking": _breaking(statement, experiment),
        "name": statement.name,
        "status": statement.status,
        "message": statement.message,
        "numbers": [
            {"name": name, "label": label, "value": statement.facts[name]}
            for name, label in statement.claim.labels.items()
            if name in statement.facts
        ],
    }


def _breaking(statement: Statement, experiment: Experiment) -> dict[str, Any] | None:
    """What to change so that a statement that holds does not, and the controls that do it."""
    holds = statement.status is Status.HOLDS
    broken = statement.claim.broken(experiment) if holds else None
    if broken is None:
        return None
    now = values_of(experiment)
    moved = {name: value for name, value in values_of(broken).items() if value != now[name]}
    parts = [change.message for change in changes(experiment, broken)]
    return {"changes": parts, "controls": moved}
