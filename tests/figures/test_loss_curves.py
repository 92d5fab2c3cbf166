"""Figure 1 of the paper: the losses over [-4, 4], covered by Theorem 3.8 or not."""

from __future__ import annotations

import numpy as np

from lcn_widgets import figures
from lcn_widgets.core.risk.losses import SquareLoss


def curves(axes):
    return {line.get_label(): line.get_data() for line in axes.lines}


def test_curves_are_the_formulas_of_the_paper():
    covered, others = figures.loss_curves().axes
    formulas = {
        "Square": lambda r: r**2,
        "ℓₚ, p = 4": lambda r: r**4 / 4,
        "Pseudo-Huber, threshold = 1": lambda r: np.sqrt(1 + r**2),
        "Generalized Huber, α = 1, β = 0": lambda r: np.log(np.exp(r) + np.exp(-r)),
        "Log-cosh, α = 1": lambda r: np.log(np.cosh(r)),
    }
    contrast = {
        "Absolute (ℓ₁)": np.abs,
        "Huber, threshold = 1": lambda r: np.where(np.abs(r) <= 1, r**2 / 2, np.abs(r) - 1 / 2),
        "ℓₚ, p = 3": lambda r: np.abs(r) ** 3 / 3,
    }
    for axes, expected in ((covered, formulas), (others, contrast)):
        drawn = curves(axes)
        assert set(drawn) == set(expected)
        for name, formula in expected.items():
            r, values = drawn[name]
            assert (r[0], r[-1]) == (-4.0, 4.0)
            np.testing.assert_allclose(values, formula(r), atol=1e-12)
    assert "Theorem 3.8" in covered.get_title(loc="left")
    assert others.get_title(loc="left") == "Not covered"


def test_other_losses_can_be_drawn():
    covered, others = figures.loss_curves([SquareLoss()], theme="dark").axes
    assert list(curves(covered)) == ["Square"]
    assert curves(others) == {}
