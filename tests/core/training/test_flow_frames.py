"""The frames kept of a step: as many as the cubic through its ends needs, by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from lcn_widgets.core.training.flow_frames import SMOOTHNESS, FlowFrames


def step_that_leaves_the_cubic(error, size=0.0):
    """A step over [0, 2] from `size` to `size` whose middle is `error` beside the cubic.

    The bump t²(2 - t)² has no value and no slope at the ends, and is 1 in the middle.
    """

    def path(t):
        t = np.asarray(t, dtype=float)
        return np.multiply.outer([1.0], size + error * (t * (2.0 - t)) ** 2)

    return SimpleNamespace(t_old=0.0, t=2.0, y=np.array([size]), dense_output=lambda: path)


def frames_of(stepper, wanted=None):
    frames = FlowFrames(np.array([stepper.y[0]]), wanted)
    frames.add(stepper, (np.zeros(1), np.zeros(1)))
    return frames.arrays()


@pytest.mark.parametrize(
    ("ratio", "pieces"),
    [(0.99, 1), (1.01, 2), (15.9, 2), (16.1, 3), (80.9, 3), (81.1, 4), (32.0**4, 32), (1e9, 32)],
)
def test_a_piece_of_an_nth_of_the_step_has_an_nth_to_the_4th_of_the_error(ratio, pieces):
    """The cubic of Hermite errs like h⁴: n⁴ times the error allowed takes n pieces, at most 32."""
    times, _ = frames_of(step_that_leaves_the_cubic(ratio * SMOOTHNESS))
    np.testing.assert_allclose(times, np.linspace(0.0, 2.0, pieces + 1), rtol=1e-15)


def test_the_error_counts_as_part_of_the_filters():
    """Relative to ‖w‖, but not for small ones."""
    for size, pieces in ((0.1, 6), (1.0, 6), (10.0, 4)):  # 5⁴ < 811 < 6⁴, 3⁴ < 81.1 < 4⁴
        times, _ = frames_of(step_that_leaves_the_cubic(811.0 * SMOOTHNESS, size))
        assert len(times) == pieces + 1


def test_frames_within_a_step_are_on_the_path():
    step = step_that_leaves_the_cubic(81.0 * SMOOTHNESS)
    times, filters = frames_of(step)
    np.testing.assert_array_equal(filters[:, 0], step.dense_output()(times)[0])


def test_wanted_times_are_the_only_frames():
    times, filters = frames_of(step_that_leaves_the_cubic(1.0), wanted=np.array([0.5, 1.0, 3.0]))
    np.testing.assert_array_equal(times, [0.5, 1.0])
    np.testing.assert_allclose(filters[:, 0], [0.5625, 1.0], rtol=1e-15)
