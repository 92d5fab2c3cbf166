"""Numbers in the core's sentences as the page writes them."""

import pytest

from lcn_widgets.ui.typeset import typeset, typeset_all


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("drifted by 5e-01, then 1.2e+02", "drifted by 0.5, then 120"),
        ("gradient 4e-09 of its start", "gradient 4 × 10⁻⁹ of its start"),
        ("at t = 1e+08: risk 8.856e-07", "at t = 10⁸: risk 8.856 × 10⁻⁷"),
        ("the bound is 10^73.", "the bound is 10⁷³."),
        ("falls like e^(-rt) with r = 1.004", "falls like eᐨʳᵗ with r = 1.004".replace("ᐨ", "⁻")),
        ("η²(‖∇_{i+1}L‖² - ‖∇_iL‖²)", "η²(‖∇ᵢ₊₁L‖² - ‖∇_iL‖²)"),
        ("stable at w0 below", "stable at w₀ below"),
        # not powers that superscripts could write, and not words
        ("rises like t^0.17", "rises like t^0.17"),
        ("like t^(1/6)", "like t^(1/6)"),
        ("C ≤ (6 T k_v)^(2k_v)", "C ≤ (6 T k_v)^(2k_v)"),
        ("the 2e layers of size 3", "the 2e layers of size 3"),
    ],
)
def test_powers_and_indices_are_raised_and_lowered(plain, shown):
    assert typeset(plain) == shown


def test_all_texts_but_keys_are_typeset():
    assert typeset_all({"1e-3": ["1e-3", 1e-3, None]}) == {"1e-3": ["10⁻³", 1e-3, None]}
