"""Bounds of the derivatives of L on a ball around w, and of what rounding does to them at w."""

from __future__ import annotations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.product_bounds import MARGIN, ProductBounds
from lcn_widgets.core.risk import ROUNDING, EmpiricalRisk

EPS = float(np.finfo(np.float64).eps)
UNDERFLOW = 1e-150
"""Squares of smaller numbers may vanish on the way to a norm."""


class RiskBounds:
    """The slope of L at w from the data themselves, and bounds around w.

    With L = Q ∘ π and Q(v) = Σ ℓ(p·v - y) over the rows p of the patch matrix. A sum of n products
    is off by at most n ε times that of their moduli [Higham, Accuracy and Stability of Numerical
    Algorithms, 2nd ed., 3.1]; how well ℓ' and ℓ'' are evaluated the loss says.

    Attributes
    ----------
    products : ProductBounds
    gradient : ndarray, shape (Σk_i,)
        ∇L(w).
    gradient_error, hessian_error : float
        How far ∇L(w) here, and ∇²L(w) as the risk computes it, may be off in the norm.
    """

    def __init__(self, risk: EmpiricalRisk, w: Array):
        architecture = risk.architecture
        self.products = ProductBounds(architecture, w)
        self._loss = risk.loss
        v = architecture.final_filter(w)
        rows: list[tuple[Array, Array, Array]] = []
        pull = np.zeros(len(v))
        for P, y in risk.dataset.patch_blocks(architecture):
            rows.append(_rows(P, y, v))
            pull += risk.loss.slope(rows[-1][0]) @ P
        self._residuals, self._sizes, blur = (np.concatenate(c) for c in zip(*rows, strict=True))
        moved = self.products.rounding * self.products.derivative(0)
        self._blur = blur + self._sizes * moved + ROUNDING * np.abs(self._residuals)
        self._curvatures, self._curvature_errors = self._curvatures_here()
        slope_error = self._pull_error()
        self._slope = float(np.linalg.norm(pull)) + slope_error
        slope_error += self.products.rounding * self._slope
        self.gradient = architecture.jacobian(w).T @ pull
        self.gradient_error = self.products.derivative(1) * slope_error * MARGIN + UNDERFLOW
        self.hessian_error = self._hessian_error(risk, slope_error)

    def _curvatures_here(self) -> tuple[Array, Array]:
        """|ℓ''| of all residuals as computed, and by how much it may be off."""
        curvatures = np.abs(self._loss.curvature(self._residuals))
        return curvatures, self._third(self._blur) * self._blur + ROUNDING * curvatures + UNDERFLOW

    def _pull_error(self) -> float:
        """By how much Pᵀℓ' may be off."""
        slopes = np.abs(self._loss.slope(self._residuals))
        curvatures = self._curvatures + self._curvature_errors
        off = curvatures * self._blur + (ROUNDING + (len(slopes) + 2.0) * EPS) * slopes + UNDERFLOW
        return float(np.linalg.norm(self._sizes)) * float(np.linalg.norm(off)) * MARGIN

    def _hessian_error(self, risk: EmpiricalRisk, slope_error: float) -> float:
        """By how much ∇²L(w) may be off: JᵀCJ, C = Pᵀ diag(ℓ'') P, and what the slope adds."""
        squares, rows, width = self._sizes**2, len(self._sizes), risk.architecture.final_width
        curvature = float((self._curvatures + self._curvature_errors) @ squares)
        error = float(self._curvature_errors @ squares)
        error += (self.products.rounding + 4.0 * (rows + width) * EPS) * curvature
        if risk.loss.is_quadratic:
            # backward error of the factor of [P y] that the risk goes by (Higham, 19.3)
            factor = 16.0 * rows * (width + 1.0) * EPS
            size = float(np.linalg.norm(self._sizes))
            length = float(np.linalg.norm(risk.best_filter)) + self.products.derivative(0)
            outputs = float(np.linalg.norm(risk.dataset.Y))
            slope_error += 4.0 * factor * size * (size * length + outputs)
            error += factor * curvature
        first, second = self.products.derivative(1), self.products.derivative(2)
        return (error * first**2 + second * slope_error) * MARGIN

    def third_derivative(self, radius: float) -> float:
        """Bound of D³L = D³Q(Dπ, Dπ, Dπ) + 3 D²Q(D²π, Dπ) + DQ D³π on the ball; may be inf."""
        first, second, third = (self.products.derivative(m, radius) for m in (1, 2, 3))
        reach = self._blur + self._sizes * (first * radius)
        bends = self._third(reach)
        curvatures = self._curvatures + self._curvature_errors + bends * reach
        curvature = float(curvatures @ self._sizes**2) * MARGIN
        slope = self._slope + curvature * first * radius
        bend = float(bends @ self._sizes**3) * MARGIN
        return (bend * first**3 + 3.0 * curvature * first * second + slope * third) * MARGIN

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
