"""Which hypotheses of the theorem a run fulfils."""

from __future__ import annotations

from enum import StrEnum

from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.status import Status


class Premise(StrEnum):
    """Whether the theorem applies to a run, and why."""

    LOSS = "loss"
    """The loss is not covered."""
    DESCENT = "descent"
    """The run is no flow."""
    THEOREM = "theorem"
    """All hypotheses of Theorem 3.8 hold."""
    PATCHES = "patches"
    """XXᵀ lacks full rank, but the patches span their space, which suffices."""
    DOUBT = "doubt"
    """Whether the data suffice is lost in rounding."""
    DATA = "data"
    """The data do not suffice."""


def premise_of(context: Context) -> Premise:
    """Which hypotheses hold, once they have been checked."""
    loss, data, patches = (context.statuses[n] for n in ("loss", "data_rank", "patch_rank"))
    if loss is not Status.HOLDS:
        return Premise.LOSS
    if not context.flow:
        return Premise.DESCENT
    if data is Status.HOLDS:
        return Premise.THEOREM
    by_patches = {Status.HOLDS: Premise.PATCHES, Status.UNDECIDED: Premise.DOUBT}
    return by_patches.get(patches, Premise.DATA)
