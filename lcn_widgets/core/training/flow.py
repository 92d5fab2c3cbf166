"""Gradient flow ẇ = -∇L(w) of the empirical risk, from w0 to a critical point (paper, 1.4)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import OdeSolver

from lcn_widgets.core.inputs import (
    MAX_FLOW_GRADIENTS,
    MAX_FLOW_STEPS,
    Array,
    InvalidInput,
    present_work,
    real_array,
    real_number,
)
from lcn_widgets.core.risk import Objective, overflow_at
from lcn_widgets.core.training.ending import Ending, Escape, Outcome, outcome_at
from lcn_widgets.core.training.flow_frames import FlowFrames
from lcn_widgets.core.training.growth import Growth
from lcn_widgets.core.training.quiet import quietly
from lcn_widgets.core.training.rest import Approach, Rest, is_rounding, rest_at_start
from lcn_widgets.core.training.solvers import solver_class, start_solver
from lcn_widgets.core.training.trajectory import Trajectory
from lcn_widgets.core.training.wording import flow_progress, say

MAX_TIME = 1e16
"""Time limit if none is given, in units of the fastest time scale at the start, which may be far
faster than those at the limit."""

PATIENCE = 300
"""Steps in which the gradient has not halved, after which the run may have come to a minimum whose
gradient is rounding: a stiff solver takes some ten for each decade of time."""


def gradient_flow(
    risk: Objective,
    w0: ArrayLike,
    *,
    times: ArrayLike | None = None,
    t_max: float | None = None,
    gradient_tol: float = 1e-8,
    solver: str | type[OdeSolver] = "auto",
    rtol: float = 1e-10,
    atol: float = 1e-14,
) -> Trajectory:
    """Follow ẇ = -∇L(w) from `w0` to a critical point.

    Parameters
    ----------
    risk : Objective
    w0 : array_like, shape (Σk_i,)
        Filters at t = 0.
    times : array_like, shape (T,), optional
        Increasing flow times ≥ 0 (dimensionless): the trajectory then has exactly these frames.
        By default it has the solver's own steps, and more wherever the cubic through their
        values and velocities would not show the path to `SMOOTHNESS`.
    t_max : float, optional
        Time limit > 0. By default `MAX_TIME` times the fastest time scale at w0.
    gradient_tol : float
        No limit is looked for before ‖∇L(w)‖ ≤ gradient_tol·‖∇L(w0)‖. The flow has converged when
        the limit is then within `lcn_widgets.core.training.rest.CLOSE` of w, relative to
        max(1, ‖w‖). Given `times` are followed to their end all the same.
    solver : str or subclass of scipy.integrate.OdeSolver
        "auto" is stiff-safe; see `lcn_widgets.core.training.solvers` for the names.
    rtol, atol : float
        Tolerances of the solver, relative and absolute.

    Returns
    -------
    Trajectory
        `status`, `ending` and `message` say how the flow ended. A numerical failure is an outcome,
        not an exception.

    Raises
    ------
    InvalidInput
        If w0 has the wrong shape, the risk overflows there, or an option is out of range.
    """
    w0 = np.array(w0, dtype=np.float64)
    wanted = _checked_times(times)
    limit = _checked_limit(t_max, wanted)
    real_number(gradient_tol, "gradient tolerance", field="method.gradient_tol", minimum=0.0)
    real_number(rtol, "rtol", field="method.rtol", above=0.0)
    real_number(atol, "atol", field="method.atol", minimum=0.0)
    chosen = solver_class(solver, risk)
    with quietly():
        first, rate = _scales_at_start(risk, w0)
        frames = FlowFrames(w0, wanted)
        if first == 0.0:
            frames.stay()
            rest = rest_at_start(risk, w0)
            ending = Ending(outcome_at(rest), time=0.0, rest=rest)
        else:
            bound = MAX_TIME / rate if limit is None else limit
            stepper = start_solver(chosen, risk, w0, bound, rtol=rtol, atol=atol)
            approach = Approach(risk, gradient_tol * first)
            ending = _advance(stepper, risk, frames, approach, solver == "auto")
        times_kept, filters = frames.arrays()
        risks, gradients = risk.values_and_gradients(filters)
    return Trajectory(
        architecture=risk.architecture,
        times=times_kept,
        filters=filters,
        risks=risks,
        gradient_norms=np.linalg.norm(gradients, axis=1),
        velocities=-gradients,
        ending=ending,
        start=w0,
    )


def _checked_times(times: ArrayLike | None) -> Array | None:
    if times is None:
        return None
    wanted = real_array(times, "times", field="times", ndim=1)
    if wanted[0] < 0.0 or (np.diff(wanted) <= 0.0).any():
        at = int(np.argmax(np.diff(wanted, prepend=0.0 if wanted[0] < 0.0 else -1.0) <= 0.0))
        raise InvalidInput(say("times.order", index=at, time=wanted[at]), field="times")
    return wanted


def _checked_limit(t_max: float | None, wanted: Array | None) -> float | None:
    if t_max is not None:
        t_max = real_number(t_max, "time limit", field="method.t_max", above=0.0)
    if wanted is None:
        return t_max
    if t_max is not None and wanted[-1] > t_max:
        raise InvalidInput(say("times.limit", end=wanted[-1], limit=t_max), field="method.t_max")
    return float(wanted[-1])


def _scales_at_start(risk: Objective, w0: Array) -> tuple[float, float]:
    """‖∇L(w0)‖, 0 if it is rounding only, and the fastest rate of change at w0."""
    value, gradient = risk.value_and_gradient(w0)
    hessian = risk.hessian(w0)
    if not (np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        raise overflow_at(w0)
    first, size = _norm(gradient), _norm(w0)
    curvature = float(np.linalg.norm(hessian, 2))
    if is_rounding(w0, gradient, hessian):
        return 0.0, curvature
    return first, curvature + first / (size or 1.0)


def _advance(
    stepper: OdeSolver, risk: Objective, frames: FlowFrames, approach: Approach, automatic: bool
) -> Ending:
    """Step until the limit is near, collecting frames; how it ended."""
    growth = Growth()
    velocity = -risk.gradient(stepper.y)
    first = _norm(velocity)
    steps, failed, complaint, rest = 0, False, None, None
    lowest, lowered = math.inf, 0
    work = present_work()
    while steps < MAX_FLOW_STEPS:
        work.step(flow_progress, stepper.t, _norm(velocity) / first)
        if stepper.t == stepper.t_bound or stepper.nfev > MAX_FLOW_GRADIENTS:
            break
        complaint = stepper.step()
        failed = stepper.status == "failed" or not np.isfinite(stepper.y).all()
        if failed:
            break
        steps += 1
        before, velocity = velocity, -risk.gradient(stepper.y)
        frames.add(stepper, (before, velocity))
        growth.add(stepper.t, _norm(stepper.y))
        if frames.wanted is None:
            norm = _norm(velocity)
            rest = approach.look(stepper.t, stepper.y, norm)
            if norm <= 0.5 * lowest:
                lowest, lowered = norm, steps
            elif (steps - lowered) % PATIENCE == 0 and rest is None:
                rest = approach.look_for_minimum(stepper.y)
            if rest is not None:
                break
    if rest is None and not failed:
        rest = approach.look(stepper.t, stepper.y, _norm(velocity), last=True)
    escape = None if failed or rest else _escape(growth, risk, stepper)
    return Ending(
        Outcome.FAILED if failed else _outcome(stepper, escape, rest),
        time=stepper.t,
        steps=steps,
        gradients=stepper.nfev,
        gradient_ratio=_norm(velocity) / first,
        smooth_loss=risk.loss.has_bounded_curvature,
        automatic=automatic,
        rest=rest,
        escape=escape,
        complaint=(complaint or "").strip().rstrip("."),
    )


def _escape(growth: Growth, risk: Objective, stepper: OdeSolver) -> Escape | None:
    """The growth of a flow that nothing holds."""
    if not growth.unbounded or risk.shortage is None:
        return None
    return Escape(_norm(stepper.y), growth.exponent, risk.shortage)


def _outcome(stepper: OdeSolver, escape: Escape | None, rest: Rest | None) -> Outcome:
    if rest:
        return outcome_at(rest)
    if escape:
        return Outcome.GROWING
    return Outcome.STEP_LIMIT if stepper.t < stepper.t_bound else Outcome.TIME_LIMIT


def _norm(x: Array) -> float:
    return math.sqrt(x.dot(x))
