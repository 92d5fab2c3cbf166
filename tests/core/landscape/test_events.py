"""Events on paths whose roots are known in closed form, and on real runs."""

import numpy as np
import pytest

from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.landscape import EventKind, find_events
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import SquareLoss
from lcn_widgets.core.roots.paths import track_roots
from lcn_widgets.core.training.ending import Ending, Outcome
from lcn_widgets.core.training.flow import gradient_flow
from lcn_widgets.core.training.path import PathKind
from lcn_widgets.core.training.trajectory import Trajectory


def straight_path(widths, strides, start, end, frames=12, method=PathKind.FLOW):
    """w(t) = start + t (end - start), t in [0, 1], with a gradient that never dips."""
    size = 1
    for k, s in zip(widths[::-1], strides[::-1], strict=True):
        size = (size - 1) * s + k
    architecture = Architecture(size, widths, strides)
    times = np.linspace(0.0, 1.0, frames)
    start, end = np.array(start, dtype=float), np.array(end, dtype=float)
    trajectory = Trajectory(
        architecture=architecture,
        times=times,
        filters=start + times[:, None] * (end - start),
        risks=1.0 - times,
        gradient_norms=np.exp(-times),
        velocities=np.tile(end - start, (frames, 1)),
        ending=Ending(Outcome.TIME_LIMIT, time=1.0),
        method=method,
    )
    data = Dataset(np.eye(size), np.zeros((architecture.dims[-1], size)))
    return EmpiricalRisk(architecture, SquareLoss(), data), trajectory


def events_of(risk, trajectory):
    return find_events(risk, trajectory, track_roots(trajectory.architecture, trajectory))


def test_two_real_roots_meet_and_leave_the_real_axis():
    """p = x² - 2x + 1 + (t - 1/3): a double root 1 at t = 1/3."""
    path = straight_path((3,), (1,), [2 / 3, -2, 1], [5 / 3, -2, 1])
    (event,) = events_of(*path)
    assert event.kind is EventKind.LEAVE_REAL_AXIS
    assert event.layers == (1,)
    assert event.time == pytest.approx(1 / 3, abs=1e-12)
    assert event.root == pytest.approx(1.0, abs=1e-6)
    assert "leave the real axis" in event.sentence


def test_nothing_meets_between_the_steps_of_descent():
    """The same line as steps: its roots jump, none of them is ever at 1."""
    path = straight_path((3,), (1,), [2 / 3, -2, 1], [5 / 3, -2, 1], method=PathKind.DESCENT)
    assert events_of(*path) == ()


def test_a_conjugate_pair_becomes_real_in_a_layer_of_degree_3():
    """(x + 3)(x² + 1/e - t·c): refined by the pair nearest to the meeting point."""
    start = np.convolve([3.0, 1.0], [0.7, 0.0, 1.0])
    end = np.convolve([3.0, 1.0], [-0.3, 0.0, 1.0])
    (event,) = events_of(*straight_path((4,), (1,), start, end))
    assert event.kind is EventKind.BECOME_REAL
    assert event.time == pytest.approx(0.7, abs=1e-9)
    assert event.root == pytest.approx(0.0, abs=1e-4)


def test_roots_far_out_meet_as_exactly_as_those_near_zero():
    """x²(0.7 - t) + … reversed coefficients: the pair meets at infinity's side, 1/x = 0.01."""
    start = np.convolve([1.0, 3.0], np.array([1.0, -0.02, 1e-4 + 7e-5]))
    end = np.convolve([1.0, 3.0], np.array([1.0, -0.02, 1e-4 - 3e-5]))
    (event,) = events_of(*straight_path((4,), (1,), start, end))
    assert event.kind is EventKind.BECOME_REAL
    assert event.time == pytest.approx(0.7, abs=1e-8)
    assert event.root == pytest.approx(100.0, rel=1e-3)


def test_a_root_passes_infinity():
    """p = 1 + (0.4 - t) x: the root 1/(t - 0.4) goes through infinity at t = 0.4."""
    (event,) = events_of(*straight_path((2,), (1,), [1.0, 0.4], [1.0, -0.6]))
    assert event.kind is EventKind.INFINITY
    assert event.time == pytest.approx(0.4, abs=1e-12)
    assert event.sentence == "A root of layer 1 leaves to -∞ and comes back from +∞."


def test_a_root_comes_from_infinity():
    (event,) = events_of(*straight_path((2,), (1,), [1.0, 0.0], [1.0, 1.0]))
    assert event.kind is EventKind.INFINITY
    assert event.time == 0.0
    assert event.sentence == "A root of layer 1 comes from infinity."


def test_a_root_that_stays_at_infinity_is_no_event():
    assert events_of(*straight_path((2,), (1,), [1.0, 0.0], [2.0, 0.0])) == ()


def test_roots_of_two_layers_meet():
    """Roots t and 1/2 of two layers of width 2."""
    start, end = [0.0, 1.0, -0.5, 1.0], [-1.0, 1.0, -0.5, 1.0]
    (event,) = events_of(*straight_path((2, 2), (1, 1), start, end))
    assert event.kind is EventKind.LAYERS_MEET
    assert event.layers == (1, 2)
    assert event.time == pytest.approx(0.5, abs=1e-12)
    assert event.root == pytest.approx(0.5)


def test_roots_of_two_layers_meet_at_infinity():
    """Layer 1 passes infinity at t = 0.4, where the root of layer 2 stays."""
    found = events_of(*straight_path((2, 2), (1, 1), [1.0, 0.4, 1.0, 0.0], [1.0, -0.6, 1.0, 0.0]))
    assert {e.kind for e in found} == {EventKind.INFINITY, EventKind.LAYERS_MEET}
    for event in found:
        assert event.time == pytest.approx(0.4, abs=1e-9)


def test_a_ring_passes_zero_and_meets_a_root_of_another_layer():
    """s = (2, 1): layer 2 is a polynomial in x², with root y = 0.3 - t; layer 1 has root 0.4."""
    start, end = [-0.4, 1.0, -0.3, 1.0], [-0.4, 1.0, 0.7, 1.0]
    (meeting, zero) = events_of(*straight_path((2, 2), (2, 1), start, end))
    assert meeting.kind is EventKind.LAYERS_MEET
    assert meeting.time == pytest.approx(0.3 - 0.4**2, abs=1e-12)
    assert zero.kind is EventKind.ZERO
    assert zero.layers == (2,)
    assert zero.time == pytest.approx(0.3, abs=1e-12)


def test_roots_that_never_part_visibly_do_not_meet():
    """A double root whose halves part by rounding only."""
    path = straight_path((3,), (1,), [1 + 1e-12, -2, 1], [1 - 1e-12, -2, 1])
    assert events_of(*path) == ()


def test_layers_without_roots_have_no_events():
    assert events_of(*straight_path((1, 1), (1, 1), [1.0, 2.0], [-1.0, 1.0])) == ()


def test_a_near_saddle_in_closed_form():
    """L = (ab - 1)² from (1, -0.999): ‖∇L‖ is least where δ² + 6v² - 2v = 0, v = ab."""
    architecture = Architecture(1, (1, 1), (1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    trajectory = gradient_flow(risk, [1.0, -0.999])
    (event,) = events_of(risk, trajectory)
    assert event.kind is EventKind.NEAR_SADDLE
    a, b = trajectory.at(event.time)[0]
    delta = 1.0 - 0.999**2
    assert a * b == pytest.approx((2 - np.sqrt(4 - 24 * delta**2)) / 12, rel=1e-3)
    assert "negative eigenvalue" in event.sentence


def test_a_plateau_that_is_no_saddle():
    """From (1, -0.5) the flow slows down by a factor 2.4 only, while it turns round zero."""
    architecture = Architecture(1, (1, 1), (1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset([[1.0]], [[1.0]]))
    trajectory = gradient_flow(risk, [0.7, -0.65])
    kinds = [event.kind for event in events_of(risk, trajectory)]
    assert kinds == [EventKind.PLATEAU]


def test_events_of_the_opening_run_agree_with_its_roots():
    """Every event on the real axis is where the discriminant changes sign."""
    result = run(Experiment())
    paths = result.root_paths
    events = find_events(result.risk, result.trajectory, paths)
    times = [event.time for event in events]
    assert times == sorted(times)
    axis = (EventKind.LEAVE_REAL_AXIS, EventKind.BECOME_REAL)
    meetings = [event for event in events if event.kind in axis]
    assert len(meetings) >= 3
    for event in meetings:
        f = [result.trajectory.at(event.time * (1 + h))[0] for h in (-1e-4, 1e-4)]
        c0, c1, c2 = np.array(f)[:, slice(*((0, 3), (3, 6))[event.layers[0] - 1])].T
        discriminant = c1 * c1 - 4 * c0 * c2
        leaves = event.kind is EventKind.LEAVE_REAL_AXIS
        assert discriminant[0] * (1 if leaves else -1) > 0 > discriminant[1] * (1 if leaves else -1)
