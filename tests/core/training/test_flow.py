"""Gradient flow: closed forms, conserved quantities, convergence, honest outcomes, bad input."""

import numpy as np
import pytest
import scipy.integrate
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from margins import at_most
from oracle import GROWTH, GROWTH_RISK

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.limits import MAX_FLOW_GRADIENTS
from lcn_widgets.core.inputs.message import written
from lcn_widgets.core.network.architecture import Architecture, nearest_input_dims
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.risk.shortage import DataMatrix, Shortage
from lcn_widgets.core.training.ending import Outcome
from lcn_widgets.core.training.flow import gradient_flow
from lcn_widgets.core.training.flow_frames import SMOOTHNESS
from lcn_widgets.core.training.solvers import SOLVERS

ELEVEN_DECADES = np.logspace(-6, 5, 23)

COVERED_LOSSES = st.one_of(
    st.just(SquareLoss()),
    st.sampled_from([2.0, 4.0, 6.0, 8.0]).map(LpLoss),
    st.floats(0.05, 5.0).map(PseudoHuberLoss),
    st.builds(GeneralizedHuberLoss, st.floats(0.2, 5.0), st.floats(-1.9, 3.0)),
    st.floats(0.2, 5.0).map(LogCoshLoss),
)
LAYERS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), min_size=1, max_size=5)


def generic_problem(layers, loss, seed):
    """A network with 1 to 5 layers, data of full rank and a start, all normal."""
    rng = np.random.default_rng(seed)
    widths, strides = zip(*layers, strict=True)
    smallest = nearest_input_dims(widths, strides, 0, 1)[0]
    architecture = Architecture(smallest, widths, strides)
    samples = architecture.final_width * 3 // 2 + 2
    X = rng.standard_normal((architecture.dims[0], samples))
    Y = rng.standard_normal((architecture.dims[-1], samples))
    risk = EmpiricalRisk(architecture, loss, Dataset(X, Y))
    return risk, rng.standard_normal(architecture.parameter_count)


def counterexample():
    """THEORY: Theorem 1.2 as printed, without its data condition, is false here."""
    return EmpiricalRisk(
        Architecture(4, (2, 2), (2, 1)),
        SquareLoss(),
        Dataset(np.eye(4)[:, :3], np.array([[0.0, 1.0, 1.0]])),
    )


def scalar_network(depth, target):
    """L = (w_1···w_N - target)²."""
    architecture = Architecture(1, (1,) * depth, (1,) * depth)
    return EmpiricalRisk(architecture, SquareLoss(), Dataset([[1.0]], [[target]]))


@pytest.fixture
def small():
    return generic_problem([(3, 1), (2, 1)], SquareLoss(), 5)


# --- closed forms -----------------------------------------------------------------------------


def test_one_layer_with_square_loss_is_the_linear_equation():
    """N = 1: w(t) = v* + e^{-2tPᵀP}(w0 - v*)."""
    risk, w0 = generic_problem([(4, 1)], SquareLoss(), 1)
    P, y = risk.dataset.patch_matrix(risk.architecture), risk.dataset.Y.T.ravel()
    best = np.linalg.lstsq(P, y)[0]
    eigenvalues, basis = scipy.linalg.eigh(2.0 * P.T @ P)
    decay = np.exp(-np.outer(ELEVEN_DECADES, eigenvalues))
    exact = best + (decay * (basis.T @ (w0 - best))) @ basis.T
    flow = gradient_flow(risk, w0, times=ELEVEN_DECADES)
    np.testing.assert_array_equal(flow.times, ELEVEN_DECADES)
    np.testing.assert_allclose(flow.filters, exact, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("target", [2.0, 1e-2])
def test_two_balanced_scalar_layers_follow_the_logistic_curve(target):
    """N = 2, widths 1, w_1 = w_2: the product p obeys ṗ = 4p(target - p)."""
    p0 = 1e-4
    flow = gradient_flow(scalar_network(2, target), np.full(2, np.sqrt(p0)), times=ELEVEN_DECADES)
    exact = target * p0 / (p0 + (target - p0) * np.exp(-4.0 * target * ELEVEN_DECADES))
    np.testing.assert_allclose(flow.final_filters[:, 0], exact, rtol=1e-6)


def test_counterexample_grows_like_the_sixth_root_of_time():
    flow = gradient_flow(counterexample(), np.ones(4), times=list(GROWTH))
    norms = np.linalg.norm(flow.filters, axis=1)
    np.testing.assert_allclose(norms, list(GROWTH.values()), rtol=1e-6)
    assert flow.risks[-1] == pytest.approx(GROWTH_RISK, rel=1e-6)
    assert flow.status is Outcome.GROWING
    escape = flow.ending.escape
    assert escape.shortage == Shortage(DataMatrix.PATCHES, rank=3, needed=4)
    assert escape.norm == pytest.approx(norms[-1])
    assert escape.exponent == pytest.approx(1 / 6, abs=3e-3)
    assert str(flow.message) == (
        "still growing at t = 10⁸: ‖w‖ = 46.1 rises like the power 0.17 of t, and nothing is known "
        "to hold it, since the patch matrix has rank 3 < 4; add data until it has rank 4"
    )


def test_counterexample_does_not_converge_without_times_either():
    flow = gradient_flow(counterexample(), np.ones(4))
    assert flow.status is Outcome.GROWING
    assert np.all(np.diff(flow.risks) < 0.0)


# --- against an independent solver ------------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "loss"),
    [
        ([(3, 1), (2, 1)], SquareLoss()),
        ([(2, 2), (3, 1), (2, 3)], LpLoss(4)),
        ([(3, 3), (1, 1), (2, 2), (2, 1), (2, 1)], LogCoshLoss(2.0)),
        ([(2, 1), (2, 1)], GeneralizedHuberLoss(1.0, -1.5)),
    ],
)
def test_wanted_times_agree_with_a_strict_explicit_solver(layers, loss):
    risk, w0 = generic_problem(layers, loss, 3)
    end = 50.0 / np.linalg.norm(risk.hessian(w0), 2)
    times = np.linspace(0.0, end, 9)
    exact = scipy.integrate.solve_ivp(
        lambda t, w: -risk.gradient(w), (0, end), w0, "DOP853", times[1:], rtol=1e-13, atol=1e-13
    ).y.T
    flow = gradient_flow(risk, w0, times=times)
    np.testing.assert_allclose(flow.filters[1:], exact, rtol=0.0, atol=1e-8)
    np.testing.assert_array_equal(flow.filters[0], w0)


@pytest.mark.parametrize("solver", [*SOLVERS, scipy.integrate.RK23])
def test_every_solver_goes_the_same_way(solver, small):
    risk, w0 = small
    times = [0.1, 0.2]
    exact = gradient_flow(risk, w0, times=times).filters
    flow = gradient_flow(risk, w0, times=times, solver=solver, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(flow.filters, exact, rtol=0.0, atol=1e-5)


# --- properties -------------------------------------------------------------------------------


@settings(max_examples=60)
@given(LAYERS, COVERED_LOSSES, st.integers(0, 2**32 - 1))
def test_default_flow_converges_for_every_covered_loss(layers, loss, seed):
    """Theorem 3.8 and (3.3): converged, L decreasing, δ constant, on generic data."""
    risk, w0 = generic_problem(layers, loss, seed)
    flow = gradient_flow(risk, w0, gradient_tol=1e-8)
    assert flow.converged, flow.message
    target = 1e-8 * flow.gradient_norms[0]
    assert flow.gradient_norms[-1] <= target
    largest = max(1.0, flow.squared_norms.max())
    np.testing.assert_allclose(flow.drifts / largest, 0.0, atol=1e-10)
    assert at_most(flow.risks[1:], flow.risks[:-1], abs=1e-13 * np.abs(flow.risks).max())


@settings(max_examples=15)
@given(LAYERS, COVERED_LOSSES, st.integers(0, 2**32 - 1))
def test_risk_falls_by_the_squared_speed(layers, loss, seed):
    """dL/dt = -‖ẇ‖²: ∫‖∇L‖² dt, by Gauss's rule from frame to frame, is what the risk lost."""
    risk, w0 = generic_problem(layers, loss, seed)
    frames = gradient_flow(risk, w0)
    nodes, weights = np.polynomial.legendre.leggauss(4)
    steps = np.diff(frames.times)
    times = frames.times[:-1, None] + np.outer(steps, 1.0 + nodes) / 2.0
    flow = gradient_flow(risk, w0, times=times.ravel())
    speeds = np.sum(flow.velocities**2, axis=1).reshape(times.shape)
    lost = steps @ (speeds @ weights) / 2.0
    assert frames.risks[0] - frames.risks[-1] == pytest.approx(lost, rel=1e-6)


def test_frames_carry_the_velocity_of_the_flow(small):
    risk, w0 = small
    flow = gradient_flow(risk, w0)
    for i in range(0, len(flow.times), 20):
        value, gradient = risk.value_and_gradient(flow.filters[i])
        np.testing.assert_allclose(flow.velocities[i], -gradient, rtol=1e-12, atol=1e-12)
        assert flow.risks[i] == pytest.approx(value, rel=1e-12)
        assert flow.gradient_norms[i] == pytest.approx(np.linalg.norm(gradient), abs=1e-11)


def test_frames_are_dense_enough_to_draw(small):
    """The cubic between any two frames is on the path, to the accuracy promised."""
    risk, w0 = small
    flow = gradient_flow(risk, w0)
    middles = (flow.times[1:] + flow.times[:-1]) / 2.0
    exact = gradient_flow(risk, w0, times=middles).filters
    error = np.linalg.norm(flow.at(middles) - exact, axis=1)
    size = np.maximum(1.0, np.linalg.norm(exact, axis=1))
    assert at_most(error, SMOOTHNESS * size, rel=1.0)  # promised to leading order of the steps


def test_badly_conditioned_data_are_no_obstacle():
    rng = np.random.default_rng(2)
    basis = scipy.linalg.qr(rng.standard_normal((6, 6)))[0]
    X = basis * np.geomspace(1.0, 1e3, 6)
    architecture = Architecture(6, (3, 2, 3), (1, 1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, rng.standard_normal((1, 6)) @ X))
    flow = gradient_flow(risk, rng.standard_normal(8))
    assert flow.converged
    np.testing.assert_allclose(flow.drifts / flow.squared_norms.max(), 0.0, atol=1e-10)


def test_more_parameters_than_the_default_solver_takes():
    risk, w0 = generic_problem([(32, 1), (32, 1)], SquareLoss(), 8)
    flow = gradient_flow(risk, w0 / 5.0)
    assert flow.converged
    np.testing.assert_allclose(flow.drifts / flow.squared_norms.max(), 0.0, atol=1e-10)


# --- outcomes ---------------------------------------------------------------------------------


def test_how_a_flow_ended_is_known_in_numbers():
    """L = (w - 1)²: the gradient is e^{-2t} of its start, 1e-8 at t = 4 log 10."""
    risk = scalar_network(1, 1.0)
    done = gradient_flow(risk, [3.0])
    assert done.ending.time == done.times[-1] >= 4.0 * np.log(10.0)
    assert done.ending.gradient_ratio == pytest.approx(np.exp(-2.0 * done.times[-1]), rel=1e-3)
    assert done.ending.gradients > done.ending.steps > 1
    assert str(done.arrival) == f"converged at t = {written(done.times[-1])}"
    ratio = written(done.ending.gradient_ratio, 2)
    distance = written(2.0 * np.exp(-2.0 * done.times[-1]), 1)
    assert str(done.message) == (
        f"{done.arrival}: the gradient is {ratio} of its start, "
        f"and by Newton's estimate the limit is {distance} away"
    )
    short = gradient_flow(risk, [3.0], t_max=1.0)
    assert short.ending.gradient_ratio == pytest.approx(np.exp(-2.0), rel=1e-9)
    assert str(short.message) == (
        "time limit at t = 1: the gradient is still 0.14 of its start; "
        "raise the time limit to go on"
    )
    assert short.arrival is None


@pytest.mark.parametrize("w0", [np.zeros(4), [1.0, 0.0, 0.0, 0.0]])
def test_critical_start_converges_in_one_frame(w0):
    """The second start has v = e_1, where the risk of a target e_1 is least."""
    architecture = Architecture(3, (2, 2), (1, 1))
    target = np.array([[1.0, 0.0, 0.0]]) if np.any(w0) else np.array([[1.0, 2.0, 3.0]])
    w0 = np.array([1.0, 0.0, 1.0, 0.0]) if np.any(w0) else w0
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(3), target))
    flow = gradient_flow(risk, w0)
    assert flow.converged
    assert "already critical" in str(flow.message)
    np.testing.assert_array_equal(flow.times, [0.0])
    np.testing.assert_array_equal(flow.filters, [w0])
    np.testing.assert_array_equal(gradient_flow(risk, w0, times=[1.0, 2.0]).filters, [w0, w0])


def test_time_limit_is_met_exactly_and_says_what_to_do(small):
    risk, w0 = small
    flow = gradient_flow(risk, w0, t_max=1e-3)
    assert flow.status is Outcome.TIME_LIMIT
    assert flow.times[-1] == 1e-3
    assert "raise the time limit" in str(flow.message)


def test_wanted_times_end_converged_where_the_gradient_is_gone(small):
    risk, w0 = small
    assert gradient_flow(risk, w0, times=[0.0, 1e5]).converged
    assert gradient_flow(risk, w0, times=[0.0]).status is Outcome.TIME_LIMIT


def test_explicit_solver_stops_at_its_stability_limit():
    risk, w0 = generic_problem([(3, 1), (2, 1)], SquareLoss(), 5)
    flow = gradient_flow(risk, w0, t_max=1e9, solver="RK45", rtol=1e-6)
    assert flow.status is Outcome.STEP_LIMIT
    assert 'solver "auto"' in str(flow.message)  # which this one is not
    assert len(flow.times) < MAX_FLOW_GRADIENTS


@pytest.mark.parametrize("loss", [AbsoluteLoss(), LpLoss(1.5), HuberLoss(0.5), LpLoss(2.5)])
def test_loss_that_is_not_smooth_ends_within_the_step_limit(loss):
    risk, w0 = generic_problem([(3, 1), (2, 2)], loss, 4)
    flow = gradient_flow(risk, w0)
    assert flow.status in {Outcome.CONVERGED, Outcome.STEP_LIMIT}
    assert np.isfinite(flow.filters).all()
    assert flow.risks[-1] < flow.risks[0]


def test_solver_that_breaks_down_is_an_outcome():
    class Broken(scipy.integrate.RK45):
        def _step_impl(self):
            if self.t > 0.0:
                return False, "It broke."
            return super()._step_impl()

    risk, w0 = generic_problem([(3, 1), (2, 1)], SquareLoss(), 5)
    flow = gradient_flow(risk, w0, solver=Broken)
    assert flow.status is Outcome.FAILED
    assert flow.ending.complaint == "It broke"
    assert str(flow.message) == (
        f"the solver failed at t = {written(flow.times[-1])} (It broke); "
        "choose another solver, looser tolerances or a smaller start"
    )
    assert np.isfinite(flow.risks).all()
    assert len(gradient_flow(risk, w0, solver=Broken, times=[1.0]).times) == 1


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"t_max": 0.0}, "time limit 0"),
        ({"t_max": -1.0}, "time limit −1"),
        ({"t_max": np.nan}, "time limit nan"),
        ({"times": [0.0, 2.0, 1.0]}, r"times\[2\] = 1"),
        ({"times": [-1.0, 1.0]}, r"times\[0\] = −1"),
        ({"times": [0.0, np.inf]}, "times holds inf"),
        ({"times": []}, "times has shape"),
        ({"times": [1.0], "t_max": 0.5}, "after the time limit"),
        ({"gradient_tol": -1.0}, "gradient tolerance"),
        ({"rtol": 0.0}, "rtol"),
        ({"atol": -1.0}, "atol"),
        ({"solver": "Euler"}, "no solver 'Euler'"),
        ({"solver": 3}, "no solver 3"),
    ],
)
def test_bad_options_are_refused_in_one_sentence(options, sentence, small):
    risk, w0 = small
    with pytest.raises(InvalidInput, match=sentence):
        gradient_flow(risk, w0, **options)


@pytest.mark.parametrize("loss", [SquareLoss(), LpLoss(8)])
def test_risk_that_overflows_at_the_start_is_refused(loss):
    risk, w0 = generic_problem([(3, 1), (2, 1)], loss, 5)
    with pytest.raises(InvalidInput, match="smaller filters"):
        gradient_flow(risk, 1e100 * w0)


def test_start_of_wrong_shape_is_refused(small):
    with pytest.raises(InvalidInput, match="shape"):
        gradient_flow(small[0], np.ones(3))
