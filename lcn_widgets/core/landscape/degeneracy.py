"""Why the Hessian at a critical point has zero eigenvalues that rescaling does not explain."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.jacobian_rank import jacobian_rank, largest_rank
from lcn_widgets.core.risk import EmpiricalRisk


class Degeneracy(StrEnum):
    """A reason for zero eigenvalues."""

    VANISHING_LAYERS = "vanishing layers"
    """Two layers or more are 0: the others do not matter, to second order either."""
    FREE_DATA = "free data"
    """P has rank < k_v: v moves along its kernel at no cost."""
    COMMON_ROOTS = "common roots"
    """The Jacobian of π has less than its largest rank: different moves of w do the same to v."""


SURE = 1e-4
"""Farther from the critical point than this part of a layer's norm, no rank is a reason."""
SAME = 1e-7
"""Singular values of the Jacobian below this part of the largest vanish: double roots are no
better known than to √ε."""
RESOLUTION = 10.0
"""And those below this many times the uncertainty of w."""


def reason_for_zeros(risk: EmpiricalRisk, w: Array, uncertainty: float) -> Degeneracy | None:
    """The first reason that holds at w, or else None.

    `uncertainty` is the distance to the critical point as a part of a layer's norm.
    """
    architecture = risk.architecture
    if np.sum(architecture.squared_norms(w) == 0.0) > 1:
        return Degeneracy.VANISHING_LAYERS
    if risk.patch_rank < architecture.final_width:
        return Degeneracy.FREE_DATA
    if uncertainty > SURE:
        return None
    rank = jacobian_rank(architecture, w, max(SAME, RESOLUTION * uncertainty))
    return Degeneracy.COMMON_ROOTS if rank < largest_rank(architecture) else None
