"""Root paths against families whose roots are known in closed form: no two are ever swapped."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcn_widgets.core.inputs.limits import MAX_PATH_FRAMES, MAX_PATH_GROWTH
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.roots.paths import MAX_STEP, track_roots
from lcn_widgets.core.roots.polynomials import form_with_roots, unitary_weights
from lcn_widgets.core.roots.sphere import INFINITY, chordal_distance, homogeneous_coordinates
from lcn_widgets.core.training.ending import Ending, Outcome
from lcn_widgets.core.training.path import PathKind
from lcn_widgets.core.training.trajectory import Trajectory

STEP = 1e-4
"""Step of the difference quotients below."""


def trajectory(architecture, times, filters, velocities=None, method=PathKind.FLOW):
    times, filters = np.asarray(times, dtype=float), np.asarray(filters, dtype=float)
    nothing = np.zeros(len(times))
    velocities = np.zeros_like(filters) if velocities is None else velocities
    ending = Ending(Outcome.CONVERGED, time=times[-1])
    return Trajectory(architecture, times, filters, nothing, nothing, velocities, ending, method)


def architecture_for(widths, strides):
    exponents = np.cumprod([1, *strides])
    width = 1 + sum((k - 1) * S for k, S in zip(widths, exponents, strict=False))
    return Architecture(int(width), widths, strides)


def follow(filters_at, times, widths, strides):
    """Track along w(t) = filters_at(t), velocities by differences good to 1e-12."""
    architecture = architecture_for(widths, strides)
    filters = np.array([filters_at(t) for t in times])
    velocities = np.array(
        [
            (8 * (filters_at(t + STEP) - filters_at(t - STEP)))
            - (filters_at(t + 2 * STEP) - filters_at(t - 2 * STEP))
            for t in times
        ]
    ) / (12 * STEP)
    path = trajectory(architecture, times, filters, velocities)
    return path, track_roots(architecture, path)


def monic(points):
    """Ascending coefficients of Π (x - z)."""
    c = np.ones(1, dtype=complex)
    for z in points:
        c = np.convolve(c, [-z, 1.0])
    assert np.abs(c.imag).max() / np.abs(c).max() == pytest.approx(0.0, abs=1e-9)
    return c.real


def follow_roots(roots_at, times, stride=None, scale_at=lambda t: 1.0):
    """Track one layer with the roots roots_at(t); with `stride`, behind a layer of that stride."""
    count = len(roots_at(times[0]))

    def filters_at(t):
        f = scale_at(t) * monic(roots_at(t))
        return f if stride is None else np.concatenate([[1.0], f])

    if stride is None:
        return follow(filters_at, times, (count + 1,), (1,))
    return follow(filters_at, times, (1, count + 1), (stride, 1))


def assert_is_tracking(path, paths):
    """What holds for every result: frames kept, roots of the filters, symmetric, nothing jumps."""
    assert np.isin(path.times, paths.times).all()
    assert (np.diff(paths.times) > 0.0).all()
    limit = max(len(path.times), min(MAX_PATH_FRAMES, MAX_PATH_GROWTH * len(path.times)))
    assert len(paths.times) <= limit
    np.testing.assert_allclose(paths.filters, path.at(paths.times), rtol=1e-12, atol=1e-12)
    assert not np.isnan(paths.roots).any()
    architecture = path.architecture
    assert paths.roots.shape == (len(paths.times), sum(architecture.degrees))
    for i, p in enumerate(architecture.layer_polynomials(paths.filters)):
        found = paths.roots[:, paths.layer == i]
        if not found.shape[1]:
            continue
        weights = unitary_weights(found.shape[1])
        form = form_with_roots(homogeneous_coordinates(found)) * weights
        p = p * weights
        p /= np.linalg.norm(p, axis=1, keepdims=True)
        factor = np.sum(form.conj() * p, axis=1) / np.sum(np.abs(form) ** 2, axis=1)
        error = np.linalg.norm(p - factor[:, None] * form, axis=1)
        assert error.max() == pytest.approx(0.0, abs=1e-7)
        assert np.median(error) == pytest.approx(0.0, abs=1e-13)
        between = chordal_distance(found[:, :, None], found.conj()[:, None, :])
        assert between.min(axis=2).max(initial=0.0) == pytest.approx(0.0, abs=1e-7)


def assert_identity(paths, times, truth, tolerance):
    """Each column is one and the same of the true paths (T, n) at all `times`."""
    rows = np.searchsorted(paths.times, times)
    found = paths.roots[rows]
    distance = chordal_distance(found[:, :, None], truth[:, None, :]).max(axis=0)
    assert distance.min(axis=1).max() == pytest.approx(0.0, abs=tolerance)
    assert sorted(distance.argmin(axis=1)) == list(range(truth.shape[1]))


def pair(z):
    return [z, np.conj(z)]


NEAR = 1e-6
FAMILIES = {
    "circles of different speeds": lambda t: [
        *pair(0.3 + 1.5j + np.exp(7j * t)),
        *pair(-0.2 + 1.4j + 0.5 * np.exp(-13j * t)),
        np.sin(4 * t) + 3.0,
    ],
    "conjugate pairs pass at 1e-6": lambda t: [
        *pair((t - 0.4567) + 1j),
        *pair(0.7 * (0.4567 - t) + (1 + NEAR) * 1j),
    ],
    "a conjugate pair passes at 1e-6 another at rest": lambda t: [
        *pair((1 + 0.5j) * (t - 0.4567) + 1j),
        *pair(NEAR + 1j),
    ],
    "a conjugate pair passes the real axis at 1e-6": lambda t: [
        *pair((t - 0.5) + 1j * NEAR),
        *pair(0.5 * t + 2j),
    ],
    "a conjugate pair comes to 1e-6 and parts": lambda t: [
        *pair(1j * np.hypot(t - 0.4567, NEAR)),
        2.0 + t,
        -3.0,
    ],
    "two real roots come to 1e-6 and part": lambda t: [
        -np.hypot(t - 0.4567, NEAR),
        np.hypot(t - 0.4567, NEAR),
        2.0 + t,
        *pair(1j),
    ],
    "three real roots come to 1e-3": lambda t: [
        -np.hypot(t - 0.4567, 1e-3),
        0.0,
        np.hypot(t - 0.4567, 1e-3),
    ],
    "a conjugate pair passes a real root at 1e-3": lambda t: [
        *pair((t - 0.4567) + 1e-3j),
        0.0,
        -2.0,
    ],
    "six roots on small circles": lambda t: [
        *pair(1j + 0.2 * np.exp(9j * t)),
        *pair(0.5 + 1j + 0.2 * np.exp(-8j * t)),
        *pair(0.2 + 1.4j + 0.2 * np.exp(11j * t)),
    ],
}


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("frames", [60, 300])
def test_no_swap_on_closed_families(name, frames):
    roots_at = FAMILIES[name]
    times = np.linspace(0.0, 1.0, frames)
    path, paths = follow_roots(roots_at, times)
    assert_is_tracking(path, paths)
    truth = np.array([roots_at(t) for t in times])
    assert_identity(paths, times, truth, 1e-5)


@pytest.mark.parametrize("name", [n for n in FAMILIES if "at 1e-6" in n or "part" in n])
def test_no_swap_between_very_coarse_frames(name):
    """Ten frames; the roots come to 1e-6 in between, where only the cubic knows."""
    roots_at = FAMILIES[name]
    times = np.linspace(0.0, 1.0, 10)
    path, paths = follow_roots(roots_at, times)
    assert_is_tracking(path, paths)
    assert_identity(paths, times, np.array([roots_at(t) for t in times]), 1e-5)


def test_of_two_real_roots_that_meet_the_left_one_goes_below():
    """x² - 2cx + c² + t: real for t < 0. The convention, there and back."""
    times = np.linspace(-1.0, 1.0, 41) + 0.013

    def quadratic(t):
        return np.convolve([1.0 + t, -2.0, 1.0], [9.0, 0.0, 1.0])

    for sign in (1.0, -1.0):
        path, paths = follow(lambda t, sign=sign: quadratic(sign * t), times, (5,), (1,))
        assert_is_tracking(path, paths)
        t = sign * times
        depth = np.sqrt(np.abs(t))
        first = np.where(t < 0, 1 - depth, 1 - 1j * depth)
        second = np.where(t < 0, 1 + depth, 1 + 1j * depth)
        truth = np.stack([first, second, 0 * t + 3j, 0 * t - 3j], axis=1)
        assert_identity(paths, times, truth, 1e-12)


def test_steps_near_a_meeting_are_small_enough_to_draw():
    times = np.linspace(-1.0, 1.0, 41) + 0.013
    _, paths = follow(lambda t: np.array([1.0 + t, -2.0, 1.0]), times, (3,), (1,))
    steps = chordal_distance(paths.roots[1:], paths.roots[:-1])
    assert steps.max() <= MAX_STEP
    assert len(paths.times) < 3 * len(times)


def test_roots_that_meet_at_infinity_follow_the_same_convention():
    """1 + t x²: real for t < 0. Along increasing x through infinity the positive root is left."""
    times = np.linspace(-1.0, 1.0, 41) + 0.013
    path, paths = follow(lambda t: np.array([1.0, 0.0, t]), times, (3,), (1,))
    assert_is_tracking(path, paths)
    size = 1.0 / np.sqrt(np.abs(times))
    left = np.where(times < 0, size, -1j * size)
    right = np.where(times < 0, -size, 1j * size)
    assert_identity(paths, times, np.stack([left, right], axis=1), 1e-12)


@pytest.mark.parametrize("hit", [True, False], ids=["frame at infinity", "frames beside infinity"])
def test_a_root_crosses_infinity_and_comes_back_on_the_other_side(hit):
    """(x - 1/s)·s with s from 1 to -1: the leading coefficient vanishes once."""
    times = np.linspace(-1.0, 1.0, 41 if hit else 40)

    def filters_at(t):
        return np.convolve([-1.0, -t], [1.0, 0.5, 1.0])

    path, paths = follow(filters_at, times, (4,), (1,))
    assert_is_tracking(path, paths)
    z = (-1 + np.sqrt(15) * 1j) / 4
    with np.errstate(divide="ignore"):
        real = np.where(times == 0.0, np.inf, -1.0 / times)
    truth = np.stack([real + 0j, 0 * times + z, 0 * times + z.conjugate()], axis=1)
    assert_identity(paths, times, truth, 1e-12)
    assert np.isinf(paths.roots).any() == hit
    if hit:
        assert INFINITY in paths.roots[np.searchsorted(paths.times, 0.0)]


def test_all_real_roots_wander_around_the_circle():
    """k real roots cot(φ + jπ/k), φ from 0 to 3π: each passes infinity three times."""
    k, times = 4, np.linspace(0.0, 1.0, 400)

    def angles(t):
        return 3 * np.pi * t + np.arange(k) * np.pi / k + 0.1

    def filters_at(t):
        f = np.ones(1)
        for a in angles(t):
            f = np.convolve(f, [-np.cos(a), np.sin(a)])
        return f

    path, paths = follow(filters_at, times, (k + 1,), (1,))
    assert_is_tracking(path, paths)
    truth = np.array([1 / np.tan(angles(t)) for t in times]) + 0j
    assert_identity(paths, times, truth, 1e-11)


def test_size_of_the_filter_does_not_matter():
    times = np.linspace(0.0, 1.0, 50)
    roots_at = FAMILIES["circles of different speeds"]
    truth = np.array([roots_at(t) for t in times])
    for size in (1e-150, -1e150):
        _, paths = follow_roots(roots_at, times, scale_at=lambda t, size=size: size * (1 + t))
        assert_identity(paths, times, truth, 1e-11)


# --- rings ---------------------------------------------------------------------------------------


def carousel(t):
    """Roots (L, U, R, Q) in one clockwise turn of L about 0 for t in [0, 3], real coefficients.

    L, below, meets U on the negative axis and goes left; meets R and goes above; lands on the
    positive axis and goes right; meets Q and goes below again.
    """

    def quadratic(corners, s):
        s = (1 - np.cos(np.pi * s)) / 2 * (len(corners) - 1)
        n = min(int(s), len(corners) - 2)
        a, b = np.array(corners[n]), np.array(corners[n + 1])
        c, g = a + (s - n) * (b - a)
        return c - np.sqrt(g + 0j), c + np.sqrt(g + 0j)

    phase = min(int(t), 2)
    s = t - phase
    if phase == 0:
        left, right = quadratic([(0, -1), (-3, 0.25)], s)
        return [left, right, -5, 5]
    if phase == 1:
        left, right = quadratic([(-4.25, 0.5625), (-4, -4), (2.5, -1), (3, 0.25)], s)
        return [right, -2.5, left, 5]
    left, right = quadratic([(4.25, 0.5625), (4, -4), (0, -1)], s)
    return [left, -2.5, 2.5, right]


def two_turns(t):
    """Two turns of L; in between U goes left to where R was, and R right to where Q was."""
    if t <= 3.0:
        return carousel(t)
    if t < 4.0:
        s = (1 - np.cos(np.pi * (t - 3.0))) / 2
        L, U, R, Q = carousel(3.0)
        return [L, U + s * (-5 - U), R + s * (5 - R), Q]
    L, below, left, right = carousel(t - 4.0)
    return [L, left, right, below]


@pytest.mark.parametrize("S", [2, 3, 6])
def test_rings_turn_with_the_argument_of_their_root(S):
    times = np.linspace(0.0, 7.0, 1401)
    path, paths = follow_roots(two_turns, times, stride=S)
    assert_is_tracking(path, paths)
    truth = np.array([two_turns(t)[0] for t in times])
    angle = np.unwrap(np.angle(truth))
    assert angle[-1] - angle[0] == pytest.approx(-4 * np.pi)
    rows = np.searchsorted(paths.times, times)
    ring = np.abs(truth) ** (1 / S) * np.exp(1j * angle / S)
    first = chordal_distance(paths.roots[0], ring[0]).argmin()
    members = np.flatnonzero((paths.layer == 1) & (paths.ring == paths.ring[first]))
    assert sorted(paths.branch[members]) == list(range(S))
    for column in members:
        turn = np.exp(2j * np.pi * (paths.branch[column] - paths.branch[first]) / S)
        distance = chordal_distance(paths.roots[rows, column], ring * turn)
        assert distance.max() == pytest.approx(0.0, abs=1e-4)


@pytest.mark.parametrize("S", [2, 3, 6])
def test_rings_are_the_strided_roots_of_every_root(S):
    times = np.linspace(0.0, 1.0, 80)
    path, paths = follow_roots(FAMILIES["circles of different speeds"], times, stride=S)
    assert_is_tracking(path, paths)
    for ring in range(5):
        columns = paths.roots[:, paths.ring == ring]
        assert columns.shape[1] == S
        powers = columns**S
        assert chordal_distance(powers, powers[:, :1]).max() == pytest.approx(0.0, abs=1e-12)
    steps = chordal_distance(paths.roots[1:], paths.roots[:-1])
    assert steps.max() < 0.1


@pytest.mark.parametrize("S", [2, 3])
@pytest.mark.parametrize("frames", [40, 41])
def test_ring_of_a_real_root_through_zero_and_infinity(S, frames):
    """The ring collapses there. Its angle goes up by π/S and comes back, it never drifts away."""
    times = np.linspace(0.0, 2 * np.pi, frames)
    _, paths = follow(lambda t: np.array([1.0, -np.sin(t), np.cos(t)]), times, (1, 2), (S, 1))
    with np.errstate(divide="ignore"):
        powers = paths.roots**S
    finite = np.isfinite(paths.roots) & (np.abs(paths.roots) < 1e6)
    rho = np.tan(paths.times)[:, None] + 0j
    distance = chordal_distance(np.where(finite, powers, rho), rho)
    assert distance.max() == pytest.approx(0.0, abs=1e-6)
    angles = np.angle(paths.roots[np.abs(np.abs(rho[:, 0]) - 1) < 0.5][:, 0])
    allowed = np.array([0.0, np.pi / S])
    assert np.abs(angles[:, None] - allowed).min(axis=1).max() == pytest.approx(0.0, abs=1e-9)


def test_columns_say_layer_ring_and_branch():
    architecture = architecture_for((3, 1, 2, 3), (2, 1, 3, 1))
    w = np.random.default_rng(0).standard_normal((1, architecture.parameter_count))
    paths = track_roots(architecture, trajectory(architecture, [0.0], w))
    assert architecture.exponents == (1, 2, 2, 6)
    assert paths.layer.tolist() == [0] * 2 + [2] * 2 + [3] * 12
    assert paths.ring.tolist() == [0, 1] + [0, 0] + [0] * 6 + [1] * 6
    assert paths.branch.tolist() == [0, 0] + [0, 1] + [*range(6)] * 2
    assert_is_tracking(trajectory(architecture, [0.0], w), paths)


# --- any smooth family ---------------------------------------------------------------------------


@settings(max_examples=40)
@given(
    pairs=st.integers(0, 3),
    reals=st.integers(0, 3),
    stride=st.sampled_from([None, 1, 2, 3]),
    frames=st.sampled_from([120, 300]),
    seed=st.integers(0, 10**6),
)
def test_no_swap_on_random_smooth_families(pairs, reals, stride, frames, seed):
    """Conjugate pairs on random closed curves above the real axis, real roots that keep apart."""
    rng = np.random.default_rng(seed)
    waves = rng.standard_normal((pairs, 3)) + 1j * rng.standard_normal((pairs, 3))
    phases = rng.uniform(0, 2 * np.pi, reals)

    def roots_at(t):
        above = (waves * np.exp(1j * np.arange(1, 4) * 2 * t) / [2, 4, 8]).sum(axis=1)
        above = above.real + 1j * (0.1 + np.log1p(np.exp(above.imag)))
        real = [2.0 * j + 0.9 * np.sin(3 * t + a) - 2.0 for j, a in enumerate(phases)]
        return [*above, *above.conj(), *real]

    if pairs + reals == 0:
        return
    times = np.linspace(0.0, 3.0, frames)
    path, paths = follow_roots(
        roots_at, times, stride=stride, scale_at=lambda t: 1.5 + np.sin(5 * t)
    )
    assert_is_tracking(path, paths)
    truth = np.array([roots_at(t) for t in times])
    if stride in (None, 1):
        assert_identity(paths, times, truth, 1e-6)
        return
    rows = np.searchsorted(paths.times, times)
    powers = paths.roots[rows][:, paths.branch == 0] ** stride
    distance = chordal_distance(powers[:, :, None], truth[:, None, :]).max(axis=0)
    assert distance.min(axis=1).max() == pytest.approx(0.0, abs=1e-6)
    assert sorted(distance.argmin(axis=1)) == list(range(truth.shape[1]))


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), frames=st.integers(1, 30))
def test_paths_of_random_descents_are_roots_at_every_time(seed, frames):
    """Large random steps: whatever happens between, the roots are right and frames are few."""
    architecture = architecture_for((4, 3, 2), (2, 1, 1))
    rng = np.random.default_rng(seed)
    filters = rng.standard_normal((frames, architecture.parameter_count))
    path = trajectory(architecture, np.arange(frames), filters, method=PathKind.DESCENT)
    assert_is_tracking(path, track_roots(architecture, path))


# --- degenerate paths ----------------------------------------------------------------------------


@pytest.mark.parametrize("frames", [20, 21], ids=["zero between frames", "zero at a frame"])
def test_a_layer_that_vanishes_keeps_its_roots(frames):
    """s·(x - 1)(x - 2) with s from -1 to 1: at s = 0 there are no roots, those before stay."""
    times = np.linspace(-1.0, 1.0, frames)
    _, paths = follow(lambda t: t * np.array([2.0, -3.0, 1.0]), times, (3,), (1,))
    np.testing.assert_allclose(paths.roots, np.tile([1.0, 2.0], (len(paths.times), 1)), rtol=1e-9)


def test_a_layer_that_starts_at_zero_has_the_roots_of_the_first_frame_that_is_not():
    times = np.linspace(0.0, 1.0, 11)
    _, paths = follow(lambda t: t * np.array([2.0, -3.0, 1.0]), times, (3,), (1,))
    np.testing.assert_allclose(paths.roots, np.tile([1.0, 2.0], (len(paths.times), 1)), rtol=1e-9)


def test_a_layer_that_is_zero_throughout_has_roots_zero():
    _, paths = follow(lambda t: np.array([0.0, 0.0, 0.0]), np.arange(4.0), (3,), (1,))
    np.testing.assert_array_equal(paths.roots, np.zeros((4, 2)))


def test_layers_of_width_one_have_no_roots():
    architecture = Architecture(5, (1, 1), (2, 1))
    path = trajectory(architecture, np.arange(3.0), np.ones((3, 2)))
    paths = track_roots(architecture, path)
    assert paths.roots.shape == (3, 0)
    np.testing.assert_array_equal(paths.times, path.times)


@pytest.mark.parametrize(
    "roots_at",
    [
        lambda t: [1.0, 1.0, 1.0, 2.0 + t],
        lambda t: [1 + (t - 0.45), 1 - (t - 0.45), 1.0, 3.0],
        lambda t: [*pair(1j + (t - 0.45)), *pair(1j - (t - 0.45))],
        lambda t: [t - 0.45] * 5,
    ],
    ids=["triple throughout", "triple once", "double pair once", "quintuple"],
)
def test_multiple_roots_end_in_a_finite_answer(roots_at):
    """No matching is right or wrong there: the roots are, and few times are looked at.

    Rounding moves a fivefold root by ε^{1/5} = 7e-4; a factor 10 of that is 10⁵ in rounding.
    """
    times = np.linspace(0.0, 1.0, 100)
    _, paths = follow_roots(roots_at, times)
    truth = np.array([roots_at(t) for t in times], dtype=complex)
    rows = np.searchsorted(paths.times, times)
    distance = chordal_distance(paths.roots[rows][:, :, None], truth[:, None, :])
    assert distance.min(axis=2).max() == pytest.approx(0.0, abs=1e-2)
    assert distance.min(axis=1).max() == pytest.approx(0.0, abs=1e-2)
    assert len(paths.times) <= 2 * len(times)


def test_the_same_trajectory_gives_the_same_paths():
    times = np.linspace(0.0, 1.0, 60)
    roots_at = FAMILIES["six roots on small circles"]
    first, second = (follow_roots(roots_at, times)[1] for _ in range(2))
    np.testing.assert_array_equal(first.times, second.times)
    np.testing.assert_array_equal(first.roots, second.roots)
