"""Two runs beside each other: what was changed, and what came of it, by a plain look at both."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from lcn_widgets import (
    Architecture,
    Descent,
    Experiment,
    HuberLoss,
    IdentityData,
    NormalInitialization,
    run,
)
from lcn_widgets.core.experiment import changes, compare, preset_named
from lcn_widgets.core.risk import LpLoss

FIRST = Experiment()


def but(**parts) -> Experiment:
    return dataclasses.replace(FIRST, **parts)


@pytest.fixture(scope="module")
def first():
    return run(FIRST)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (FIRST, "the same experiment"),
        (but(architecture=Architecture(17, (3, 3, 2), (1, 1, 1))), "stride 1, 2, 1 → 1, 1, 1"),
        (but(initialization=NormalInitialization(seed=4)), "start seed 0 → 4"),
        (but(initialization=NormalInitialization(scale=2.5)), "start scale 1 → 2.5"),
        (but(loss=HuberLoss()), "loss Square → Huber"),
        (
            but(loss=HuberLoss(), method=Descent()),
            "loss Square → Huber and method Gradient flow → Gradient descent",
        ),
        (preset_named("spurious").experiment, "5 settings changed"),
    ],
)
def test_a_change_is_told_by_both_values(other: Experiment, expected: str, first):
    found = compare(run(other), first)
    assert str(found.change_message) == expected
    assert str(found.message).startswith("This is the same" if other == FIRST else expected)


def test_changes_are_those_that_make_the_other_experiment():
    other = but(
        loss=LpLoss(p=4.0),
        data=dataclasses.replace(FIRST.data, samples=9),
        architecture=Architecture(19, (3, 3, 2), (1, 2, 1)),
    )
    found = {(c.part, c.name): (c.before, c.after) for c in changes(FIRST, other)}
    assert found == {
        ("architecture", "input_dim"): (17, 19),
        ("loss", "kind"): (FIRST.loss.label, other.loss.label),
        ("data", "samples"): (FIRST.data.samples, 9),
    }


def test_results_are_those_of_the_runs(first):
    other = run(but(initialization=NormalInitialization(seed=2)))
    found = compare(other, first)
    for result, of in ((found.after, other), (found.before, first)):
        assert result.risk == of.trajectory.risks[-1]
        assert result.drift == np.abs(of.trajectory.drifts).max()
        assert result.kind == of.limit_kind[0]
        assert result.events == of.events
    for shift in found.shifts:
        times = []
        for of in (first, other):
            same = [e for e in of.events if (e.kind, e.layers) == (shift.kind, shift.layers)]
            times.append(min(event.time for event in same))
        assert times == [shift.before, shift.after]
    lengths = [abs(math.log(shift.after / shift.before)) for shift in found.shifts]
    assert lengths == sorted(lengths, reverse=True)
    assert "a local minimum instead of a global minimum" in str(found.message)


def test_nothing_is_said_of_events_between_the_steps_of_descent(first):
    found = compare(run(but(method=Descent(step_size=1e-4, max_steps=50))), first)
    assert found.after.events is None
    assert found.shifts == ()
    assert "event" not in str(found.message)


def test_a_single_layer_has_no_drift_to_tell():
    single = but(architecture=Architecture(9, (3,), (1,)))
    found = compare(run(single), run(FIRST))
    assert math.isnan(found.after.drift)
    assert "δ" not in str(found.message)


def test_risks_that_differ_in_a_later_digit_are_not_told_as_equal():
    # the two ends, at (1, 0, 0) and (0, 0, 1.0005), have the risks 1.0005² and 1
    experiment = Experiment(
        Architecture(3, (2, 2), (1, 1)), data=IdentityData(teacher=(1.0, 0.0, 1.0005))
    )
    runs = [
        run(dataclasses.replace(experiment, initialization=NormalInitialization(seed=seed)))
        for seed in range(6)
    ]
    low, high = (pick(runs, key=lambda r: r.trajectory.risks[-1]) for pick in (min, max))
    assert high.trajectory.risks[-1] == pytest.approx(1.0005**2)
    assert low.trajectory.risks[-1] == pytest.approx(1.0)
    told = str(compare(high, low).message)
    assert "the risk at the end is 1 to three digits in both, and greater by 0.001 here" in told
    assert "smaller by 0.001" in str(compare(low, high).message)
