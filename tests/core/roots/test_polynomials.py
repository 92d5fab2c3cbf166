"""Roots of forms on the projective line: zero, infinity, wide ranges of size, symmetry."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcn_widgets.core.roots.polynomials import form_with_roots, product, roots, unitary_weights
from lcn_widgets.core.roots.sphere import INFINITY, chordal_distance, homogeneous_coordinates


def coefficients(points, leading=1.0):
    """Ascending coefficients of leading·Π(x - z), with a zero on top for each root at infinity."""
    finite = [z for z in points if not np.isinf(z)]
    c = np.ones(1)
    for z in finite:
        c = np.convolve(c, [-z, 1.0])
    c = np.concatenate([c, np.zeros(len(points) - len(finite))])
    assert np.abs(c.imag).max() / np.abs(c).max() == pytest.approx(0.0, abs=1e-12)
    return leading * c.real


def assert_same_set(found, expected, tolerance):
    """Every expected root is found once: greedy matching, whatever the order."""
    left = list(found)
    for z in expected:
        distances = [float(chordal_distance(z, y)) for y in left]
        assert min(distances) == pytest.approx(0.0, abs=tolerance)
        left.pop(int(np.argmin(distances)))
    assert not left


@pytest.mark.parametrize(
    "points",
    [
        [],
        [2.0],
        [0.0],
        [INFINITY],
        [1.0, -3.0],
        [1j, -1j],
        [0.0, INFINITY],
        [INFINITY, INFINITY],
        [0.0, 0.0, INFINITY, 5.0],
        [1.0, 2.0, 3.0, 4.0, 5.0],
        [0.5 + 2j, 0.5 - 2j, -1.0, 1e-3],
        [1e-8, 1e8, 1.0],
        [1e-60, 1e60, -1.0, 3.0],
        [1e-3 + 1e-3j, 1e-3 - 1e-3j, 1e3 + 1e3j, 1e3 - 1e3j, INFINITY, 0.0],
    ],
    ids=str,
)
@pytest.mark.parametrize("leading", [1.0, -3e-150, 2e150])
def test_roots_are_those_the_form_was_made_of(points, leading):
    found = roots(coefficients(points, leading))
    assert found.shape == (len(points),)
    # rounding of the coefficients of (x - 1)···(x - 5) moves the root 4 by 148 ε = 3e-14
    assert_same_set(found, points, 3e-13)


@pytest.mark.parametrize("spread", [3, 12, 50])
def test_roots_spread_over_many_decades(spread):
    """Roots 10^-2s, -10^-s, 1, -10^s, 10^2s keep all digits; one companion matrix loses them."""
    points = [10.0 ** (-2 * spread), -(10.0**-spread), 1.0, -(10.0**spread), 10.0 ** (2 * spread)]
    c = [Fraction(1)]
    for z in points:
        lower = [Fraction(0), *c]
        c = [a - Fraction(z) * b for a, b in zip(lower, [*c, Fraction(0)], strict=True)]
    found = roots([float(x) for x in c])
    assert sorted(found.real) == pytest.approx(sorted(points), rel=1e-13)
    assert (found.imag == 0.0).all()


@pytest.mark.parametrize("gap", [1e-3, 1e-6, 1e-9, 1e-12])
def test_nearly_double_roots_of_a_quadratic_keep_half_the_digits_at_worst(gap):
    for c, expected in (
        ([1.0 - gap**2, -2.0, 1.0], [1 - gap, 1 + gap]),
        ([1.0 + gap**2, -2.0, 1.0], [1 - 1j * gap, 1 + 1j * gap]),
    ):
        assert_same_set(roots(c), expected, 1e-8)


def test_quadratic_with_cancelling_discriminant_is_exact_to_rounding():
    """X² - 2·10⁸ x + 1: the small root is 5·10⁻⁹, not the difference of two large numbers."""
    small = min(roots([1.0, -2e8, 1.0]).real)
    assert small == pytest.approx(5e-9, rel=1e-14)


@pytest.mark.parametrize("c", [[1.0, 1e-310], [1.0, 1.0, 1e-310], [1.0, -3.0, 1.0, 1e-310]])
def test_a_root_beyond_the_largest_float_is_at_infinity(c):
    """Here the leading coefficient is subnormal; warnings are errors."""
    found = roots(c)
    assert INFINITY in found.tolist()
    assert np.isfinite(found).sum() == len(c) - 2


def test_the_zero_form_gets_zeros():
    np.testing.assert_array_equal(roots(np.zeros((2, 4))), np.zeros((2, 3)))


@settings(max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.just(0.0),
            st.floats(1e-150, 1e150),
            st.floats(-1e150, -1e-150),
            st.floats(-2.0, 2.0),
        ),
        min_size=1,
        max_size=9,
    )
)
def test_any_finite_coefficients_give_symmetric_roots_without_a_warning(c):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = roots(c)
    assert not np.isnan(found).any()
    assert sorted(found[found.imag > 0], key=str) == sorted(found[found.imag < 0].conj(), key=str)
    assert not np.signbit(found[found.imag == 0.0].imag).any()


@settings(max_examples=100)
@given(degree=st.integers(1, 12), seed=st.integers(0, 10**6))
def test_backward_error_is_of_the_size_of_rounding(degree, seed):
    """The product over the roots found is the form, in the norm that rotations leave alone."""
    c = np.random.default_rng(seed).standard_normal(degree + 1)
    form = form_with_roots(homogeneous_coordinates(roots(c)))
    weights = unitary_weights(degree)
    c, form = c * weights, form * weights
    factor = np.vdot(form, c) / np.vdot(form, form)
    error = np.linalg.norm(c - factor * form) / np.linalg.norm(c)
    assert error == pytest.approx(0.0, abs=1e-13)


def test_batches_are_rows():
    c = np.random.default_rng(3).standard_normal((2, 5, 4))
    c[0, 0, -1] = 0.0
    c[1, 2, :2] = 0.0
    batch = roots(c)
    assert batch.shape == (2, 5, 3)
    for index in np.ndindex(2, 5):
        assert_same_set(batch[index], roots(c[index]), 1e-14)


def test_product_multiplies_polynomials():
    p = np.array([[1.0, 2.0], [0.0, 1.0]])
    q = np.array([3.0, 0.0, -1.0])
    np.testing.assert_array_equal(product(p, q), [[3, 6, -1, -2], [0, 3, 0, -1]])


def test_chordal_distance_is_that_of_points_on_the_sphere():
    """Half the straight distance of the stereographic images; 1 from zero to infinity."""

    def sphere(z):
        if np.isinf(z):
            return np.array([0.0, 0.0, 1.0])
        return np.array([2 * z.real, 2 * z.imag, abs(z) ** 2 - 1]) / (abs(z) ** 2 + 1)

    points = [0j, 1 + 0j, -2 + 3j, 1e-3j, 100 - 1j, INFINITY]
    for z in points:
        for y in points:
            expected = np.linalg.norm(sphere(z) - sphere(y)) / 2
            assert float(chordal_distance(z, y)) == pytest.approx(expected, abs=4e-15)
    assert float(chordal_distance(0.0, INFINITY)) == 1.0


def test_coordinates_are_unit_vectors_over_the_root():
    z = np.array([0.0, 3.0 - 4.0j, 1e200, 1e-200j, INFINITY])
    a, b = np.moveaxis(homogeneous_coordinates(z), -1, 0)
    np.testing.assert_allclose(np.hypot(np.abs(a), np.abs(b)), 1.0, rtol=1e-15)
    np.testing.assert_allclose(a[:4] / b[:4], z[:4], rtol=1e-15)
    assert (a[4], b[4]) == (1.0, 0.0)
