"""What a loss is: a function of the residual that says all about itself."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Recipe
from lcn_widgets.core.risk.coverage import Coverage
from lcn_widgets.core.risk.fit import newton_fit

ROUNDING = 64.0 * float(np.finfo(np.float64).eps)
"""Slopes and curvatures are right up to this, relative, for a residual that is off by as much."""


class Loss(Recipe):
    """A loss with its minimum at r = 0, applied elementwise to residuals r of any shape."""

    section: ClassVar[str] = "loss"

    @property
    @abstractmethod
    def coverage(self) -> Coverage:
        """Whether Theorem 3.8 of the paper covers this loss (real analytic, h exists), and why."""

    @property
    def covered_by_theorem(self) -> bool:
        """Whether Theorem 3.8 of the paper covers this loss."""
        return self.coverage.covered

    @property
    def is_quadratic(self) -> bool:
        """Whether ℓ(r) = r², so that L = ‖Pv - y‖² is known from Gram matrices of the data."""
        return False

    @property
    def convex(self) -> bool:
        """Whether ℓ is convex."""
        return True

    @property
    def differentiable(self) -> bool:
        """Whether ℓ is C¹."""
        return True

    @property
    def has_bounded_curvature(self) -> bool:
        """Whether ℓ'' is bounded on bounded sets, so that flows are not cut short by kinks."""
        return bool(np.isfinite(self.largest_curvature(1.0)))

    @property
    def minimum(self) -> float:
        """ℓ(0), the smallest value of one component."""
        return float(self.value(np.zeros(1))[0])

    @abstractmethod
    def value(self, r: ArrayLike) -> Array:
        """ℓ(r), same shape as `r`."""

    @abstractmethod
    def slope(self, r: ArrayLike) -> Array:
        """ℓ'(r), same shape as `r`."""

    @abstractmethod
    def curvature(self, r: ArrayLike) -> Array:
        """ℓ''(r), same shape as `r`."""

    @abstractmethod
    def largest_curvature(self, level: float) -> float:
        """Supremum of |ℓ''| over the residuals with ℓ(r) ≤ `level`; may be inf."""

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """Bound of |ℓ'''| on each of the intervals [low, high], same shape; inf where it has none.

        Limits are proved with it. Whoever gives one vouches for `ROUNDING` of slope and curvature.
        """
        return np.full(np.shape(low), np.inf)

    @abstractmethod
    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """h with Σ|r| ≤ h(L) where Σℓ(r) ≤ L = `level`, same shape, over `entries` residuals.

        It does not decrease in L (paper, section 3: ‖WX - Y‖₁ ≤ h(L) with m·d_N entries).
        """

    def fit(self, P: Array, y: Array) -> Array:
        """A v of shape (n,) that minimizes Σ ℓ(Pv - y), for P of shape (rows, n).

        Where ℓ is not convex the minimum may be a local one.
        """
        return newton_fit(self, P, y)
