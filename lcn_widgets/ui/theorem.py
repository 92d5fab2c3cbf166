"""The theorem report of a run as the page shows it: a chain of four links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lcn_widgets.core.experiment import Frames, Run
from lcn_widgets.core.inputs import Array
from lcn_widgets.core.theorem import Link, Statement, Status, TheoremReport
from lcn_widgets.ui.wire import Block

STATUS = {
    Status.HOLDS: "holds",
    Status.FAILS: "fails",
    Status.NOT_COVERED: "not covered",
    Status.UNDECIDED: "undecided",
}


@dataclass(frozen=True)
class _Step:
    """A link of the page: the statements it shows, and those of which one has to hold."""

    name: str
    title: str
    statements: tuple[str, ...]
    alternatives: tuple[str, ...]
    value_label: str = ""
    value: Callable[[Frames], Array] | None = None


_STEPS = (
    _Step(
        "data",
        "Loss and data",
        ("loss", "data_rank", "patch_rank", "residual_bound", "filter_bound"),
        ("data_rank", "patch_rank"),
    ),
    _Step(
        "filter",
        "Bound on v",
        ("risk_decreases", "energy", "filter_bounded_by_patches", "filter_bounded"),
        ("filter_bounded_by_patches", "filter_bounded"),
        # ‖v‖₂ ≤ ‖v‖₁, so that it is below the bounds of both norms
        "‖v(t)‖₂",
        lambda frames: np.linalg.norm(frames.final_filters, axis=1),
    ),
    _Step(
        "layers",
        "Bound on every layer",
        ("differences", "layers_bounded_sharply", "layers_bounded"),
        ("layers_bounded_sharply", "layers_bounded"),
        "max ‖w⁽ⁱ⁾(t)‖²",
        lambda frames: frames.squared_norms.max(axis=1),
    ),
    _Step(
        "limit",
        "Convergence",
        ("convergence",),
        ("convergence",),
        "‖∇L(w)‖ / ‖∇L(w₀)‖",
        lambda frames: frames.gradient_norms / (frames.gradient_norms[0] or 1.0),
    ),
)

_BOUND_LABELS = {
    "filter_bounded": "Lemma 3.6 (‖v‖₁)",
    "filter_bounded_by_patches": "patches",
    "layers_bounded": "τ of Lemma 3.5",
    "layers_bounded_sharply": "Mahler",
    "convergence": "tolerance",
}


def theorem(run: Run, block: Block) -> dict[str, Any]:
    """Statements of the theorem and the chain data → v → layers → limit, at the run's frames."""
    report = run.theorem
    links = {link.statement.name: link for link in report.links_at(run.frames.times)}
    verdict = _status(report, ("convergence",))
    return {
        "verdict": {"status": STATUS[verdict], "sentence": f"{report.premise}."},
        "links": [_link(step, report, links, run.frames, block) for step in _STEPS],
        "statements": [_statement(s) for s in report.statements],
    }


def _link(
    step: _Step, report: TheoremReport, links: dict[str, Link], frames: Frames, block: Block
) -> dict[str, Any]:
    status = _status(report, step.alternatives)
    decisive = next(name for name in step.alternatives if report[name].status is status)
    if step.name == "data" and report["loss"].status is not Status.HOLDS:
        status, decisive = report["loss"].status, "loss"
    shown = [links[name] for name in step.alternatives if step.value]
    return {
        "name": step.name,
        "title": step.title,
        "status": STATUS[status],
        "sentence": report[decisive].sentence,
        "value_label": step.value_label,
        "values": block.add(_log10(step.value(frames))) if step.value else None,
        "bounds": [_bound(link, block) for link in shown if np.isfinite(link.bound).all()],
        "statements": list(step.statements),
    }


def _status(report: TheoremReport, alternatives: tuple[str, ...]) -> Status:
    """What is said of several statements of which one is enough."""
    found = [report[name].status for name in alternatives]
    order = (Status.HOLDS, Status.FAILS, Status.UNDECIDED, Status.NOT_COVERED)
    return next(status for status in order if status in found)


def _bound(link: Link, block: Block) -> dict[str, Any]:
    name = link.statement.name
    return {
        "label": _BOUND_LABELS[name],
        "source": link.statement.claim.source,
        "values": block.add(_constant(link.bound)),
    }


def _log10(values: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log10(values))


def _constant(values: Array) -> Array:
    """One value if all are the same."""
    return values[:1] if np.all(values == values[0]) else values


def _statement(statement: Statement) -> dict[str, Any]:
    claim = statement.claim
    numbers = [{"label": k, "value": _number(v)} for k, v in statement.numbers.items()]
    return {
        "name": statement.name,
        "title": claim.title,
        "kind": str(claim.kind),
        "source": claim.source,
        "formula": claim.formula,
        "status": STATUS[statement.status],
        "sentence": statement.sentence,
        "needs": claim.needs,
        "breaks": claim.breaks,
        "numbers": numbers,
    }


def _number(value: float) -> float | str:
    """A number as JSON takes it."""
    return float(value) if np.isfinite(value) else str(value)
