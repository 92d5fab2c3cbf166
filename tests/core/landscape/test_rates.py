"""Decay of the risk at the end of a run: closed forms, prediction 2λ, and honest verdicts."""

import dataclasses
from math import comb

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.experiment.presets import preset_named
from lcn_widgets.core.landscape import Decay, fit_rate
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import LogCoshLoss, LpLoss, SquareLoss
from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.flow import gradient_flow


@pytest.fixture
def rng():
    return np.random.default_rng(20260104)


def identity_risk(widths, target, loss=None):
    """L = Σ ℓ(v - u): X = I, stride one."""
    size = sum(widths) - len(widths) + 1
    architecture = Architecture(size, widths, (1,) * len(widths))
    return EmpiricalRisk(architecture, loss or SquareLoss(), Dataset(np.eye(size), [target]))


def test_section_9_rate_in_closed_form():
    """N = 1, X = I: v - u decays like e^{-2t}, so L like e^{-4t}; λ = 2."""
    risk = identity_risk((3,), [1.0, -2.0, 0.5])
    run = gradient_flow(risk, [5.0, 5.0, 5.0])
    rate = fit_rate(risk, run)
    assert rate.decay is Decay.EXPONENTIAL
    assert rate.fitted == pytest.approx(4.0, rel=1e-6)
    assert rate.predicted == pytest.approx(4.0)
    assert rate.exponent == pytest.approx(0.5, abs=1e-6)
    np.testing.assert_allclose(rate.gaps[0], 16 + 49 + 4.5**2, rtol=1e-9)
    # to the last frame, where all that is left is the extrapolated tail
    exact = (16 + 49 + 4.5**2) * np.exp(-4.0 * run.times)
    np.testing.assert_allclose(rate.gaps, exact, rtol=1e-6)


@pytest.mark.parametrize("factor", [1.01, 1.05, 1.2, 2.0])
def test_the_interval_of_two_exponentials_covers_the_slower_one(factor):
    """X = diag(1, f), u = 0: L = e^{-4t} + 9f²·e^{-4f²t}, never quite an exponential."""
    architecture = Architecture(2, (2,), (1,))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.diag([1, factor]), [[0, 0]]))
    rate = fit_rate(risk, gradient_flow(risk, [1.0, 3.0], times=np.linspace(0.0, 12.0, 2001)))
    assert abs(rate.fitted - 4.0) <= rate.uncertainty
    assert rate.uncertainty < 0.1 * rate.fitted
    assert rate.agrees
    assert rate.predicted == pytest.approx(4.0, rel=1e-12)


def rate_of_the_limit(risk, trajectory):
    """2λ where the run goes on to: followed to a gradient 1e-5 times as small, by differences."""
    more = gradient_flow(risk, trajectory.filters[-1], gradient_tol=1e-5)
    w, h = more.filters[-1], 1e-5
    slopes = [risk.gradient(w + h * e) - risk.gradient(w - h * e) for e in np.eye(len(w))]
    depth = risk.architecture.depth
    return 2.0 * np.sort(np.abs(np.linalg.eigvals(np.array(slopes) / (2 * h)).real))[depth - 1]


@pytest.mark.parametrize("preset", ["first-flow", "filling", "stiff", "unbalanced", "rings"])
def test_the_intervals_of_presets_cover_the_rate_of_the_limit(preset):
    experiment = preset_named(preset).experiment
    risk = EmpiricalRisk(experiment.architecture, experiment.loss, experiment.dataset())
    start = experiment.initialization.filters(experiment.architecture)
    trajectory = experiment.method.follow(risk, start)
    rate, true = fit_rate(risk, trajectory), rate_of_the_limit(risk, trajectory)
    assert rate.decay is Decay.EXPONENTIAL
    assert abs(rate.fitted - true) <= rate.uncertainty
    assert rate.predicted == pytest.approx(true, rel=1e-5)
    assert rate.agrees


@pytest.mark.parametrize("seed", range(10))
def test_intervals_of_random_runs_cover_a_rate_of_the_limit(seed):
    rng = np.random.default_rng(seed)
    architecture = Architecture(8, (3, 2), (1, 1))
    data = Dataset(rng.normal(size=(8, 12)), rng.normal(size=(5, 12)))
    risk = EmpiricalRisk(architecture, SquareLoss(), data)
    trajectory = gradient_flow(risk, rng.normal(size=5))
    rate = fit_rate(risk, trajectory)
    assert rate.decay is Decay.EXPONENTIAL
    missed = abs(rate.fitted - rate_of_the_limit(risk, trajectory))
    assert at_most(missed, rate.uncertainty, abs=1e-6)


def test_a_rate_that_the_limit_does_not_allow_is_not_said_to_hold():
    risk = identity_risk((3,), [1.0, -2.0, 0.5])
    rate = fit_rate(risk, gradient_flow(risk, [5.0, 5.0, 5.0]))
    other = dataclasses.replace(rate, fitted=5.0, uncertainty=0.1)
    assert rate.agrees
    assert not other.agrees
    assert "none of the rates" in other.sentence


def test_section_9_power_law_in_closed_form():
    """ℓ = r⁴/4 in one variable: r = (2t + 1)^{-1/2}, ‖∇L‖ = r³ ~ L^{3/4}."""
    risk = identity_risk((1,), [0.0], LpLoss(4.0))
    run = gradient_flow(risk, [1.0], gradient_tol=1e-9)
    rate = fit_rate(risk, run)
    assert rate.decay is Decay.SLOWER
    assert rate.exponent == pytest.approx(0.75, abs=0.01)
    assert np.isnan(rate.predicted)
    assert rate.gaps[0] == pytest.approx(0.25, rel=1e-6)
    np.testing.assert_allclose(rate.gaps, (2.0 * run.times + 1.0) ** -2 / 4.0, rtol=1e-6)
    assert "slower than exponentially" in rate.sentence


@pytest.mark.parametrize("loss", [SquareLoss(), LogCoshLoss(1.0)], ids=repr)
@pytest.mark.parametrize(("size", "widths", "strides"), [(4, (3, 2), (1, 1)), (6, (2, 2), (2, 1))])
def test_section_9_fitted_rate_is_2_lambda(loss, size, widths, strides, rng):
    """λ, the smallest Hessian eigenvalue but the N - 1 zeros of rescaling, from differences."""
    architecture = Architecture(size, widths, strides)
    data = Dataset(rng.normal(size=(size, 20)), rng.normal(size=(architecture.dims[-1], 20)))
    risk = EmpiricalRisk(architecture, loss, data)
    run = gradient_flow(risk, rng.normal(size=sum(widths)))
    rate = fit_rate(risk, run)
    h, w = 1e-5, run.filters[-1]
    hessian = [
        (risk.gradient(w + h * e) - risk.gradient(w - h * e)) / (2 * h) for e in np.eye(len(w))
    ]
    smallest = np.sort(np.abs(np.linalg.eigvals(np.array(hessian)).real))[1]
    assert rate.decay is Decay.EXPONENTIAL
    assert rate.predicted == pytest.approx(2 * smallest, rel=1e-4)
    assert rate.fitted == pytest.approx(2 * smallest, rel=0.03)
    assert abs(rate.fitted - rate.predicted) <= 5 * rate.uncertainty + 1e-3 * rate.predicted


def test_section_9_binomial_target_decays_slower_than_exponentially(rng):
    """Four layers of width 2, target (1+x)⁴/16: all roots meet, the limit is degenerate."""
    risk = identity_risk((2, 2, 2, 2), [comb(4, i) / 16 for i in range(5)])
    for _ in range(3):
        run = gradient_flow(risk, rng.normal(size=8))
        rate = fit_rate(risk, run)
        assert run.converged
        assert rate.decay is Decay.SLOWER
        assert rate.exponent > 0.6
        # the risk over time is convex in a log-linear plot: its rate falls by orders
        known = rate.gaps > 0.0
        gaps, times = rate.gaps[known], run.times[known]
        half = np.searchsorted(-gaps, -1e3 * gaps[-1])
        early = np.log(gaps[half // 2] / gaps[half]) / (times[half] - times[half // 2])
        late = np.log(gaps[half] / gaps[-2]) / (times[-2] - times[half])
        assert late < 0.1 * early


def test_rate_of_a_run_cut_short_is_not_decided(rng):
    """At t = 3 the flow may pass a saddle, however exponential it looks."""
    risk = identity_risk((2, 2), [1.0, 0.6, 0.9])
    rate = fit_rate(risk, gradient_flow(risk, rng.normal(size=4), t_max=3.0))
    assert rate.decay is Decay.UNDECIDED
    assert rate.sentence.startswith("Cannot be decided")


def test_a_run_without_a_part_in_the_slowest_direction_says_so():
    """X = diag(1, 2), u = 0 from (0, 1): the rates 4 and 16 are allowed, the run shows 16."""
    architecture = Architecture(2, (2,), (1,))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.diag([1, 2]), [[0, 0]]))
    rate = fit_rate(risk, gradient_flow(risk, [0.0, 1.0]))
    assert rate.allowed == pytest.approx([4.0, 16.0])
    assert rate.predicted == pytest.approx(4.0)
    assert rate.fitted == pytest.approx(16.0, rel=1e-3)
    assert not rate.slowest_is_visible
    assert "no visible part" in rate.sentence
    slow = fit_rate(risk, gradient_flow(risk, [1.0, 1.0]))
    assert slow.slowest_is_visible


def test_rate_is_not_decided_without_a_path():
    """w0 is critical already: zero filters of two layers."""
    risk = identity_risk((2, 2), [1.0, 0.6, 0.9])
    rate = fit_rate(risk, gradient_flow(risk, np.zeros(4)))
    assert rate.decay is Decay.UNDECIDED
    assert np.isnan(rate.fitted)


def test_rate_names_no_prediction_where_data_leave_further_zero_modes(rng):
    """Two outputs for k_v = 3: minima fill a curve; the decay is exponential all the same."""
    architecture = Architecture(3, (3,), (1,))
    data = Dataset(rng.normal(size=(3, 2)), rng.normal(size=(1, 2)))
    risk = EmpiricalRisk(architecture, SquareLoss(), data)
    rate = fit_rate(risk, gradient_flow(risk, rng.normal(size=3)))
    assert rate.decay is Decay.EXPONENTIAL
    assert np.isnan(rate.predicted)
    slowest = np.linalg.svd(data.X, compute_uv=False)[-1] ** 2 * 4
    assert rate.fitted == pytest.approx(slowest, rel=0.02)


def test_rate_of_descent_with_small_steps_is_that_of_the_flow():
    risk = identity_risk((3,), [1.0, -2.0, 0.5])
    run = gradient_descent(risk, [5.0, 5.0, 5.0], step_size=1e-3, max_steps=20_000)
    rate = fit_rate(risk, run)
    assert rate.decay is Decay.EXPONENTIAL
    assert rate.fitted == pytest.approx(-2 * np.log(1 - 2e-3) / 1e-3, rel=1e-3)
