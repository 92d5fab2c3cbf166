"""Fits of one number to 0, 0 and 3, by hand."""

import numpy as np
import pytest

from lcn_widgets.core.risk.losses import AbsoluteLoss, HuberLoss, LpLoss, SquareLoss


@pytest.mark.parametrize(
    ("loss", "fit"),
    [
        (SquareLoss(), 1.0),  # the mean
        (LpLoss(4.0), 3.0 / (1.0 + np.cbrt(2.0))),  # 2v³ = (3 - v)³
        (HuberLoss(1.0), 0.5),  # 2v = 1
        (AbsoluteLoss(), 0.0),  # the median
        (LpLoss(1.0), 0.0),
    ],
    ids=str,
)
def test_each_loss_is_fitted_by_a_method_that_suits_it(loss, fit):
    v = loss.fit(np.ones((3, 1)), np.array([0.0, 0.0, 3.0]))
    assert v == pytest.approx([fit], abs=1e-8)
