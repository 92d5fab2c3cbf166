"""Critical points: classification modulo scaling, common roots, filling, reachable filters."""

import dataclasses

import numpy as np
import pytest

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.landscape.critical_points import Certificate, CriticalKind, classify
from lcn_widgets.core.landscape.jacobian_rank import jacobian_rank, largest_rank
from lcn_widgets.core.landscape.layer_roots import common_roots, layer_roots
from lcn_widgets.core.landscape.patterns import Pattern, real_root_pattern
from lcn_widgets.core.landscape.reachability import is_filling, is_reachable, real_roots_needed
from lcn_widgets.core.network import scaling_directions
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import GeneralizedHuberLoss, SquareLoss


def architecture_of(*widths):
    return Architecture(sum(widths) - len(widths) + 1, widths, (1,) * len(widths))


def identity_risk(architecture, target, loss=None):
    """X = I, so that L = ‖v - u‖² for square loss."""
    data = Dataset(np.eye(architecture.final_width), np.asarray(target, float)[None, :])
    return EmpiricalRisk(architecture, loss or SquareLoss(), data)


def test_affine_roots_alone_do_not_make_a_global_minimum():
    """[KMMT 5.1] needs infinity: w1 = w2 = (1, 0) is critical for (1, 0, -1), with loss 1 > 0."""
    point = classify(identity_risk(architecture_of(2, 2), (1, 0, -1)), [1, 0, 1, 0])
    assert point.gradient_norm == 0.0
    assert point.risk == 1.0
    assert point.risk_gap == pytest.approx(1.0)
    assert [c.root for c in point.common_roots] == [complex(np.inf, 0)]
    assert point.theorem is None
    assert point.kind is not CriticalKind.GLOBAL_MINIMUM


def test_no_common_root_and_a_convex_loss_make_a_global_minimum():
    """[KMMT 5.1] at a point of known factorization: p = (x - 1)(x² + 1)."""
    arch = architecture_of(2, 3)
    w = np.array([-1.0, 1.0, 1.0, 0.0, 1.0])
    point = classify(identity_risk(arch, arch.final_filter(w)), w)
    assert point.kind is CriticalKind.GLOBAL_MINIMUM
    assert point.certificate is Certificate.NO_COMMON_ROOTS
    assert "Theorem 5.1" in str(point.theorem)
    assert str(point.pattern) == "(1|1)"
    assert np.all(point.eigenvalues > 0)
    assert point.scaling_directions == 1


def test_a_loss_that_is_not_convex_gets_no_theorem():
    arch = architecture_of(2, 3)
    w = np.array([-1.0, 1.0, 1.0, 0.0, 1.0])
    loss = GeneralizedHuberLoss(alpha=1.0, beta=-1.5)
    point = classify(identity_risk(arch, arch.final_filter(w), loss), w)
    assert point.theorem is None
    assert point.kind is CriticalKind.LOCAL_MINIMUM


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_the_scaling_directions_are_n_minus_1_zero_modes(depth):
    """The risk is constant along w^(i) → c_i w^(i), Π c_i = 1: differences along them vanish."""
    arch = architecture_of(*[2, 3, 2, 4][:depth])
    rng = np.random.default_rng(depth)
    w = rng.normal(size=arch.parameter_count)
    basis = scaling_directions(arch, w)
    assert basis.shape == (arch.parameter_count, depth - 1)
    np.testing.assert_allclose(basis.T @ basis, np.eye(depth - 1), atol=1e-14)
    np.testing.assert_allclose(arch.jacobian(w) @ basis, 0.0, atol=1e-12)


def test_with_a_vanishing_layer_the_others_scale_freely():
    arch = architecture_of(2, 2, 2)
    assert scaling_directions(arch, [0, 0, 1, 2, 3, 4]).shape[1] == 2
    assert scaling_directions(arch, [0, 0, 0, 0, 3, 4]).shape[1] == 1
    assert scaling_directions(arch, np.zeros(6)).shape[1] == 0


def test_the_origin_of_two_layers_is_a_strict_saddle_and_of_three_degenerate():
    """∇²L(0) has the blocks ∇_vL for N = 2 and vanishes for N = 3."""
    two = classify(identity_risk(architecture_of(2, 2), (1, 2, 3)), np.zeros(4))
    three = classify(identity_risk(architecture_of(2, 2, 2), (1, 2, 3, 4)), np.zeros(6))
    assert two.kind is CriticalKind.STRICT_SADDLE
    assert three.kind is CriticalKind.DEGENERATE
    assert str(three.pattern) == ""


@pytest.mark.parametrize("infinite", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_the_jacobian_has_rank_one_plus_the_degree_of_the_lcm(seed, infinite):
    """Stride one: rank J = 1 + deg lcm(p_1, …, p_N), homogeneous roots (derived)."""
    rng = np.random.default_rng(seed)
    shared = np.array([rng.normal(), 0.0 if infinite else 1.0])  # x - root, or a root at infinity
    first = np.convolve(shared, rng.normal(size=2))
    second = np.convolve(shared, rng.normal(size=3))
    third = rng.normal(size=2)
    arch = architecture_of(3, 4, 2)
    w = np.concatenate([first, second, third])
    assert len(common_roots(arch, w)) == 1
    assert jacobian_rank(arch, w) == arch.final_width - 1
    assert jacobian_rank(arch, rng.normal(size=9)) == arch.final_width


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (Pattern((1, 1)), "2 real roots"),
        (Pattern((2, 1), (1,)), "2 real roots (double) and 1 conjugate pair"),
        (Pattern((), (2, 1)), "2 conjugate pairs (double)"),
        (Pattern((4,)), "1 real root (4-fold)"),
        (Pattern(), "v vanishes"),
    ],
)
def test_patterns_in_words(pattern, words):
    assert str(pattern.message) == words


@pytest.mark.parametrize(
    ("size", "widths", "strides"),
    [(11, (3, 3), (2, 1)), (5, (3, 3), (1, 1)), (8, (2, 2, 2), (2, 2, 1))],
)
def test_the_largest_rank_is_that_of_generic_filters(size, widths, strides):
    """dim of the function space: Σk_i - (N - 1) [KMST], at most k_v."""
    arch = Architecture(size, widths, strides)
    rng = np.random.default_rng(0)
    ranks = {jacobian_rank(arch, rng.normal(size=arch.parameter_count)) for _ in range(20)}
    assert ranks == {largest_rank(arch)}


def test_three_layers_with_one_root_lose_two_ranks():
    arch = architecture_of(2, 2, 2)
    w = np.array([-1.0, 1.0, 2.0, -2.0, -3.0, 3.0])
    assert len(common_roots(arch, w)) == 3
    assert jacobian_rank(arch, w) == 2


@pytest.mark.parametrize(
    ("layers", "pattern"),
    [
        ([[1.0], [2.0]], "(1,1|)"),
        ([[1.0], [1.0]], "(2|)"),
        ([[1j, -1j], [5.0]], "(1|1)"),
        ([[1j, -1j], [1j, -1j]], "(|2)"),
        ([[np.inf, 2.0], [np.inf]], "(2,1|)"),
        ([[], []], ""),
    ],
)
def test_real_root_multiplicity_patterns(layers, pattern):
    """Multiplicities of real roots | of conjugate pairs, infinity counted as real [KMMT]."""
    assert str(real_root_pattern([np.array(r, dtype=complex) for r in layers])) == pattern


@pytest.mark.parametrize(
    ("widths", "filling"),
    [((2, 2), False), ((3, 2), True), ((3, 3), True), ((2, 3, 2), False), ((1, 2, 5), True)],
)
def test_stride_one_is_filling_with_at_most_one_even_width(widths, filling):
    """[KMMT 4.1]."""
    assert is_filling(architecture_of(*widths)) is filling


def test_strides_between_wide_layers_are_never_filling():
    """The function space has dimension Σk_i - (N - 1) < k_v [KMST]."""
    assert not is_filling(Architecture(7, (3, 3), (2, 1)))
    assert not is_filling(Architecture(5, (1, 3), (2, 1)))  # v has gaps
    assert is_filling(Architecture(7, (3, 3), (1, 2)))  # the last stride does not matter
    with pytest.raises(InvalidInput, match="stride one only"):
        real_roots_needed(Architecture(7, (3, 3), (2, 1)))


@pytest.mark.parametrize("widths", [(2, 2), (3, 2), (2, 2, 3), (2, 2, 2)])
def test_every_image_is_reachable_and_has_enough_real_roots(widths):
    """Filters with e even widths have at least e real roots (derived from [KMMT 4.1])."""
    arch = architecture_of(*widths)
    rng = np.random.default_rng(3)
    assert all(
        is_reachable(arch, arch.final_filter(rng.normal(size=arch.parameter_count)))
        for _ in range(200)
    )
    assert is_reachable(arch, np.zeros(arch.final_width))


def test_filters_with_too_few_real_roots_are_not_reachable():
    """x² + 1 is no product of two real linear factors; (x² + 1)(x² + 4) not with two of them."""
    assert not is_reachable(architecture_of(2, 2), [1, 0, 1])
    assert not is_reachable(architecture_of(2, 3, 2), [4, 0, 5, 0, 1])
    assert is_reachable(architecture_of(3, 3), [4, 0, 5, 0, 1])
    with pytest.raises(InvalidInput, match="width 3"):
        is_reachable(architecture_of(2, 2), [1, 0])


def test_strided_layers_count_all_points_of_a_ring():
    """p̃_i is a polynomial in x^{S_i}: each root of p_i makes S_i of them (paper, 2.1)."""
    arch = Architecture(7, (3, 3), (2, 1))
    assert [len(r) for r in layer_roots(arch, np.arange(1.0, 7.0))] == [2, 4]


def test_near_a_degenerate_limit_common_roots_are_not_decided():
    """(1,1)⁴ has four common roots that the flow reaches only slowly: beside it they count as one
    within the uncertainty, so that rank, pattern and theorem all speak of the same limit.
    """
    arch = architecture_of(2, 2, 2, 2)
    spread = 0.02 * np.array([1.0, -1.0, 1j, -1j]).real + 0.01 * np.array([0, 0, 1, -1])
    w = np.concatenate([[1.0 + s, 1.0] for s in spread])
    point = classify(identity_risk(arch, (1, 4, 6, 4, 1)), w)
    assert not common_roots(arch, w)
    assert len(point.common_roots) == 6
    assert str(point.pattern) == "(4|)"
    assert point.jacobian_rank < arch.final_width
    assert point.certificate is not Certificate.NO_COMMON_ROOTS


def test_a_vanishing_layer_that_has_to_move_settles_nothing():
    """L = ‖v - (1, 2, 3)‖² at w = (0, 0, 1, 2): the gradient by w1 is not zero."""
    point = classify(identity_risk(architecture_of(2, 2), (1, 2, 3)), [0, 0, 1, 2])
    assert point.gradient_norm > 1.0
    assert point.uncertainty == np.inf
    assert point.kind is None


def test_layers_that_almost_vanish_do_not_hide_the_saddle_they_run_into():
    """L = (ab - 1)² at (ε, -ε): rescaling is tangent to (1, 1), where the Hessian is -2."""
    risk = EmpiricalRisk(Architecture(1, (1, 1), (1, 1)), SquareLoss(), Dataset([[1.0]], [[1.0]]))
    point = classify(risk, [1e-9, -1e-9])
    assert point.kind is CriticalKind.STRICT_SADDLE
    np.testing.assert_allclose(point.eigenvalues, [-2.0, 2.0])
    assert point.signs == (-1, 1)


def test_an_eigenvalue_within_its_error_has_no_sign():
    point = classify(identity_risk(architecture_of(2, 2), (1, 0, 1)), [1, 1, -1, 1])
    spectra = [-2.0, -1e-6, 0.0, 1e-7, 1e-5, 2.0]
    errors = np.full(6, 2e-6)
    told = dataclasses.replace(point, eigenvalues=np.array(spectra), eigenvalue_errors=errors)
    assert told.signs == (-1, 0, 0, 0, 1, 1)
