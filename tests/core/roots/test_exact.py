"""Exact arithmetic with forms: against products of known factors and Sturm's theorem."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from lcn_widgets.core.roots.exact import (
    ONE,
    common_factor,
    degree,
    integer_form,
    quotient,
    square_free,
    square_free_factors,
    times,
)
from lcn_widgets.core.roots.real_roots import real_root_count, real_roots


def product(factors):
    form = ONE
    for factor in factors:
        form = times(form, factor)
    return form


def sturm_count(f):
    """Different finite real roots of a polynomial over the fractions, by Sturm's theorem."""

    def remainder(a, b):
        a = list(a)
        while len(a) >= len(b):
            factor = a[-1] / b[-1]
            for j in range(len(b)):
                a[len(a) - len(b) + j] -= factor * b[j]
            a.pop()
        while a and a[-1] == 0:
            a.pop()
        return a

    f = [Fraction(c) for c in f]
    chain = [f, [j * c for j, c in enumerate(f)][1:]]
    while rest := remainder(chain[-2], chain[-1]):
        chain.append([-c for c in rest])

    def changes(end):
        signs = [p[-1] * end ** (len(p) - 1) > 0 for p in chain]
        return sum(a != b for a, b in pairwise(signs))

    return changes(-1) - changes(1)


def random_factors(rng):
    linear = [tuple(map(int, rng.integers(-3, 4, size=2))) for _ in range(rng.integers(0, 6))]
    linear = [f if any(f) else (1, 0) for f in linear]
    pairs = [(5, int(rng.integers(-4, 5)), 1) for _ in range(rng.integers(0, 3))]
    return linear, pairs


def test_real_roots_of_products_are_counted_with_multiplicity_and_infinity():
    rng = np.random.default_rng(0)
    for _ in range(300):
        linear, pairs = random_factors(rng)
        assert real_root_count(product(linear + pairs)) == len(linear)


def test_multiplicities_of_products_are_those_of_their_factors():
    rng = np.random.default_rng(1)
    for _ in range(200):
        linear, pairs = random_factors(rng)
        roots = Counter(Fraction(-a, b) if b else np.inf for a, b in linear)
        expected = Counter(roots.values())
        for m in Counter(pairs).values():
            expected[m] += 2
        f = product(linear + pairs)
        found = Counter()
        for factor, m in square_free_factors(f):
            found[m] += degree(factor)
        assert found == expected
        assert degree(square_free(f)) == sum(expected.values())


def test_sturm_counts_as_many():
    rng = np.random.default_rng(2)
    for _ in range(100):
        f = integer_form(rng.normal(size=rng.integers(3, 9)))
        assert len(real_roots(f)) == sturm_count(f)


def test_roots_closer_than_floats_can_tell_are_told_apart():
    """(x - 1/3)² ± 2⁻²⁰⁰: two real roots or a pair."""
    for sign, count in ((-1, 2), (1, 0)):
        close = integer_form([Fraction(1, 9) + sign * Fraction(1, 2**200), Fraction(-2, 3), 1])
        assert len(real_roots(close)) == count


def test_intervals_hold_their_roots():
    """x² - 2 and its inverse: √2 from above and below."""
    for f in ((-2, 0, 1), (-1, 0, 2)):
        for root in real_roots(f):
            low, high = (c**2 for c in sorted((root.low, root.high), key=abs))
            assert low < Fraction(1, 2) < high
            assert root.inverted is (f[2] == 1)


def test_common_factors_and_quotients():
    assert common_factor([(0, 0, 1, 0), (0, 1, 0, 0)]) == (0, 1, 0)  # x²y and xy²
    assert common_factor([(-1, 0, 1), (1, 2, 1)]) in {(1, 1), (-1, -1)}
    assert common_factor([(1, 1), (0, 0), (2, 2)]) in {(1, 1), (-1, -1)}
    assert degree(common_factor([(1, 1), (1, 2)])) == 0
    assert quotient((0, 0, 2, 2, 0), (0, 1, 0)) == (0, 1, 1)


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_floats_become_the_integers_they_are(scale):
    assert integer_form(np.array([1.0, -2.5, 0.0]) * scale) == integer_form(
        [Fraction(scale), Fraction(float(-2.5 * scale)), 0]
    )
