"""Bounds on v and on the filters: the paper's and the certified one, against random networks."""

import math

import numpy as np
import pytest
from margins import at_most
from scipy.optimize import brentq

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.network.balance import log_smallest_norm
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import LOSSES, GeneralizedHuberLoss, SquareLoss
from lcn_widgets.core.theorem.bounds import (
    ROUNDING_MARGIN,
    certified_bound,
    filter_norm_bound,
    paper_bound,
)


@pytest.fixture
def rng():
    return np.random.default_rng(20260102)


def random_architecture(rng):
    depth = int(rng.integers(1, 6))
    widths, strides = rng.integers(1, 5, depth), rng.integers(1, 4, depth)
    size = 1
    for k, s in zip(widths[::-1], strides[::-1], strict=True):
        size = (size - 1) * s + k
    return Architecture(int(size), widths.tolist(), strides.tolist())


def test_sharper_bound_holds_for_10000_random_networks(rng):
    """THEORY 6: ‖w^(i)‖² ≤ the certified bound ≤ the paper's τ, strides to 3, heavy tails."""
    checked = 0
    tightest = math.inf
    while checked < 10_000:
        architecture = random_architecture(rng)
        degrees_of_freedom = rng.choice([0.5, 1.0, 2.0, 5.0])
        for _ in range(20):
            w = rng.standard_t(degrees_of_freedom, size=architecture.parameter_count)
            w = np.clip(w, -1e60, 1e60) * 10.0 ** rng.uniform(-3, 3)
            v = np.ones(1)
            for p in architecture.layer_polynomials(w):
                v = np.convolve(v, p)
            norms = [float(f @ f) for f in architecture.split(w)]
            delta = np.diff(norms)
            sharp = certified_bound(architecture, np.linalg.norm(v), delta)
            paper = paper_bound(architecture, np.abs(v).sum(), delta)
            slack = sharp.log10_layers - np.log10(norms)
            # differences of norms of very unlike size lose the small ones to rounding
            resolved = np.array(norms) > 1e-3 * max(norms)
            assert np.all(slack[resolved] >= 0.0)
            assert np.log10(max(norms)) <= sharp.log10 <= paper.log10
            # one wide layer, or one norm far above the others, is bounded tightly by construction
            wide = sum(k > 1 for k in architecture.widths)
            if wide >= 2 and max(norms) < 2.0 * min(norms):
                tightest = min(tightest, float(slack.min()))
            checked += 1
    assert tightest < 0.5  # and it is not idle: some network comes within a factor 3


def test_landau_and_mahler_inequality_behind_the_bound(rng):
    """Π ‖w^(i)‖₁ ≤ 2^{Σ(k_i-1)} ‖v‖₂, with equality never far for (1+x)^n."""
    for _ in range(500):
        architecture = random_architecture(rng)
        w = rng.standard_t(1.0, size=architecture.parameter_count)
        v = np.ones(1)
        for p in architecture.layer_polynomials(w):
            v = np.convolve(v, p)
        left = math.prod(float(np.abs(f).sum()) for f in architecture.split(w))
        degree = sum(k - 1 for k in architecture.widths)
        assert at_most(left, 2.0**degree * np.linalg.norm(v), rel=1e-9)


def test_paper_bound_by_hand():
    """N = 2, k = (2, 2): β_1 is a root of z(z + δ) - C, C ≤ (6Tk_v)^{2k_v}; A = 2C."""
    architecture = Architecture(3, (2, 2), (1, 1))
    C = (6 * 5.0 * 3) ** 6
    bound = paper_bound(architecture, 5.0, [4.0])
    assert 10.0**bound.log10_layers == pytest.approx([2 * C, 2 * C + 4.0])
    assert bound.value == pytest.approx(2 * C + 4.0)


def test_paper_bound_takes_the_larger_of_T_and_1():
    architecture = Architecture(3, (2, 2), (1, 1))
    assert (
        paper_bound(architecture, 1e-9, [0.0]).log10 == paper_bound(architecture, 1.0, [0.0]).log10
    )


def test_certified_bound_by_hand():
    """N = 2, k = (2, 2), δ = 3: z(z - 3) = 16 T² with T = 1 gives z = (3 + √73)/2."""
    architecture = Architecture(3, (2, 2), (1, 1))
    z = (3 + math.sqrt(73)) / 2
    bound = certified_bound(architecture, 1.0, [3.0])
    enlarged = np.array([z - 3.0, z]) * (1.0 + ROUNDING_MARGIN)
    assert 10.0**bound.log10_layers == pytest.approx(enlarged, rel=1e-11)
    assert 10.0**bound.log10 >= z


@pytest.mark.parametrize("differences", [[-5.0, 2.0, -1.0], [0.0, 0.0, 0.0], [1e-9, 3.0, 1e6]])
@pytest.mark.parametrize("T", [1e-12, 1.0, 1e9])
def test_certified_bound_solves_its_scalar_equation(differences, T):
    """Against bisection on Π(z - g_i) = 4^{Σ(k_i-1)} T², negative differences included."""
    architecture = Architecture(6, (2, 2, 3, 2), (1, 1, 1, 1))
    beta = np.concatenate([[0.0], np.cumsum(differences)])
    gaps = beta.max() - beta
    target = 4.0**5 * T * T

    def equation(z):
        return float(np.prod(z - gaps)) - target

    z = brentq(equation, gaps.max(), gaps.max() + target**0.25 + 1.0, xtol=1e-14, rtol=1e-14)
    enlarged = z * (1.0 + ROUNDING_MARGIN)
    assert certified_bound(architecture, T, differences).value == pytest.approx(enlarged, rel=1e-11)


def test_bounds_of_one_layer_and_of_widths_1():
    """N = 1: w = v. Widths 1: v is the product of N numbers."""
    one = Architecture(4, (4,), (1,))
    assert certified_bound(one, 3.0, []).value == pytest.approx(4.0**3 * 9.0)
    assert paper_bound(one, 3.0, []).log10 == pytest.approx(8 * math.log10(6 * 3 * 4))
    scalars = Architecture(1, (1, 1, 1), (1, 1, 1))
    assert certified_bound(scalars, 8.0, [0.0, 0.0]).value == pytest.approx(4.0)


def test_bounds_of_astronomical_size_stay_finite_in_logarithms():
    architecture = Architecture(101, (51, 51), (1, 1))
    bound = paper_bound(architecture, np.array([1e10, np.inf]), [0.0])
    assert bound.log10[0] == pytest.approx(math.log10(2) + 202 * math.log10(6e10 * 101), rel=1e-9)
    np.testing.assert_array_equal(bound.value, np.inf)
    assert certified_bound(architecture, 1e300, [-1e250]).log10 == pytest.approx(
        (100 * math.log10(4) + 600) / 2, rel=1e-6
    )


def test_vanishing_final_filter_pins_the_smallest_norm_to_zero():
    """v = 0 makes some layer zero: the others are what the differences say."""
    architecture = Architecture(3, (2, 2), (1, 1))
    bound = certified_bound(architecture, 0.0, [3.0])
    assert bound.log10_layers[0] == -np.inf
    assert bound.value == pytest.approx(3.0)


def test_bounds_are_functions_of_time():
    architecture = Architecture(3, (2, 2), (1, 1))
    T = np.array([3.0, 2.0, 1.0])
    for bound in (paper_bound(architecture, T, [1.0]), certified_bound(architecture, T, [1.0])):
        assert bound.log10_layers.shape == (3, 2)
        assert np.all(np.diff(bound.log10) < 0.0)


def test_bounds_reject_differences_that_do_not_fit():
    with pytest.raises(InvalidInput, match="2 layers have 1 difference"):
        paper_bound(Architecture(3, (2, 2), (1, 1)), 1.0, [1.0, 2.0])


@pytest.mark.parametrize("kind", list(LOSSES))
def test_derived_bound_on_v_from_the_patch_matrix(kind, rng):
    """‖v‖₂ ≤ (‖y‖₂ + √L or h(L)) / σ_min(P) with rank P = k_v, though XXᵀ is singular."""
    architecture = Architecture(8, (2, 2), (2, 1))
    X, Y = rng.normal(size=(8, 4)), rng.normal(size=(3, 4))
    loss = LOSSES[kind]()
    risk = EmpiricalRisk(architecture, loss, Dataset(X, Y))
    assert risk.data_rank < 8
    for scale in (0.01, 1.0, 100.0):
        w = scale * rng.standard_t(2, size=4)
        level = risk.value(w)
        assert np.linalg.norm(architecture.final_filter(w)) <= filter_norm_bound(risk, level)


def test_derived_bound_on_v_by_hand():
    """X = I_3, so P = I_3 for k_v = 3: ‖v‖₂ ≤ ‖y‖₂ + √L."""
    risk = EmpiricalRisk(
        Architecture(3, (2, 2), (1, 1)), SquareLoss(), Dataset(np.eye(3), [[2.0, -1.0, 2.0]])
    )
    assert filter_norm_bound(risk, [4.0, 0.0]) == pytest.approx([5.0, 3.0])


def test_derived_bound_on_v_needs_rank_k_v():
    architecture = Architecture(4, (2, 2), (2, 1))
    X = np.eye(4)[:, :3]
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, [[0.0, 1.0, 1.0]]))
    assert filter_norm_bound(risk, 1.0) == np.inf


def test_derived_bound_on_v_with_a_negative_risk(rng):
    """Generalized Huber loss with β < -1 is negative at its minimum; h stays valid."""
    architecture = Architecture(3, (2, 2), (1, 1))
    dataset = Dataset(np.eye(3), [[1.0, 2.0, 1.0]])
    risk = EmpiricalRisk(architecture, GeneralizedHuberLoss(1.0, -1.5), dataset)
    level = risk.value([1.0, 1.0, 1.0, 1.0])
    assert level < 0.0
    assert filter_norm_bound(risk, level) >= np.sqrt(6.0)


@pytest.mark.parametrize("offsets", [[0.0], [0.0, 1.0, -2.0], [0.0, 1e10], [5.0, 5.0, 5.0]])
@pytest.mark.parametrize("log_product", [-600.0, -1.0, 0.0, 40.0, 600.0])
def test_lemma_3_5_scalar_equation(offsets, log_product):
    gaps = np.array(offsets) - min(offsets)
    s = log_smallest_norm(offsets, log_product)
    total = sum(
        max(s, math.log(g)) + math.log1p(math.exp(-abs(s - math.log(g)))) if g > 0 else s
        for g in gaps
    )
    assert total == pytest.approx(log_product, abs=1e-9)
