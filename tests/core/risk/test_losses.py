"""Losses against their defining formulas in 130 decimal digits, and what they promise."""

import warnings
from decimal import Decimal, getcontext, localcontext

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.risk.loss import Loss
from lcn_widgets.core.risk.losses import (
    LOSSES,
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)

DIGITS = 130
EVERY_LOSS = [
    SquareLoss(),
    LpLoss(2.0),
    LpLoss(4.0),
    LpLoss(10.0),
    LpLoss(3.0),
    LpLoss(1.5),
    LpLoss(1.0),
    PseudoHuberLoss(1.0),
    PseudoHuberLoss(1e-3),
    GeneralizedHuberLoss(1.0, 0.0),
    GeneralizedHuberLoss(2.0, 7.0),
    GeneralizedHuberLoss(0.5, -1.0),
    GeneralizedHuberLoss(1.0, -1.999),
    LogCoshLoss(1.0),
    LogCoshLoss(25.0),
    HuberLoss(1.0),
    HuberLoss(0.25),
    AbsoluteLoss(),
]
SIZES = [1e-20, 1e-12, 1e-8, 1e-5, 1e-3, 0.03, 0.4, 0.9, 1.1, 3.0, 17.0, 40.0, 800.0, 1e4]


def exact(loss, r):
    """ℓ(r) for a Decimal r, as THEORY's table writes it."""
    if loss.kind == "square":
        return r * r
    if loss.kind == "lp":
        p = Decimal(loss.p)
        return (abs(r).ln() * p).exp() / p if r else Decimal(0)
    if loss.kind == "pseudo_huber":
        delta = Decimal(loss.delta)
        return delta * (1 + r * r / (delta * delta)).sqrt()
    if loss.kind in ("generalized_huber", "log_cosh"):
        alpha = Decimal(loss.alpha)
        grown = (alpha * r).exp() + (-alpha * r).exp()
        inside = grown / 2 if loss.kind == "log_cosh" else grown + Decimal(loss.beta)
        return inside.ln() / alpha
    if loss.kind == "huber":
        delta = Decimal(loss.delta)
        return r * r / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)
    assert loss.kind == "absolute"
    return abs(r)


def exact_derivatives(loss, r):
    """(ℓ, ℓ', ℓ'') at r by central differences of the formula, good to 20 digits."""
    with localcontext() as context:
        context.prec = DIGITS
        r = Decimal(r)
        h = abs(r) * Decimal(10) ** -15
        left, here, right = (exact(loss, r + k * h) for k in (-1, 0, 1))
        return float(here), float((right - left) / (2 * h)), float((left - 2 * here + right) / h**2)


def scale(loss):
    """Residual where the loss turns."""
    return 1.0 / loss.alpha if hasattr(loss, "alpha") else getattr(loss, "delta", 1.0)


def test_every_kind_of_loss_is_checked():
    assert {type(loss) for loss in EVERY_LOSS} == set(LOSSES.values())
    assert {kind: loss.kind for kind, loss in LOSSES.items()} == {kind: kind for kind in LOSSES}


@pytest.mark.parametrize("loss", EVERY_LOSS, ids=str)
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_value_slope_and_curvature_are_exact_from_tiny_to_huge_residuals(loss, sign):
    """From |αr| = 1e-20 to 1e4, without a warning: all are errors here."""
    r = sign * scale(loss) * np.array(SIZES)
    expected = np.array([exact_derivatives(loss, x) for x in r.tolist()]).T
    assert getcontext().prec == 28  # the default context stays
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        computed = [loss.value(r), loss.slope(r), loss.curvature(r)]
    # ℓ of the generalized Huber loss crosses zero for β < -1; its error is that of its parts
    parts = max(abs(loss.minimum), 1.0) if loss.kind == "generalized_huber" else 0.0
    np.testing.assert_allclose(computed[0], expected[0], rtol=4e-15, atol=4e-16 * parts)
    np.testing.assert_allclose(computed[1], expected[1], rtol=1e-14, atol=1e-300)
    small = 1e-40 if loss.kind in ("absolute", "huber") else 1e-300
    np.testing.assert_allclose(computed[2], expected[2], rtol=3e-13, atol=small + 1e-45)


@pytest.mark.parametrize("loss", EVERY_LOSS, ids=str)
def test_losses_are_even_and_least_at_zero(loss):
    r = np.concatenate([np.geomspace(1e-12, 1e4, 200)]) * scale(loss)
    np.testing.assert_array_equal(loss.value(r), loss.value(-r))
    np.testing.assert_array_equal(loss.slope(r), -loss.slope(-r))
    np.testing.assert_array_equal(loss.curvature(r), loss.curvature(-r))
    assert loss.slope(np.zeros(1))[0] == 0.0
    assert loss.value(np.zeros(1))[0] == loss.minimum
    assert at_most(loss.minimum, loss.value(r), rel=4e-15)  # ten units in the last place


@pytest.mark.parametrize(
    ("loss", "minimum"),
    [
        (SquareLoss(), 0.0),
        (LpLoss(4.0), 0.0),
        (PseudoHuberLoss(2.5), 2.5),
        (GeneralizedHuberLoss(2.0, 0.0), np.log(2.0) / 2.0),
        (GeneralizedHuberLoss(0.5, -1.0), 0.0),
        (GeneralizedHuberLoss(1.0, -1.5), np.log(0.5)),
        (LogCoshLoss(3.0), 0.0),
        (HuberLoss(2.0), 0.0),
        (AbsoluteLoss(), 0.0),
    ],
)
def test_minimum(loss, minimum):
    """δ for pseudo-Huber and log(2+β)/α for generalized Huber, negative for β < -1."""
    assert loss.minimum == pytest.approx(minimum, rel=1e-15, abs=1e-16)


@pytest.mark.parametrize(
    ("loss", "covered"),
    [
        (SquareLoss(), True),
        (PseudoHuberLoss(), True),
        (GeneralizedHuberLoss(1.0, -1.5), True),
        (LogCoshLoss(), True),
        *[(LpLoss(float(p)), p % 2 == 0) for p in range(1, 9)],
        (LpLoss(2.5), False),
        (AbsoluteLoss(), False),
        (HuberLoss(), False),
    ],
    ids=str,
)
def test_theorem_covers_the_analytic_losses_only(loss, covered):
    assert loss.covered_by_theorem is covered
    assert loss.coverage.covered is covered


@pytest.mark.parametrize(
    ("loss", "why"),
    [
        (SquareLoss(), "Square loss is real analytic"),
        (LpLoss(4.0), "ℓₚ loss is real analytic"),
        (LpLoss(3.0), "ℓₚ loss with p = 3 is not analytic at r = 0, p being no even number"),
        (LpLoss(1.0), "ℓₚ loss is not even differentiable where a residual is zero"),
        (AbsoluteLoss(), "Absolute (ℓ₁) loss is not even differentiable where a residual is zero"),
        (HuberLoss(), "Huber loss has a second derivative that jumps"),
    ],
    ids=str,
)
def test_a_loss_says_why_it_is_covered_or_not(loss, why):
    assert str(loss.coverage.message) == why


def test_a_loss_that_does_not_say_whether_it_is_covered_cannot_be_made():
    class Silent(Loss):
        value = slope = curvature = largest_curvature = residual_bound = SquareLoss.value

    with pytest.raises(TypeError, match="coverage"):
        Silent()


@pytest.mark.parametrize("loss", EVERY_LOSS, ids=str)
def test_quadratic_is_r_squared_and_nothing_else(loss):
    r = np.linspace(-3.0, 3.0, 61)
    assert loss.is_quadratic == bool(np.allclose(loss.value(r), r**2, rtol=1e-12))


@pytest.mark.parametrize("loss", EVERY_LOSS, ids=str)
def test_convex_is_said_of_the_convex_losses(loss):
    r = np.concatenate([[0.0], np.geomspace(1e-3, 50.0, 400)]) * scale(loss)
    assert loss.convex == bool((loss.curvature(r) >= 0.0).all())


@pytest.mark.parametrize("loss", [SquareLoss(), HuberLoss(), AbsoluteLoss(), LpLoss(1.0)], ids=str)
def test_kinks_and_zero(loss):
    expected = {"square": 2.0, "huber": 1.0, "absolute": 0.0, "lp": 0.0}[loss.kind]
    assert loss.curvature(np.zeros(1))[0] == expected


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0,)])
@pytest.mark.parametrize("loss", EVERY_LOSS, ids=str)
def test_shape_is_that_of_the_residuals(loss, shape):
    r = np.ones(shape)
    for result in (loss.value(r), loss.slope(r), loss.curvature(r)):
        assert np.shape(result) == shape
        assert np.asarray(result).dtype == np.float64


@pytest.mark.parametrize("loss", EVERY_LOSS, ids=str)
def test_whole_residuals_are_numbers_like_others(loss):
    np.testing.assert_array_equal(loss.value([2, -3]), loss.value([2.0, -3.0]))
    np.testing.assert_array_equal(loss.slope([2, -3]), loss.slope([2.0, -3.0]))


@pytest.mark.parametrize(
    ("make", "field", "words"),
    [
        (lambda: LpLoss(0.5), "loss.p", "0.5"),
        (lambda: LpLoss(float("nan")), "loss.p", "nan"),
        (lambda: LpLoss("4"), "loss.p", "'4'"),
        (lambda: PseudoHuberLoss(0.0), "loss.delta", "0"),
        (lambda: PseudoHuberLoss(-1.0), "loss.delta", "−1"),
        (lambda: HuberLoss(0.0), "loss.delta", "0"),
        (lambda: LogCoshLoss(0.0), "loss.alpha", "0"),
        (lambda: LogCoshLoss(float("inf")), "loss.alpha", "inf"),
        (lambda: GeneralizedHuberLoss(0.0, 1.0), "loss.alpha", "0"),
        (lambda: GeneralizedHuberLoss(1.0, -2.0), "loss.beta", "−2"),
        (lambda: GeneralizedHuberLoss(1.0, -3.0), "loss.beta", "−3"),
    ],
)
def test_parameters_out_of_range_are_refused_by_name_and_value(make, field, words):
    with pytest.raises(InvalidInput) as caught:
        make()
    assert caught.value.field == field
    assert words in caught.value.sentence
