"""The flow in function space: v̇ = -K(w)∇_vL, and what K depends on."""

import numpy as np
import pytest

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.landscape.function_space import (
    function_space_flow,
    metric,
    metric_is_fixed,
)
from lcn_widgets.core.landscape.refactorization import refactorize
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.network.balance import rescale_to_differences
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import LogCoshLoss, SquareLoss
from lcn_widgets.core.training.flow import gradient_flow


@pytest.fixture
def rng():
    return np.random.default_rng(20260103)


def product(architecture, w):
    """v as the product of the p̃_i, one convolution at a time."""
    v = np.ones(1)
    for f, S in zip(np.split(w, architecture.offsets[1:-1]), architecture.exponents, strict=True):
        p = np.zeros((len(f) - 1) * S + 1)
        p[::S] = f
        v = np.convolve(v, p)
    return v


def squared_norms(architecture, w):
    return np.array([f @ f for f in np.split(w, architecture.offsets[1:-1])])


@pytest.mark.parametrize(
    ("size", "widths", "strides"),
    [(6, (3, 2), (1, 1)), (10, (2, 3, 2), (2, 2, 1)), (4, (3,), (1,))],
)
def test_section_8_metric_drives_v(size, widths, strides, rng):
    """v̇ = -K∇_vL: a difference quotient of v along ẇ = -∇L, K by plain loops."""
    architecture = Architecture(size, widths, strides)
    dataset = Dataset(rng.normal(size=(size, 9)), rng.normal(size=(architecture.dims[-1], 9)))
    risk = EmpiricalRisk(architecture, LogCoshLoss(1.0), dataset)
    w = rng.normal(size=architecture.parameter_count)
    h = 1e-6
    speed = -risk.gradient(w)
    quotient = (product(architecture, w + h * speed) - product(architecture, w - h * speed)) / (
        2 * h
    )
    slope = np.array(
        [
            (
                risk.filter_value(product(architecture, w) + h * e)
                - risk.filter_value(product(architecture, w) - h * e)
            )
            / (2 * h)
            for e in np.eye(architecture.final_width)
        ]
    )
    K = np.zeros((architecture.final_width,) * 2)
    for e in np.eye(architecture.parameter_count):  # columns of J, π being linear in each layer
        column = (product(architecture, w + e) - product(architecture, w - e)) / 2.0
        K += np.outer(column, column)
    np.testing.assert_allclose(metric(architecture, w), K, atol=1e-9)
    np.testing.assert_allclose(-K @ slope, quotient, rtol=1e-5, atol=1e-6)


def test_section_8_holds_along_a_run(rng):
    architecture = Architecture(8, (2, 3), (2, 1))
    dataset = Dataset(rng.normal(size=(8, 12)), rng.normal(size=(architecture.dims[-1], 12)))
    risk = EmpiricalRisk(architecture, SquareLoss(), dataset)
    run = gradient_flow(risk, rng.normal(size=5))
    check = function_space_flow(risk, run)
    assert check.velocities.shape == (len(run.times), 6)
    assert check.defects.sum() / check.length == pytest.approx(0.0, abs=1e-4)
    # the check can fail: half the speed is not v̇
    slowed = np.linalg.norm(
        np.diff(run.final_filters, axis=0)
        - 0.5 * np.diff(run.times)[:, None] * check.velocities[:-1],
        axis=1,
    )
    assert slowed.sum() > 0.1 * check.length


def test_section_8_one_layer_has_the_identity_metric():
    np.testing.assert_array_equal(metric(Architecture(4, (4,), (1,)), np.ones(4)), np.eye(4))
    assert metric_is_fixed(Architecture(4, (4,), (1,)))


@pytest.mark.parametrize("differences", [[0.0], [5.0], [-5.0], [1e8]])
def test_rescaling_keeps_v_and_sets_the_differences(differences, rng):
    """Lemma 3.5's scalar equation as the projection along a fibre."""
    architecture = Architecture(7, (3, 3), (2, 1))
    w = rng.normal(size=6)
    new = rescale_to_differences(architecture, w, differences)
    np.testing.assert_allclose(product(architecture, new), product(architecture, w), rtol=1e-9)
    np.testing.assert_allclose(
        np.diff(squared_norms(architecture, new)), differences, rtol=1e-9, atol=1e-9
    )


def test_rescaling_needs_layers_that_do_not_vanish():
    architecture = Architecture(3, (2, 2), (1, 1))
    with pytest.raises(InvalidInput, match="layer 2 vanishes"):
        rescale_to_differences(architecture, [1.0, 1.0, 0.0, 0.0], [0.0])
    with pytest.raises(InvalidInput, match="2 layers have 1 difference of"):
        rescale_to_differences(architecture, [1.0, 1.0, 1.0, 0.0], [0.0, 1.0])


def test_section_8_strides_above_one_fix_the_metric(rng):
    """Another w with the same (v, δ), if all strides but the last exceed 1: the signs only."""
    architecture = Architecture(12, (3, 2, 2), (3, 2, 1))
    assert metric_is_fixed(architecture)
    w = rng.normal(size=7)
    other = w * np.array([-1, -1, -1, 2, 2, -0.5, -0.5])  # product of scales 1: the same v
    other = rescale_to_differences(architecture, other, architecture.norm_differences(w))
    assert np.abs(other - w).max() > 0.1
    np.testing.assert_allclose(metric(architecture, other), metric(architecture, w), rtol=1e-9)
    with pytest.raises(InvalidInput, match="no roots to exchange"):
        refactorize(architecture, w)


def test_section_8_metric_with_strides_is_unique_for_generic_v_only():
    """(x²-1)(x²-4) with k = (3,2), s = (2,1): two factorizations, same (v, δ), different K."""
    architecture = Architecture(5, (3, 2), (2, 1))
    first = rescale_to_differences(architecture, [-1.0, 0.0, 1.0, -4.0, 1.0], [0.0])
    second = rescale_to_differences(architecture, [-4.0, 0.0, 1.0, -1.0, 1.0], [0.0])
    np.testing.assert_allclose(product(architecture, first), product(architecture, second))
    assert np.abs(metric(architecture, first) - metric(architecture, second)).max() > 0.1


@pytest.mark.parametrize(
    ("widths", "w"),
    [
        ((2, 2), [1.0, 2.0, 3.0, 1.0]),
        ((3, 2), [2.0, -3.0, 1.0, -5.0, 1.0]),
        ((3, 3), [1.0, 0.0, 1.0, 5.0, -2.0, 1.0]),  # two conjugate pairs
        ((3, 3), [1.0, 0.0, 1.0, 6.0, -5.0, 1.0]),  # a pair against two real roots
        ((2, 2), [1.0, 0.0, 1.0, 1.0]),  # a root at infinity
        ((2, 1, 2), [1.0, 2.0, -3.0, 3.0, 1.0]),
    ],
)
def test_section_8_stride_one_has_two_metrics_for_one_v(widths, w):
    """Two factorizations of one v with the same δ and different K."""
    architecture = Architecture(sum(widths) - len(widths) + 1, widths, (1,) * len(widths))
    w = np.array(w)
    new = refactorize(architecture, w)
    np.testing.assert_allclose(product(architecture, new), product(architecture, w), atol=1e-9)
    np.testing.assert_allclose(
        np.diff(squared_norms(architecture, new)),
        np.diff(squared_norms(architecture, w)),
        atol=1e-9,
    )
    assert np.abs(metric(architecture, new) - metric(architecture, w)).max() > 1e-3
    assert not metric_is_fixed(architecture)


def test_refactorize_uses_layers_with_stride_one_between_them(rng):
    """s = (2, 1, 1): layers 2 and 3 are polynomials in x², layer 1 in x."""
    architecture = Architecture(6, (2, 2, 2), (2, 1, 1))
    w = rng.normal(size=6)
    new = refactorize(architecture, w)
    np.testing.assert_allclose(product(architecture, new), product(architecture, w), atol=1e-9)
    ratio = new[0] / w[0]
    np.testing.assert_allclose(new[:2], ratio * w[:2])


@pytest.mark.parametrize(
    ("widths", "w"),
    [((3, 2), [1.0, 0.0, 1.0, 1.0, 1.0]), ((2, 2), [1.0, 1.0, 1.0, 1.0]), ((3,), [1.0, 2.0, 3.0])],
)
def test_refactorize_says_when_there_is_nothing_to_exchange(widths, w):
    """A conjugate pair against one real root; equal roots; one layer."""
    architecture = Architecture(sum(widths) - len(widths) + 1, widths, (1,) * len(widths))
    with pytest.raises(InvalidInput, match="no roots to exchange"):
        refactorize(architecture, w)
