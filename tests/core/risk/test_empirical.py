"""The risk and its derivatives equal those of a network that really runs its layers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from margins import at_most
from oracle import risk_with_derivatives

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import (
    LOSSES,
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)

EVERY_LOSS = [
    SquareLoss(),
    LpLoss(2.0),
    LpLoss(4.0),
    LpLoss(6.0),
    LpLoss(3.0),
    LpLoss(1.5),
    LpLoss(1.0),
    PseudoHuberLoss(0.5),
    PseudoHuberLoss(3.0),
    GeneralizedHuberLoss(1.0, 0.0),
    GeneralizedHuberLoss(2.0, -1.5),
    GeneralizedHuberLoss(0.7, 5.0),
    LogCoshLoss(1.0),
    LogCoshLoss(3.0),
    HuberLoss(0.8),
    AbsoluteLoss(),
]
SHAPES = [
    ((3,), (1,)),
    ((2, 3), (1, 1)),
    ((3, 2), (2, 3)),
    ((2, 1, 3), (3, 1, 2)),
    ((2, 2, 2, 2), (1, 2, 1, 1)),
    ((2, 1, 2, 1, 2), (2, 1, 1, 3, 1)),
    ((2, 2, 2, 2, 2), (1, 1, 1, 1, 1)),
    ((1, 1), (3, 2)),
]


def network_of(widths, strides, outputs):
    """The architecture with these layers and d_N = `outputs`."""
    size = outputs
    for k, s in zip(reversed(widths), reversed(strides), strict=True):
        size = (size - 1) * s + k
    return Architecture(size, widths, strides)


def problem(widths, strides, outputs, samples, seed):
    rng = np.random.default_rng(seed)
    architecture = network_of(widths, strides, outputs)
    X = rng.standard_normal((architecture.input_dim, samples))
    Y = rng.standard_normal((outputs, samples))
    return architecture, X, Y, rng.standard_normal(sum(widths))


def assert_agrees_with_loops(loss, architecture, X, Y, w):
    value, gradient, hessian = risk_with_derivatives(
        architecture.widths, architecture.strides, loss, X.tolist(), Y.tolist(), w.tolist()
    )
    risk = EmpiricalRisk(architecture, loss, Dataset(X, Y))
    for computed, expected in (
        (risk.value(w), value),
        (risk.gradient(w), gradient),
        (risk.hessian(w), hessian),
    ):
        scale = max(1.0, float(np.abs(expected).max()))
        np.testing.assert_allclose(computed, expected, rtol=0.0, atol=1e-10 * scale)


def test_every_kind_of_loss_is_checked():
    assert {type(loss) for loss in EVERY_LOSS} == set(LOSSES.values())


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("loss", EVERY_LOSS, ids=str)
def test_value_gradient_and_hessian_are_those_of_the_layers(loss, shape):
    assert_agrees_with_loops(loss, *problem(*shape, outputs=2, samples=2, seed=5))


@settings(max_examples=40)
@given(
    layers=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=5).filter(
        lambda layers: np.prod([s for _, s in layers]) <= 18
    ),
    loss=st.sampled_from(EVERY_LOSS),
    outputs=st.integers(1, 3),
    samples=st.integers(1, 3),
    seed=st.integers(0, 10**6),
)
def test_derivatives_are_those_of_the_layers_for_any_network(layers, loss, outputs, samples, seed):
    widths, strides = zip(*layers, strict=True)
    assert_agrees_with_loops(loss, *problem(widths, strides, outputs, samples, seed))


def test_value_and_gradient_together_are_the_single_ones():
    architecture, X, Y, w = problem((3, 2), (2, 1), 3, 4, seed=1)
    risk = EmpiricalRisk(architecture, LogCoshLoss(), Dataset(X, Y))
    value, gradient = risk.value_and_gradient(w)
    assert value == pytest.approx(risk.value(w), rel=1e-15)
    np.testing.assert_allclose(gradient, risk.gradient(w), rtol=1e-14)


def test_results_do_not_change_with_later_calls():
    architecture, X, Y, w = problem((3, 2, 2), (2, 1, 1), 3, 4, seed=2)
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, Y))
    results = [risk.gradient(w), risk.hessian(w)]
    copies = [a.copy() for a in results]
    risk.hessian(2.0 * w)
    risk.gradient(-w)
    for a, b in zip(results, copies, strict=True):
        np.testing.assert_array_equal(a, b)


def test_square_loss_by_moments_is_the_square_loss_by_patches():
    """LpLoss(2) is r²/2 and keeps the patches; the square loss keeps their factor only."""
    architecture, X, Y, w = problem((3, 2, 2), (1, 3, 1), 3, 7, seed=3)
    data = Dataset(X, Y)
    moments = EmpiricalRisk(architecture, SquareLoss(), data)
    patches = EmpiricalRisk(architecture, LpLoss(2.0), data)
    assert moments.value(w) == pytest.approx(2.0 * patches.value(w), rel=1e-13)
    np.testing.assert_allclose(moments.gradient(w), 2.0 * patches.gradient(w), atol=1e-11)
    np.testing.assert_allclose(moments.hessian(w), 2.0 * patches.hessian(w), atol=1e-11)


def test_risk_in_filter_space_is_the_risk_of_one_layer():
    """L(w) depends on w through v = π(w): one layer of width k_v and stride s_v has risk L(v)."""
    architecture, X, Y, w = problem((3, 2), (2, 3), 2, 3, seed=4)
    v = architecture.final_filter(w)
    single = Architecture(
        architecture.input_dim, (architecture.final_width,), (architecture.final_stride,)
    )
    for loss in (SquareLoss(), PseudoHuberLoss(0.5)):
        risk = EmpiricalRisk(architecture, loss, Dataset(X, Y))
        value, gradient, hessian = risk_with_derivatives(
            single.widths, single.strides, loss, X.tolist(), Y.tolist(), v.tolist()
        )
        assert risk.filter_value(v) == pytest.approx(value, rel=1e-12)
        np.testing.assert_allclose(risk.filter_gradient(v), gradient, atol=1e-11)
        np.testing.assert_allclose(risk.filter_hessian(v), hessian, atol=1e-11)


def test_gap_to_a_perfect_fit_is_resolved_far_below_the_rounding_of_y():
    """With Y = WX exactly, L = Σ (P(v - v*))², here of size 1e-20, comes without cancellation."""
    rng = np.random.default_rng(6)
    architecture = Architecture(6, (3, 2), (1, 1))
    w = rng.standard_normal(5)
    X = rng.standard_normal((6, 30))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, architecture.final_matrix(w) @ X))
    moved = w + 1e-10 * rng.standard_normal(5)
    change = architecture.final_matrix(moved) - architecture.final_matrix(w)
    expected = float(np.sum((change @ X) ** 2))
    assert risk.value(moved) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("X", "patch_rank", "data_rank"),
    [
        (np.eye(3), 2, 3),
        (np.array([[1.0], [2.0], [3.0]]), 2, 1),
        (np.array([[1.0], [1.0], [1.0]]), 1, 1),
        (np.zeros((3, 2)), 0, 0),
        (np.array([[1.0, 1.0], [0.0, 1e-9], [0.0, 0.0]]), 2, 2),
    ],
)
def test_ranks_of_patches_and_of_data(X, patch_rank, data_rank):
    """The patches of one sample x are its windows: XXᵀ of rank 1 still gives P of full rank."""
    architecture = Architecture(3, (2,), (1,))
    for loss in (SquareLoss(), LogCoshLoss()):
        risk = EmpiricalRisk(architecture, loss, Dataset(X, np.ones((2, X.shape[1]))))
        assert risk.patch_rank == patch_rank
        assert risk.data_rank == data_rank
        assert risk.patch_singular_values.shape == (2,)
        P = Dataset(X, np.ones((2, X.shape[1]))).patch_matrix(architecture)
        np.testing.assert_allclose(
            np.sum(risk.patch_singular_values**2), np.sum(P**2), rtol=1e-12, atol=1e-30
        )


@pytest.mark.parametrize("loss", [loss for loss in EVERY_LOSS if loss.convex], ids=str)
def test_no_filter_near_the_best_one_is_better(loss):
    architecture, X, Y, _ = problem((2, 2), (1, 1), 3, 5, seed=7)
    risk = EmpiricalRisk(architecture, loss, Dataset(X, Y))
    rng = np.random.default_rng(8)
    least = risk.filter_value(risk.best_filter)
    for size in (1e-4, 1e-2, 1.0):
        for step in size * rng.standard_normal((20, architecture.final_width)):
            assert at_most(least, risk.filter_value(risk.best_filter + step), rel=1e-9)


def test_best_filter_of_rank_deficient_patches_is_the_shortest():
    architecture = Architecture(4, (2, 2), (1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.ones((4, 1)), [[3.0], [3.0]]))
    np.testing.assert_allclose(risk.best_filter, [1.0, 1.0, 1.0], rtol=1e-12)


@pytest.mark.parametrize(
    ("X", "Y", "words"),
    [
        (np.ones((5, 2)), np.ones((1, 2)), "X has 5 rows"),
        (np.ones((4, 2)), np.ones((3, 2)), "Y has 3 rows"),
    ],
)
def test_data_that_do_not_fit_are_refused(X, Y, words):
    with pytest.raises(InvalidInput, match=words):
        EmpiricalRisk(Architecture(4, (2, 2), (1, 1)), SquareLoss(), Dataset(X, Y))


def test_filters_of_wrong_size_are_refused():
    architecture, X, Y, w = problem((2, 2), (1, 1), 1, 2, seed=9)
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, Y))
    with pytest.raises(InvalidInput, match="need 4 entries"):
        risk.gradient(w[:-1])
