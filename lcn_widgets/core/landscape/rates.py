"""How fast the risk falls at the end of a run: exponentially, slower, or not to be decided.

Near a limit whose only zero modes are the N - 1 scaling ones, L - L_∞ decays like e^{-2λt}, λ
the smallest nonzero Hessian eigenvalue. At a degenerate limit the Łojasiewicz inequality
‖∇L‖ ≥ c (L - L_∞)^θ holds with θ > 1/2 only, and the decay is a power of t. So linear convergence
[Jak] has hypotheses; here they are looked at along the run itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.spectrum import transverse_eigenvalues, vanishing
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.training import Trajectory

DECADES = 6.0
"""The fit looks at so many last decades of L - L_∞, as far as the run has them."""
LEAST_DECADES = 3.0
"""If that decides nothing it looks at these only, and at fewer never."""
LEFT_OUT = 0.5
"""Decades at the very end that are left out: there L_∞ is extrapolated."""
POINTS = 60
"""Points of the fit, evenly spaced in log(L - L_∞)."""
STRAIGHT = 0.02
"""|2θ - 1| below which the decay counts as exponential."""
CURVED = 0.1
"""2θ - 1 above which it counts as slower, if both halves of the fit agree."""
RESOLVED = 1e-9
"""Falls of the risk below this part of it are taken from ∫‖∇L‖² instead."""


class Decay(StrEnum):
    """Verdict on the end of a run."""

    EXPONENTIAL = "exponential"
    SLOWER = "slower than exponential"
    UNDECIDED = "cannot be decided"


@dataclass(frozen=True, eq=False)
class Rate:
    """Fitted and predicted decay of L - L_∞.

    Parameters
    ----------
    decay : Decay
    fitted, uncertainty : float
        r in L - L_∞ ~ e^{-rt} over the window, and the larger of twice its standard error and
        half the difference between the two halves of the window; nan without a window.
    predicted : float
        2λ with the smallest positive Hessian eigenvalue at the end, nan where further zero modes
        than those of rescaling forbid a prediction.
    exponent, exponent_uncertainty : float
        Łojasiewicz exponent θ of ‖∇L‖ ~ (L - L_∞)^θ over the window: 1/2 is exponential.
    window : tuple of float
        First and last time of the fit.
    decades : float
        Decades by which L - L_∞ falls in it.
    gaps : ndarray, shape (T,)
        L - L_∞ at the times of the trajectory.
    sentence : str
    """

    decay: Decay
    fitted: float
    uncertainty: float
    predicted: float
    exponent: float
    exponent_uncertainty: float
    window: tuple[float, float]
    decades: float
    gaps: Array
    sentence: str


def fit_rate(risk: EmpiricalRisk, trajectory: Trajectory) -> Rate:
    """Fit the decay of L - L_∞ at the end of a run and compare it with the Hessian there.

    L_∞ is not known: L - L_∞ is summed up from the end, as ∫‖∇L‖² where the risk itself does not
    resolve it, with the tail extrapolated. A run that has not converged is never decided: it may
    be passing a saddle.
    """
    gaps, squares = _gaps(risk, trajectory)
    allowed = _allowed(risk, trajectory.filters[-1])
    predicted = float(allowed[0]) if len(allowed) else float("nan")
    times = trajectory.times[: len(gaps)]
    fit = _fit(times, gaps, squares, DECADES)
    if fit is not None and _verdict(fit) is Decay.UNDECIDED:
        fit = _fit(times, gaps, squares, LEAST_DECADES)
    full = np.zeros(len(trajectory.times))
    full[: len(gaps)] = gaps
    if fit is None:
        nan = float("nan")
        sentence = (
            f"Cannot be decided: the risk falls by fewer than {LEAST_DECADES:g} decades towards "
            "its last value, which is too little to fit a rate."
        )
        empty = (float(trajectory.times[0]), float(trajectory.times[-1]))
        return Rate(Decay.UNDECIDED, nan, nan, predicted, nan, nan, empty, 0.0, full, sentence)
    decay = _verdict(fit) if trajectory.converged else Decay.UNDECIDED
    if decay is Decay.SLOWER:
        predicted = float("nan")
    return Rate(
        decay=decay,
        fitted=fit.rate,
        uncertainty=fit.rate_uncertainty,
        predicted=predicted,
        exponent=fit.exponent,
        exponent_uncertainty=fit.exponent_uncertainty,
        window=fit.window,
        decades=fit.decades,
        gaps=full,
        sentence=_sentence(decay, fit, allowed, trajectory.converged),
    )


@dataclass(frozen=True)
class _Fit:
    rate: float
    rate_uncertainty: float
    exponent: float
    exponent_uncertainty: float
    exponent_halves: tuple[float, float]
    window: tuple[float, float]
    decades: float


def _gaps(risk: EmpiricalRisk, trajectory: Trajectory) -> tuple[Array, Array]:
    """L - L_∞ and ‖∇L‖² at the times before the gradient is zero to rounding."""
    squares = trajectory.gradient_norms**2
    moving = squares > np.finfo(np.float64).tiny
    last = len(squares) if moving.all() else int(moving.argmin())
    squares = squares[:last]
    if last < 3:
        return np.zeros(last), squares
    times, risks = trajectory.times[:last], trajectory.risks[:last]
    falls = -np.diff(risks)
    falls = np.where(
        falls > RESOLVED * np.abs(risks[:-1]), falls, _log_linear_integral(times, squares)
    )
    tail = _tail(risk, trajectory.filters[:last], times, squares)
    return np.append(np.cumsum(falls[::-1])[::-1] + tail, tail), squares


def _log_linear_integral(times: Array, f: Array) -> Array:
    """∫f over every interval, exact for exponentials."""
    fall = np.log(f[:-1] / f[1:])
    flat = np.abs(fall) < 1e-6
    slope = np.where(flat, 1.0, fall)
    return np.diff(times) * np.where(flat, (f[:-1] + f[1:]) / 2.0, (f[:-1] - f[1:]) / slope)


def _tail(risk: EmpiricalRisk, filters: Array, times: Array, squares: Array) -> float:
    """∫‖∇L‖² from the last time on, for a decay like e^{-rt} or like a power of t.

    With ρ = -d/dt log‖∇L‖² = 2⟨∇L, H∇L⟩/‖∇L‖² both have f/(ρ(1 - (1/ρ)˙)) for their integral.
    """
    early = int(np.searchsorted(-squares, -100.0 * squares[-1]))
    rows = [min(early, len(times) - 2), len(times) - 1]
    gradients = risk.gradients(filters[rows])
    rates = 2.0 * np.einsum("mi,mij,mj->m", gradients, risk.hessians(filters[rows]), gradients)
    rates /= np.sum(gradients**2, axis=1)
    if not (rates > 0.0).all():
        return 0.0
    slowing = (1.0 / rates[1] - 1.0 / rates[0]) / (times[rows[1]] - times[rows[0]])
    return float(squares[-1] / (rates[1] * (1.0 - min(max(slowing, 0.0), 0.9))))


def _fit(times: Array, gaps: Array, squares: Array, decades: float) -> _Fit | None:
    if len(gaps) < 8 or not (gaps > 0.0).all() or not gaps[0] > gaps[-1]:
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
    halves = (slice(0, POINTS // 2), slice(POINTS // 2, POINTS))
    rate, rate_error = _slope(t, -wanted * np.log(10.0))
    power, power_error = _slope(wanted, log_squares)
    rates = [_slope(t[h], -wanted[h] * np.log(10.0))[0] for h in halves]
    powers = [_slope(wanted[h], log_squares[h])[0] for h in halves]
    return _Fit(
        rate=rate,
        rate_uncertainty=max(2.0 * rate_error, abs(rates[1] - rates[0]) / 2.0),
        exponent=power / 2.0,
        exponent_uncertainty=max(2.0 * power_error, abs(powers[1] - powers[0]) / 2.0) / 2.0,
        exponent_halves=(powers[0] / 2.0, powers[1] / 2.0),
        window=(float(t[0]), float(t[-1])),
        decades=float(high - low),
    )


def _slope(x: Array, y: Array) -> tuple[float, float]:
    """Slope of the least-squares line and its standard error."""
    x = x - x.mean()
    slope = float(x @ y / (x @ x))
    rest = y - y.mean() - slope * x
    return slope, float(np.sqrt(rest @ rest / (len(x) - 2) / (x @ x)))


def _verdict(fit: _Fit) -> Decay:
    first, second = (2.0 * theta - 1.0 for theta in fit.exponent_halves)
    if abs(second) < STRAIGHT and fit.rate_uncertainty < 0.1 * fit.rate:
        return Decay.EXPONENTIAL
    if first > CURVED and second > CURVED:
        return Decay.SLOWER
    return Decay.UNDECIDED


def _allowed(risk: EmpiricalRisk, w: Array) -> Array:
    """Rates 2λ of every direction, ascending; none if the Hessian has further zero modes."""
    eigenvalues = transverse_eigenvalues(risk, w)
    if not eigenvalues.any() or vanishing(eigenvalues).any():
        return np.zeros(0)
    return np.asarray(2.0 * eigenvalues[eigenvalues > 0.0])


def _sentence(decay: Decay, fit: _Fit, allowed: Array, converged: bool) -> str:
    decades = f"over the last {fit.decades:.1f} decades"
    rate = f"e^(-rt) with r = {fit.rate:.4g} ± {fit.rate_uncertainty:.1g}"
    theta = f"θ = {fit.exponent:.2f} ± {max(fit.exponent_uncertainty, 0.005):.2f}"
    if decay is Decay.EXPONENTIAL:
        if not len(allowed):
            known = "the Hessian has further zero eigenvalues, so no rate was predicted"
        elif np.abs(allowed - fit.rate).argmin() == 0:
            known = f"the Hessian at the limit predicts 2λ = {allowed[0]:.4g}"
        else:
            known = (
                f"the slowest rate the Hessian at the limit allows is 2λ = {allowed[0]:.4g}, "
                "but the run has no visible part in that direction"
            )
        return f"The risk falls like {rate} {decades}; {known}."
    if decay is Decay.SLOWER:
        return (
            f"The risk falls slower than exponentially: {decades} ‖∇L‖ falls like "
            f"(L - L_∞)^θ with {theta}, where exponential decay needs 1/2; the limit is degenerate."
        )
    if not converged:
        return (
            f"Cannot be decided: the run ended before it converged; {decades} the gradient fell "
            f"with {theta}, where exponential decay needs 1/2."
        )
    return (
        f"Cannot be decided: {decades} the decay settles neither on an exponential nor on a power "
        f"of time ({theta})."
    )
