"""Fits of a linear model: v that minimizes Σ ℓ(Pv - y)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.linalg
import scipy.optimize

from lcn_widgets.core.inputs import Array, present_work
from lcn_widgets.core.risk.least_squares import numerical_rank
from lcn_widgets.core.risk.wording import say

if TYPE_CHECKING:
    from lcn_widgets.core.risk.loss import Loss

STEPS = 200
"""Steps after which a fit ends; some ten do, unless curvature vanishes at the minimum."""
ROUNDED = 16.0 * float(np.finfo(np.float64).eps)
"""A step that promises less than this part of the slopes' moduli is lost in rounding."""
DAMP = 4.0
"""How much more Newton's step is damped if the last one did not help."""
FREE = 16.0
"""How much less if it did."""


def newton_fit(loss: Loss, P: Array, y: Array) -> Array:
    """Newton's method in the range of P, whatever the scales of P, y and the loss.

    Where Newton's step, damped by a multiple of the largest curvature, does not lower the sum, one
    of iterated weighted least squares may: ℓ'(r)/r in place of ℓ''(r), which bounds a loss that
    grows more slowly than r² from above [Huber and Ronchetti, *Robust Statistics*, 7.8].

    Returns
    -------
    ndarray, shape (k,)
        Without a part that P does not see: of least norm, where P lacks rank to rounding.
    """
    U, values, Vt = scipy.linalg.svd(P, full_matrices=False)
    rank = numerical_rank(values, max(P.shape))
    U = U[:, :rank]
    with np.errstate(all="ignore"):  # a power of a residual may overflow, and is not lower
        u, done = _descend(loss, U, U.T @ y, y)
        if not done:  # far out a loss is nearly linear, and the least sum of moduli a better start
            other, _ = _descend(loss, U, least_absolute_fit(U, y), y)
            u = min(u, other, key=lambda each: _total(loss, U, each, y))
    return np.asarray(Vt[:rank].T @ (u / values[:rank]))


def _descend(loss: Loss, U: Array, u: Array, y: Array) -> tuple[Array, bool]:
    """Steps from u that lower the sum, and whether they have come to where its slope is lost."""
    damping = 0.0
    value = _total(loss, U, u, y)
    for _ in range(STEPS):
        present_work().step(say, "progress.fit")
        r = U @ u - y
        slopes = loss.slope(r)
        gradient = slopes @ U
        lost = ROUNDED * np.abs(slopes) @ np.abs(U)
        if (np.abs(gradient) <= lost).all():
            return u, True
        step = _step(loss.curvature(r), gradient, U, damping)
        ahead = np.inf if step is None else _total(loss, U, u + step, y)
        if ahead >= value:
            safe = _step(_secant(slopes, r), gradient, U, 0.0)
            after = np.inf if safe is None else _total(loss, U, u + safe, y)
            step, ahead = (safe, after) if after < ahead else (step, ahead)
            damping = max(DAMP * damping, 1e-6)
        else:
            damping = damping / FREE if damping > 1e-12 else 0.0
        if step is not None and ahead < value:
            u, value = u + step, ahead
        elif damping > 1.0 / ROUNDED:
            return u, True
    return u, False


def _total(loss: Loss, U: Array, u: Array, y: Array) -> float:
    return float(loss.value(U @ u - y).sum())


def _secant(slopes: Array, r: Array) -> Array:
    """ℓ'(r)/r, bounded where r vanishes beside the largest residual."""
    least = ROUNDED * float(np.abs(r).max(initial=0.0))
    return np.abs(slopes) / np.maximum(np.abs(r), max(least, float(np.finfo(np.float64).tiny)))


def _step(weights: Array, gradient: Array, U: Array, damping: float) -> Array | None:
    """-(Uᵀ diag(weights) U + damping·largest)⁻¹ gradient; None if that is not positive definite."""
    matrix = (U * weights[:, None]).T @ U
    largest = float(np.abs(matrix).max(initial=0.0))
    if not (np.isfinite(largest) and largest > 0.0):
        return None
    try:
        factor = scipy.linalg.cho_factor(matrix / largest + damping * np.eye(len(gradient)))
    except np.linalg.LinAlgError:
        return None
    return np.asarray(scipy.linalg.cho_solve(factor, -gradient / largest))


def least_absolute_fit(P: Array, y: Array) -> Array:
    """A minimizer v of ‖Pv - y‖₁: the multipliers of the dual program max yᵀu, Pᵀu = 0, |u| ≤ 1.

    In units of the largest entries, since the solver's tolerances are absolute.
    """
    present_work().step(say, "progress.fit")  # one call, which nothing can interrupt
    inputs, outputs = (float(np.abs(array).max(initial=0.0)) or 1.0 for array in (P, y))
    zeros = np.zeros(P.shape[1])
    dual = scipy.optimize.linprog(-y / outputs, A_eq=P.T / inputs, b_eq=zeros, bounds=(-1.0, 1.0))
    return -np.asarray(dual.eqlin.marginals) * (outputs / inputs)
