"""The lemmas that turn a bound of the risk into one of the final filter.

They are no hypotheses: Theorem 3.8 asks for an analytic loss and for data of full rank, and these
follow from them.
"""

from __future__ import annotations

from typing import ClassVar

from lcn_widgets.core.theorem.breaking import S, with_too_few_inputs
from lcn_widgets.core.theorem.claim import Claim, Kind, Statement, Texts
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.theorem.steps import DATA


class ResidualBound(Claim):
    """The function h of the paper's section 3 exists."""

    name = "residual_bound"
    kind = Kind.CONCLUSION
    step = DATA
    title = "The risk bounds the residuals"
    formula = "‖VX - Y‖₁ ≤ h(L)"
    tex = r"\|VX-Y\|_1\le h(L)"
    source = "Lemma 3.6, table of h in section 3"
    needs = "A loss that grows without bound in every direction."
    breaks = "A loss that stays bounded, for instance one that caps outliers."
    templates: ClassVar[Texts] = {
        "bound": "Where the risk is at most L(w₀) = {first_risk, g}, the moduli of all residuals "
        "sum up to at most h = {h, g}."
    }
    labels: ClassVar[Texts] = {"first_risk": "L(w₀)", "h": "h(L(w₀))"}

    def check(self, context: Context) -> Statement:
        """Evaluate h at L(w0)."""
        entries = context.risk.dataset.Y.size
        h = float(context.risk.loss.residual_bound(context.first_risk, entries))
        facts = {"first_risk": context.first_risk, "h": h}
        return Statement(self, Status.HOLDS, "bound", facts)


class FilterBound(Claim):
    """The function g of the paper's Lemma 3.6 exists."""

    name = "filter_bound"
    kind = Kind.CONCLUSION
    step = DATA
    title = "Risk and data bound the final filter"
    formula = "‖v‖₁ ≤ g(L) = (1/d_N)(h(L) + ‖Y‖₁)‖Xᵀ(XXᵀ)⁻¹‖₁"
    tex = r"\|v\|_1\le g(L)=\frac{1}{d_N}\,(h(L)+\|Y\|_1)\,\|X^\top(XX^\top)^{-1}\|_1"
    source = "Lemma 3.6"
    needs = "The function h, and XXᵀ of full rank."
    breaks = "Inputs that do not span their space: (XXᵀ)⁻¹ does not exist."
    templates: ClassVar[Texts] = {
        "bound": "Where the risk is at most L(w₀), the entries of v sum up to at most g = {g, g}.",
        "none": "No such bound comes from the inputs, since XXᵀ is not safely invertible.",
    }
    labels: ClassVar[Texts] = {"g": "g(L(w₀))"}

    def broken(self, setting: S) -> S | None:
        """Take too few samples."""
        return with_too_few_inputs(setting)

    def check(self, context: Context) -> Statement:
        """Evaluate g at L(w0), if the inputs span their space."""
        rank = context.statuses["data_rank"]
        if rank is not Status.HOLDS:
            return Statement(self, rank, "none")
        return Statement(self, rank, "bound", {"g": float(context.bound_by_inputs[0])})
