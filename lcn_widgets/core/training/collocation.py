"""An implicit solver of high order for small stiff equations such as gradient flow."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.polynomial import legendre
from scipy.integrate import DenseOutput, OdeSolver
from scipy.linalg import lapack

from lcn_widgets.core.inputs import Array

STAGES = 8
"""Stages of `CollocationRadau`, which makes its order 15."""


class CollocationRadau(OdeSolver):  # type: ignore[misc]
    """Radau IIA collocation of order 15, with exact Jacobians at all of its 8 stages.

    The stages Y_i = y + h Σ_j a_ij f(Y_j) at the Radau nodes c_i in (0, 1], c_8 = 1, are the
    values of the polynomial that satisfies ẏ = f(y) there; the last one is the next y. The
    method is L-stable, so steps grow as the flow slows down, and its order is high enough for
    some ten steps a decade of time at full accuracy. The family and the filter of the error in
    stiff directions are those of Hairer and Wanner, *Solving Ordinary Differential Equations II*,
    sections IV.5 and IV.8. One Newton matrix per step holds the Jacobian of every stage: with
    one Jacobian for all, the iteration diverges where the stiff directions turn along a step.

    Parameters
    ----------
    fun : callable
        f(t, y) of an autonomous equation, for y of shape (n,) and, columnwise, (n, k).
    t0, y0, t_bound : float, array_like (n,), float
    jac : callable
        Jacobians of f at the columns of y: jac(t, y) of shape (k, n, n) for y of shape (n, k).
    rtol, atol : float
        The polynomial's error in a step stays below atol + rtol·‖y‖₂, uniformly in t. The steps'
        ends are far more accurate.
    """

    t: float
    y: Array
    njev: int
    nlu: int

    def __init__(
        self,
        fun: Callable[[float, Array], Array],
        t0: float,
        y0: Array,
        t_bound: float,
        *,
        jac: Callable[[float, Array], Array],
        rtol: float,
        atol: float,
    ):
        super().__init__(fun, t0, y0, t_bound, vectorized=False)
        self._jac, self._rtol, self._atol = jac, rtol, atol
        self._f = self.fun(t0, self.y)
        curvature = float(np.linalg.norm(jac(t0, self.y[:, None])[0], 2))
        rate = curvature + float(np.linalg.norm(self._f)) / (float(np.linalg.norm(self.y)) or 1.0)
        self._next_step = 0.1 / rate if rate > 0.0 else t_bound - t0
        self._stages: Array | None = None  # Y_i - y of the last step

    def _step_impl(self) -> tuple[bool, str | None]:
        h = min(self._next_step, self.t_bound - self.t)
        tolerance = self._atol + self._rtol * float(np.linalg.norm(self.y))
        while h > 10.0 * np.spacing(self.t):
            stages, jacobian = self._solve_stages(h, tolerance)
            if stages is None:
                h *= 0.4
                continue
            slopes = self._slopes(stages)
            error = self._error(h, slopes, jacobian) / tolerance
            factor = 0.9 * error ** (-1.0 / STAGES) if error > 0.0 else np.inf
            if error <= 1.0:
                self._accept(h, stages, slopes[-1])
                self._next_step = h * min(4.0, max(0.3, factor))
                return True, None
            h *= max(0.3, factor) if np.isfinite(error) else 0.3
        return False, self.TOO_SMALL_STEP

    def _accept(self, h: float, stages: Array, slope: Array) -> None:
        end = self.t_bound if h == self.t_bound - self.t else self.t + h
        self.t_old, self.t, self._start = self.t, end, self.y
        self.y, self._f, self._stages = self.y + stages[-1], slope, stages

    def _slopes(self, stages: Array) -> Array:
        self.nfev += len(stages)
        return np.asarray(self._fun(self.t, (self.y + stages).T).T)

    def _solve_stages(self, h: float, tolerance: float) -> tuple[Array | None, Array]:
        """Y_i - y, shape (8, n), or None if Newton's iteration fails, and the last Jacobian."""
        A, n = _tableau().A, self.n
        stages = self._predicted(h)
        matrix, last, jacobian = None, np.inf, np.zeros((n, n))
        for _ in range(12):
            residual = h * (A @ self._slopes(stages)) - stages
            if not np.isfinite(residual).all():
                break
            if matrix is None:
                jacobians = self._jac(self.t, (self.y + stages).T)
                jacobian = jacobians[-1]
                matrix, last = _newton_matrix(h, A, jacobians), np.inf
                self.njev, self.nlu = self.njev + STAGES, self.nlu + 1
            correction = lapack.dgetrs(*matrix, residual.ravel(), trans=1)[0].reshape(STAGES, n)
            stages = stages + correction
            size = float(np.linalg.norm(correction))
            rate = size / last  # 0 with a fresh matrix: not known yet
            # what later corrections would add; below the tolerance, rounding ends the contraction
            remaining = size * rate / (1.0 - rate) if 0.0 < rate < 0.9 else size
            if remaining <= 0.01 * tolerance or (size <= tolerance and rate > 0.3):
                return stages, jacobian
            if rate > 2.0:
                break
            if rate > 0.2:
                matrix = None
            last = size
        return None, jacobian

    def _predicted(self, h: float) -> Array:
        """The last polynomial continued, or a straight line: Y_i - y, shape (8, n)."""
        c = _tableau().c
        if self._stages is None:
            return np.outer(h * c, self._f)
        ahead = _interpolation(1.0 + c * (h / (self.t - self.t_old))) @ self._stages
        return np.asarray(ahead - self._stages[-1])

    def _error(self, h: float, slopes: Array, jacobian: Array) -> float:
        """Size of the polynomial's last coefficient, damped in stiff directions."""
        last = 0.5 * h * (_tableau().last_coefficient @ slopes)
        return float(np.linalg.norm(np.linalg.solve(np.eye(self.n) - 0.1 * h * jacobian, last)))

    def _dense_output_impl(self) -> DenseOutput:
        assert self._stages is not None  # SciPy asks after a step only
        return _CollocationPolynomial(self.t_old, self.t, self._start, self._stages)


class _CollocationPolynomial(DenseOutput):  # type: ignore[misc]
    def __init__(self, t_old: float, t: float, start: Array, stages: Array):
        super().__init__(t_old, t)
        self._start, self._stages = start, stages

    def _call_impl(self, t: Array) -> Array:
        position = np.atleast_1d((t - self.t_old) / (self.t - self.t_old))
        values = self._start + _interpolation(position) @ self._stages
        return values.T if np.ndim(t) else values[0]


class _Tableau:
    """Nodes c, matrix A and what gives the last Legendre coefficient of the slopes at c."""

    def __init__(self, stages: int):
        right_radau = np.zeros(stages + 1)
        right_radau[[stages - 1, stages]] = -1.0, 1.0
        self.c = (1.0 + np.sort(legendre.legroots(right_radau).real)) / 2.0
        self.c[-1] = 1.0
        x = 2.0 * self.c - 1.0
        coefficients = np.linalg.inv(legendre.legvander(x, stages - 1))
        integrals = [legendre.legval(x, legendre.legint(e, lbnd=-1)) for e in np.eye(stages)]
        self.A = np.transpose(integrals) @ coefficients / 2.0
        self.last_coefficient = coefficients[-1]
        nodes = np.append(0.0, self.c)
        gaps = nodes[:, None] - nodes
        np.fill_diagonal(gaps, 1.0)
        self.nodes, self.gap_products = nodes, np.prod(gaps, axis=1)


@cache
def _tableau() -> _Tableau:
    return _Tableau(STAGES)


def _interpolation(positions: Array) -> Array:
    """Values at `positions` (M,) of Lagrange's polynomials that vanish at 0, shape (M, 8)."""
    tableau = _tableau()
    distances = np.repeat((positions[:, None] - tableau.nodes)[:, None, :], STAGES + 1, axis=1)
    diagonal = np.arange(STAGES + 1)
    distances[:, diagonal, diagonal] = 1.0
    return np.asarray((np.prod(distances, axis=2) / tableau.gap_products)[:, 1:])


def _newton_matrix(h: float, A: Array, jacobians: Array) -> tuple[Array, Array]:
    """Factors of the transpose of I - h (a_ij J_j), shape (8n, 8n)."""
    stages, n, _ = jacobians.shape
    blocks = (-h * A)[:, None, :, None] * jacobians.transpose(1, 0, 2)
    matrix = blocks.reshape(stages * n, stages * n)
    matrix.flat[:: stages * n + 1] += 1.0
    factors, pivots, _ = lapack.dgetrf(matrix.T, overwrite_a=True)
    return factors, pivots
