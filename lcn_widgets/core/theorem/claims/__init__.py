"""The statements of the theorem, one object each."""

from lcn_widgets.core.theorem.claim import Claim
from lcn_widgets.core.theorem.claims.bounds import (
    FilterBoundedByInputs,
    FilterBoundedByPatches,
    LayersBoundedByMahler,
    LayersBoundedByPaper,
)
from lcn_widgets.core.theorem.claims.convergence import FlowConverges
from lcn_widgets.core.theorem.claims.decrease import RiskDecreases
from lcn_widgets.core.theorem.claims.differences import DifferencesStay
from lcn_widgets.core.theorem.claims.energy import EnergyIdentity
from lcn_widgets.core.theorem.claims.loss import AnalyticLoss
from lcn_widgets.core.theorem.claims.ranks import InputsSpan, PatchesSpan
from lcn_widgets.core.theorem.claims.residuals import FilterBound, ResidualBound

CLAIMS: tuple[Claim, ...] = (
    AnalyticLoss(),
    InputsSpan(),
    PatchesSpan(),
    ResidualBound(),
    FilterBound(),
    RiskDecreases(),
    EnergyIdentity(),
    FilterBoundedByPatches(),
    FilterBoundedByInputs(),
    DifferencesStay(),
    LayersBoundedByMahler(),
    LayersBoundedByPaper(),
    FlowConverges(),
)
"""Every statement, in the order in which they are checked and read.

A claim comes after those whose status it asks for; of several that would do for a step of the
proof the one to speak for it comes first.
"""
