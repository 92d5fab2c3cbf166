"""How far filters are from where reach changes: against closed forms, networks and sampling.

No oracle looks for stationary double roots: one solves Lagrange's equations on the cone, one fits
networks, one samples double roots and fits the rest, one tries filters that are not so far away.
"""

import itertools

import numpy as np
import pytest
from margins import at_most
from numpy.polynomial import Polynomial
from scipy.optimize import least_squares

from lcn_widgets.core.experiment import preset_named, run
from lcn_widgets.core.landscape import boundary_distance, boundary_message, is_reachable
from lcn_widgets.core.network import Architecture


def network(widths):
    return Architecture(1 + sum(k - 1 for k in widths), widths, (1,) * len(widths))


def distance_to_cone(u):
    """To v₁² = 4v₀v₂: v - u + λAv = 0 makes a quartic in λ; the apex is on the cone too."""
    A = np.array([[0.0, 0.0, -2.0], [0.0, 1.0, 0.0], [-2.0, 0.0, 0.0]])
    t = Polynomial([0.0, 1.0])
    # (1 + tA)v = u by Cramer's rule, times (1 + t)(1 - 4t²)
    first = (u[0] + 2.0 * t * u[2]) * (1.0 + t)
    second, third = u[1] * (1.0 - 4.0 * t * t), (u[2] + 2.0 * t * u[0]) * (1.0 + t)
    quartic = second * second - 4.0 * first * third
    found = [float(np.linalg.norm(u))]
    for root in quartic.roots():
        if abs(root.imag) < 1e-9:
            v = np.linalg.solve(np.eye(3) + root.real * A, u)
            found.append(float(np.linalg.norm(v - u)))
    return min(found)


@pytest.mark.parametrize("seed", range(12))
def test_two_layers_of_width_2_have_a_cone(seed):
    u = np.random.default_rng(seed).normal(size=3) * 10.0 ** (seed - 6)
    found = boundary_distance(network((2, 2)), u)
    expected = distance_to_cone(u)
    assert found.changes_reach
    assert found.low == pytest.approx(expected, rel=1e-8)
    assert found.high == pytest.approx(expected, rel=1e-8)


def test_closed_forms():
    """1 + x² is 1 away from 1 and from x², of which 0 or infinity is a double root."""
    two = network((2, 2))
    assert boundary_distance(two, [1.0, 0.0, 1.0]).high == pytest.approx(1.0)
    for on in ([1.0, 2.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, -3.0], [1.0, 6.0, 9.0]):
        found = boundary_distance(two, on)
        assert found.low == 0.0
        assert found.high == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("widths", [(2, 2), (3, 2), (2, 2, 2), (3, 3), (2, 2, 3), (4, 3)])
def test_sampling_finds_no_nearer_double_root(widths):
    """For each of many places the nearest (x - ρ)²q, by least squares; the best of all is right."""
    rng = np.random.default_rng(0)
    v = rng.normal(size=network(widths).final_width)
    best = np.inf
    for angle in np.linspace(0.0, np.pi, 4001):
        linear = np.array([np.cos(angle), np.sin(angle)])
        square = np.convolve(linear, linear)
        columns = [np.convolve(square, e) for e in np.eye(len(v) - 2)]
        basis = np.linalg.qr(np.array(columns).T)[0]
        best = min(best, np.linalg.norm(v - basis @ (basis.T @ v)))
    found = boundary_distance(network(widths), v)
    assert at_most(found.low, best)
    assert found.low == pytest.approx(best, rel=2e-4)
    if not found.changes_reach:
        assert found.high == pytest.approx(found.low, rel=1e-9)


@pytest.mark.parametrize("widths", [(2, 2), (2, 2, 2), (4, 2), (2, 2, 2, 2)])
def test_a_filter_that_is_not_reached_is_as_far_as_the_best_network(widths):
    """The nearest network ends at the boundary; it is found from random starts."""
    rng = np.random.default_rng(1)
    architecture, cuts = network(widths), np.cumsum(widths)[:-1]
    for _ in range(2):
        v = rng.normal(size=architecture.final_width)
        while is_reachable(architecture, v):
            v = rng.normal(size=architecture.final_width)

        def residual(w, v=v):
            product = np.ones(1)
            for f in np.split(w, cuts):
                product = np.convolve(product, f)
            return product - v

        starts = rng.normal(size=(8, sum(widths)))
        costs = [least_squares(residual, w, xtol=1e-12, ftol=1e-14).cost for w in starts]
        nearest = float(np.sqrt(2.0 * min(costs)))
        found = boundary_distance(architecture, v)
        assert found.changes_reach
        assert at_most(found.low, nearest, rel=1e-6)
        assert at_most(nearest, found.high, rel=1e-4)


@pytest.mark.parametrize("widths", [(2, 2), (2, 2, 2), (4, 2), (2, 2, 2, 2), (2, 2, 3)])
def test_reach_does_not_change_nearer_than_that(widths):
    rng = np.random.default_rng(2)
    architecture = network(widths)
    for _ in range(6):
        v = rng.normal(size=architecture.final_width)
        found, reached = boundary_distance(architecture, v), is_reachable(architecture, v)
        assert found.low <= found.high
        for _ in range(12):
            way = rng.normal(size=len(v))
            other = v + 0.999 * found.low * way / np.linalg.norm(way)
            assert is_reachable(architecture, other) == reached


def test_an_error_widens_the_bounds():
    sharp = boundary_distance(network((2, 2)), [1.0, 0.6, 0.9])
    blurred = boundary_distance(network((2, 2)), [1.0, 0.6, 0.9], 0.01)
    assert blurred.low == pytest.approx(sharp.low - 0.01)
    assert blurred.high == pytest.approx(sharp.high + 0.01)


def test_of_some_networks_it_is_not_known():
    strided = Architecture(4, (2, 2), (2, 1))
    for architecture, v in (
        (strided, np.ones(4)),
        (network((2,)), np.ones(2)),
        (network((2, 2)), np.zeros(3)),
        (network((5, 5)), np.ones(9)),
    ):
        assert boundary_distance(architecture, v) is None
    assert boundary_message([]) is None


@pytest.mark.parametrize(("name", "limit"), [("outside", 0.0), ("rings", None)])
def test_presets(name, limit):
    """The limit of a target that is not reached is on the boundary, as the risk says how far."""
    result = run(preset_named(name).experiment)
    found = result.boundary_distances
    if limit is None:
        assert found == (None, None)
        assert result.boundary_message is None
        return
    assert found[0].low == limit
    assert found[0].high == pytest.approx(0.0, abs=1e-6)
    assert found[1].low == pytest.approx(np.sqrt(result.limit.risk), rel=1e-6)
    assert "reach changes" in str(result.boundary_message)


def test_a_limit_that_is_only_seen_gets_no_distance():
    result = run(preset_named("degenerate").experiment)
    assert result.boundary_distances[0] is None
    assert "limit" not in str(result.boundary_message)


def test_signs_and_order_of_coefficients_do_not_matter():
    v = np.random.default_rng(5).normal(size=4)
    distances = [
        boundary_distance(network((2, 2, 2)), sign * u).high
        for sign, u in itertools.product((1.0, -1.0), (v, v[::-1], v * [1.0, -1.0, 1.0, -1.0]))
    ]
    assert distances == pytest.approx([distances[0]] * 6)
