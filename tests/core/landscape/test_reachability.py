"""Which filters are reached: exactly for floats, and with three answers for uncertain ones."""

from fractions import Fraction

import numpy as np
import pytest

from lcn_widgets.core.landscape import Reach, is_reachable, reachability
from lcn_widgets.core.landscape.cone import Side, side_of_cone
from lcn_widgets.core.network.architecture import Architecture

FOUR = Architecture(5, (2, 2, 2, 2), (1, 1, 1, 1))
TWO = Architecture(3, (2, 2), (1, 1))
THIRD = 1.0 / 3.0


def whole_product(rng, architecture):
    """A product of layers with small whole entries: floats without rounding."""
    v = np.ones(1)
    for k in architecture.widths:
        v = np.convolve(v, rng.integers(-4, 5, size=k))
    return v.astype(float)


def discriminant(v):
    """Its sign says how many real roots a quadratic form has, over the fractions."""
    v0, v1, v2 = (Fraction(float(c)) for c in v)
    return v1 * v1 - 4 * v0 * v2


def test_the_binomial_target_is_reached():
    """(1+x)⁴ is the product of four layers (1, 1), whatever floats make of its roots."""
    assert is_reachable(FOUR, (1, 4, 6, 4, 1))
    assert is_reachable(Architecture(9, (2,) * 8, (1,) * 8), np.poly(-np.ones(8)))


@pytest.mark.parametrize("widths", [(2, 2), (2, 2, 2, 2), (3, 2, 2), (2, 2, 4, 2), (2, 3, 3, 2)])
def test_products_of_whole_layers_are_reached_exactly(widths):
    """Multiple roots, roots at 0 and infinity and vanishing layers included."""
    architecture = Architecture(sum(widths) - len(widths) + 1, widths, (1,) * len(widths))
    rng = np.random.default_rng(0)
    assert all(is_reachable(architecture, whole_product(rng, architecture)) for _ in range(200))


def test_the_last_bit_decides():
    """v_1² - 4v_0v_2 of floats, exactly: one bit on either side of a double root."""
    for v in ([1, 2, 1], [THIRD, 2 * THIRD, THIRD], [1e-200, 2e-200, 1e-200], [0.09, 0.06, 0.01]):
        for j in range(3):
            for towards in (-np.inf, np.inf):
                w = np.array(v, dtype=float)
                w[j] = np.nextafter(w[j], towards)
                for form in (np.array(v, dtype=float), w):
                    sign = discriminant(form)
                    assert is_reachable(TWO, form) is (sign >= 0)
                    side = Side.ON if sign == 0 else Side.OUTSIDE if sign > 0 else Side.INSIDE
                    assert side_of_cone(form) is side


def test_what_is_uncertain_on_the_boundary_cannot_be_decided():
    found = reachability(FOUR, (1, 4, 6, 4, 1), error=1e-12)
    assert found.reach is Reach.UNDECIDED
    assert found.message.id.endswith("undecided")
    assert reachability(TWO, [1, 2, 1], error=[0, 1e-300, 0]).reach is Reach.UNDECIDED
    assert reachability(TWO, [0, 0, 0], error=1e-9).reach is Reach.UNDECIDED
    assert reachability(TWO, [0, 0, 0]).reach is Reach.REACHED


def test_away_from_the_boundary_an_error_does_not_matter():
    """(x² - 1)(x² - 4) has four real roots, (x² + 1)(x² - 4) two, also after changes of 0.01."""
    assert reachability(FOUR, [4, 0, -5, 0, 1], error=0.01).reach is Reach.REACHED
    assert reachability(FOUR, [-4, 0, -3, 0, 1], error=0.01).reach is Reach.MISSED
    assert reachability(FOUR, [1, 0, 1, 0, 0.5], error=0.01).reach is Reach.MISSED


def test_real_roots_that_are_needed_may_be_certain_beside_some_that_are_not():
    """x (x-1) ((x+2)² ± …): two even widths need two real roots, and two are certain."""
    architecture = Architecture(5, (2, 2, 3), (1, 1, 1))
    v = np.convolve([0, -1, 1], [4, 4, 1])
    assert reachability(architecture, v, error=1e-9).real_roots == (2, 4)
    assert reachability(architecture, v, error=1e-9).reach is Reach.REACHED
    assert reachability(FOUR, v, error=1e-9).reach is Reach.UNDECIDED


def test_one_even_width_reaches_everything():
    """[KMMT 4.1]: a form of odd degree has a real root, however uncertain it is."""
    architecture = Architecture(4, (3, 2), (1, 1))
    rng = np.random.default_rng(1)
    for v in rng.normal(size=(20, 4)):
        assert reachability(architecture, v, error=10.0).reach is Reach.REACHED
    assert reachability(architecture, np.zeros(4), error=1.0).reach is Reach.REACHED


def test_no_form_within_the_error_contradicts_the_verdict():
    """Two layers of width 2 at random sizes of error: against the discriminant of 40 forms each."""
    rng = np.random.default_rng(2)
    verdicts = set()
    for _ in range(300):
        v = rng.normal(size=3)
        v[1] = np.sign(v[1]) * np.sqrt(4 * abs(v[0] * v[2])) * (1 + 0.1 * rng.normal())
        error = 10.0 ** rng.uniform(-6, 0) * np.abs(rng.normal(size=3))
        reach = reachability(TWO, v, error).reach
        verdicts.add(reach)
        near = v + error * np.concatenate(
            [
                rng.uniform(-1, 1, size=(32, 3)),
                np.array(np.meshgrid(*[[-1, 1]] * 3)).reshape(3, 8).T,
            ]
        )
        reached = {discriminant(form) >= 0 for form in near}
        if reach is not Reach.UNDECIDED:
            assert reached == {reach is Reach.REACHED}
    assert verdicts == set(Reach)


@pytest.mark.parametrize("widths", [(2, 2), (2, 2, 2), (2, 2, 3)])
def test_a_computed_filter_is_never_said_to_be_missed(widths):
    """Rounding errors of a product are below 2⁻⁵⁰ Σ|…|; double roots on purpose."""
    architecture = Architecture(sum(widths) - len(widths) + 1, widths, (1,) * len(widths))
    rng = np.random.default_rng(3)
    for _ in range(100):
        layers = [rng.normal(size=k) for k in widths]
        layers[1] = layers[0] * rng.normal()
        v, size = np.ones(1), np.ones(1)
        for layer in layers:
            v, size = np.convolve(v, layer), np.convolve(size, np.abs(layer))
        assert reachability(architecture, v, 2.0**-50 * size).reach is not Reach.MISSED
