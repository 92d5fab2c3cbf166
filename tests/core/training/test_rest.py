"""The one notion of a limit: how far it is, held against longer integration and closed forms."""

import dataclasses

import numpy as np
import pytest
from oracle import GROWTH
from scipy.integrate import solve_ivp

from lcn_widgets.core.data import CounterexampleData, TeacherData
from lcn_widgets.core.experiment import Experiment, run
from lcn_widgets.core.network import Architecture, DenseArchitecture
from lcn_widgets.core.risk import Dataset, DenseRisk, EmpiricalRisk, LpLoss, SquareLoss
from lcn_widgets.core.training import (
    Evidence,
    NormalInitialization,
    Outcome,
    gradient_descent,
    gradient_flow,
)
from lcn_widgets.core.training.rest import CLOSE, is_rounding

OPENING = Experiment()


def continued(risk, w, zero_modes=None):
    """Where the flow from w is after 40 of its slowest time scale, by SciPy's Radau.

    That is the one after the zero modes of the Hessian, whose number is given or counted.
    """
    rates = np.linalg.eigvalsh(risk.hessian(w))
    known = zero_modes if zero_modes is not None else int(np.sum(rates < 1e-8 * rates[-1]))
    return solve_ivp(
        lambda t, y: -risk.gradient(y),
        (0.0, 40.0 / rates[known]),
        w,
        method="Radau",
        jac=lambda t, y: -risk.hessian(y),
        rtol=1e-8,
        atol=1e-12,
    ).y[:, -1]


@pytest.mark.parametrize(("scale", "seed"), [(1, 5), (3, 0), (3, 1), (10, 0), (10, 1), (10, 2)])
def test_a_converged_run_is_within_a_thousandth_of_its_limit(scale, seed):
    """However large the gradient at the start is: from scale 10 a gradient of 1e-8 of it is
    passed at risk 11.
    """
    start = NormalInitialization(seed=seed, scale=scale)
    result = run(dataclasses.replace(OPENING, initialization=start))
    trajectory, last = result.trajectory, result.trajectory.filters[-1]
    assert trajectory.converged
    limit = continued(result.risk, last, zero_modes=OPENING.architecture.depth - 1)
    allowed = CLOSE * max(1.0, np.linalg.norm(last))
    assert np.linalg.norm(limit - last) <= allowed
    # Newton's point is on the critical set that the flow tends to, and has its risk
    assert np.linalg.norm(trajectory.limit - limit) <= 0.5 * allowed
    assert result.risk.value(trajectory.limit) == pytest.approx(result.risk.value(limit), abs=1e-12)
    assert trajectory.ending.rest.distance <= allowed


def test_status_theorem_card_and_ensemble_agree_on_the_limit():
    start = NormalInitialization(seed=1, scale=10)
    early = dataclasses.replace(OPENING.method, t_max=1e-2)
    cut = run(dataclasses.replace(OPENING, initialization=start, method=early))
    assert cut.trajectory.status is Outcome.TIME_LIMIT
    assert cut.theorem["convergence"].status == "undecided"
    assert cut.limit is None
    whole = run(dataclasses.replace(OPENING, initialization=start))
    assert whole.theorem["convergence"].status == "holds"
    assert whole.trajectory.converged
    np.testing.assert_array_equal(whole.limit.filters, whole.trajectory.limit)


def test_newtons_distance_is_that_of_the_closed_form():
    """L = (w - 1)²: the limit is 1."""
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), SquareLoss(), Dataset([[1.0]], [[1.0]]))
    flow = gradient_flow(risk, [3.0], gradient_tol=1e-3)
    assert flow.ending.rest.evidence is Evidence.NEWTON
    assert flow.ending.rest.distance == pytest.approx(flow.filters[-1, 0] - 1.0, rel=1e-9)
    assert flow.limit == pytest.approx(1.0, abs=1e-15)


@pytest.mark.parametrize("p", [4, 6])
def test_the_way_left_at_a_degenerate_limit_is_that_of_the_closed_form(p):
    """L = |w - 1|^p/p: w - 1 falls like t^{-1/(p-2)}, and the way left is w - 1."""
    risk = EmpiricalRisk(Architecture(1, (1,), (1,)), LpLoss(p), Dataset([[1.0]], [[1.0]]))
    flow = gradient_flow(risk, [2.0])
    assert flow.converged
    assert flow.ending.rest.evidence is Evidence.DECAY
    left = flow.filters[-1, 0] - 1.0
    assert left <= 1.1 * CLOSE
    assert flow.ending.rest.distance == pytest.approx(left, rel=0.1)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("scale", [0.1, 1.0])
def test_a_finished_run_is_not_called_growing_where_the_data_lack_rank(seed, scale):
    """Rank 2 of 5, but the risk is 0 at the end, and the flow stays there when continued."""
    architecture = Architecture(5, (3, 3), (1, 1))
    data = TeacherData(samples=2, draw="network", seed=2).build(architecture)
    risk = EmpiricalRisk(architecture, SquareLoss(), data)
    assert risk.patch_rank == 2
    start = NormalInitialization(seed=seed, scale=scale).filters(architecture)
    flow = gradient_flow(risk, start, t_max=1e9)
    assert flow.converged
    assert flow.ending.rest.evidence is Evidence.VALLEY
    moved = np.linalg.norm(continued(risk, flow.filters[-1]) - flow.filters[-1])
    assert moved <= CLOSE * max(1.0, np.linalg.norm(flow.filters[-1]))


@pytest.mark.parametrize("t_max", [*list(GROWTH)[1:], 1e9, 4.5e9, 1e10, 1e12, 1e14])
@pytest.mark.parametrize("tolerance", [1e-8, 1e-2])
def test_the_counterexample_never_comes_to_rest(t_max, tolerance):
    """‖w‖ grows like t^{1/6} for ever (docs/THEORY.md), however small the gradient is."""
    architecture = Architecture(4, (2, 2), (2, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), CounterexampleData().build(architecture))
    flow = gradient_flow(risk, np.ones(4), t_max=t_max, gradient_tol=tolerance)
    assert flow.ending.rest is None
    assert "no critical point" not in str(flow.message)


def test_a_saddle_reached_exactly_is_at_rest_and_not_converged():
    """L = (ab - 1)² from (1, -1) runs into 0, from where the least perturbation leads on."""
    network = Architecture(1, (1, 1), (1, 1))
    risk = EmpiricalRisk(network, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    for path in (
        gradient_flow(risk, [1.0, -1.0]),
        gradient_descent(risk, [1.0, -1.0], step_size=0.05, max_steps=1000),
    ):
        assert path.status is Outcome.RESTING
        assert path.ending.rest.evidence is Evidence.SADDLE
        assert "leaves cannot be decided" in str(path.message)


def test_a_run_that_passes_a_saddle_goes_on():
    """From (1, -1 + 1e-6) the flow passes 0 and ends at ab = 1."""
    network = Architecture(1, (1, 1), (1, 1))
    risk = EmpiricalRisk(network, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    flow = gradient_flow(risk, [1.0, -1.0 + 1e-6], gradient_tol=0.5)
    assert flow.converged
    assert np.prod(flow.filters[-1]) == pytest.approx(1.0, abs=5e-3)


def test_a_degenerate_saddle_reached_exactly_is_at_rest_and_not_converged():
    """L = (abc - 1)² from (1, 1, -1): a = b = -c stays, and ȧ = -2a²(1 + a³) tends to 0."""
    network = Architecture(1, (1, 1, 1), (1, 1, 1))
    risk = EmpiricalRisk(network, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    flow = gradient_flow(risk, [1.0, 1.0, -1.0])
    assert flow.status is Outcome.RESTING
    assert np.abs(flow.filters[-1]).max() < 2e-3


@pytest.mark.parametrize("small", [1e-9, 1e-17])
def test_a_direction_that_double_precision_does_not_see_settles_nothing(small):
    """L = (w_1 - 1)² + small²·w_2²: the limit is (1, 0), and the run ends with w_2 = 1/2."""
    data = Dataset(np.diag([1.0, small]), [[1.0, 0.0]])
    risk = EmpiricalRisk(Architecture(2, (2,), (1,)), SquareLoss(), data)
    flow = gradient_flow(risk, [0.5, 0.5])
    assert abs(flow.filters[-1, 1]) > 0.4
    assert flow.status is Outcome.RESTING
    assert flow.ending.rest.evidence is Evidence.FLAT


@pytest.mark.parametrize("dims", [(4, 3, 2), (2, 5, 3), (3, 1, 3)])
def test_dense_networks_converge_across_their_fibres(dims):
    """Many w have one product; continued, the flow does not move."""
    rng = np.random.default_rng(5)
    data = Dataset(rng.normal(size=(dims[0], 9)), rng.normal(size=(dims[-1], 9)))
    risk = DenseRisk(DenseArchitecture(dims), data)
    flow = gradient_flow(risk, rng.normal(size=risk.architecture.parameter_count))
    assert flow.converged
    moved = np.linalg.norm(continued(risk, flow.filters[-1]) - flow.filters[-1])
    assert moved <= CLOSE * max(1.0, np.linalg.norm(flow.filters[-1]))


def test_a_gradient_is_rounding_entry_by_entry():
    """At (1e8, 0, 1e-8, 1e-8) the gradient is 1e8, and v = (1, 1, 0) is far from the target."""
    risk = EmpiricalRisk(
        Architecture(3, (2, 2), (1, 1)), SquareLoss(), Dataset(np.eye(3), [[1.0, 0.6, 0.9]])
    )
    w = np.array([1e8, 0.0, 1e-8, 1e-8])
    gradient = risk.gradient(w)
    assert np.linalg.norm(gradient) == pytest.approx(2.0 * 0.4 * 1e8, rel=1e-6)
    assert not is_rounding(w, gradient, risk.hessian(w))
    flow = gradient_flow(risk, w)
    assert "already critical" not in str(flow.message)
    assert len(flow.times) > 1
