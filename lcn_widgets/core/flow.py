"""Gradient flow ẇ = -∇L(w) of the empirical risk, from w0 to a critical point (paper, 1.4)."""

from __future__ import annotations

import warnings

import numpy as np
import scipy.integrate
from numpy.typing import ArrayLike, NDArray

from lcn_widgets.core.errors import InvalidInput
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.trajectory import Outcome, Trajectory
from lcn_widgets.core.validation import real_array, real_number

Array = NDArray[np.float64]

MAX_STEPS = 20_000
"""Steps after which a flow stops with `Outcome.STEP_LIMIT`."""


def gradient_flow(
    risk: EmpiricalRisk,
    w0: ArrayLike,
    *,
    times: ArrayLike | None = None,
    t_max: float | None = None,
    gradient_tol: float = 1e-8,
    solver: str | type[scipy.integrate.OdeSolver] = "auto",
    rtol: float = 1e-11,
    atol: float = 1e-13,
) -> Trajectory:
    """Follow the gradient flow from `w0` (Σk_i,) until ‖∇L(w)‖ ≤ gradient_tol·‖∇L(w0)‖."""
    architecture = risk.architecture
    w0 = risk._checked(w0)
    if t_max is not None:
        t_max = real_number(t_max, "time limit", field="method.t_max", above=0.0)
    wanted = None
    if times is not None:
        wanted = real_array(times, "times", field="method.times", ndim=1)
        if wanted[0] < 0.0 or (np.diff(wanted) <= 0.0).any():
            raise InvalidInput(
                "times are not increasing from 0: give each time once, in order", field="times"
            )
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        risk0, g0 = risk.value_and_gradient(w0)
        if not (np.isfinite(risk0) and np.isfinite(g0).all()):
            raise InvalidInput(
                f"the risk at the start is {risk0}: start from smaller filters", field="w0"
            )
        first = float(np.linalg.norm(g0))
        t, ws, ts = 0.0, [w0], [0.0]
        status = Outcome.CONVERGED if first == 0.0 else None
        bound = t_max if wanted is None else float(wanted[-1])
        if bound is None:
            bound = 1e12 / max(float(np.linalg.norm(risk.hessian(w0), 2)), 1e-300)
        stepper = scipy.integrate.LSODA if solver == "auto" else solver
        if isinstance(stepper, str):
            stepper = getattr(scipy.integrate, stepper)
        if status is None and bound > 0:
            implicit = {"jac": lambda t, w: -risk.hessian(w)}
            if stepper in (scipy.integrate.RK45, scipy.integrate.DOP853, scipy.integrate.RK23):
                implicit = {}
            s = stepper(
                lambda t, w: -risk.gradient(w), 0.0, w0, bound, rtol=rtol, atol=atol, **implicit
            )
            for _ in range(MAX_STEPS):
                s.step()
                if s.status == "failed" or not np.isfinite(s.y).all():
                    status = Outcome.FAILED
                    break
                if wanted is None:
                    ts.append(float(s.t))
                    ws.append(s.y.copy())
                else:
                    due = wanted[(wanted > s.t_old) & (wanted <= s.t)]
                    if len(due):
                        dense = s.dense_output()
                        ts.extend(due)
                        ws.extend(dense(due).T)
                if wanted is None and np.linalg.norm(risk.gradient(s.y)) <= gradient_tol * first:
                    status = Outcome.CONVERGED
                    break
                if s.status == "finished":
                    status = Outcome.TIME_LIMIT
                    break
            else:
                status = Outcome.STEP_LIMIT
            t = float(s.t)
    if wanted is not None and wanted[0] > 0:
        ts, ws = ts[1:], ws[1:]
    filters = np.array(ws)
    pairs = [risk.value_and_gradient(w) for w in filters]
    gradients = np.array([g for _, g in pairs])
    status = status or Outcome.TIME_LIMIT
    return Trajectory(
        architecture,
        np.array(ts),
        filters,
        np.array([v for v, _ in pairs]),
        np.linalg.norm(gradients, axis=1),
        -gradients,
        status,
        f"{status.replace('_', ' ')} at t = {t:.3g}",
    )
