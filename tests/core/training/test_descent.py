"""Gradient descent: closed form, exact drift, schedules, divergence as an outcome."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.limits import MAX_DESCENT_FRAMES
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    LogCoshLoss,
    LpLoss,
    SquareLoss,
)
from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.ending import Divergence, Ending, Outcome, Pace
from lcn_widgets.core.training.flow import gradient_flow

STABLE = "take smaller steps, for instance below 2/λ_max = {} of the Hessian at w₀"


def problem(seed=0, widths=(3, 2, 2), strides=(2, 1, 1), loss=None):
    rng = np.random.default_rng(seed)
    architecture = Architecture(11, widths, strides)
    X = rng.standard_normal((11, 9)) / 3.0
    Y = rng.standard_normal((architecture.dims[-1], 9))
    risk = EmpiricalRisk(architecture, loss or SquareLoss(), Dataset(X, Y))
    return risk, rng.standard_normal(architecture.parameter_count)


def test_one_weight_shrinks_geometrically():
    """L = (w - 1)²: w_n - 1 = (1 - 2η)^n (w_0 - 1)."""
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), SquareLoss(), Dataset([[1.0]], [[1.0]]))
    descent = gradient_descent(risk, [3.0], step_size=0.1, max_steps=30)
    n = np.arange(31)
    np.testing.assert_allclose(descent.filters[:, 0] - 1.0, 2.0 * 0.8**n, rtol=1e-12)
    np.testing.assert_allclose(descent.times, 0.1 * n, rtol=1e-12)
    assert descent.method == "descent"


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from([SquareLoss(), LpLoss(4), LogCoshLoss()]))
def test_drift_of_each_step_is_exact(seed, loss):
    """δ_ij changes by η²(‖∇_iL‖² - ‖∇_jL‖²) (derived)."""
    risk, w0 = problem(seed, loss=loss)
    eta = 1e-3
    descent = gradient_descent(risk, w0, step_size=eta, max_steps=10)
    gradients = np.array([risk.gradient(w) for w in descent.filters[:-1]])
    exact = eta**2 * risk.architecture.norm_differences(gradients)
    size = max(1.0, descent.squared_norms.max())
    np.testing.assert_allclose(
        np.diff(descent.norm_differences, axis=0), exact, rtol=1e-9, atol=4e-15 * size
    )


def test_descent_tends_to_the_flow_with_the_step():
    """At equal time the distance is O(η)."""
    risk, w0 = problem()
    end = 0.2
    exact = gradient_flow(risk, w0, times=[end]).filters[0]
    distances = [
        np.linalg.norm(
            gradient_descent(risk, w0, step_size=end / n, max_steps=n).filters[-1] - exact
        )
        for n in (2000, 4000, 8000)
    ]
    np.testing.assert_allclose(np.divide(distances[:-1], distances[1:]), 2.0, rtol=0.05)


def test_converges_below_the_tolerance_and_stops_there():
    risk, w0 = problem()
    descent = gradient_descent(risk, w0, step_size=2e-2, max_steps=100_000, gradient_tol=1e-8)
    assert descent.converged, descent.message
    target = 1e-8 * descent.gradient_norms[0]
    assert descent.gradient_norms[-1] <= target
    assert np.linalg.norm(risk.gradient(descent.filters[-2])) > target


def test_step_limit_says_what_to_do():
    risk, w0 = problem()
    descent = gradient_descent(risk, w0, step_size=1e-4, max_steps=5)
    assert descent.status is Outcome.STEP_LIMIT
    assert len(descent.times) == 6
    assert "more steps" in str(descent.message)


def test_schedule_of_decaying_steps():
    risk, w0 = problem()
    sizes = 1e-2 / (1.0 + np.arange(20))
    descent = gradient_descent(risk, w0, step_size=lambda n: sizes[n], max_steps=20)
    np.testing.assert_allclose(np.diff(descent.times), sizes, rtol=1e-12)
    w = w0
    for eta in sizes:
        w = w - eta * risk.gradient(w)
    np.testing.assert_allclose(descent.filters[-1], w, rtol=1e-12)


@pytest.mark.parametrize("size", [0.5, 10.0, 1e200])
@pytest.mark.parametrize("loss", [SquareLoss(), LpLoss(8)])
def test_divergence_is_an_outcome_with_the_stable_step(size, loss):
    risk, w0 = problem(loss=loss)
    descent = gradient_descent(risk, w0, step_size=size, max_steps=1000)
    assert descent.status is Outcome.DIVERGED
    assert "2/λ_max" in str(descent.message)
    for array in (descent.filters, descent.risks, descent.final_filters, descent.squared_norms):
        assert np.isfinite(array).all()


def test_steps_beyond_the_limit_2_over_curvature_are_said_to_overshoot():
    """L = (w - 1)² has curvature 2: η just above 1 doubles back and grows.

    That the risk has risen does not make it unbounded: on another risk it ends on a cycle.
    """
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), SquareLoss(), Dataset([[1.0]], [[1.0]]))
    slow = gradient_descent(risk, [3.0], step_size=1.0001, max_steps=50)
    assert slow.status is Outcome.STEP_LIMIT
    # L grows by (1 - 2η)² = 1.0002² in every step; 2/λ_max = 2/2
    found = slow.ending.divergence
    assert found == Divergence(4.0, pytest.approx(4.0 * 1.0002**100), None, 1.0)
    assert str(slow.message) == (
        "step limit after 50 steps: the risk rose from 4 to 4.08, so the steps overshoot; "
        + STABLE.format(1)
    )
    assert gradient_descent(risk, [3.0], step_size=0.99, max_steps=5000).converged


def test_the_stable_step_is_2_over_the_largest_eigenvalue_at_the_start():
    """L = (ab - 1)² at (2, 1): ∇²L = [[2, 6], [6, 8]], λ_max = 5 + √45."""
    network = Architecture(1, (1, 1), (1, 1))
    risk = EmpiricalRisk(network, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    descent = gradient_descent(risk, [2.0, 1.0], step_size=100.0, max_steps=10)
    found = descent.ending.divergence
    assert found.stable_step == pytest.approx(2.0 / (5.0 + np.sqrt(45.0)), rel=1e-12)
    assert found.step_size == 100.0
    assert str(descent.message).endswith("of size 100; " + STABLE.format(0.171))


def test_where_no_direction_is_stable_no_step_size_is_named():
    """The loss (1/α) log(e^{αr} + e^{-αr} - 1.9) is concave at r = 8: ℓ'' < 0."""
    loss = GeneralizedHuberLoss(1.0, -1.9)
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), loss, Dataset([[1.0]], [[0.0]]))
    descent = gradient_descent(risk, [8.0], step_size=1e9, max_steps=3)
    assert descent.ending.divergence.stable_step is None
    assert str(descent.message) == "diverged in step 1, of size 10⁹; take smaller steps"


def test_how_descent_ended_is_known_in_numbers():
    """L = (w - 1)², η = 1/4: the gradient halves in every step, as does w - 1.

    After 10 steps the gradient is below its tolerance, but w is still 2/1024 > 1e-3 from 1.
    """
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), SquareLoss(), Dataset([[1.0]], [[1.0]]))
    options = {"step_size": 0.25, "gradient_tol": 1e-3}
    done = gradient_descent(risk, [3.0], max_steps=100, **options)
    assert done.ending == Ending(Outcome.CONVERGED, 2.75, 11, 12, 2.0**-11)
    assert str(done.message) == (
        "converged after 11 steps: the gradient is 4.9 × 10⁻⁴ of its start, and by Newton's "
        "estimate the limit is 10⁻³ away"
    )
    assert str(done.arrival) == "converged after 11 steps"
    short = gradient_descent(risk, [3.0], max_steps=1, **options)
    assert short.ending == Ending(Outcome.STEP_LIMIT, 0.25, 1, 2, 0.5, pace=Pace.SLOW)
    assert str(short.message) == (
        "step limit after 1 step: the gradient is still 0.5 of its start; "
        "take more steps, or larger ones"
    )
    assert short.arrival is None


@pytest.mark.parametrize("factor", [1.1, 1.4])
def test_a_bounded_cycle_is_no_divergence_and_larger_steps_are_no_advice(factor):
    """L = (ab - 1)² from a = b: beyond η = 2/λ_max = 1/2 descent doubles back for ever.

    a_{n+1} = a - 2ηa(a² - 1) has the cycle through a² = 1 + 1/η around the origin, and before
    that one where both values are positive: a plain loop says that it stays there.
    """
    network = Architecture(1, (1, 1), (1, 1))
    risk = EmpiricalRisk(network, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    eta, a = 0.5 * factor, 1.05
    descent = gradient_descent(risk, [a, a], step_size=eta, max_steps=4000)
    for _ in range(4000):
        a -= 2.0 * eta * a * (a * a - 1.0)
        assert abs(a) < 2.0
    assert descent.status is Outcome.STEP_LIMIT
    assert descent.ending.pace is Pace.OVERSHOOTING
    assert "take smaller steps" in str(descent.message)
    assert "larger" not in str(descent.message)


def test_the_advice_to_steps_between_1_and_2_over_the_curvature_is_to_take_more():
    """L = (w - 1)², λ = 2: η = 0.9 is stable, and no larger one than 1 would be."""
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), SquareLoss(), Dataset([[1.0]], [[1.0]]))
    descent = gradient_descent(risk, [3.0], step_size=0.9, max_steps=3)
    assert descent.ending.pace is Pace.FAIR
    assert str(descent.message).endswith("; take more steps")


def test_steps_of_one_size_rattle_on_a_kink():
    """L = |w - 1| from w = 0 with η = 2/3: to 2/3, 4/3, 2/3, …"""
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), AbsoluteLoss(), Dataset([[1.0]], [[1.0]]))
    descent = gradient_descent(risk, [0.0], step_size=2 / 3, max_steps=9)
    assert descent.status is Outcome.STEP_LIMIT
    assert not descent.ending.smooth_loss
    assert str(descent.message).endswith("steps of one size rattle on; choose a smooth one")


def test_critical_start_takes_no_step():
    risk, _ = problem()
    descent = gradient_descent(risk, np.zeros(7), step_size=0.1, max_steps=10)
    assert descent.converged
    assert len(descent.times) == 1
    assert descent.ending.at_rest
    assert str(descent.message) == "converged after 0 steps: w₀ is already critical"


def test_many_steps_keep_a_bounded_number_of_frames():
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), SquareLoss(), Dataset([[1.0]], [[1.0]]))
    descent = gradient_descent(risk, [3.0], step_size=1e-9, max_steps=2 * MAX_DESCENT_FRAMES + 1)
    assert len(descent.times) <= MAX_DESCENT_FRAMES + 2
    assert descent.times[0] == 0.0
    assert descent.times[-1] == pytest.approx((2 * MAX_DESCENT_FRAMES + 1) * 1e-9)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"step_size": 0.0}, "step size 0"),
        ({"step_size": -0.1}, "step size −0.1"),
        ({"step_size": np.inf}, "step size inf"),
        ({"step_size": "fast"}, "step size 'fast'"),
        ({"step_size": lambda n: 0.1 - 0.1 * n}, "step size 1 0"),
        ({"max_steps": 0}, "number of steps 0"),
        ({"max_steps": 2.5}, "number of steps 2.5"),
        ({"gradient_tol": -1.0}, "gradient tolerance"),
    ],
)
def test_bad_options_are_refused_in_one_sentence(options, sentence):
    risk, w0 = problem()
    with pytest.raises(InvalidInput, match=sentence):
        gradient_descent(risk, w0, **{"step_size": 1e-3, "max_steps": 10, **options})


def test_start_that_overflows_is_refused():
    risk, w0 = problem()
    with pytest.raises(InvalidInput, match="smaller filters"):
        gradient_descent(risk, 1e200 * w0, step_size=1e-3, max_steps=10)
