"""Fits of losses other than the square: at any scale of the data, and where they lack rank."""

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.risk import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
)
from lcn_widgets.core.risk.fit import newton_fit

SCALES = [1e-5, 1e-3, 1.0, 1e4, 1e6]


def problem(seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(12, 4)), rng.normal(size=12)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("inputs", [1e-8, 1.0, 1e8])
def test_a_fit_scales_with_the_data_and_the_threshold(scale, inputs):
    """Σ √((cδ)² + (cr)²) = c Σ √(δ² + r²): the minimizer for (aP, cy, cδ) is c/a times the one
    for (P, y, δ). So it is for Huber's loss, and with α/c for log cosh.
    """
    P, y = problem()
    pairs = [
        (PseudoHuberLoss(0.5), PseudoHuberLoss(0.5 * scale)),
        (HuberLoss(0.5), HuberLoss(0.5 * scale)),
        (LogCoshLoss(2.0), LogCoshLoss(2.0 / scale)),
        (GeneralizedHuberLoss(2.0, 0.5), GeneralizedHuberLoss(2.0 / scale, 0.5)),
    ]
    for loss, scaled in pairs:
        v = newton_fit(loss, P, y)
        found = newton_fit(scaled, inputs * P, scale * y)
        np.testing.assert_allclose(found * inputs / scale, v, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("scale", [1e-8, 1e-2, 1.0, 1e3])
@pytest.mark.parametrize(
    "loss",
    [PseudoHuberLoss(), LogCoshLoss(), GeneralizedHuberLoss(1.0, 0.5), HuberLoss(), LpLoss(4.0)],
    ids=repr,
)
def test_at_a_fit_of_a_convex_loss_the_slopes_are_orthogonal_to_the_inputs(loss, scale):
    """Pᵀℓ'(Pv - y) = 0, beside the sum of the moduli of what is added up."""
    P, y = problem(2)
    v = newton_fit(loss, P, scale * y)
    slopes = loss.slope(P @ v - scale * y)
    assert at_most(np.abs(slopes @ P), 0.0, abs=1e-7 * (np.abs(slopes) @ np.abs(P)).max())


def test_where_the_inputs_lack_rank_a_fit_stays_in_what_they_see():
    """Equal columns: v has equal entries, and the risk is that of one column."""
    rng = np.random.default_rng(3)
    x, y = rng.integers(-3, 4, size=20).astype(float), rng.normal(size=20)
    for loss in (GeneralizedHuberLoss(1.0, 0.5), PseudoHuberLoss(), LogCoshLoss()):
        v = newton_fit(loss, np.column_stack([x, x, x]), y)
        one = newton_fit(loss, x[:, None], y)
        np.testing.assert_allclose(v, np.full(3, one[0] / 3.0), rtol=1e-9)


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_a_least_absolute_fit_scales_with_the_data(scale):
    P, y = problem(4)
    v = AbsoluteLoss().fit(P, y)
    np.testing.assert_allclose(AbsoluteLoss().fit(P, scale * y) / scale, v, rtol=1e-9)
    np.testing.assert_allclose(AbsoluteLoss().fit(scale * P, y) * scale, v, rtol=1e-9)
