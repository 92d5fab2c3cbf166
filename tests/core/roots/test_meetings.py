"""Between frames with meetings, roots mixed one by one make a picture that can be."""

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.roots.meetings import with_meetings
from lcn_widgets.core.roots.partners import partners
from lcn_widgets.core.roots.paths import track_roots
from lcn_widgets.core.roots.sphere import INFINITY, between, chordal_distance
from lcn_widgets.core.training.ending import Ending, Outcome
from lcn_widgets.core.training.trajectory import Trajectory


def along(architecture, path, count=24):
    """A flow through path(t), t in [0, 1], with the velocities of differences."""
    times = np.linspace(0.0, 1.0, count)
    h = 1e-6
    filters = np.array([path(t) for t in times], dtype=float)
    velocities = np.array(
        [(np.array(path(t + h)) - np.array(path(t - h))) / (2 * h) for t in times]
    )
    nothing = np.zeros(count)
    ending = Ending(Outcome.TIME_LIMIT, time=1.0)
    return Trajectory(architecture, times, filters, nothing, nothing, velocities, ending)


def tracked(architecture, path, count=24):
    trajectory = along(architecture, path, count)
    paths = track_roots(architecture, trajectory)
    return paths, *with_meetings(paths, trajectory)


def asymmetry(points, exponent):
    """Hausdorff distance of a set of roots from its mirror image and from its turn."""
    images = [points.conj(), points * np.exp(2j * np.pi / exponent)]
    worst = 0.0
    for image in images:
        image = np.where(np.isinf(points), INFINITY, image)
        distance = chordal_distance(points[:, None], image[None, :])
        worst = max(worst, distance.min(axis=0).max(), distance.min(axis=1).max())
    return worst


def worst_asymmetry(paths, count=1000):
    worst = 0.0
    for position in np.linspace(0, len(paths.times) - 1, count, endpoint=False):
        k = int(position)
        drawn = between(paths.roots[k], paths.roots[k + 1], position - k)
        for i, exponent in enumerate(paths.architecture.exponents):
            if (own := paths.layer == i).any():
                worst = max(worst, asymmetry(drawn[own], exponent))
    return worst


ONE = Architecture(3, (3,), (1,))
RING = Architecture(7, (3, 2), (2, 1))


@pytest.mark.parametrize(
    ("path", "place", "time"),
    [
        (lambda t: (1.0 + (t - 0.4123), -2.0, 1.0), 1.0, 0.4123),  # (x - 1)² + (t - t*)
        (lambda t: (1.0 - (t - 0.777), 2.0, 1.0), -1.0, 0.777),
        (lambda t: (1.0, -0.02, 1e-4 * (1.0 + (t - 0.3))), 100.0, 0.3),
    ],
)
def test_two_real_roots_part_in_a_frame_of_their_own(path, place, time):
    """The discriminant vanishes at a time known in closed form, at a double root known too."""
    plain, paths, added = tracked(ONE, path)
    assert added.sum() == 1
    assert len(paths.times) == len(plain.times) + 1
    assert paths.times[added] == pytest.approx(time, abs=1e-9)
    first, second = paths.roots[added][0]
    assert first == second
    assert first.imag == 0.0
    assert first.real == pytest.approx(place, rel=1e-6)
    assert at_most(worst_asymmetry(paths), 0.0, abs=1e-15)
    assert worst_asymmetry(plain) > 1e-4  # what the frame is for


def test_a_ring_turns_at_zero_and_at_infinity_in_frames_of_their_own():
    """p̃_2 = (0.35 - t) + (t - 0.65) x²: its ring turns at 0 and at ∞."""
    plain, paths, added = tracked(RING, lambda t: (1.0, 3.0, 1.0, 0.35 - t, t - 0.65), 40)
    own = paths.layer == 1
    assert paths.times[added] == pytest.approx([0.35, 0.65], abs=1e-9)
    assert (paths.roots[added][0, own] == 0.0).all()
    assert np.isinf(paths.roots[added][1, own]).all()
    assert at_most(worst_asymmetry(paths), 0.0, abs=1e-14)
    assert worst_asymmetry(plain) > 1e-3


def test_rings_of_a_double_root_meet():
    """Two positive ρ of x² → ρ part: both rings are at ±√ρ* then."""
    architecture = Architecture(8, (2, 3), (2, 1))
    path = lambda t: (1.0, 2.0, 4.0 + (t - 0.5125), -4.0, 1.0)  # noqa: E731
    _, paths, added = tracked(architecture, path)
    assert paths.times[added] == pytest.approx([0.5125], abs=1e-9)
    ring = np.sort(paths.roots[added][0, paths.layer == 1].real)
    np.testing.assert_allclose(ring, np.sqrt(2.0) * np.array([-1, -1, 1, 1]), rtol=1e-6)
    assert at_most(worst_asymmetry(paths), 0.0, abs=1e-14)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("size", "widths", "strides"),
    [(10, (6, 5), (1, 1)), (44, (4, 3, 3), (2, 3, 1)), (13, (4, 4), (3, 1))],
)
def test_whatever_happens_between_frames_the_picture_is_closed(size, widths, strides, seed):
    """Fast random paths: several meetings, perhaps of the same roots, between two frames."""
    architecture = Architecture(size, widths, strides)
    rng = np.random.default_rng(seed)
    a, b, c = rng.normal(size=(3, sum(widths)))
    path = lambda t: a * np.cos(7 * t) + b * np.sin(9 * t) + c  # noqa: E731
    _, paths, added = tracked(architecture, path, 12)
    assert added.any()
    assert (np.diff(paths.times) > 0).all()
    assert at_most(worst_asymmetry(paths, 300), 0.0, abs=1e-12)


def test_partners_are_kept_where_roots_coincide():
    points = np.array([1j, -1j, 1j, -1j, 2.0, 2.0])
    before = np.array([3, 2, 1, 0, 5, 4])
    np.testing.assert_array_equal(partners(points, before, 0.0), before)
    fresh = partners(points, np.arange(6), 0.0)
    np.testing.assert_array_equal(fresh[fresh], np.arange(6))
    np.testing.assert_array_equal(fresh[4:], [4, 5])


def test_what_is_drawn_between_two_points_commutes_with_mirrors_and_turns():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 200, 2)) @ [1, 1j] * 10.0 ** rng.uniform(-8, 8, size=(2, 200))
    a[:5], b[5:8] = INFINITY, 0.0  # not both: between those there is no one way
    share = rng.uniform(size=200)
    middle = between(a, b, share)
    np.testing.assert_array_equal(between(a.conj(), b.conj(), share), middle.conj())
    turn = np.exp(0.7j)
    turned = [np.where(np.isinf(z), z, z * turn) for z in (a, b, middle)]
    assert at_most(chordal_distance(between(*turned[:2], share), turned[2]), 0.0, abs=1e-14)
    assert (between([1.0, -3.0], [2.0, INFINITY], 0.5).imag == 0.0).all()
