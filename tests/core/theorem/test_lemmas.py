"""The lemmas of the paper: both sides computed, against plain loops."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from margins import at_most

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.losses import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.theorem.bounds import filter_bound, pseudo_inverse_norm
from lcn_widgets.core.theorem.lemmas import (
    factor_assignment,
    linear_factors,
    root_bound,
    submultiplicativity,
)

LOSSES = [
    SquareLoss(),
    LpLoss(2.0),
    LpLoss(4.0),
    LpLoss(3.0),
    LpLoss(1.0),
    PseudoHuberLoss(0.3),
    GeneralizedHuberLoss(2.0, 1.0),
    GeneralizedHuberLoss(0.7, -1.5),
    GeneralizedHuberLoss(1.0, -1.99),
    LogCoshLoss(3.0),
    AbsoluteLoss(),
    HuberLoss(0.5),
]
coefficient = st.floats(-1e3, 1e3, allow_nan=False).map(lambda x: round(x, 6))
polynomial = st.lists(coefficient, min_size=2, max_size=9).filter(any)


@pytest.fixture
def rng():
    return np.random.default_rng(20260101)


def multiplied(factors):
    """Product of linear factors by the definition, one coefficient at a time."""
    result = [1.0 + 0.0j]
    for low, high in factors:
        longer = [0.0j] * (len(result) + 1)
        for i, c in enumerate(result):
            longer[i] += c * low
            longer[i + 1] += c * high
        result = longer
    return np.array(result)


def test_lemma_2_2_submultiplicativity_of_the_1_norm():
    both = submultiplicativity([1.0, -2.0], [3.0, 2.0])
    assert (both.product_norm, both.bound) == (3 + 4 + 4, 15.0)


@given(polynomial, polynomial)
def test_lemma_2_2_holds_for_any_two_polynomials(p, q):
    both = submultiplicativity(p, q)
    assert at_most(both.product_norm, both.bound, rel=1e-12)


def test_lemma_2_3_root_bound_of_a_known_polynomial():
    both = root_bound([6.0, -5.0, 1.0])  # (x - 2)(x - 3)
    assert both.bound == 2 * 6.0
    np.testing.assert_allclose(sorted(both.roots.real), [2.0, 3.0])


@given(polynomial)
def test_lemma_2_3_bounds_every_root(p):
    both = root_bound(p)
    if p[-1] == 0.0:
        assert both.bound == math.inf
    else:
        assert at_most(np.abs(both.roots).max(), both.bound, rel=1e-9)


def test_lemma_2_4_factors_multiply_back_with_complex_roots_and_infinity():
    p = np.array([1.0, 0.0, 4.0, 0.0])  # 1 + 4x², a form of degree 3: roots ±i/2 and infinity
    result = linear_factors(p)
    np.testing.assert_allclose(multiplied(result.factors), p, atol=1e-14)
    assert sum(factor[1] == 0.0 for factor in result.factors) == 1
    assert result.bound == 6 * 3 * 5.0


@settings(max_examples=200)
@given(polynomial)
def test_lemma_2_4_bounds_and_multiplies_back(p):
    result = linear_factors(p)
    n, norm = len(p) - 1, sum(map(abs, p))
    assert result.factors.shape == (n, 2)
    assert result.bound == pytest.approx(6 * n * max(norm, 1.0))
    assert result.norms.max() <= result.bound
    sharper = 2 * max(norm, 1.0) ** (1 / n)  # derived
    assert at_most(result.norms.max(), sharper, rel=1e-9)
    error = np.abs(multiplied(result.factors) - p).sum()
    assert error / max(norm, 1.0) == pytest.approx(0.0, abs=1e-8)
    assert result.residual == pytest.approx(0.0, abs=1e-8)


def test_lemma_2_4_the_printed_value_1_is_a_slip_for_2():
    """‖x - x_i‖₁ = 1 + |x_i| reaches 2, so the printed ‖u_i‖₁ = 1 cannot be meant."""
    result = linear_factors([-1.0, 1.0])
    assert result.norms[0] == pytest.approx(2.0)


def test_lemma_2_4_zero_polynomial_and_high_degree():
    np.testing.assert_array_equal(linear_factors([0.0, 0.0, 0.0]).factors, 0.0)
    p = np.random.default_rng(3).normal(size=41)
    assert linear_factors(p).residual == pytest.approx(0.0, abs=1e-10)


def test_lemma_2_4_constants_have_no_linear_factors():
    with pytest.raises(InvalidInput, match="at least two coefficients"):
        linear_factors([2.0])


@pytest.mark.parametrize(
    ("widths", "strides"),
    [((3, 2), (1, 1)), ((2, 3, 2), (2, 3, 1)), ((4,), (1,)), ((1, 3, 1), (2, 1, 2))],
)
def test_lemma_3_5_factor_assignment_rebuilds_every_layer(widths, strides, rng):
    architecture = _fitting(widths, strides)
    w = rng.normal(size=architecture.parameter_count)
    result = factor_assignment(architecture, w)
    np.testing.assert_allclose(multiplied(result.factors), architecture.final_filter(w), atol=1e-10)
    assert np.prod(result.constants) == pytest.approx(1.0)
    for i, p in enumerate(architecture.layer_polynomials(w), start=1):
        assert np.sum(result.layers == i) == architecture.degrees[i - 1]
        rebuilt = result.constants[i - 1] * multiplied(result.factors[result.layers == i])
        np.testing.assert_allclose(rebuilt, p, atol=1e-10)
        np.testing.assert_allclose(result.polynomial(i), p, atol=1e-10)


def test_lemma_3_5_factor_assignment_of_widths_1_and_of_a_vanishing_layer():
    architecture = _fitting((1, 1), (1, 1))
    result = factor_assignment(architecture, [2.0, 3.0])
    assert len(result.factors) == 0
    np.testing.assert_array_equal(result.constants, [2.0, 3.0])
    with pytest.raises(InvalidInput, match="layer 2 vanishes"):
        factor_assignment(_fitting((2, 2), (1, 1)), [1.0, 1.0, 0.0, 0.0])


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_section_3_h_bounds_the_residuals(loss, rng):
    """‖WX - Y‖₁ ≤ h(L) with the table of h, over eight decades of residuals."""
    for scale in 10.0 ** np.arange(-4.0, 4.0):
        r = scale * rng.standard_t(2, size=(50, 12))
        levels = loss.value(r).sum(axis=1)
        h = loss.residual_bound(levels, 12)
        assert at_most(np.abs(r).sum(axis=1), h, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("loss", "level", "expected"),
    [
        (SquareLoss(), 2.0, (3 * 5 * 2.0) ** 0.5),
        (LpLoss(4.0), 2.0, 3 * 5 * 8.0**0.25),
        (PseudoHuberLoss(0.3), 7.0, 7.0),
        (GeneralizedHuberLoss(2.0, 1.0), 7.0, 7.0),
        (GeneralizedHuberLoss(2.0, -1.0), 7.0, 7.0 + 5 * (3 / 2) * math.log(2.0)),
        (LogCoshLoss(2.0), 7.0, 7.0 + 5 * 3 * math.log(2.0) / 2.0),
    ],
)
def test_section_3_h_is_the_paper_s(loss, level, expected):
    """d_N = 3, m = 5; with c = (d_N/α) log(2/(2+β)) for β < 0."""
    assert loss.residual_bound(level, 15) == pytest.approx(expected)


def test_lemma_3_6_g_by_hand():
    """d_0 = 2, k = 2, so d_N = 1: X = diag(1, 2), Y = (3, -4), square loss."""
    architecture = Architecture(2, (2,), (1,))
    dataset = Dataset([[1.0, 0.0], [0.0, 2.0]], [[3.0, -4.0]])
    g = filter_bound(architecture, SquareLoss(), dataset, 8.0)
    assert g == pytest.approx((math.sqrt(2 * 8.0) + 7.0) * 1.5)


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_lemma_3_6_g_bounds_the_final_filter(loss, rng):
    """‖π(w)‖₁ ≤ g(L(w)), the layers run one by one."""
    architecture = Architecture(6, (2, 2), (2, 1))
    X, Y = rng.normal(size=(6, 9)), rng.normal(size=(architecture.dims[-1], 9))
    for scale in (0.1, 1.0, 10.0):
        w = scale * rng.standard_t(3, size=4)
        outputs = X
        for W in architecture.convolution_matrices(w):
            outputs = W @ outputs
        level = float(loss.value(outputs - Y).sum())
        g = filter_bound(architecture, loss, Dataset(X, Y), level)
        assert np.abs(architecture.final_filter(w)).sum() <= g


def test_lemma_3_6_pseudo_inverse_norm_against_its_definition(rng, monkeypatch):
    X = rng.normal(size=(4, 30))
    expected = np.abs(X.T @ np.linalg.inv(X @ X.T)).sum()
    assert pseudo_inverse_norm(X) == pytest.approx(expected)
    monkeypatch.setattr("lcn_widgets.core.risk.streaming.BLOCK_ENTRIES", 20)
    assert pseudo_inverse_norm(X) == pytest.approx(expected)


def test_lemma_3_6_needs_full_rank():
    assert pseudo_inverse_norm(np.ones((3, 2))) == math.inf
    assert pseudo_inverse_norm(np.ones((2, 5))) == math.inf


def _fitting(widths, strides):
    """The smallest architecture with these widths and strides: d_0 = k_v."""
    reach = 1
    for k, s in zip(reversed(widths), reversed(strides), strict=True):
        reach = (reach - 1) * s + k
    return Architecture(reach, widths, strides)
