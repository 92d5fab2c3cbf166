"""How fast the risk falls at the end of a run: exponentially, slower, or not to be decided.

Near a limit whose only zero modes are the N - 1 scaling ones, L - L_∞ decays like e^{-2λt}, λ
the smallest nonzero Hessian eigenvalue. At a degenerate limit the Łojasiewicz inequality
‖∇L‖ ≥ c (L - L_∞)^θ holds with θ > 1/2 only, and the decay is a power of t. So linear convergence
[Jak] has hypotheses; here they are looked at along the run itself. Where layers share roots at
the limit, or vanish together, θ is also computed (`exponents`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import Array, Message
from lcn_widgets.core.landscape.critical_points import CriticalPoint, limit_of
from lcn_widgets.core.landscape.decay_fit import Decay, DecayFit, fit_decay
from lcn_widgets.core.landscape.exponents import Exponent, exponent_at
from lcn_widgets.core.landscape.wording import rate_finding, rate_message
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.training import FOLLOWED, Trajectory

RESOLVED = 1e-9
"""Falls of the risk below this part of it are taken from ∫‖∇L‖² instead."""

SEEN = 0.01
"""A fitted θ is not better known than that: it is read off a curve."""
KNOWN = 1e-3
"""An eigenvalue at the limit predicts a rate if it is known to this part of it."""
PREDICTED = 1e-6
"""Rounding allowed in 2λ where it is compared with a rate."""


@dataclass(frozen=True, eq=False)
class Rate:
    """Fitted and predicted decay of L - L_∞.

    Parameters
    ----------
    decay : Decay
        Undecided if the run has not converged, whatever the fit, and where the run looks slower
        than exponential but no eigenvalue of the Hessian at the limit vanishes.
    converged : bool
        Whether the run has.
    fitted, uncertainty : float
        r in L - L_∞ ~ e^{-rt} as t → ∞, and how far it may be off; nan without a window.
    exponent, exponent_uncertainty : float
        Łojasiewicz exponent θ of ‖∇L‖ ~ (L - L_∞)^θ over the window: 1/2 is exponential.
    window : tuple of float
        First and last time of the fit.
    decades : float
        Decades by which L - L_∞ falls in it.
    gaps : ndarray, shape (T,)
        L - L_∞ at the times of the trajectory; 0 where it is lost in the solver's error.
    allowed : ndarray
        Rates 2λ of all directions that the Hessian at the limit allows, ascending; none if
        one, besides those of rescaling, cannot be told from zero, or no limit is known.
    computed : Exponent or None
        θ from the structure of the limit, where that gives it.
    is_slow_yet : bool
        Whether the fit is slower than the exponential that `allowed` promises in the end.
    """

    decay: Decay
    converged: bool
    fitted: float
    uncertainty: float
    exponent: float
    exponent_uncertainty: float
    window: tuple[float, float]
    decades: float
    gaps: Array
    allowed: Array
    computed: Exponent | None = None
    is_slow_yet: bool = False

    @property
    def predicted(self) -> float:
        """2λ with the smallest positive Hessian eigenvalue at the limit.

        It is nan where further zero modes, or a decay slower than any exponential, forbid it.
        """
        forbidden = not len(self.allowed) or self.decay is Decay.SLOWER
        return float("nan") if forbidden else float(self.allowed[0])

    @property
    def agrees(self) -> bool:
        """Whether a rate that the Hessian allows lies within the interval of the fitted one."""
        if not len(self.allowed) or np.isnan(self.fitted):
            return False
        room = self.uncertainty + PREDICTED * self.allowed
        return bool((np.abs(self.allowed - self.fitted) <= room).any())

    @property
    def slowest_is_visible(self) -> bool:
        """Whether the fitted rate is nearest to the slowest of those that the Hessian allows.

        If not, the run has no visible part in the slowest direction.
        """
        return bool(len(self.allowed)) and int(np.abs(self.allowed - self.fitted).argmin()) == 0

    @property
    def shows_computed(self) -> bool:
        """Whether the exponent that was computed lies within the interval of the fitted one."""
        if self.computed is None or np.isnan(self.exponent):
            return False
        room = max(self.exponent_uncertainty, SEEN)
        return abs(float(self.computed.theta) - self.exponent) <= room

    @property
    def message(self) -> Message:
        """The verdict and what it rests on."""
        return rate_message(self)

    @property
    def finding(self) -> Message:
        """What the fit shows, for those who have the verdict already."""
        return rate_finding(self)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)


def fit_rate(
    risk: EmpiricalRisk, trajectory: Trajectory, limit: CriticalPoint | None = None
) -> Rate:
    """Fit the decay of L - L_∞ at the end of a run and compare it with the Hessian there.

    The `limit` of the run is the one given, where it has been looked at already.

    L_∞ is not known: L - L_∞ is summed up from the end, as ∫‖∇L‖² where the risk itself does not
    resolve it, with the tail extrapolated. A run that has not converged is never decided: it may
    be passing a saddle.
    """
    gaps, squares = _gaps(risk, trajectory)
    fit = fit_decay(trajectory.times[: len(gaps)], gaps, squares) or _nothing(trajectory)
    filters = trajectory.filters
    computed = exponent_at(risk, filters[0], filters[-1]) if trajectory.converged else None
    # beside a limit that is known to be degenerate the Hessian may have no zero eigenvalue yet
    allowed = np.zeros(0) if computed else _allowed(limit or limit_of(risk, trajectory))
    slow_yet = trajectory.converged and fit.verdict is Decay.SLOWER and len(allowed) > 0
    full = np.zeros(len(trajectory.times))
    full[: len(gaps)] = gaps
    return Rate(
        decay=fit.verdict if trajectory.converged and not slow_yet else Decay.UNDECIDED,
        converged=trajectory.converged,
        fitted=fit.rate,
        uncertainty=fit.rate_uncertainty,
        exponent=fit.exponent,
        exponent_uncertainty=fit.exponent_uncertainty,
        window=fit.window,
        decades=fit.decades,
        gaps=full,
        allowed=allowed,
        computed=computed,
        is_slow_yet=slow_yet,
    )


def _nothing(trajectory: Trajectory) -> DecayFit:
    """The fit of a run that is too short for one."""
    nan = float("nan")
    whole = float(trajectory.times[0]), float(trajectory.times[-1])
    return DecayFit(nan, nan, nan, nan, (nan, nan), whole, 0.0)


def _gaps(risk: EmpiricalRisk, trajectory: Trajectory) -> tuple[Array, Array]:
    """L - L_∞ and ‖∇L‖² at the times before the gradient is lost in the solver's error."""
    squares = trajectory.gradient_norms**2
    moving = squares > max(_noise(risk, trajectory.filters[-1]) ** 2, np.finfo(np.float64).tiny)
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


def _noise(risk: EmpiricalRisk, w: Array) -> float:
    """‖∇L‖ that the solver's error may make near w: a slow flow is followed beside its path."""
    return float(FOLLOWED * np.linalg.norm(risk.hessian(w), 2) * np.linalg.norm(w))


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


def _allowed(limit: CriticalPoint | None) -> Array:
    """Rates 2λ of every direction, ascending; none if one of them is not known."""
    if limit is None or (limit.eigenvalue_errors > KNOWN * np.abs(limit.eigenvalues)).any():
        return np.zeros(0)
    return np.asarray(2.0 * limit.eigenvalues[limit.eigenvalues > 0.0])
