"""What is said of the limits of ordinary runs, against Newton's method in 50 digits."""

import pytest

from lcn_widgets.core.network import Architecture
from tests.core.landscape.fifty_digits import limit_in_fifty_digits
from tests.core.landscape.standard_runs import judged


@pytest.mark.parametrize("widths", [(2, 2), (3, 2)])
def test_limits_are_classified_as_in_fifty_digits(widths):
    """[KMMT]: X = I, u and w(0) normal. Pattern, kind, and whether it is global."""
    architecture = Architecture(sum(widths) - 1, widths, (1, 1))
    runs = [judged(architecture, seed) for seed in range(50)]
    assert [run for run in runs if not run.right] == []


def test_the_oracle_knows_limits_in_closed_form():
    """Target 1 + x²: the best multiple of (cos φ + x sin φ)² has risk 2 - 1/(1 + sin²(2φ)/2).

    So 1 and x² are minima with risk 1, and (1 ± x)²/3 saddles with 4/3 (derived).
    """
    square = (1.0, 0.0, 1.0)
    found = limit_in_fifty_digits((2, 2), square, [1.001, 0.001, 1.0, -0.001])
    assert (found.pattern, found.kind) == ("(2|)", "local minimum")
    third = 3**-0.5
    saddle = limit_in_fifty_digits((2, 2), square, [third + 1e-3, third, third, third])
    assert (saddle.pattern, saddle.kind) == ("(2|)", "strict saddle")
    assert 0.5e-3 < saddle.distance < 1.5e-3
    reached = limit_in_fifty_digits((2, 2), (-1.0, 0.0, 1.0), [1.01, 1.0, -1.0, 1.0])
    assert (reached.pattern, reached.kind) == ("(1,1|)", "global minimum")
    for target, start, roots in (
        ((-1.0, 0.0, 0.0, 1.0), [1.0, 1.0, 1.0, -1.0, 1.01], "(1|1)"),
        ((0.0, -1.0, 0.0, 1.0), [0.0, -1.0, 1.0, 1.01, 1.0], "(1,1,1|)"),
    ):
        cubic = limit_in_fifty_digits((3, 2), target, start)
        assert (cubic.pattern, cubic.kind) == (roots, "global minimum")
