"""What a loss promises to the proofs of limits: bounds of ℓ''', and how well ℓ' and ℓ'' are known.

The oracle differences ℓ in 60 digits.
"""

from decimal import Decimal, localcontext

import decimals
import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.risk import (
    ROUNDING,
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)

SMOOTH = [
    SquareLoss(),
    LpLoss(1.5),
    LpLoss(2.0),
    LpLoss(2.5),
    LpLoss(3.0),
    LpLoss(4.0),
    LpLoss(7.3),
    PseudoHuberLoss(0.01),
    PseudoHuberLoss(3.0),
    GeneralizedHuberLoss(1.0, -1.999),
    GeneralizedHuberLoss(2.0, -1.0),
    GeneralizedHuberLoss(1.0, 0.0),
    GeneralizedHuberLoss(30.0, 2.0),
    GeneralizedHuberLoss(1.0, 5.0),
    GeneralizedHuberLoss(1.0, 1e4),
    LogCoshLoss(0.1),
    LogCoshLoss(100.0),
]


def third(loss, r):
    with localcontext() as context:
        context.prec = decimals.DIGITS
        r = Decimal(float(r))
        return abs(float(decimals.derivative(loss, r, 3, decimals.scale_of(loss, r))))


def points(loss, count, seed):
    """Residuals from far below the scale of the loss to beyond it."""
    rng = np.random.default_rng(seed)
    scale = getattr(loss, "delta", 1.0 / getattr(loss, "alpha", 1.0))
    return rng.choice([-1.0, 1.0], count) * scale * 10.0 ** rng.uniform(-4.0, 1.2, count)


@pytest.mark.parametrize("loss", SMOOTH, ids=str)
def test_at_one_residual_the_bound_is_the_third_derivative(loss):
    for r in points(loss, 12, 0):
        bound = loss.largest_third_derivative(np.array([r]), np.array([r]))[0]
        scale = loss.curvature(r) / abs(r)
        assert bound == pytest.approx(third(loss, r), rel=1e-9, abs=1e-11 * abs(scale))


@pytest.mark.parametrize("loss", SMOOTH, ids=str)
def test_on_an_interval_it_is_the_largest_of_them(loss):
    ends = np.sort(points(loss, 12, 1).reshape(6, 2), axis=1)
    for low, high in ends:
        bound = loss.largest_third_derivative(np.array([low]), np.array([high]))[0]
        places = 10.0 ** np.linspace(-5.0, 0.0, 120)
        inside = np.concatenate([np.linspace(low, high, 9), low * places, high * places])
        inside = inside[(low <= inside) & (inside <= high)]
        largest = max(third(loss, r) for r in inside if r != 0.0)
        assert at_most(largest, bound, rel=1e-8, abs=1e-12)
        assert bound == np.inf or at_most(bound, largest, rel=0.2, abs=1e-12)


@pytest.mark.parametrize("loss", SMOOTH, ids=str)
def test_slope_and_curvature_are_known_as_well_as_the_proofs_take_them_to_be(loss):
    with localcontext() as context:
        context.prec = decimals.DIGITS
        for x in points(loss, 40, 2):
            r = Decimal(float(x))
            scale = decimals.scale_of(loss, r)
            first, second = (decimals.derivative(loss, r, m, scale) for m in (1, 2))
            bend = float(loss.largest_third_derivative(np.array([x]), np.array([x]))[0])
            slope_error = abs(float(Decimal(float(loss.slope(x))) - first))
            curvature_error = abs(float(Decimal(float(loss.curvature(x))) - second))
            size, curvature = abs(float(first)), abs(float(second))
            assert at_most(slope_error, 0.0, abs=ROUNDING * (size + abs(x) * curvature))
            assert at_most(curvature_error, 0.0, abs=ROUNDING * (curvature + abs(x) * bend))


@pytest.mark.parametrize(
    ("loss", "kink"), [(LpLoss(1.0), 0.0), (AbsoluteLoss(), 0.0), (HuberLoss(0.5), -0.5)]
)
def test_where_the_curvature_jumps_there_is_no_bound(loss, kink):
    low, high = kink - np.array([0.1, 0.0]), kink + np.array([0.1, 0.0])
    assert np.all(loss.largest_third_derivative(low, high) == np.inf)
    beside = loss.largest_third_derivative(low - 0.2, high - 0.15)
    assert np.array_equal(beside, np.zeros(2))


def test_powers_below_the_third_have_none_at_zero():
    for p in (1.5, 2.5, 2.999):
        bound = LpLoss(p).largest_third_derivative(np.array([-1.0, 0.0]), np.array([1e-9, 0.0]))
        assert np.all(bound == np.inf)
