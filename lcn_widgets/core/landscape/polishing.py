"""From the end of a run to a network at its limit that has the least risk, if there is one."""

from __future__ import annotations

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.risk import EmpiricalRisk

STEPS = 80
"""Steps tried at most: two or three do near a simple limit; at a degenerate one each halves the
distance, and 50 halvings are all that double precision has."""
PROGRESS = 0.9
"""The walk ends where a step would leave more than this part of the residual."""
DAMP = 10.0
"""How much more a step is damped if the last one did not help."""
FREE = 3.0
"""How much less if it did."""


def reaches_least_risk(risk: EmpiricalRisk, w: Array, distance: float) -> bool:
    """Whether a network within `distance` of w has the least risk over all filters, to rounding.

    Levenberg and Marquardt's method walks from w of shape (Σk_i,) towards π(w) = v*, with the
    filter v* of least risk. It has arrived where the gap is no larger than
    `EmpiricalRisk.gap_rounding`; so what is said is not that the gap of w is small, but that
    beside w there is a point where it is none.
    """
    architecture = risk.architecture
    here, damping = w, 1.0
    v = architecture.final_filter(here)
    gap = float(risk.filter_gaps(v))
    for _ in range(STEPS):
        if gap <= float(risk.gap_rounding(v)):
            return bool(np.linalg.norm(here - w) <= distance)
        step = _step(risk, here, v, distance / damping)
        if step is None:
            return False
        ahead = architecture.final_filter(here + step)
        gap_ahead = float(risk.filter_gaps(ahead))
        if gap_ahead < gap:
            here, v, gap, damping = here + step, ahead, gap_ahead, max(damping / FREE, 1.0)
        else:
            damping *= DAMP
    return False


def _step(risk: EmpiricalRisk, w: Array, v: Array, length: float) -> Array | None:
    """A step of at most length/2 that brings F(v - v*) nearer to 0, None if there is hardly one.

    It minimizes ‖r + Jz‖² + (‖r‖/length)²‖z‖²: where J is singular at the goal, Newton's method
    alone would overshoot.
    """
    factor = risk.gap_factor
    residual = factor @ (v - risk.best_filter)
    jacobian = factor @ risk.architecture.jacobian(w)
    if not _explains(jacobian, residual):
        return None
    damped = np.concatenate([jacobian, np.linalg.norm(residual) / length * np.eye(len(w))])
    wanted = np.concatenate([-residual, np.zeros(len(w))])
    return np.asarray(scipy.linalg.lstsq(damped, wanted)[0])


def _explains(jacobian: Array, residual: Array) -> bool:
    """Whether some step would remove a part of the residual, to first order."""
    step = scipy.linalg.lstsq(jacobian, -residual)[0]
    left = np.linalg.norm(residual + jacobian @ step)
    return bool(left <= PROGRESS * np.linalg.norm(residual))
