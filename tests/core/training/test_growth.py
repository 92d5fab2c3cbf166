"""Growth of ‖w‖: two decades in a row, by hand."""

import pytest

from lcn_widgets.core.training.growth import Growth


def growth_of(norms, times=(1.0, 10.0, 100.0)):
    growth = Growth()
    for t, norm in zip(times, norms, strict=True):
        growth.add(t, norm)
    return growth


@pytest.mark.parametrize(
    ("norms", "unbounded"),
    [
        ((1.0, 1.06, 1.12), True),
        ((1.0, 1.0, 2.0), False),  # it has only just begun
        ((1.0, 2.0, 2.0), False),  # it has ended
        ((1.0, 1.04, 1.2), False),
        ((1.0, 1.06, 1.09), False),
        ((2.0, 1.0, 0.5), False),
    ],
)
def test_both_of_the_last_decades_have_to_grow_by_5_percent(norms, unbounded):
    assert growth_of(norms).unbounded is unbounded


def test_less_than_two_decades_tell_nothing():
    assert not growth_of((1.0, 10.0, 100.0), times=(1.0, 10.0, 99.0)).unbounded
    assert not Growth().unbounded


@pytest.mark.parametrize("power", [1 / 6, 0.5, 2.0])
def test_the_exponent_is_that_of_a_power_of_time(power):
    times = [10.0**n for n in range(4)]
    growth = growth_of([t**power for t in times], times)
    assert growth.exponent == pytest.approx(power, rel=1e-12)
    assert growth.unbounded
