"""Gradient descent w_{n+1} = w_n - η_n ∇L(w_n) on the empirical risk."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import (
    MAX_DESCENT_FRAMES,
    MAX_DESCENT_STEPS,
    Array,
    present_work,
    real_number,
    whole_number,
)
from lcn_widgets.core.risk import Objective, overflow_at
from lcn_widgets.core.training.ending import Divergence, Ending, Outcome, Pace, outcome_at
from lcn_widgets.core.training.path import PathKind
from lcn_widgets.core.training.rest import Approach, Rest, rest_at_start
from lcn_widgets.core.training.trajectory import Trajectory
from lcn_widgets.core.training.wording import descent_progress

DIVERGENCE = 1e6
"""Descent has diverged when ‖w‖ exceeds this times max(1, ‖w0‖)."""


def gradient_descent(
    risk: Objective,
    w0: ArrayLike,
    *,
    step_size: float | Callable[[int], float],
    max_steps: int,
    gradient_tol: float = 1e-8,
) -> Trajectory:
    """Descend from `w0` until the limit is near.

    Unlike the flow, a step changes δ_ij = ‖w^(i)‖² - ‖w^(j)‖² by η²(‖∇_iL‖² - ‖∇_jL‖²)
    exactly (derived).

    Parameters
    ----------
    risk : Objective
    w0 : array_like, shape (Σk_i,)
    step_size : float or callable
        η > 0, or a schedule n -> η_n for n = 0, 1, ….
    max_steps : int
        From 1 to `MAX_DESCENT_STEPS`.
    gradient_tol : float
        No limit is looked for before ‖∇L(w)‖ ≤ gradient_tol·‖∇L(w0)‖; see `gradient_flow`.

    Returns
    -------
    Trajectory
        Frame n is at time η_0 + … + η_{n-1}. Of more than `MAX_DESCENT_FRAMES` steps only every
        q-th is kept, and the last. Divergence is an outcome; the frames then end where w was last
        bounded.

    Raises
    ------
    InvalidInput
        If w0 has the wrong shape, the risk overflows there, or an option is out of range.
    """
    w0 = np.array(w0, dtype=np.float64)
    schedule = _checked_schedule(step_size)
    max_steps = whole_number(
        max_steps, "number of steps", field="method.max_steps", minimum=1, maximum=MAX_DESCENT_STEPS
    )
    real_number(gradient_tol, "gradient tolerance", field="method.gradient_tol", minimum=0.0)
    with np.errstate(all="ignore"):
        _check_start(risk, w0)
        times, filters, ending = _descend(risk, w0, schedule, max_steps, gradient_tol)
        risks, gradients = risk.values_and_gradients(filters)
    return Trajectory(
        architecture=risk.architecture,
        times=times,
        filters=filters,
        risks=risks,
        gradient_norms=np.linalg.norm(gradients, axis=1),
        velocities=-gradients,
        ending=ending,
        method=PathKind.DESCENT,
        start=w0,
    )


def _checked_schedule(step_size: float | Callable[[int], float]) -> Callable[[int], float]:
    field = "method.step_size"
    if callable(step_size):
        return lambda n: real_number(step_size(n), f"step size {n}", field=field, above=0.0)
    size = real_number(step_size, "step size", field=field, above=0.0)
    return lambda n: size


def _check_start(risk: Objective, w0: Array) -> None:
    value, gradient = risk.value_and_gradient(w0)
    if not (math.isfinite(value) and np.isfinite(gradient).all()):
        raise overflow_at(w0)


def _descend(
    risk: Objective,
    w0: Array,
    schedule: Callable[[int], float],
    max_steps: int,
    gradient_tol: float,
) -> tuple[Array, Array, Ending]:
    """Times and filters of the frames kept, and how it ended."""
    every = math.ceil(max_steps / MAX_DESCENT_FRAMES)
    times, filters = [0.0], [w0]
    t, w, gradient = 0.0, w0, risk.gradient(w0)
    first, bound = _norm(gradient), DIVERGENCE * max(1.0, _norm(w0))
    approach = Approach(risk, gradient_tol * first)
    rest = approach.look(t, w, first) if first > 0.0 else rest_at_start(risk, w0)
    last: list[tuple[Array, float]] = []  # where the last steps began, and their sizes
    n, too_large = 0, None
    work = present_work()
    while n < max_steps and rest is None:
        work.step(descent_progress, n, share=n / max_steps)
        eta = schedule(n)
        following = w - eta * gradient
        following_gradient = risk.gradient(following)
        if not (_norm(following) <= bound and math.isfinite(_norm(following_gradient))):
            too_large = eta
            break
        last = [*last[-1:], (w, eta)]
        t, w, gradient, n = t + eta, following, following_gradient, n + 1
        rest = approach.look(t, w, _norm(gradient))
        if n % every == 0:
            times.append(t)
            filters.append(w)
    if t > times[-1]:
        times.append(t)
        filters.append(w)
    if rest is None and too_large is None:
        rest = approach.look(t, w, _norm(gradient), last=True)
    ending = Ending(
        _outcome(rest, too_large),
        time=t,
        steps=n,
        gradients=n + 1,
        gradient_ratio=_norm(gradient) / first if first > 0.0 else math.nan,
        smooth_loss=risk.loss.has_bounded_curvature,
        rest=rest,
        divergence=None if rest else _divergence(risk, w0, w, too_large),
        pace=None if rest or too_large else _pace(risk, w, last),
    )
    return np.array(times), np.array(filters), ending


def _outcome(rest: Rest | None, too_large: float | None) -> Outcome:
    if rest:
        return outcome_at(rest)
    return Outcome.STEP_LIMIT if too_large is None else Outcome.DIVERGED


def _divergence(risk: Objective, w0: Array, w: Array, too_large: float | None) -> Divergence | None:
    """What says that the steps to w were too large, None if nothing does."""
    first, last = risk.value(w0), risk.value(w)
    if too_large is None and last <= first:
        return None
    limit = risk.stability_limit(w0)
    return Divergence(first, last, too_large, limit if math.isfinite(limit) else None)


def _pace(risk: Objective, w: Array, last: list[tuple[Array, float]]) -> Pace:
    """How the last steps, up to w, compare with the curvature there.

    A step that does not lower the risk was too large; so is the second of two on a cycle.
    """
    values = [*(risk.value(v) for v, _ in last), risk.value(w)]
    size = 2.0 * last[-1][1] / risk.stability_limit(w)
    if size > 2.0 or any(b >= a for a, b in pairwise(values)):
        return Pace.OVERSHOOTING
    return Pace.FAIR if size > 1.0 else Pace.SLOW


def _norm(x: Array) -> float:
    return math.sqrt(x.dot(x))
