"""The end of a decay fitted twice: as an exponential of time, and as a power of the gradient."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lcn_widgets.core.inputs import Array

DECADES = 6.0
"""The fit looks at so many last decades of L - L_∞, as far as the run has them."""
LEAST_DECADES = 3.0
"""If that decides nothing it looks at these only, and at fewer never."""
LEFT_OUT = 0.5
"""Decades at the very end that are left out: there L_∞ is extrapolated."""
LEAST_FRAMES = 8
"""Frames below which nothing is fitted."""
POINTS = 60
"""Points of the fit, evenly spaced in log(L - L_∞)."""
STRAIGHT = 0.02
"""|2θ - 1| below which the decay counts as exponential, if also the rate is clear …"""
CLEAR = 0.1
"""… that is known to this part of it."""
STEADY = 0.95
"""A drift of the rate that falls by less from third to third of the window is not carried on …"""
LASTING = 100.0
"""… but may last for so many thirds more."""
CURVED = 0.1
"""2θ - 1 above which it counts as slower, if both halves of the fit agree."""


class Decay(StrEnum):
    """How the risk falls at the end of a run."""

    EXPONENTIAL = "exponential"
    SLOWER = "slower"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class DecayFit:
    """Lines through log(L - L_∞) over t, and through log‖∇L‖ over log(L - L_∞).

    Parameters
    ----------
    rate, rate_uncertainty : float
        r in L - L_∞ ~ e^{-rt} as t → ∞, and how far it may be off (`_settled`).
    exponent, exponent_uncertainty : float
        θ in ‖∇L‖ ~ (L - L_∞)^θ, and the larger of twice its standard error and half the
        difference between the two halves of the window.
    exponent_halves : tuple of float
        θ in the first and in the second half.
    window : tuple of float
        First and last time.
    decades : float
        Decades by which L - L_∞ falls in the window.
    """

    rate: float
    rate_uncertainty: float
    exponent: float
    exponent_uncertainty: float
    exponent_halves: tuple[float, float]
    window: tuple[float, float]
    decades: float

    @property
    def verdict(self) -> Decay:
        """What the fit alone says."""
        first, second = (2.0 * theta - 1.0 for theta in self.exponent_halves)
        if abs(second) < STRAIGHT and self.rate_uncertainty < CLEAR * self.rate:
            return Decay.EXPONENTIAL
        if first > CURVED and second > CURVED:
            return Decay.SLOWER
        return Decay.UNDECIDED


def fit_decay(times: Array, gaps: Array, squares: Array) -> DecayFit | None:
    """Fit the last decades of a decay, fewer of them if many decide nothing.

    Parameters
    ----------
    times, gaps, squares : ndarray, shape (T,)
        t, L - L_∞ and ‖∇L‖².

    Returns
    -------
    DecayFit or None
        None for a run too short to fit.
    """
    fit = _fit(times, gaps, squares, DECADES)
    if fit is not None and fit.verdict is Decay.UNDECIDED:
        return _fit(times, gaps, squares, LEAST_DECADES)
    return fit


def _fit(times: Array, gaps: Array, squares: Array, decades: float) -> DecayFit | None:
    if len(gaps) < LEAST_FRAMES or not (gaps > 0.0).all() or not gaps[0] > gaps[-1]:
        return None
    levels = np.log10(np.minimum.accumulate(gaps))
    low = levels[-1] + LEFT_OUT
    high = min(levels[0], low + decades)
    if high - low < LEAST_DECADES - 1e-9:
        return None
    wanted = np.linspace(high, low, POINTS)
    t = np.interp(-wanted, -levels, times)
    # log f at the wanted gaps; between frames log f and log(L - L_∞) are taken as linear
    log_squares = np.interp(-wanted, -levels, np.log10(squares))
    rate, rate_uncertainty = _settled(t, -wanted * np.log(10.0))
    power, power_uncertainty, halves = _line(wanted, log_squares)
    return DecayFit(
        rate=rate,
        rate_uncertainty=rate_uncertainty,
        exponent=power / 2.0,
        exponent_uncertainty=power_uncertainty / 2.0,
        exponent_halves=(halves[0] / 2.0, halves[1] / 2.0),
        window=(float(t[0]), float(t[-1])),
        decades=float(high - low),
    )


def _settled(x: Array, y: Array) -> tuple[float, float]:
    """What the slope of y settles at, and its uncertainty.

    The slope of a sum of exponentials drifts towards that of the slowest one, by amounts that
    fall geometrically where two of them matter: of the slopes of three thirds, the last is
    carried on so (Aitken). It may be off by its standard error, its last drift, or what was added.
    """
    thirds = np.array_split(np.arange(len(x)), 3)
    slopes, errors = zip(*(_slope(x[part], y[part]) for part in thirds), strict=True)
    first, last = slopes[1] - slopes[0], slopes[2] - slopes[1]
    shrinks = last / first if first != 0.0 else 0.0
    if shrinks >= STEADY:
        return slopes[2], max(2.0 * errors[2], LASTING * abs(last))
    rest = last * shrinks / (1.0 - shrinks) if shrinks > 0.0 else 0.0
    return slopes[2] + rest, max(2.0 * errors[2], abs(last), 2.0 * abs(rest))


def _line(x: Array, y: Array) -> tuple[float, float, tuple[float, float]]:
    """Slope of the least-squares line, its uncertainty, and the slopes of both halves."""
    slope, error = _slope(x, y)
    middle = len(x) // 2
    first, second = (_slope(x[half], y[half])[0] for half in (slice(middle), slice(middle, None)))
    return slope, max(2.0 * error, abs(second - first) / 2.0), (first, second)


def _slope(x: Array, y: Array) -> tuple[float, float]:
    """Slope of the least-squares line and its standard error."""
    x = x - x.mean()
    slope = float(x @ y / (x @ x))
    rest = y - y.mean() - slope * x
    return slope, float(np.sqrt(rest @ rest / (len(x) - 2) / (x @ x)))
