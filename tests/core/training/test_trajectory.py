"""A trajectory's derived quantities and its interpolation, on paths known in closed form."""

import numpy as np
import pytest

from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.training.ending import Ending, Outcome
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
        gradient_norms=zeros,
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


def test_descent_is_interpolated_linearly():
    path = trajectory([0, 1], [[0, 0, 0, 0], [1, 2, 3, 4]], method=PathKind.DESCENT)
    np.testing.assert_allclose(path.at(0.25), [[0.25, 0.5, 0.75, 1.0]])


def test_single_frame_is_constant():
    path = trajectory([0], [[1, 2, 3, 4]])
    np.testing.assert_array_equal(path.at([0.0, 5.0]), [[1, 2, 3, 4]] * 2)


@pytest.mark.parametrize("status", Outcome)
def test_only_a_vanished_gradient_counts_as_converged(status):
    path = trajectory([0], [[1, 2, 3, 4]], status=status)
    assert path.converged == (status is Outcome.CONVERGED)
