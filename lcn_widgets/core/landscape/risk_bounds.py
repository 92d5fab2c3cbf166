"""Bounds of the derivatives of L on a ball around w, and of what rounding does to them at w."""

from __future__ import annotations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.filter_bounds import EPS, UNDERFLOW, FilterBounds
from lcn_widgets.core.landscape.product_bounds import MARGIN, ProductBounds
from lcn_widgets.core.risk import EmpiricalRisk


class RiskBounds:
    """The slope of L = Q ∘ π at w from the data themselves, and bounds around w.

    Attributes
    ----------
    products : ProductBounds
        Of π.
    filters : FilterBounds
        Of Q at π(w).
    gradient : ndarray, shape (Σk_i,)
        ∇L(w).
    gradient_error, hessian_error : float
        How far ∇L(w) here, and ∇²L(w) as the risk computes it, may be off in the norm.
    """

    def __init__(self, risk: EmpiricalRisk, w: Array):
        architecture = risk.architecture
        self.products = ProductBounds(architecture, w)
        moved = self.products.rounding * self.products.derivative(0)
        self.filters = FilterBounds(risk, architecture.final_filter(w), moved)
        error = self.filters.slope_error
        self._slope = float(np.linalg.norm(self.filters.slope)) * MARGIN + error
        error += self.products.rounding * self._slope
        self.gradient = architecture.jacobian(w).T @ self.filters.slope
        self.gradient_error = self.products.derivative(1) * error * MARGIN + UNDERFLOW
        self.hessian_error = self._hessian_error(risk, error)

    def _hessian_error(self, risk: EmpiricalRisk, slope_error: float) -> float:
        """By how much ∇²L(w) may be off: JᵀCJ, C = Pᵀ diag(ℓ'') P, and what the slope adds."""
        filters, products = self.filters, self.products
        curvature = filters.curvature()
        error = filters.curvature_error + 4.0 * products.rounding * curvature
        slope_error += 4.0 * products.rounding * self._slope
        if risk.loss.is_quadratic:
            # backward error of the factor of [P y] that the risk goes by (Higham, 19.3)
            rows, width = risk.dataset.Y.size, risk.architecture.final_width
            factor = 16.0 * rows * (width + 1.0) * EPS
            length = float(np.linalg.norm(risk.best_filter)) + products.derivative(0)
            outputs = float(np.linalg.norm(risk.dataset.Y))
            slope_error += 4.0 * factor * filters.size * (filters.size * length + outputs)
            error += factor * curvature
        return (error * products.derivative(1) ** 2 + products.derivative(2) * slope_error) * MARGIN

    def third_derivative(self, radius: float) -> float:
        """Bound of D³L = D³Q(Dπ, Dπ, Dπ) + 3 D²Q(D²π, Dπ) + DQ D³π on the ball; may be inf."""
        first, second, third = (self.products.derivative(m, radius) for m in (1, 2, 3))
        way = first * radius
        curvature, bend = self.filters.curvature(way), self.filters.third_derivative(way)
        slope = self._slope + curvature * way
        return (bend * first**3 + 3.0 * curvature * first * second + slope * third) * MARGIN
