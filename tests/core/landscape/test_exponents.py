"""Computed exponents against closed forms, the cost of moving roots, and long integrations."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from lcn_widgets.core.landscape import Decay, exponent_at, fit_rate
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, LogCoshLoss, SquareLoss
from lcn_widgets.core.training import gradient_flow


def with_roots(*roots):
    """∏ (x - ρ), coefficients ascending."""
    return np.real(np.polynomial.polynomial.polyfromroots(roots))


def problem(widths, target, X=None, loss=None):
    target = np.asarray(target, dtype=float)
    architecture = Architecture(len(target), widths, (1,) * len(widths))
    X = np.eye(len(target)) if X is None else X
    return EmpiricalRisk(architecture, loss or SquareLoss(), Dataset(X, (target @ X)[None]))


def at_limit(risk, layers, spread=1e-3, seed=0):
    """The exponent at w = the given layers and a small error, as at the end of a run."""
    w = risk.architecture.join([np.asarray(p, dtype=float) for p in layers])
    w = w + spread * np.random.default_rng(seed).normal(size=len(w))
    return exponent_at(risk, w, w)


ONCE, TWICE, THRICE = with_roots(-1), with_roots(-1, -1), with_roots(-1, -1, -1)
PAIR = with_roots(1j, -1j)
AT_INFINITY = np.array([1.0, 0.0])

SHARED = [
    # layers, J, layers that share, root
    ((ONCE, ONCE), 2, (1, 2), -1),
    ((ONCE, ONCE, ONCE), 2, (1, 2, 3), -1),
    ((ONCE, ONCE, ONCE, ONCE), 2, (1, 2, 3, 4), -1),
    ((TWICE, ONCE), 3, (1, 2), -1),
    ((ONCE, THRICE), 4, (1, 2), -1),
    ((PAIR, PAIR), 2, (1, 2), 1j),
    ((with_roots(-1, 3), ONCE), 2, (1, 2), -1),
    ((AT_INFINITY, with_roots(2), AT_INFINITY), 2, (1, 3), np.inf),
    ((with_roots(-1, 3), with_roots(-1, 3, 3)), 3, (1, 2), 3),
]


@pytest.mark.parametrize(("layers", "order", "sharing", "root"), SHARED)
def test_the_structure_is_found_near_the_limit(layers, order, sharing, root):
    target = layers[0]
    for p in layers[1:]:
        target = np.convolve(target, p)
    X = np.random.default_rng(1).normal(size=(len(target), len(target) + 9))
    for inputs in (None, X):
        found = at_limit(problem(tuple(map(len, layers)), target, inputs), layers)
        assert found.order == order
        assert found.layers == sharing
        assert found.theta == 1 - Fraction(1, 2 * order)
        assert found.decay == Fraction(order, order - 1)
        if np.isinf(root):
            assert abs(found.root) > 300
        else:
            assert found.root == pytest.approx(root, abs=0.05)


def cost(target, multiples):
    """Least ‖c m - u‖² over c, for a filter m or the multiples of one."""
    residual = np.linalg.lstsq(multiples, target, rcond=None)[0]
    return float(np.sum((multiples @ residual - target) ** 2))


@pytest.mark.parametrize("widths", [(2, 2), (3, 2), (4, 2)])
def test_moving_one_root_off_costs_the_power_of_the_multiplicity(widths):
    """The multiples of x + 1 - ε nearest to (1+x)^M: the cost is of order 2M = 2J."""
    M = sum(widths) - 2
    target = with_roots(*[-1] * M)

    def moved(eps):
        columns = [np.convolve(with_roots(-1 + eps), unit) for unit in np.eye(M)]
        return cost(target, np.stack(columns, axis=1))

    layers = [with_roots(*[-1] * (k - 1)) for k in widths]
    order = at_limit(problem(widths, target), layers).order
    assert np.log2(moved(0.01) / moved(0.005)) == pytest.approx(2 * order, abs=0.4)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_moving_simple_roots_apart_costs_the_fourth_power(count):
    """∏ (x + 1 - ε_i) with Σ ε_i = 0: the best factor before it leaves an error of order ε²."""
    target = with_roots(*[-1] * count)
    shares = np.linspace(-1, 1, count)
    costs = [cost(target, with_roots(*(-1 + e * shares))[:, None]) for e in (0.02, 0.01)]
    order = at_limit(problem((2,) * count, target), [ONCE] * count).order
    assert np.log2(costs[0] / costs[1]) == pytest.approx(2 * order, abs=0.02)


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_layers_of_one_number_fall_as_they_do_in_closed_form(depth):
    """L = a^{2N}, ȧ = -2a^{2N-1}: a^{2-2N} = 1 + 4(N-1)t, and L has the power N/(N-1)."""
    risk = problem((1,) * depth, [0.0])
    start = np.ones(depth)
    found = exponent_at(risk, start, start)
    assert found.root is None
    assert found.layers == tuple(range(1, depth + 1))
    times = np.array([1e6, 1e7])
    risks = (1 + 4 * (depth - 1) * times) ** (-2 * depth / (2 * depth - 2))
    assert -np.diff(np.log10(risks))[0] == pytest.approx(float(found.decay), rel=1e-5)
    trajectory = gradient_flow(risk, start, t_max=100.0)
    ends = (1 + 4 * (depth - 1) * trajectory.times[-1]) ** (-depth / (depth - 1))
    assert trajectory.risks[-1] == pytest.approx(ends, rel=1e-6)


def test_only_layers_that_are_smallest_vanish_together():
    risk = problem((2, 2, 2), np.zeros(4))
    start = np.array([1.0, 0.0, 0.0, 1.0, 3.0, 0.0])
    found = exponent_at(risk, start, start)
    assert found.layers == (1, 2)
    assert found.order == 2
    assert exponent_at(risk, np.array([1.0, 0, 2, 0, 3, 0]), start) is None


def test_a_long_integration_of_a_plain_system_falls_as_computed():
    """Widths (2,2) and (1+x)² with one layer (a, b) and the other (b, a); (3,2) and (1+x)³."""

    def symmetric(_, z):
        a, b = z
        outer, inner = a * b - 1, a * a + b * b - 2
        # each of the two layers gets half of the derivative of L(a, b)
        return [-2 * outer * b - 2 * a * inner, -2 * outer * a - 2 * b * inner]

    def triple(_, z):
        p, q = z[:3], z[3:]
        g = 2 * (np.convolve(p, q) - [1, 3, 3, 1])
        return -np.append(np.correlate(g, q, "valid"), np.correlate(g, p, "valid"))

    def power(system, risk, start):
        options = {"method": "Radau", "rtol": 1e-11, "atol": 1e-16, "t_eval": [1e5, 1e6]}
        ends = solve_ivp(system, (0, 1e6), start, **options).y.T
        return -np.diff([np.log10(risk(z)) for z in ends])[0]

    two = power(symmetric, lambda z: 2 * (z[0] * z[1] - 1) ** 2 + (z @ z - 2) ** 2, [1.3, 0.4])
    found = at_limit(problem((2, 2), TWICE), (ONCE, ONCE))
    assert two == pytest.approx(float(found.decay), rel=1e-2)
    three = power(
        triple,
        lambda z: np.sum((np.convolve(z[:3], z[3:]) - [1, 3, 3, 1]) ** 2),
        [1.2, 1.9, 0.7, 0.9, 1.2],
    )
    found = at_limit(problem((3, 2), THRICE), (TWICE, ONCE))
    assert three == pytest.approx(float(found.decay), rel=2e-2)


@pytest.mark.parametrize(
    ("widths", "target", "theta"),
    [((2, 2), TWICE, 3 / 4), ((2, 2, 2, 2), with_roots(*[-1] * 4), 3 / 4), ((3, 2), THRICE, 5 / 6)],
)
def test_the_fit_of_a_run_shows_the_exponent(widths, target, theta):
    risk = problem(widths, target)
    start = np.random.default_rng(1).normal(size=risk.architecture.parameter_count)
    rate = fit_rate(risk, gradient_flow(risk, start))
    assert float(rate.computed.theta) == pytest.approx(theta)
    assert rate.decay is Decay.SLOWER
    assert rate.shows_computed
    assert rate.exponent == pytest.approx(theta, abs=0.04)


@pytest.mark.parametrize(
    ("layers", "target", "loss"),
    [
        # different roots: nothing is degenerate
        ((ONCE, with_roots(2)), with_roots(-1, 2), None),
        # one layer has the double root alone
        ((TWICE, with_roots(3)), with_roots(-1, -1, 3), None),
        # two roots near each other are not one
        ((with_roots(-1), with_roots(-1.01)), with_roots(-1, -1.01), None),
        # both layers have it twice: two slow directions that mix
        ((TWICE, TWICE), with_roots(*[-1] * 4), None),
        # three layers share a pair: e_2 has complex zeros
        ((PAIR, PAIR, PAIR), with_roots(1j, -1j, 1j, -1j, 1j, -1j), None),
    ],
)
def test_where_the_structure_gives_nothing_nothing_is_said(layers, target, loss):
    assert at_limit(problem(tuple(map(len, layers)), target, loss=loss), layers) is None


def test_a_spurious_minimum_and_other_networks_have_none():
    far = problem((2, 2), [1.0, 0.0, 1.0])  # not reached: the limit is a double root, and not v*
    assert at_limit(far, (ONCE, ONCE)) is None
    strided = EmpiricalRisk(
        Architecture(4, (2, 2), (2, 1)), SquareLoss(), Dataset(np.eye(4), np.ones((1, 4)))
    )
    assert exponent_at(strided, np.ones(4), np.ones(4)) is None


def test_another_loss_that_bends_has_the_same_exponent():
    found = at_limit(problem((2, 2), TWICE, loss=LogCoshLoss()), (ONCE, ONCE))
    assert found.theta == Fraction(3, 4)
