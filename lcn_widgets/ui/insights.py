"""What the theory says of a run, piece by piece, as the page receives it after the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lcn_widgets.core.experiment import Run
from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.landscape import (
    FAR,
    CommonRoot,
    CriticalFilter,
    Decay,
    largest_rank,
    pattern_in_words,
)
from lcn_widgets.core.roots import roots
from lcn_widgets.core.theorem import limit_step, safe_step
from lcn_widgets.ui.theorem import theorem
from lcn_widgets.ui.typeset import typeset_all
from lcn_widgets.ui.wire import Block

Piece = dict[str, Any] | list[Any] | None

CONE_LINES = 72
"""Generators drawn of the cone that bounds the function space of two layers of width 2."""


def critical_point(run: Run, block: Block) -> Piece:
    """The kind of critical point at the end of the run."""
    point = run.limit
    if point is None:
        sentence = "The run has not come to rest, so there is no critical point to look at yet."
        return {"settled": False, "sentence": sentence}
    if point.uncertainty > FAR:
        sentence = (
            "The gradient is small only beside that of the start: by Newton's estimate the limit "
            f"is still {point.uncertainty:.1g} of a layer's norm away. Lower the gradient "
            "tolerance."
        )
        return {"settled": False, "sentence": sentence}
    return {
        "settled": True,
        "kind": str(point.kind),
        "sentence": point.sentence,
        "theorem": point.theorem,
        "risk": point.risk,
        "risk_gap": point.risk_gap,
        "gradient_norm": point.gradient_norm,
        "eigenvalues": point.eigenvalues.tolist(),
        "scaling_directions": point.scaling_directions,
        "jacobian_rank": point.jacobian_rank,
        "final_width": run.experiment.architecture.final_width,
        "largest_rank": largest_rank(run.experiment.architecture),
        "pattern": point.pattern,
        "pattern_words": pattern_in_words(point.pattern),
        "common_roots": [_common_root(c) for c in point.common_roots],
        "rate": _rate(run),
    }


def events(run: Run, block: Block) -> Piece:
    """What happens along the run, in the order of time."""
    return [
        {
            "time": event.time,
            "kind": str(event.kind),
            "layers": list(event.layers),
            "sentence": event.sentence,
        }
        for event in run.events
    ]


def critical_map(run: Run, block: Block) -> Piece:
    """Every critical final filter, where they can all be found."""
    try:
        found = run.critical_filters
    except InvalidInput as reason:
        return {"unavailable": f"{_begun(reason.sentence)}."}
    return {
        "sentence": found.sentence,
        "certified": found.certified,
        "zero_risk": found.zero_risk,
        "reached": run.reached_filter,
        "filters": [_critical_filter(f) for f in found.filters],
    }


def step_sizes(run: Run, block: Block) -> Piece:
    """The certified step size of descent, and the one beyond which it leaves this limit."""
    safe = safe_step(run.risk, run.start)
    certified = safe.step_size > 0.0
    limit = limit_step(run.risk, run.trajectory.filters[-1]) if run.trajectory.converged else None
    return {
        "safe": safe.step_size if certified else None,
        "safe_sentence": (
            f"Up to η = {safe.step_size:.1e} every step is proved to lower the risk."
            if certified
            else "No step size is proved to be safe: the filters have no certified bound."
        ),
        "limit": limit if limit is not None and np.isfinite(limit) else None,
        "limit_sentence": (
            "With steps beyond 2/λ_max of the Hessian at the limit descent does not stay there."
            if limit is not None
            else "The run has no limit, so the step beyond which descent leaves it is not known."
        ),
    }


def cone(run: Run, block: Block) -> Piece:
    """Points on the generators of v_1² = 4 v_0 v_2, which bounds the products of two linear forms.

    A filter (v_0, v_1, v_2) is reached by widths (2,2) iff its discriminant is not negative.
    """
    architecture = run.experiment.architecture
    wide = [
        (k, S) for k, S in zip(architecture.widths, architecture.exponents, strict=True) if k > 1
    ]
    if wide != [(2, 1), (2, 1)]:
        return None
    angles = np.linspace(0.0, np.pi, CONE_LINES, endpoint=False)
    a, b = np.cos(angles), np.sin(angles)
    squares = np.stack([a * a, 2.0 * a * b, b * b], axis=-1)
    return {"generators": block.add(squares / np.linalg.norm(squares, axis=1, keepdims=True))}


PIECES: dict[str, Callable[[Run, Block], Piece]] = {
    piece.__name__: piece
    for piece in (theorem, events, cone, step_sizes, critical_point, critical_map)
}
"""What is computed after the first picture, the quickest first; a new one is a line here."""


class Insights:
    """The insights into one run, computed one by one."""

    def __init__(self, run: Run, revision: int):
        self._run = run
        self._block = Block()
        self._found: dict[str, Any] = {"revision": revision}
        self.pending = list(PIECES)

    def compute_next(self) -> None:
        """Compute the first pending piece; one that fails is left out."""
        name = self.pending.pop(0)
        self._found[name] = typeset_all(PIECES[name](self._run, self._block))

    def message(self) -> tuple[dict[str, Any], bytes]:
        """What is known by now and what is pending, with its block of arrays."""
        return {**self._found, "pending": list(self.pending)}, self._block.bytes()


def _critical_filter(critical: CriticalFilter) -> dict[str, Any]:
    points = [None if np.isinf(r) else complex(r) for r in roots(critical.final_filter)]
    return {
        "risk": critical.risk,
        "kinds": sorted({str(point.kind) for point in critical.points}),
        "pattern": critical.pattern,
        "final_filter": critical.final_filter.tolist(),
        "roots_re": [None if z is None else z.real for z in points],
        "roots_im": [None if z is None else z.imag for z in points],
    }


_RATE_STATUS = {
    Decay.EXPONENTIAL: "holds",
    Decay.SLOWER: "not covered",
    Decay.UNDECIDED: "undecided",
}
"""What becomes of the prediction 2λ, which is made for exponential decay."""


def _rate(run: Run) -> dict[str, Any] | None:
    rate = run.rate
    if rate is None:
        return None
    return {
        "status": _RATE_STATUS[rate.decay],
        "fitted": _finite(rate.fitted),
        "predicted": _finite(rate.predicted),
        # its first words are those of the status
        "sentence": _begun(rate.sentence.removeprefix("Cannot be decided: ")),
    }


def _begun(sentence: str) -> str:
    """The sentence with its first letter large."""
    return sentence[0].upper() + sentence[1:]


def _finite(value: float) -> float | None:
    """JSON knows neither NaN nor infinity."""
    return value if np.isfinite(value) else None


def _common_root(common: CommonRoot) -> dict[str, Any]:
    finite = bool(np.isfinite(common.root))
    return {
        "layers": list(common.layers),
        "re": common.root.real if finite else None,
        "im": common.root.imag if finite else None,
    }
