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


def test_a_rate_whose_drift_halves_is_carried_on_to_where_it_settles():
    """Slopes 3.4, 3.2, 3.1 in the thirds: 3.1 - 0.05 - 0.025 - … = 3, carried on by 0.1."""
    steps = 6.0 / 59.0  # between the 60 points of the fit, of which each third has 20
    bounds = 6.5 - steps * np.array([0.0, 19.5, 39.5, 65.0])
    parts = [
        (np.clip(high - LEVELS, 0.0, high - low)) / rate
        for high, low, rate in zip(bounds, bounds[1:], (3.4, 3.2, 3.1), strict=False)
    ]
    fit = fit_decay(np.sum(parts, axis=0) * np.log(10.0), 10.0**LEVELS, 10.0**LEVELS)
    assert fit.decades == pytest.approx(6.0, rel=1e-12)
    assert fit.rate == pytest.approx(3.0, rel=1e-9)
    assert fit.rate_uncertainty == pytest.approx(2 * 0.1, rel=1e-6)
    assert fit.verdict is Decay.EXPONENTIAL


def test_an_exponent_that_changes_in_the_middle_is_uncertain_by_half_the_change():
    """‖∇L‖² ~ gap^(3/2) and then gap, at one rate 3 in natural units."""
    times = (6.5 - LEVELS) * np.log(10.0) / 3.0
    fit = fit_decay(times, 10.0**LEVELS, 10.0 ** -pieces(1 / 1.5, 1.0))
    assert fit.rate == pytest.approx(3.0, rel=1e-9)
    assert fit.window == pytest.approx((0.0, 2.0 * np.log(10.0)), abs=1e-9)
    assert fit.exponent_halves == pytest.approx((0.75, 0.5), rel=1e-9)
    assert fit.exponent_uncertainty == pytest.approx((0.75 - 0.5) / 2, rel=1e-9)


def test_a_jump_between_equal_halves_is_uncertain_by_twice_the_standard_error():
    """‖∇L‖² loses a decade at once in the middle; the standard error is NumPy's."""

    def squares(levels):
        return np.where(levels > MIDDLE, levels, levels - 1.0)

    fit = fit_decay(-np.log(10.0) * LEVELS, 10.0**LEVELS, 10.0 ** squares(LEVELS))
    levels = np.linspace(6.5, 0.5, 60)
    (slope, _), covariance = np.polyfit(levels, squares(levels), 1, cov=True)
    assert fit.exponent == pytest.approx(slope / 2.0, rel=1e-9)
    assert fit.exponent_uncertainty == pytest.approx(np.sqrt(covariance[0, 0]), rel=1e-9)
    assert fit.rate == pytest.approx(1.0, rel=1e-9)


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
