"""What is known of L near a final filter, with bounds of all that rounding does to it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.product_bounds import MARGIN
from lcn_widgets.core.risk import ROUNDING, EmpiricalRisk

EPS = float(np.finfo(np.float64).eps)
UNDERFLOW = 1e-150
"""Squares of smaller numbers may vanish on the way to a norm."""


class FilterBounds:
    """Q(v) = Σ ℓ(p·v - y) over the rows p of the patch matrix, and its derivatives, near v.

    They come from the data themselves. A sum of n products is off by at most n ε times that of
    their moduli [Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., 3.1]; how well
    ℓ and its derivatives are evaluated the loss says.

    Parameters
    ----------
    risk : EmpiricalRisk
    v : ndarray, shape (k_v,)
    error : float
        How far v may be from the filter that is meant.

    Attributes
    ----------
    size : float
        Bound of ‖P‖₂.
    slope : ndarray, shape (k_v,)
        ∇_vQ.
    """

    def __init__(self, risk: EmpiricalRisk, v: Array, error: float = 0.0):
        self._loss = risk.loss
        rows: list[tuple[Array, Array, Array]] = []
        self.slope = np.zeros(len(v))
        for P, y in risk.dataset.patch_blocks(risk.architecture):
            rows.append(_rows(P, y, v))
            self.slope += risk.loss.slope(rows[-1][0]) @ P
        self._residuals, self._sizes, blur = (np.concatenate(c) for c in zip(*rows, strict=True))
        self._blur = blur + self._sizes * error + ROUNDING * np.abs(self._residuals)
        self._slopes = np.abs(risk.loss.slope(self._residuals))
        self._curvatures = np.abs(risk.loss.curvature(self._residuals))
        self.size = float(risk.patch_singular_values[0]) * MARGIN

    def values(self, radius: float = 0.0) -> tuple[float, float]:
        """Bounds of Q on the ball of this radius around the filter that is meant; may be inf."""
        reach = self._blur + self._sizes * radius
        values = self._loss.value(self._residuals)
        slopes = self._slopes_within(reach)
        sizes = np.abs(values) + abs(self._loss.minimum)
        rounding = (ROUNDING + len(values) * EPS) * float(np.sum(sizes)) + UNDERFLOW
        off = (float(slopes @ reach) + rounding) * MARGIN
        return float(np.sum(values)) - off, float(np.sum(values)) + off

    @cached_property
    def slope_error(self) -> float:
        """By how much `slope` may be off, in the norm."""
        off = self._curvatures_within(self._blur) * self._blur + ROUNDING * self._slopes + UNDERFLOW
        terms = (len(self._slopes) + 2.0) * EPS
        summed = terms * float(np.linalg.norm(self._slopes)) * float(np.linalg.norm(self._sizes))
        return (self.size * float(np.linalg.norm(off)) + summed) * MARGIN

    @cached_property
    def curvature_error(self) -> float:
        """By how much Pᵀ diag(ℓ'') P may be off, in the norm, if it is summed up here."""
        errors = self._third(self._blur) * self._blur + ROUNDING * self._curvatures
        terms = 4.0 * (len(self._sizes) + len(self.slope)) * EPS
        errors += terms * self._curvatures_within(self._blur)
        return float(errors @ self._sizes**2) * MARGIN + UNDERFLOW

    def curvature(self, radius: float = 0.0) -> float:
        """Bound of ‖∇²_vQ‖ on the ball of this radius around v; may be inf."""
        within = self._curvatures_within(self._blur + self._sizes * radius)
        return self._weighted(within)

    def third_derivative(self, radius: float) -> float:
        """Bound of the third derivative of Q on the ball of this radius around v; may be inf."""
        return self._weighted(self._third(self._blur + self._sizes * radius) * self._sizes)

    def _weighted(self, weights: Array) -> float:
        """Bound of ‖Pᵀ diag(weights) P‖."""
        largest = float(weights.max(initial=0.0)) * self.size**2
        return min(largest, float(weights @ self._sizes**2)) * MARGIN

    def _slopes_within(self, reach: Array) -> Array:
        """Bound of |ℓ'| within `reach` of each residual: ℓ' does not fall if ℓ is convex."""
        if not self._loss.convex:
            return self._slopes * (1.0 + ROUNDING) + self._curvatures_within(reach) * reach
        r, reach = self._residuals, reach + ROUNDING * (np.abs(self._residuals) + reach)
        ends = [np.abs(self._loss.slope(r + sign * reach)) for sign in (-1.0, 1.0)]
        return np.maximum(*ends) * (1.0 + ROUNDING) + UNDERFLOW

    def _curvatures_within(self, reach: Array) -> Array:
        """Bound of |ℓ''| within `reach` of each residual."""
        return self._curvatures * (1.0 + ROUNDING) + self._third(reach) * reach + UNDERFLOW

    def _third(self, reach: Array) -> Array:
        """Bound of |ℓ'''| within `reach` of each residual; 0 where no filter moves it."""
        r = self._residuals
        bounds = self._loss.largest_third_derivative(r - reach, r + reach) * MARGIN
        return np.where(self._sizes > 0.0, bounds, 0.0)


def _rows(P: Array, y: Array, v: Array) -> tuple[Array, Array, Array]:
    """Residuals of some rows, their norms, and bounds of the rounding of the residuals."""
    sizes = np.linalg.norm(P, axis=1)
    terms = sizes * float(np.linalg.norm(v)) + np.abs(y)
    return P @ v - y, sizes * MARGIN, (len(v) + 2.0) * EPS * terms
