"""Lists of critical filters that are complete by proof, or say that they are open."""

import numpy as np
import pytest
from homotopy import critical_filters_by_homotopy

from lcn_widgets.core.landscape.completeness import Openness
from lcn_widgets.core.landscape.critical_filters import critical_filters
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import SquareLoss
from lcn_widgets.core.training.flow import gradient_flow

CIRCLE = ([[1, 0, 0, 0, 1], [0, 1, 0, 0, 0], [0, 0, 1, 1, 0]], [[1, 0, 1, 1, 1]])
"""XXᵀ = diag(2, 1, 2) is invariant under rotations of the projective line, and so is 1 + x²."""


def risk_of(widths, X, Y):
    return EmpiricalRisk(
        Architecture(len(X), widths, (1,) * len(widths)), SquareLoss(), Dataset(X, Y)
    )


def identity_risk(widths, target):
    return risk_of(widths, np.eye(len(target)), [target])


def random_risk(widths, seed):
    rng = np.random.default_rng(seed)
    k_v = sum(widths) - len(widths) + 1
    return risk_of(widths, rng.normal(size=(k_v, 3 * k_v)), rng.normal(size=(1, 3 * k_v)))


def distances(found):
    """Relative distances of every two filters of a list."""
    filters = [f.final_filter / np.linalg.norm(f.final_filter) for f in found.filters]
    return [np.linalg.norm(v - w) for i, v in enumerate(filters) for w in filters[:i]]


def assert_sound(risk, found):
    """Every network on the list is critical, has the filter it stands under, and that is not 0."""
    for critical in found.filters:
        v = critical.final_filter
        size = np.linalg.norm(risk.best_filter)
        assert np.linalg.norm(v) > 1e-6 * size
        for point in critical.points:
            own = risk.architecture.final_filter(point.filters)
            assert own == pytest.approx(v, abs=1e-9 * size)
            scale = np.linalg.norm(risk.gradient(1.1 * point.filters))
            np.testing.assert_allclose(risk.gradient(point.filters), 0.0, atol=1e-8 * scale)


@pytest.mark.parametrize(("widths", "count"), [((2, 2), 5), ((3, 2), 8), ((4, 2), 11)])
def test_a_homotopy_finds_as_many_and_the_same(widths, count):
    """An independent count: paths from all solutions of a simpler system (Morgan, Sommese)."""
    risk = random_risk(widths, 21)
    G = risk.filter_hessian(risk.best_filter) / 2.0
    paths = critical_filters_by_homotopy(G, risk.best_filter)
    found = critical_filters(risk)
    assert found.certified
    assert len(paths) == found.complex_count == found.expected_count == count
    real = paths[np.abs(paths.imag).max(axis=1) < 1e-8 * np.abs(paths).max(axis=1)].real
    for critical in found.filters:
        assert np.abs(real - critical.final_filter).max(axis=1).min() == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize(
    ("widths", "count"), [((2, 2, 2), 15), ((3, 3), 24), ((3, 2, 2), 36), ((2, 2, 2, 2), 46)]
)
def test_generic_data_have_the_known_number_by_proof(widths, count):
    for seed in range(3):
        found = critical_filters(random_risk(widths, seed))
        assert found.certified
        assert found.complex_count == found.expected_count == count
        assert "list is complete" in found.sentence


def test_a_circle_of_critical_filters_is_not_called_five():
    """Every (cos α + x sin α)² is critical: checked here, and the list says that it is open."""
    risk = risk_of((2, 2), *CIRCLE)
    for angle in np.linspace(0.0, np.pi, 50, endpoint=False):
        layer = np.array([np.cos(angle), np.sin(angle)])
        assert risk.gradient([*layer, *layer]) == pytest.approx(np.zeros(4), abs=1e-14)
    found = critical_filters(risk)
    assert not found.certified
    assert found.openness is Openness.CURVE
    assert "whole curve" in found.sentence
    assert "complete" not in found.sentence


def test_turned_circles_are_found_out_too():
    """The same invariance with other floats: G = c·diag(2, 1, 2) + rounding-free multiples."""
    X, Y = map(np.array, CIRCLE)
    for factor in (3.0, 1.1, 1e-5):
        assert critical_filters(risk_of((2, 2), factor * X, Y)).openness is Openness.CURVE


def test_a_solution_counts_once_however_often_it_solves():
    """(4,2), X = I, target 1 + x⁴: the form in ρ is xy(x²-y²)³(x²+y²), by hand. Six ρ and u."""
    risk = identity_risk((4, 2), [1, 0, 0, 0, 1])
    found = critical_filters(risk)
    assert found.certified
    assert found.complex_count == 7
    assert "11" in found.sentence
    assert "fewer" in found.sentence
    assert len(found.filters) == 4  # ρ = 0, ∞, ±1; u has no real root
    assert min(distances(found)) > 0.1
    assert_sound(risk, found)


def test_the_target_is_not_listed_twice():
    """(2,2), target (1+x)²: it is the least-squares filter and has a double root."""
    risk = identity_risk((2, 2), [1, 2, 1])
    found = critical_filters(risk)
    assert found.certified
    assert found.complex_count == 4
    assert min(distances(found)) > 0.1
    assert found.filters[0].multiplicities == (2,)
    assert found.filters[0].risk == pytest.approx(0.0, abs=1e-20)
    assert_sound(risk, found)


def test_no_network_with_a_vanishing_filter_is_listed():
    """(2,2,2,2), target (1+x²)²: four real roots leave a risk of 2, by many runs of the flow."""
    risk = identity_risk((2, 2, 2, 2), [1, 0, 2, 0, 1])
    found = critical_filters(risk)
    assert_sound(risk, found)
    assert found.least_risk == pytest.approx(2.0, rel=1e-12)
    rng = np.random.default_rng(0)
    least = min(gradient_flow(risk, rng.normal(size=8)).risks[-1] for _ in range(12))
    assert least == pytest.approx(2.0, rel=1e-6)


@pytest.mark.parametrize(
    ("widths", "target"),
    [
        ((2, 2, 2), [1, 3, 3, 1]),
        ((2, 2, 2), [1, 1, -1, -1]),
        ((3, 2), [0, 0, 1, 0]),
        ((3, 3), [1, 0, 0, 0, 1]),
        ((3, 3), [1, 0, 2, 0, 1]),
        ((3, 2, 2), [1, 4, 6, 4, 1]),
        ((2, 2, 2, 2), [1, 4, 6, 4, 1]),
        ((2, 2, 2, 2), [0, 0, 1, 0, 0]),
        ((2, 2, 2, 2), [1, 0, -2, 0, 1]),
        ((2, 2), [0, 0, 1e-9]),
        ((2, 2), [0, 0, 0]),
    ],
)
def test_special_targets_get_sound_lists_without_repetition(widths, target):
    """Symmetric targets: no bogus network, nothing twice, and limits of the flow not missing."""
    risk = identity_risk(widths, target)
    found = critical_filters(risk)
    assert_sound(risk, found)
    assert min(distances(found), default=1.0) > 1e-4
    assert found.complex_count <= found.expected_count
    if found.certified and found.filters:
        rng = np.random.default_rng(1)
        scale = np.linalg.norm(target) ** (1 / len(widths))
        listed = np.array([0.0 * risk.best_filter, *(f.final_filter for f in found.filters)])
        for _ in range(4):
            w = scale * rng.normal(size=risk.architecture.parameter_count)
            end = gradient_flow(risk, w).final_filters[-1]
            distance = np.linalg.norm(listed - end, axis=1).min()
            assert distance <= 2e-2 * np.linalg.norm(target)  # degenerate limits are slow


def test_near_the_circle_the_filters_are_those_of_the_eigenvectors():
    """v ↦ (v_0, v_1/2; v_1/2, v_2) makes XXᵀ twice the Frobenius norm (Eckart and Young).

    So the filters with a double root are λ_i e_i e_iᵀ of the target. Its eigenvalues are 1e-9
    apart, and only rational arithmetic sees that there are two filters and not a circle.
    """
    X, Y = np.array(CIRCLE[0], dtype=float), np.array(CIRCLE[1], dtype=float)
    change = np.array([0.3, 0.7, -0.2, 0.4, 0.1])
    risk = risk_of((2, 2), X, Y + 1e-9 * change)
    found = critical_filters(risk)
    assert found.certified
    assert found.complex_count == 3
    assert_sound(risk, found)
    d = np.linalg.solve(X @ X.T, X @ change)
    eigenvectors = np.linalg.eigh([[d[0], d[1] / 2], [d[1] / 2, d[2]]])[1].T
    doubles = [f.final_filter for f in found.filters if f.multiplicities == (2,)]
    assert len(doubles) == 2
    for e in eigenvectors:
        square = np.convolve(e, e)
        assert min(np.abs(v - square).max() for v in doubles) == pytest.approx(0.0, abs=1e-5)


@pytest.mark.parametrize("size", [1e-3, 1e-7, 1e-11])
def test_near_the_circle_generic_data_have_their_number(size):
    """Inputs and outputs off the circle by ever less: four double roots, however close."""
    rng = np.random.default_rng(8)
    X, Y = (np.array(A) + size * rng.normal(size=np.shape(A)) for A in CIRCLE)
    risk = risk_of((2, 2), X, Y)
    found = critical_filters(risk)
    assert found.certified
    assert found.complex_count == found.expected_count == 5
    assert_sound(risk, found)


@pytest.mark.parametrize("widths", [(2, 2), (3, 3)])
def test_duplicated_samples_and_scales_change_nothing(widths):
    """L(w) for c·Y has the critical filters of Y times c."""
    rng = np.random.default_rng(4)
    k_v = sum(widths) - 1
    X, Y = rng.normal(size=(k_v, 3 * k_v)), rng.normal(size=(1, 3 * k_v))
    plain = critical_filters(risk_of(widths, X, Y))
    for c in (1e-16, 1e-8, 2.0**60):
        scaled = critical_filters(risk_of(widths, np.hstack([X, X]), c * np.hstack([Y, Y])))
        assert scaled.certified
        for one, other in zip(plain.filters, scaled.filters, strict=True):
            assert other.final_filter == pytest.approx(
                c * one.final_filter, abs=1e-9 * c * np.abs(one.final_filter).max()
            )
