"""The conclusion that the risk falls."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from lcn_widgets.core.theorem.breaking import S, with_too_large_steps
from lcn_widgets.core.theorem.claim import Claim, Kind, Statement, Texts
from lcn_widgets.core.theorem.claims.exclusion import NOT_SAID, not_said
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status, compared, decades
from lcn_widgets.core.theorem.steps import FILTER
from lcn_widgets.core.training import FOLLOWED

RISE = 1e-10
"""A rise of the risk up to this part of L(w0) counts as rounding of the solver."""

SEEN = "{seen, select, rise {rose by up to {rise, g, 2} between frames} other {never rose}}"


class RiskDecreases(Claim):
    """Along the flow the risk does not rise."""

    name = "risk_decreases"
    kind = Kind.CONCLUSION
    step = FILTER
    title = "The risk never rises"
    formula = "dL/dt = -‖ẇ‖² ≤ 0"
    tex = r"\frac{dL}{dt}=-\|\dot w\|^2\le 0"
    source = "section 3"
    needs = "A differentiable loss, and the flow: not steps of descent."
    breaks = "Steps of finite size; a solver with too coarse a tolerance."
    templates: ClassVar[Texts] = {
        "compared": "The risk " + SEEN + " (rises up to {tolerance, e} count as rounding).",
        "solver": "The risk " + SEEN + ", which is no more than the solver's error may make of it.",
        "excluded": NOT_SAID + "; here the risk " + SEEN + ".",
    }
    labels: ClassVar[Texts] = {
        "rise": "largest rise",
        "first_risk": "L(w₀)",
        "last_risk": "L at the end",
    }

    def broken(self, setting: S) -> S | None:
        """Descend in steps that are too large."""
        return with_too_large_steps(setting)

    def check(self, context: Context) -> Statement:
        """Compare the largest rise between two frames with rounding."""
        risks = context.trajectory.risks
        rise = float(np.diff(risks).max(initial=0.0))
        tolerance = RISE * max(abs(context.first_risk), float(np.finfo(np.float64).tiny))
        facts: dict[str, Any] = {
            "seen": "fall" if rise <= tolerance else "rise",
            "rise": rise,
            "tolerance": tolerance,
            "first_risk": context.first_risk,
            "last_risk": float(risks[-1]),
        }
        status, case = compared(rise, tolerance), "compared"
        if status is Status.FAILS and rise <= _solver_error(context):
            status, case = Status.UNDECIDED, "solver"
        if context.exclusion:
            status, case = Status.NOT_COVERED, "excluded"
            facts |= not_said(context)
        return Statement(self, status, case, facts, decades(tolerance, rise), tolerance)


def _solver_error(context: Context) -> float:
    """What an error of the path may add to the risk where it rises most, to second order."""
    path = context.trajectory
    after = int(np.argmax(np.diff(path.risks, prepend=path.risks[0])))
    w = path.filters[after]
    error = FOLLOWED * max(1.0, float(np.linalg.norm(w)))
    bend = float(np.linalg.norm(context.risk.hessian(w), 2))
    return error * float(path.gradient_norms[after]) + 0.5 * bend * error**2
