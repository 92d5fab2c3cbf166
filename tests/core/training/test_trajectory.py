"""A trajectory's derived quantities and its interpolation, on paths known in closed form."""

from itertools import pairwise

import numpy as np
import pytest

from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import SquareLoss
from lcn_widgets.core.training.ending import Ending, Outcome
from lcn_widgets.core.training.flow import gradient_flow
from lcn_widgets.core.training.path import PathKind
from lcn_widgets.core.training.trajectory import Trajectory

ARCHITECTURE = Architecture(3, (2, 2), (1, 1))


def trajectory(times, filters, velocities=None, **options):
    filters = np.asarray(filters, dtype=float)
    zeros = np.zeros(len(times))
    return Trajectory(
        architecture=ARCHITECTURE,
        times=np.asarray(times, dtype=float),
        filters=filters,
        risks=zeros,
        gradient_norms=options.pop("gradient_norms", zeros),
        velocities=np.zeros_like(filters) if velocities is None else velocities,
        ending=Ending(options.pop("status", Outcome.CONVERGED), time=times[-1]),
        **options,
    )


def test_norms_and_their_differences():
    path = trajectory([0, 1], [[1, 2, 3, 4], [0, 1, 0, 2]])
    np.testing.assert_array_equal(path.squared_norms, [[5, 25], [1, 4]])
    np.testing.assert_array_equal(path.norm_differences, [[20], [3]])
    np.testing.assert_array_equal(path.drifts, [[0], [-17]])
    np.testing.assert_array_equal(path.final_filters, [[3, 10, 8], [0, 0, 2]])


def test_drifts_count_from_the_start_even_if_it_is_no_frame():
    path = trajectory([1], [[1, 2, 3, 4]], start=np.array([1.0, 2.0, 3.0, 3.0]))
    np.testing.assert_array_equal(path.drifts, [[7]])


def test_drifts_resolve_below_the_rounding_of_the_differences():
    """A change of 1e-14 in one entry of size 1 changes δ by 2e-14 to three digits."""
    start = np.array([100.0, 1.0, 1.0, 1.0])
    path = trajectory([0, 1], [start, start + 1e-14 * np.eye(4)[3]])
    exact = 2.0 * (path.filters[1, 3] - 1.0)
    assert path.drifts[1, 0] == pytest.approx(exact, rel=1e-3)


def test_cubic_paths_are_interpolated_exactly():
    rng = np.random.default_rng(0)
    cubics = [np.polynomial.Polynomial(c) for c in rng.standard_normal((4, 4))]

    def path_at(t):
        return np.stack([p(t) for p in cubics], axis=-1)

    times = np.array([0.0, 0.3, 1.0])
    slopes = np.stack([p.deriv()(times) for p in cubics], axis=-1)
    between = np.linspace(0.0, 1.0, 17)
    path = trajectory(times, path_at(times), slopes)
    np.testing.assert_allclose(path.at(between), path_at(between), atol=1e-13)
    np.testing.assert_array_equal(path.at(times), path.filters)
    exact = np.stack([p.deriv()(between) for p in cubics], axis=-1)
    np.testing.assert_allclose(path.interpolant.velocities_at(between), exact, atol=1e-12)


def test_descent_is_interpolated_linearly():
    path = trajectory([0, 1], [[0, 0, 0, 0], [1, 2, 3, 4]], method=PathKind.DESCENT)
    np.testing.assert_allclose(path.at(0.25), [[0.25, 0.5, 0.75, 1.0]])


def test_the_slope_of_descent_is_that_of_its_lines():
    path = trajectory([0, 1, 3], [[0] * 4, [1, 2, 3, 4], [1, 0, 7, 4]], method=PathKind.DESCENT)
    slopes = path.interpolant.velocities_at(np.array([0.0, 0.5, 1.0, 2.0, 3.0]))
    np.testing.assert_array_equal(slopes, [[1, 2, 3, 4]] * 2 + [[0, -1, 2, 0]] * 3)


@pytest.mark.parametrize("method", PathKind)
def test_control_points_draw_the_path(method):
    """Bernstein's polynomials of the control points are what `at` gives."""
    rng = np.random.default_rng(1)
    times = np.array([0.0, 0.3, 1.0])
    path = trajectory(times, rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), method=method)
    control = path.interpolant.control_points()
    assert control.shape == (2, 4, 4)
    for (a, b), points in zip(pairwise(times), control, strict=True):
        for s in (0.0, 0.25, 0.6, 1.0):
            weights = [(1 - s) ** 3, 3 * s * (1 - s) ** 2, 3 * s**2 * (1 - s), s**3]
            np.testing.assert_allclose(path.at(a + s * (b - a))[0], weights @ points, atol=1e-13)


@pytest.mark.parametrize("method", PathKind)
def test_single_frame_is_constant(method):
    path = trajectory([0], [[1, 2, 3, 4]], method=method)
    np.testing.assert_array_equal(path.at([0.0, 5.0]), [[1, 2, 3, 4]] * 2)
    np.testing.assert_array_equal(
        path.interpolant.velocities_at(np.array([0.0, 5.0])), [[0] * 4] * 2
    )
    assert path.interpolant.control_points().shape == (0, 4, 4)


def test_only_the_flow_moves_between_its_frames_and_conserves():
    assert [kind.continuous for kind in PathKind] == [True, False]
    assert [kind.conserves_differences for kind in PathKind] == [True, False]


def test_drifts_are_linear_and_gradients_log_linear_between_frames():
    path = trajectory([0, 2], [[1, 2, 3, 4], [0, 1, 0, 2]], gradient_norms=np.array([1.0, 1e-8]))
    times = np.array([0.0, 1.0, 2.0])
    np.testing.assert_allclose(path.drifts_at(times), [[0], [-8.5], [-17]])
    np.testing.assert_allclose(path.gradient_norms_at(times), [1.0, 1e-4, 1e-8], rtol=1e-12)


def test_a_vanished_gradient_stays_zero():
    path = trajectory([0, 1], [[1, 2, 3, 4]] * 2)
    np.testing.assert_array_equal(path.gradient_norms_at(np.array([0.0, 0.5])), [0.0, 0.0])


def test_thinned_and_refined_trajectories_are_on_the_same_path():
    risk = EmpiricalRisk(ARCHITECTURE, SquareLoss(), Dataset(np.eye(3), np.ones((1, 3))))
    flow = gradient_flow(risk, [1.0, 0.5, -0.2, 0.3])
    times = (flow.times[1:] + flow.times[:-1]) / 2.0
    fine = flow.refined(times, risk)
    assert (np.diff(fine.times) > 0.0).all()
    between = np.searchsorted(fine.times, times)
    np.testing.assert_array_equal(fine.filters[between], flow.at(times))
    exact = [risk.value(w) for w in flow.at(times)]
    np.testing.assert_allclose(fine.risks[between], exact, rtol=1e-12)
    dense = np.linspace(0.0, flow.times[-1], 50)
    np.testing.assert_allclose(fine.at(dense), flow.at(dense), atol=1e-12)
    back = fine.thinned(np.searchsorted(fine.times, flow.times))
    for name in ("times", "filters", "risks", "gradient_norms", "velocities"):
        np.testing.assert_array_equal(getattr(back, name), getattr(flow, name))
    assert fine.ending == back.ending == flow.ending


@pytest.mark.parametrize("status", Outcome)
def test_only_a_vanished_gradient_counts_as_converged(status):
    path = trajectory([0], [[1, 2, 3, 4]], status=status)
    assert path.converged == (status is Outcome.CONVERGED)
