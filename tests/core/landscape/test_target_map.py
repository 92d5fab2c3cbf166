"""The map of targets: closed forms, and counts by distances, homotopy paths and Newton's method."""

import numpy as np
import pytest

from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.landscape import critical_filters, map_targets
from lcn_widgets.core.landscape.sheet import Sheet
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, LogCoshLoss, SquareLoss
from tests.core.landscape.homotopy import critical_filters_by_homotopy
from tests.margins import at_most

TWO = Architecture(3, (2, 2), (1, 1))
THREE = Architecture(4, (3, 2), (1, 1))
RING = np.linspace(0.0, np.pi, 20_001)
"""Angles of the double root in the brute count."""


def problem(architecture, target, X=None):
    X = np.eye(len(target)) if X is None else X
    target = np.asarray(target, dtype=float)
    return EmpiricalRisk(architecture, SquareLoss(), Dataset(X, (target @ X)[None]))


def mapped(architecture, target, X=None, reached=None):
    risk = problem(architecture, target, X)
    return map_targets(risk, critical_filters(risk), reached)


def inputs(seed, width):
    return np.random.default_rng(seed).normal(size=(width, width + 4))


def count_by_distance(architecture, X, u):
    """Turns of the risk of the best (x - ρ)²c along ρ, and u if it has enough real roots."""
    n = architecture.final_width - 1
    c, s = np.cos(RING), np.sin(RING)
    square = np.stack([s * s, -2 * s * c, c * c], axis=1)
    basis = np.zeros((len(RING), n + 1, n - 1))
    for j in range(n - 1):
        basis[:, j : j + 3, j] = square
    Q, R = np.linalg.qr(X.T @ basis)
    along = np.einsum("aij,i->aj", Q, X.T @ u)
    rises = np.diff(-np.square(along).sum(axis=1)) > 0
    turns = np.count_nonzero(rises != np.roll(rises, 1))
    # with c(ρ) = 0 the triple root does not move to first order: stationary for no reason
    cofactor = np.linalg.solve(R, along[:, :, None])[:, :, 0]
    monomials = np.stack([c ** (n - 2 - j) * s**j for j in range(n - 1)], axis=1)
    triple = np.sum(cofactor * monomials, axis=1) > 0
    turns -= np.count_nonzero(triple[1:] != triple[:-1])
    real = np.count_nonzero(np.abs(np.roots(u[::-1]).imag) < 1e-9)
    return turns + (real >= sum(k % 2 == 0 for k in architecture.widths))


def test_the_wall_of_two_linear_layers_has_four_cusps():
    """f = u/√(1+ρ²+ρ⁴) has f' = f'' = f''' = 0 at ρ = 0 for 2+x², at ±1 for 1±x/2+x²."""
    found = mapped(TWO, (1.0, 0.6, 0.9))
    walls = found.walls[np.isfinite(found.walls[:, 0])]
    cusps = np.array([[2, 0, 1], [1, 0, 2], [1, 0.5, 1], [1, -0.5, 1]], dtype=float)
    for place in found.sheet.places(cusps):
        assert np.linalg.norm(walls - place, axis=1).min() == pytest.approx(0.0, abs=1e-6)
    # the farthest points of the curve in these directions are the cusps
    extent = np.abs(walls).max(axis=0)
    np.testing.assert_allclose(extent, np.arctan([1 / 3, 1 / 4]) / (np.pi / 2), rtol=1e-9)


def test_double_roots_are_a_circle():
    places = mapped(TWO, (1.0, 0.6, 0.9)).double_roots
    np.testing.assert_allclose(np.linalg.norm(places, axis=1), 0.5, rtol=1e-12)


def test_in_the_invariant_metric_the_wall_is_one_point():
    """G⁻¹ = diag(1, 2, 1): N = (1+ρ²)², and f is a cosine of 2φ about a constant."""
    found = mapped(TWO, (1.0, 3.0, -0.5), np.diag([1.0, np.sqrt(0.5), 1.0]))
    np.testing.assert_allclose(found.walls, 0.0, atol=1e-7)
    assert {region.count for region in found.regions} == {2, 3}


@pytest.mark.parametrize("architecture", [TWO, THREE])
@pytest.mark.parametrize("seed", range(3))
def test_walls_have_a_double_zero_of_the_critical_equation(architecture, seed):
    """2u'N - uN' as a polynomial in ρ, from G⁻¹; its closest roots on the wall."""
    width = architecture.final_width
    X = inputs(seed, width)
    found = mapped(architecture, np.random.default_rng(seed).normal(size=width), X)
    inverse = np.linalg.inv(X @ X.T)
    N = np.zeros(2 * width - 1)
    for i in range(width):
        N[i : i + width] += inverse[i]
    N = np.polynomial.Polynomial(N)
    places = found.walls[np.isfinite(found.walls[:, 0])][::40]
    assert len(places) > 5
    for u in found.sheet.filters(places):
        u = np.polynomial.Polynomial(u)
        roots = (2 * u.deriv() * N - u * N.deriv()).roots()
        apart = np.abs(roots[:, None] - roots) / np.sqrt(
            (1 + np.abs(roots[:, None]) ** 2) * (1 + np.abs(roots) ** 2)
        )
        assert apart[np.triu_indices(len(roots), 1)].min() == pytest.approx(0.0, abs=3e-3)


@pytest.mark.parametrize("architecture", [TWO, THREE])
@pytest.mark.parametrize("seed", range(3))
def test_cells_and_regions_have_the_counts_of_the_distance(architecture, seed):
    width = architecture.final_width
    X = inputs(10 + seed, width)
    found = mapped(architecture, np.random.default_rng(seed).normal(size=width), X)
    counts = found.counts(64)
    rng = np.random.default_rng(seed)
    rows, columns = rng.integers(64, size=(2, 40))
    places = (np.stack([columns, rows], axis=1) + 0.5) / 32 - 1
    assert np.sum(counts[rows, columns] >= 0) > 10
    for row, column, place in zip(rows, columns, places, strict=True):
        if counts[row, column] >= 0:
            u = found.sheet.filters(place)
            assert counts[row, column] == count_by_distance(architecture, X, u)
    assert found.regions
    for region in found.regions:
        u = found.sheet.filters(region.place)
        assert region.count == count_by_distance(architecture, X, u)
        assert region.count == len(critical_filters(problem(architecture, u, X)).filters)


@pytest.mark.parametrize("architecture", [TWO, THREE])
def test_across_each_piece_the_count_jumps_by_two(architecture):
    """By the certified list and by homotopy paths, on both sides of the wall."""
    width = architecture.final_width
    X = inputs(5, width)
    found = mapped(architecture, np.random.default_rng(7).normal(size=width), X)
    walls = found.walls
    along = walls[2:] - walls[:-2]
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1)
    smooth = np.linalg.norm(walls[1:-1], axis=1) < 0.95
    smooth &= np.isfinite(normal).all(axis=1) & (np.linalg.norm(along, axis=1) > 5e-3)
    pieces = np.flatnonzero(smooth)[::60]
    assert len(pieces) > 3
    for index, i in enumerate(pieces):
        across = normal[i] / np.linalg.norm(normal[i])
        sides = found.sheet.filters([walls[i + 1] + 1e-5 * across, walls[i + 1] - 1e-5 * across])
        lists = [critical_filters(problem(architecture, u, X)) for u in sides]
        assert abs(len(lists[0].filters) - len(lists[1].filters)) == 2
        if index % 4:
            continue
        for place in (walls[i + 1] + 0.02 * across, walls[i + 1] - 0.02 * across):
            u = found.sheet.filters(place)
            listed = critical_filters(problem(architecture, u, X))
            v = critical_filters_by_homotopy(X @ X.T, u)
            real = v[np.abs(v.imag).max(axis=1) < 1e-7 * np.abs(v).max(axis=1)].real
            if architecture is TWO:
                real = real[real[:, 1] ** 2 - 4 * real[:, 0] * real[:, 2] > -1e-7]
            assert len(real) == len(listed.filters)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("architecture", [TWO, THREE])
def test_no_wall_is_nearer_than_the_nearest(architecture, seed):
    width = architecture.final_width
    rng = np.random.default_rng(seed)
    X, u = inputs(seed, width), rng.normal(size=width)
    found = mapped(architecture, u, X)
    u = found.target  # of another size
    outputs = X.T @ u
    moved = X.T @ (found.wall - u)
    assert found.distance == pytest.approx(np.linalg.norm(moved) / np.linalg.norm(outputs))
    size = 0.98 * np.linalg.norm(moved)
    doubles = found.count - count_of_u(architecture, u)
    for direction in rng.normal(size=(25, width)):
        near = u + size * direction / np.linalg.norm(X.T @ direction)
        here = found.exact_count(near) - count_of_u(architecture, near)
        assert here == doubles
    low, high = found.sides
    assert high == low + 2
    if architecture is THREE:
        assert found.count in found.sides
        assert found.edge is None
        return
    # the edge: its discriminant vanishes, and nearer targets are on the same side
    a, b, c = found.edge
    assert b * b - 4 * a * c == pytest.approx(0.0, abs=1e-9 * (found.edge @ found.edge))
    size = 0.98 * np.linalg.norm(X.T @ (found.edge - u))
    for direction in rng.normal(size=(200, width)):
        near = u + size * direction / np.linalg.norm(X.T @ direction)
        assert count_of_u(architecture, near) == count_of_u(architecture, u)


def count_of_u(architecture, u):
    """Whether u itself is reached: for widths (2, 2) if its discriminant is not negative."""
    return architecture is THREE or u[1] ** 2 >= 4 * u[0] * u[2]


def test_the_slice_goes_through_target_wall_and_limit():
    """Of 1 + x³, whose flow may end in a spurious minimum: target, wall and limit lie on it."""
    target = np.array([1.0, 0.0, 0.0, 1.0])
    risk = problem(THREE, target)
    listed = critical_filters(risk)
    found = map_targets(risk, listed, 2)
    assert found.is_slice
    assert found.through_limit
    assert found.count == 6
    # rings of the scale: on each, targets differ by that part of the outputs
    assert [sine for _, sine in found.rings] == [0.1, 0.5]
    for radius, sine in found.rings:
        v = found.sheet.filters([0.0, radius])
        assert abs(v @ target) == pytest.approx(np.sqrt(1 - sine**2) * np.linalg.norm(target))
    for v in (target, found.wall, listed.filters[2].final_filter):
        back = found.sheet.filters(found.sheet.places(v))
        np.testing.assert_allclose(abs(back @ v), np.linalg.norm(v), rtol=1e-9)
    np.testing.assert_allclose(found.sheet.places(target), 0.0, atol=1e-5)
    wall = found.sheet.places(found.wall)
    assert wall[0] == pytest.approx(found.sheet.radius(found.distance))
    assert wall[1] == pytest.approx(0.0, abs=1e-7)


def test_a_sheet_takes_places_to_filters_and_back():
    rng = np.random.default_rng(3)
    sheet = Sheet(np.eye(3), np.eye(3), power=0.5)
    places = rng.uniform(-0.7, 0.7, size=(50, 2))
    filters = sheet.filters(places) * rng.choice([-2.0, 3.0], size=(50, 1))
    np.testing.assert_allclose(sheet.places(filters), places, rtol=1e-9)
    assert np.isnan(sheet.places(np.zeros(3))).all()
    np.testing.assert_allclose(sheet.places([0.0, 3.0, 4.0]), [0.6, 0.8])
    at_most(np.abs(sheet.places([1e-200, 3.0, 4.0]) - [0.6, 0.8]).max(), 1e-12)


def test_words_say_count_distance_and_what_is_behind():
    found = mapped(TWO, (1.0, 0.6, 0.9))
    assert "has 2 critical filters" in str(found.message)
    assert "between 2 and 4, is 9.3 % of its outputs away" in str(found.message)
    assert "edge" in str(found.message)
    assert "circle" in str(found.sheet_message)
    on = mapped(TWO, (2.0, 0.0, 1.0))
    assert on.sides is None
    assert "on a wall" in str(on.message)


@pytest.mark.parametrize(
    "risk",
    [
        problem(Architecture(5, (3, 3), (1, 1)), np.ones(5)),
        problem(Architecture(4, (2, 2, 2), (1, 1, 1)), np.ones(4)),
        problem(Architecture(3, (3,), (1,)), np.ones(3)),
        problem(TWO, np.zeros(3)),
        EmpiricalRisk(TWO, LogCoshLoss(), Dataset(np.eye(3), np.ones((1, 3)))),
    ],
)
def test_what_has_no_map_says_why(risk):
    listed = critical_filters(problem(TWO, np.ones(3)))
    with pytest.raises(InvalidInput):
        map_targets(risk, listed)
