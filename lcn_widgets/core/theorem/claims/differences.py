"""The conclusion that the differences of the squared norms are conserved."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from lcn_widgets.core.theorem.breaking import S, with_descent
from lcn_widgets.core.theorem.claim import Claim, Kind, Statement, Texts
from lcn_widgets.core.theorem.claims.exclusion import NOT_SAID, not_said
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status, compared, decades
from lcn_widgets.core.theorem.steps import LAYERS

DRIFT = 1e-9
"""Drift of δ allowed, in units of max(1, max ‖w^(i)‖²)."""

MOVED = "δ moved by {drift, e} in all, which is the solver's error ({tolerance, e} is allowed)"


class DifferencesStay(Claim):
    """The differences δ of the squared norms of neighbouring layers are constant."""

    name = "differences"
    kind = Kind.CONCLUSION
    step = LAYERS
    title = "The differences of the squared norms stay"
    formula = "δ_i = ‖w⁽ⁱ⁺¹⁾‖² - ‖w⁽ⁱ⁾‖² is constant"
    tex = r"\delta_i=\|w^{(i+1)}\|^2-\|w^{(i)}\|^2\text{ is constant}"
    source = "equation 3.3"
    needs = "A differentiable loss, and the flow."
    breaks = "Steps of finite size: descent changes δ by η²(‖∇ᵢ₊₁L‖² - ‖∇ᵢL‖²) each."
    templates: ClassVar[Texts] = {
        "single": "One layer has no differences: there is nothing to conserve.",
        "excluded": NOT_SAID + "; here δ moved by {drift, e}.",
        "kept": MOVED + ".",
        "moved": MOVED + "; ask the solver for smaller tolerances.",
    }
    labels: ClassVar[Texts] = {"drift": "largest drift"}

    def broken(self, setting: S) -> S | None:
        """Descend in steps, where there are differences."""
        return with_descent(setting) if len(setting.architecture.widths) > 1 else None

    def check(self, context: Context) -> Statement:
        """Compare the largest drift with what a solver may leave."""
        drifts = context.trajectory.drifts
        if not drifts.size:
            return Statement(self, Status.HOLDS, "single")
        drift = float(np.abs(drifts).max())
        tolerance = DRIFT * max(1.0, float(context.trajectory.squared_norms.max()))
        facts: dict[str, Any] = {"drift": drift, "tolerance": tolerance}
        status = compared(drift, tolerance)
        case = "kept" if status is Status.HOLDS else "moved"
        if context.exclusion:
            status, case = Status.NOT_COVERED, "excluded"
            facts |= not_said(context)
        return Statement(self, status, case, facts, decades(tolerance, drift), tolerance)
