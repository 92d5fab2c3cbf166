"""The conclusions that the final filter and the layers stay bounded, two for each."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.theorem.bounds import certified_bound, paper_bound
from lcn_widgets.core.theorem.breaking import (
    S,
    with_descent,
    with_too_few_inputs,
    with_too_few_windows,
)
from lcn_widgets.core.theorem.claim import Claim, Kind, Part, Statement, Texts
from lcn_widgets.core.theorem.claims.exclusion import NOT_SAID, not_said
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.drawing import Curve, Drawing, Track
from lcn_widgets.core.theorem.quantities import (
    LARGEST_LAYER,
    LENGTH,
    SUM_OF_MODULI,
    Quantity,
)
from lcn_widgets.core.theorem.status import Status, compared
from lcn_widgets.core.theorem.steps import FILTER, LAYERS


def bound_templates(quantity: Quantity, vectors: str) -> dict[str, str]:
    """Sentences about a quantity that is bounded if inputs, or windows, have full rank."""
    seen = quantity.symbol + " was at most {largest, log10}"
    return {
        "unknown": f"No bound is known, since the {vectors} {{rank, select, fails {{lack}} "
        f"other {{may lack}}}} full rank; here {seen}.",
        "excluded": f"{NOT_SAID}; here {seen}.",
        "compared": f"In all this run {seen}; L(w₀) bounds it by {{bound, log10}}.",
        "risen": f"In all this run {seen}; L(w₀) bounds it by {{bound, log10}}, but the computed "
        "risk rose above L(w₀).",
    }


class BoundClaim(Claim):
    """A quantity stays below what the risk at the start and the data allow."""

    kind = Kind.CONCLUSION
    part = Part.SUFFICES
    labels: ClassVar[Texts] = {"largest": "log10 of the value", "bound": "log10 of the bound"}
    drawing: ClassVar[Drawing]
    rests_on: ClassVar[str]
    """Name of the claim without which there is no bound."""

    @abstractmethod
    def log_bound(self, context: Context) -> Array:
        """Decadic logarithm of the bound where the risk is at most each of the levels."""

    def broken(self, setting: S) -> S | None:
        """Take too few samples, or descend where one sample is enough."""
        few = {"data_rank": with_too_few_inputs, "patch_rank": with_too_few_windows}
        return few[self.rests_on](setting) or with_descent(setting)

    def check(self, context: Context) -> Statement:
        """Compare the largest value of the run with the bound at w0."""
        trajectory = context.trajectory
        logs = self.drawing.quantity.logarithms(trajectory, context.first_gradient)
        bounds = self.log_bound(context)
        largest, bound = float(logs.max()), float(bounds[0])
        curve = Curve(trajectory.times, logs, bounds[1:])
        rank = context.statuses[self.rests_on]
        facts: dict[str, Any] = {"largest": largest}
        if rank is not Status.HOLDS:
            uncovered = Status.NOT_COVERED if rank is Status.FAILS else rank
            return Statement(self, uncovered, "unknown", {**facts, "rank": rank}, curve=curve)
        facts["bound"] = bound
        status, case = compared(largest, bound), "compared"
        if status is Status.FAILS and context.statuses["risk_decreases"] is not Status.HOLDS:
            status, case = Status.UNDECIDED, "risen"
        if context.exclusion:
            status, case = Status.NOT_COVERED, "excluded"
            facts |= not_said(context)
        tolerance = float(np.power(10.0, bound))
        return Statement(self, status, case, facts, bound - largest, tolerance, curve)


class FilterBoundedByInputs(BoundClaim):
    """‖v‖₁ stays below g."""

    name = "filter_bounded"
    step = FILTER
    title = "The final filter stays bounded"
    formula = "‖v(t)‖₁ ≤ g(L(w(t))) ≤ g(L(w₀))"
    tex = r"\|v(t)\|_1\le g(L(w(t)))\le g(L(w_0))"
    source = "Lemma 3.6"
    needs = "XXᵀ of full rank, and a risk that does not rise."
    breaks = "Inputs that do not span their space: v can grow where the risk does not see it."
    templates = bound_templates(SUM_OF_MODULI, "inputs")
    drawing = Drawing(SUM_OF_MODULI, "Lemma 3.6 (‖v‖₁)", "paper: $g$", Track.PAPER, "by the paper")
    rests_on = "data_rank"

    def log_bound(self, context: Context) -> Array:
        """log10 g."""
        return np.log10(context.bound_by_inputs)


class FilterBoundedByPatches(BoundClaim):
    """‖v‖₂ stays below T."""

    name = "filter_bounded_by_patches"
    step = FILTER
    title = "The final filter stays bounded, by the patches"
    formula = "‖v(t)‖₂ ≤ (‖y‖₂ + ‖Pv - y‖₂)/σ_min(P)"
    tex = r"\|v(t)\|_2\le\frac{\|y\|_2+\|Pv-y\|_2}{\sigma_{\min}(P)}"
    source = "derived from Lemma 3.6"
    needs = "P of full rank, and a risk that does not rise."
    breaks = "A direction of v that no window sees."
    templates = bound_templates(LENGTH, "windows")
    drawing = Drawing(LENGTH, "patches", "patches: $T$", Track.DERIVED, "by the patches")
    rests_on = "patch_rank"

    def log_bound(self, context: Context) -> Array:
        """log10 T."""
        return np.log10(context.bound_by_patches)


class LayersBoundedByPaper(BoundClaim):
    """Every ‖w⁽ⁱ⁾‖² stays below τ."""

    name = "layers_bounded"
    step = LAYERS
    title = "Every layer stays bounded, with the paper's constants"
    formula = "‖w⁽ⁱ⁾‖² ≤ τ(T, k_v, δ), C ≤ (6 T k_v)^(2k_v)"
    tex = r"\|w^{(i)}\|^2\le\tau(T,k_v,\delta),\quad C\le(6\,T\,k_v)^{2k_v}"
    source = "Lemmas 2.3 to 3.5"
    needs = "A bound T of v, and constant δ: together they leave a layer no room to grow."
    breaks = "A final filter that grows without bound."
    templates = bound_templates(LARGEST_LAYER, "inputs")
    drawing = Drawing(
        LARGEST_LAYER, "τ of Lemma 3.5", r"paper: $\tau$", Track.PAPER, "by the paper"
    )
    rests_on = "data_rank"

    def log_bound(self, context: Context) -> Array:
        """log10 τ from g."""
        architecture = context.risk.architecture
        return paper_bound(architecture, context.bound_by_inputs, context.differences).log10


class LayersBoundedByMahler(BoundClaim):
    """Every ‖w⁽ⁱ⁾‖² stays below what the Mahler measure allows."""

    name = "layers_bounded_sharply"
    step = LAYERS
    title = "Every layer stays bounded, by the Mahler measure"
    formula = "Π ‖w⁽ⁱ⁾‖₁ ≤ 2^(Σ(k_i-1)) ‖v‖₂, with the gaps that δ fixes"
    tex = r"\prod_i\|w^{(i)}\|_1\le 2^{\sum_i(k_i-1)}\,\|v\|_2"
    source = "derived (Mahler measure)"
    needs = "A bound of v, and constant δ."
    breaks = "A final filter that grows without bound."
    templates = bound_templates(LARGEST_LAYER, "windows")
    drawing = Drawing(LARGEST_LAYER, "Mahler", "Mahler", Track.DERIVED, "by the Mahler measure")
    rests_on = "patch_rank"

    def log_bound(self, context: Context) -> Array:
        """log10 of the certified bound from T."""
        architecture = context.risk.architecture
        return certified_bound(architecture, context.bound_by_patches, context.differences).log10
