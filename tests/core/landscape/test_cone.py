"""The cone of two layers of width 2, against products of linear forms."""

import numpy as np
import pytest

from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.landscape import Side, cone_generators, has_cone, side_of_cone
from lcn_widgets.core.network import Architecture

TWO = Architecture(3, (2, 2), (1, 1))


def test_generators_are_the_squares_of_linear_forms():
    """Line m of n is (cos φ + x sin φ)² with φ = πm/n, divided by its length."""
    lines = cone_generators(TWO, 6)
    np.testing.assert_allclose(np.linalg.norm(lines, axis=1), 1.0, rtol=1e-12)
    for m, line in enumerate(lines):
        form = [np.cos(np.pi * m / 6), np.sin(np.pi * m / 6)]
        square = np.convolve(form, form)
        np.testing.assert_allclose(line, square / np.linalg.norm(square), atol=1e-14)


@pytest.mark.parametrize(
    ("v", "side"),
    [
        ((1, 0, 1), Side.INSIDE),
        ((1, 2, 1), Side.ON),
        ((0, 0, 0), Side.ON),
        ((-1, 0, 1), Side.OUTSIDE),
    ],
)
def test_inside_are_the_filters_without_real_roots(v, side):
    """x² + 1 has none, (x + 1)² a double one, x² - 1 two."""
    assert side_of_cone(v) is side


def test_what_is_reached_is_outside():
    rng = np.random.default_rng(0)
    for w in rng.normal(size=(100, 4)):
        assert side_of_cone(TWO.final_filter(w)) is Side.OUTSIDE


@pytest.mark.parametrize(
    "architecture",
    [TWO, Architecture(3, (1, 2, 2), (1, 1, 1)), Architecture(6, (2, 2), (1, 3))],
)
def test_two_wide_layers_with_stride_one_between_them_have_it(architecture):
    assert has_cone(architecture)


@pytest.mark.parametrize(
    "architecture", [Architecture(4, (2, 2), (2, 1)), Architecture(4, (3, 2), (1, 1))]
)
def test_other_function_spaces_have_another_boundary(architecture):
    assert not has_cone(architecture)
    with pytest.raises(InvalidInput, match=r"that of widths \(2, 2\)") as problem:
        cone_generators(architecture, 8)
    assert problem.value.suggestions == ((2, 2),)
