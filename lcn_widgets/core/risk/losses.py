"""Losses ℓ of the residual r = z - y: value, slope and curvature, elementwise and exact.

The empirical risk sums ℓ over the components and samples (paper, 1.5 and 1.8). Every formula
is evaluated without overflow for |αr| up to 1e4 and without cancellation near r = 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, parameter
from lcn_widgets.core.risk.coverage import Coverage, Regularity
from lcn_widgets.core.risk.fit import least_absolute_fit
from lcn_widgets.core.risk.loss import Loss

_THRESHOLD = {
    "label": "threshold",
    "above": 0.0,
    "minimum": 1e-6,
    "maximum": 1e6,
    "typical": (0.01, 100.0),
    "scale": "log",
    "help": "Residual at which the loss turns from quadratic to linear.",
}
_SHARPNESS = {
    "label": "α",
    "above": 0.0,
    "minimum": 1e-6,
    "maximum": 1e6,
    "typical": (0.01, 100.0),
    "scale": "log",
    "help": "Sharpness: residuals beyond 1/α count linearly.",
}

OVERFLOWING = 200.0
"""Beyond this |αr| third derivatives fall like e^{-|αr|}, and their formulas overflow later on."""


@dataclass(frozen=True)
class SquareLoss(Loss):
    """ℓ(r) = r² (paper, 1.5 and 1.8)."""

    kind: ClassVar[str] = "square"
    label: ClassVar[str] = "Square"
    note: ClassVar[str] = "The sum of squared residuals."

    @property
    def coverage(self) -> Coverage:
        """Covered: a polynomial."""
        return Coverage(self.label, Regularity.ANALYTIC)

    @property
    def is_quadratic(self) -> bool:
        """True."""
        return True

    def value(self, r: ArrayLike) -> Array:
        """r²."""
        return np.asarray(np.square(r, dtype=np.float64))

    def slope(self, r: ArrayLike) -> Array:
        """2r."""
        return 2.0 * np.asarray(r, dtype=np.float64)

    def curvature(self, r: ArrayLike) -> Array:
        """2."""
        return np.full(np.shape(r), 2.0)

    def largest_curvature(self, level: float) -> float:
        """2."""
        return 2.0

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """0."""
        return np.zeros(np.shape(low))

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """√(entries · L)."""
        return np.asarray(np.sqrt(entries * _positive(level)))


@dataclass(frozen=True)
class LpLoss(Loss):
    """ℓ(r) = |r|^p / p with p ≥ 1; analytic, hence covered by Theorem 3.8, for even p only.

    For p < 2 the curvature is infinite at r = 0; it is given there as 0.
    """

    p: float = parameter(
        4.0, label="p", minimum=1.0, maximum=64.0, typical=(1.0, 8.0), step=1.0,
        help="Exponent of the residual; the theorem covers even p.",
    )  # fmt: skip
    kind: ClassVar[str] = "lp"
    label: ClassVar[str] = "ℓₚ"
    note: ClassVar[str] = "The p-th power of the residual; covered for even p."

    @property
    def coverage(self) -> Coverage:
        """Covered for even p, where |r|^p is a polynomial."""
        if self.p % 2 == 0:
            return Coverage(self.label, Regularity.ANALYTIC)
        if not self.differentiable:
            return Coverage(self.label, Regularity.KINK)
        return Coverage(self.label, Regularity.POWER, self.p)

    @property
    def differentiable(self) -> bool:
        """True for p > 1."""
        return self.p > 1.0

    def value(self, r: ArrayLike) -> Array:
        """|r|^p / p."""
        return np.asarray(np.abs(r, dtype=np.float64) ** self.p / self.p)

    def slope(self, r: ArrayLike) -> Array:
        """sign(r)|r|^(p-1), the subgradient 0 at r = 0."""
        r = np.asarray(r, dtype=np.float64)
        return np.asarray(np.sign(r) * np.abs(r) ** (self.p - 1.0))

    def curvature(self, r: ArrayLike) -> Array:
        """(p-1)|r|^(p-2)."""
        size = np.abs(r, dtype=np.float64)
        if self.p < 2.0:
            positive = size > 0.0
            powers = np.where(positive, size, 1.0) ** (self.p - 2.0)
            return np.where(positive, (self.p - 1.0) * powers, 0.0)
        return (self.p - 1.0) * size ** (self.p - 2.0)

    def largest_curvature(self, level: float) -> float:
        """(p-1)(p·level)^{(p-2)/p}, at |r| = (p·level)^{1/p}; inf for p < 2."""
        if self.p < 2.0:
            return np.inf
        return float((self.p - 1.0) * (self.p * level) ** ((self.p - 2.0) / self.p))

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """(p-1)|p-2||r|^{p-3}, for p < 3 at the least |r|: inf at 0, but for p = 2."""
        if self.p == 2.0:
            return np.zeros(np.shape(low))
        place = 0.0 if self.p < 3.0 else np.inf
        with np.errstate(divide="ignore", over="ignore"):
            powers = _nearest(place, low, high) ** (self.p - 3.0)
        # p = 1 has no curvature on either side of 0, and a kink there
        slopes = (self.p - 1.0) * abs(self.p - 2.0) * np.where(powers < np.inf, powers, 1.0)
        return np.where(powers < np.inf, slopes, np.inf)

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """entries · (pL)^{1/p}."""
        return np.asarray(entries * (self.p * _positive(level)) ** (1.0 / self.p))

    def fit(self, P: Array, y: Array) -> Array:
        """For p = 1 the solution of a linear program."""
        return least_absolute_fit(P, y) if self.p == 1.0 else super().fit(P, y)


@dataclass(frozen=True)
class PseudoHuberLoss(Loss):
    """ℓ(r) = δ√(1 + r²/δ²), δ > 0 (paper, section 3); its minimum is δ."""

    delta: float = parameter(1.0, **_THRESHOLD)
    kind: ClassVar[str] = "pseudo_huber"
    label: ClassVar[str] = "Pseudo-Huber"
    note: ClassVar[str] = "Quadratic near zero, linear far out, analytic everywhere."

    @property
    def coverage(self) -> Coverage:
        """Covered: 1 + r²/δ² is never zero under the root."""
        return Coverage(self.label, Regularity.ANALYTIC)

    def value(self, r: ArrayLike) -> Array:
        """√(δ² + r²)."""
        return np.hypot(self.delta, np.asarray(r, dtype=np.float64))

    def slope(self, r: ArrayLike) -> Array:
        """r / √(δ² + r²)."""
        return np.asarray(r, dtype=np.float64) / self.value(r)

    def curvature(self, r: ArrayLike) -> Array:
        """δ² / (δ² + r²)^{3/2}."""
        root = self.value(r)
        return (self.delta / root) ** 2 / root

    def largest_curvature(self, level: float) -> float:
        """1/δ, at r = 0."""
        return 1.0 / self.delta

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """3δ²|r| / (δ² + r²)^{5/2} at the |r| nearest to δ/2, where it is largest."""
        r = _nearest(self.delta / 2.0, low, high)
        root = self.value(r)
        return np.asarray(3.0 * (self.delta / root) ** 2 * (r / root) / root / root)

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """L, since |r| ≤ ℓ(r)."""
        return _positive(level)


@dataclass(frozen=True)
class GeneralizedHuberLoss(Loss):
    """ℓ(r) = (1/α) log(e^{αr} + e^{-αr} + β), α > 0, β > -2 (paper, section 3).

    Its minimum log(2+β)/α is negative for β < -1. It is convex for β ≥ 0 only.
    """

    alpha: float = parameter(1.0, **_SHARPNESS)
    beta: float = parameter(
        0.0, label="β", above=-2.0, maximum=1e6, typical=(-1.9, 10.0), step=0.1,
        help="Shape of the loss near zero residual; it is convex for β ≥ 0.",
    )  # fmt: skip
    kind: ClassVar[str] = "generalized_huber"
    label: ClassVar[str] = "Generalized Huber"
    note: ClassVar[str] = "A smooth loss with a parameter for its shape near zero."

    @property
    def coverage(self) -> Coverage:
        """Covered: the argument of the logarithm is at least 2 + β > 0."""
        return Coverage(self.label, Regularity.ANALYTIC)

    @property
    def convex(self) -> bool:
        """True for β ≥ 0: otherwise ℓ'' < 0 where cosh(αr) > -2/β."""
        return self.beta >= 0.0

    # With a = |αr|, q = e^{-a} and m = 1 - q, all factors below are sums of terms of one sign:
    # e^a (1 + q² + βq) = e^a (m² + (2+β) q), so nothing cancels as r → 0 or β → -2.

    def _parts(self, r: ArrayLike) -> tuple[Array, Array, Array, Array]:
        a = np.abs(r, dtype=np.float64) * self.alpha
        q = np.exp(-a)
        m = -np.expm1(-a)
        return a, q, m, m * m + (2.0 + self.beta) * q

    def value(self, r: ArrayLike) -> Array:
        """(1/α) log(e^{αr} + e^{-αr} + β)."""
        a, _, _, total = self._parts(r)
        # e^a + e^{-a} = 2 + 4 sinh²(a/2): a small residual is added to ℓ(0), never subtracted
        growth = 4.0 * np.sinh(np.minimum(a, 1.0) / 2.0) ** 2 / (2.0 + self.beta)
        small = np.log(2.0 + self.beta) + np.log1p(growth)
        return np.where(a < 1.0, small, a + np.log(total)) / self.alpha

    def slope(self, r: ArrayLike) -> Array:
        """(e^{αr} - e^{-αr}) / (e^{αr} + e^{-αr} + β)."""
        _, q, m, total = self._parts(r)
        return np.sign(r) * m * (1.0 + q) / total

    def curvature(self, r: ArrayLike) -> Array:
        """α (4 + β(e^{αr} + e^{-αr})) / (e^{αr} + e^{-αr} + β)²."""
        _, q, m, total = self._parts(r)
        # 4q² + βq(1 + q²) = q(2(2+β)q + β m²): the sign change for β < 0 is genuine
        return self.alpha * q * (2.0 * (2.0 + self.beta) * q + self.beta * m * m) / total**2

    def largest_curvature(self, level: float) -> float:
        """2α/(2+β) at r = 0 for β ≤ 4; beyond, αβ²/(4(β²-4)) where cosh(αr) = (β²-8)/(2β)."""
        if self.beta <= 4.0:
            return 2.0 * self.alpha / (2.0 + self.beta)
        return self.alpha * self.beta**2 / (4.0 * (self.beta**2 - 4.0))

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """α² times the largest of `_bend` at the ends of |αr| and at its extrema between them."""
        at_least, at_most = (
            np.minimum(self.alpha * _nearest(place, low, high), OVERFLOWING)
            for place in (0.0, np.inf)
        )
        a, b = (4.0 * np.sinh(end / 2.0) ** 2 / (2.0 + self.beta) for end in (at_least, at_most))
        places = [a, b, *(np.clip(place, a, b) for place in self._extrema)]
        return np.asarray(self.alpha**2 * np.max([self._bend(n) for n in places], axis=0))

    def _bend(self, n: Array) -> Array:
        """|ℓ'''|/α² where n = 4 sinh²(αr/2)/x, x = 2+β: √(n(xn+4)) |x-6 - (x-2)n| / (√x (1+n)³)."""
        x = 2.0 + self.beta
        numerator = np.sqrt(n) * np.sqrt(x * n + 4.0) * np.abs(x - 6.0 - (x - 2.0) * n)
        return np.asarray(numerator / np.sqrt(x) / x / (1.0 + n) ** 3)

    @cached_property
    def _extrema(self) -> list[float]:
        """Where the derivative of `_bend` vanishes, for n > 0: three at most."""
        x = 2.0 + self.beta
        under = np.array([x, 4.0, 0.0])  # descending, as numpy.poly1d has them
        line, power = np.array([-(x - 2.0), x - 6.0]), np.array([1.0, 1.0])
        first = np.polymul(np.polymul([x, 2.0], line), power)
        second = np.polymul(under, line[0] * power)
        third = 3.0 * np.polymul(under, line)
        slope = np.polysub(np.polyadd(first, second), third)
        return [float(abs(root.real)) for root in np.roots(slope / np.abs(slope).max())]

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """L, and for β < 0 also entries · log(2/(2+β))/α."""
        extra = np.log(2.0 / (2.0 + self.beta)) / self.alpha if self.beta < 0.0 else 0.0
        return np.asarray(np.asarray(level, dtype=np.float64) + entries * extra)


@dataclass(frozen=True)
class LogCoshLoss(Loss):
    """ℓ(r) = (1/α) log cosh(αr), α > 0 (paper, section 3)."""

    alpha: float = parameter(1.0, **_SHARPNESS)
    kind: ClassVar[str] = "log_cosh"
    label: ClassVar[str] = "Log-cosh"
    note: ClassVar[str] = "Quadratic near zero, linear far out, analytic everywhere."

    @property
    def coverage(self) -> Coverage:
        """Covered: cosh is at least 1."""
        return Coverage(self.label, Regularity.ANALYTIC)

    def value(self, r: ArrayLike) -> Array:
        """(1/α) log cosh(αr)."""
        a = np.abs(r, dtype=np.float64) * self.alpha
        # cosh a - 1 = 2 sinh²(a/2) keeps small residuals exact; large ones are linear
        small = np.log1p(2.0 * np.sinh(np.minimum(a, 1.0) / 2.0) ** 2)
        large = a + np.log1p(np.exp(-2.0 * a)) - np.log(2.0)
        return np.where(a < 1.0, small, large) / self.alpha

    def slope(self, r: ArrayLike) -> Array:
        """tanh(αr)."""
        return np.tanh(self.alpha * np.asarray(r, dtype=np.float64))

    def curvature(self, r: ArrayLike) -> Array:
        """α / cosh²(αr)."""
        q = np.exp(-2.0 * self.alpha * np.abs(r, dtype=np.float64))
        return 4.0 * self.alpha * q / (1.0 + q) ** 2

    def largest_curvature(self, level: float) -> float:
        """α, at r = 0."""
        return self.alpha

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """2α² tanh(α|r|)/cosh²(αr) at the |r| nearest to artanh(1/√3)/α, where it is largest."""
        r = _nearest(np.arctanh(np.sqrt(1.0 / 3.0)) / self.alpha, low, high)
        return np.asarray(2.0 * self.alpha * np.tanh(self.alpha * r) * self.curvature(r))

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """L + entries · log(2)/α."""
        return np.asarray(_positive(level) + entries * np.log(2.0) / self.alpha)


@dataclass(frozen=True)
class AbsoluteLoss(Loss):
    """ℓ(r) = |r|, not differentiable and so not covered; the subgradient at 0 is taken as 0."""

    kind: ClassVar[str] = "absolute"
    label: ClassVar[str] = "Absolute (ℓ₁)"
    note: ClassVar[str] = "Not differentiable at zero: the theorem does not cover it."

    @property
    def differentiable(self) -> bool:
        """False: there is a kink at 0."""
        return False

    @property
    def coverage(self) -> Coverage:
        """Not covered: ℓ₁ is not differentiable at 0 (paper, section 3)."""
        return Coverage(self.label, Regularity.KINK)

    def value(self, r: ArrayLike) -> Array:
        """|r|."""
        return np.abs(r, dtype=np.float64)

    def slope(self, r: ArrayLike) -> Array:
        """sign(r)."""
        return np.sign(r, dtype=np.float64)

    def curvature(self, r: ArrayLike) -> Array:
        """0 (almost everywhere)."""
        return np.zeros(np.shape(r))

    def largest_curvature(self, level: float) -> float:
        """Infinite: the slope jumps at 0."""
        return np.inf

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """0 on either side of the kink, inf where it is in the interval."""
        return np.where(_nearest(0.0, low, high) > 0.0, 0.0, np.inf)

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """L."""
        return _positive(level)

    def fit(self, P: Array, y: Array) -> Array:
        """The solution of a linear program."""
        return least_absolute_fit(P, y)


@dataclass(frozen=True)
class HuberLoss(Loss):
    """ℓ(r) = r²/2 for |r| ≤ δ and δ(|r| - δ/2) beyond: C¹, not C², and so not covered."""

    delta: float = parameter(1.0, **_THRESHOLD)
    kind: ClassVar[str] = "huber"
    label: ClassVar[str] = "Huber"
    note: ClassVar[str] = "Not twice differentiable: the theorem does not cover it."

    @property
    def coverage(self) -> Coverage:
        """Not covered: Huber's loss is not C² (paper, section 3)."""
        return Coverage(self.label, Regularity.JUMP)

    def value(self, r: ArrayLike) -> Array:
        """r²/2 inside [-δ, δ], linear outside."""
        size = np.abs(r, dtype=np.float64)
        inside = np.minimum(size, self.delta)
        return inside * (size - inside / 2.0)

    def slope(self, r: ArrayLike) -> Array:
        """r clipped to [-δ, δ]."""
        return np.clip(np.asarray(r, dtype=np.float64), -self.delta, self.delta)

    def curvature(self, r: ArrayLike) -> Array:
        """1 inside [-δ, δ], 0 outside."""
        return (np.abs(r) <= self.delta).astype(np.float64)

    def largest_curvature(self, level: float) -> float:
        """1."""
        return 1.0

    def largest_third_derivative(self, low: Array, high: Array) -> Array:
        """0 on either side of |r| = δ, inf where that is in the interval."""
        return np.where(_nearest(self.delta, low, high) == self.delta, np.inf, 0.0)

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        """L/δ + entries · δ/2, since |r| ≤ ℓ(r)/δ + δ/2 (derived; the paper does not cover it)."""
        return np.asarray(_positive(level) / self.delta + entries * self.delta / 2.0)


def _nearest(size: float, low: Array, high: Array) -> Array:
    """The |r| nearest to `size` of all r in each interval [low, high]."""
    least = np.maximum(np.maximum(low, -high), 0.0)
    return np.asarray(np.clip(size, least, np.maximum(high, -low)))


def _positive(level: ArrayLike) -> Array:
    return np.maximum(np.asarray(level, dtype=np.float64), 0.0)


LOSSES: dict[str, type[Loss]] = {
    loss.kind: loss
    for loss in (
        SquareLoss,
        LpLoss,
        PseudoHuberLoss,
        GeneralizedHuberLoss,
        LogCoshLoss,
        HuberLoss,
        AbsoluteLoss,
    )
}
"""Every loss by its kind, in the order of the controls; a new one is a class and a line here."""
