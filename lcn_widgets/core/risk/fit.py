"""Fits of a linear model: v that minimizes Σ ℓ(Pv - y)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.linalg
import scipy.optimize

from lcn_widgets.core.inputs import Array, present_work
from lcn_widgets.core.risk.wording import say

if TYPE_CHECKING:
    from lcn_widgets.core.risk.loss import Loss

FIT_TOLERANCE = 1e-10
"""A fit ends where the gradient is below this part of 1 + its size at the least-squares fit."""


def newton_fit(loss: Loss, P: Array, y: Array) -> Array:
    """Newton's method in a trust region, from the least-squares fit."""

    def value_and_slope(v: Array) -> tuple[float, Array]:
        r = P @ v - y
        return float(loss.value(r).sum()), loss.slope(r) @ P

    def curvature(v: Array) -> Array:
        present_work().step(say, "progress.fit")
        return np.asarray((P * loss.curvature(P @ v - y)[:, None]).T @ P)

    start = scipy.linalg.lstsq(P, y)[0]
    steepest = float(np.abs(value_and_slope(start)[1]).max())
    result = scipy.optimize.minimize(
        value_and_slope,
        start,
        jac=True,
        hess=curvature,
        method="trust-exact",
        options={"gtol": FIT_TOLERANCE * (1.0 + steepest)},
    )
    return np.asarray(result.x)


def least_absolute_fit(P: Array, y: Array) -> Array:
    """A minimizer v of ‖Pv - y‖₁: the multipliers of the dual program max yᵀu, Pᵀu = 0, |u| ≤ 1."""
    present_work().step(say, "progress.fit")
    dual = scipy.optimize.linprog(-y, A_eq=P.T, b_eq=np.zeros(P.shape[1]), bounds=(-1.0, 1.0))
    return -np.asarray(dual.eqlin.marginals)
