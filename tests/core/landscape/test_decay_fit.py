"""The fit of a decay, on curves made of straight pieces whose slopes are known."""

import numpy as np
import pytest

from lcn_widgets.core.landscape.decay_fit import Decay, fit_decay

LEVELS = np.linspace(6.5, 0.0, 1301)
"""log10(L - L_∞) at the frames: half a decade at the end is left out, six are fitted."""
MIDDLE = 3.5
"""Where the window 6.5 … 0.5 is halved."""


def pieces(upper, lower):
    """A function of the level with slope -1/upper above the middle and -1/lower below."""
    above = np.maximum(LEVELS - MIDDLE, 0.0) - 3.0
    below = np.minimum(LEVELS - MIDDLE, 0.0)
    return -above / upper - below / lower


def test_a_rate_that_changes_in_the_middle_is_uncertain_by_half_the_change():
    """r = 3.1 and then 2.9, in natural units; ‖∇L‖² ~ gap^(3/2) and then gap."""
    times = pieces(3.1, 2.9) * np.log(10.0)
    log_squares = -pieces(1 / 1.5, 1.0)
    fit = fit_decay(times, 10.0**LEVELS, 10.0**log_squares)
    assert fit.decades == pytest.approx(6.0, rel=1e-12)
    assert fit.window == pytest.approx((0.0, np.log(10.0) * (3 / 3.1 + 3 / 2.9)), rel=1e-9)
    assert fit.rate_uncertainty == pytest.approx((3.1 - 2.9) / 2, rel=1e-9)
    assert fit.exponent_halves == pytest.approx((0.75, 0.5), rel=1e-9)
    assert fit.exponent_uncertainty == pytest.approx((0.75 - 0.5) / 2, rel=1e-9)


def test_a_jump_between_equal_halves_is_uncertain_by_twice_the_standard_error():
    """One decade lost at once in the middle; the standard error is NumPy's."""
    times = 6.5 - np.where(LEVELS > 4.0, LEVELS, np.where(LEVELS < 3.0, LEVELS + 1.0, 4.0))
    fit = fit_decay(times, 10.0**LEVELS, 10.0**LEVELS)
    levels = np.linspace(6.5, 0.5, 60)
    there = 6.5 - np.where(levels > 4.0, levels, np.where(levels < 3.0, levels + 1.0, 4.0))
    (slope, _), covariance = np.polyfit(there, -np.log(10.0) * levels, 1, cov=True)
    assert fit.rate == pytest.approx(slope, rel=1e-9)
    assert fit.rate_uncertainty == pytest.approx(2.0 * np.sqrt(covariance[0, 0]), rel=1e-9)
    assert fit.exponent == pytest.approx(0.5, rel=1e-9)


def test_a_power_of_time_is_slower_and_an_exponential_is_not():
    """gap = t^-2 has ‖∇L‖² = -d/dt gap ~ gap^(3/2): θ = 3/4 in both halves."""
    gaps = 10.0**LEVELS
    power = fit_decay(1.0 / np.sqrt(gaps), gaps, 2.0 * gaps**1.5)
    assert power.exponent == pytest.approx(0.75, rel=1e-9)
    assert power.verdict is Decay.SLOWER
    line = fit_decay(-np.log(gaps) / 3.0, gaps, 3.0 * gaps)
    assert line.rate == pytest.approx(3.0, rel=1e-9)
    assert line.verdict is Decay.EXPONENTIAL


@pytest.mark.parametrize("frames", [slice(0, 690), slice(0, 7)])
def test_few_decades_or_frames_are_not_fitted(frames):
    """690 frames fall by 3.445 decades, of which half a decade is left out."""
    gaps = 10.0 ** LEVELS[frames]
    assert fit_decay(-np.log(gaps), gaps, gaps) is None
