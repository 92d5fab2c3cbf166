"""The collocation solver on equations with known solutions."""

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.training.collocation import STAGES, CollocationRadau, _tableau


def solve(fun, jac, y0, t_bound, **options):
    solver = CollocationRadau(fun, 0.0, y0, t_bound, jac=jac, **options)
    while solver.status == "running":
        assert solver.step() is None
    return solver


def test_tableau_is_the_collocation_method_of_highest_order_with_a_node_at_1():
    """B(15): Σ b_i c_i^{q-1} = 1/q; C(8): Σ_j a_ij c_j^{q-1} = c_i^q / q."""
    c, A = _tableau().c, _tableau().A
    for q in range(1, 2 * STAGES):
        assert A[-1] @ c ** (q - 1) == pytest.approx(1.0 / q, rel=1e-12)
    for q in range(1, STAGES + 1):
        np.testing.assert_allclose(A @ c ** (q - 1), c**q / q, atol=1e-13)


def test_stability_function_vanishes_at_infinity():
    """R(z) = 1 + z bᵀ(I - zA)⁻¹1 → 0: stiff components die in one step."""
    A = _tableau().A
    for z in (-1e6, -1e12):
        R = 1.0 + z * A[-1] @ np.linalg.solve(np.eye(STAGES) - z * A, np.ones(STAGES))
        assert pytest.approx(0.0, abs=1e-3) == R


def test_robertson_over_eleven_decades():
    """Reference values of Hairer and Wanner for the stiff kinetics of Robertson."""

    def fun(t, y):
        a, b, c = y
        first = -0.04 * a + 1e4 * b * c
        return np.array([first, -first - 3e7 * b * b, 3e7 * b * b])

    def jac(t, y):
        a, b, c = y
        zero = np.zeros_like(a)
        first = np.array([zero - 0.04, 1e4 * c, 1e4 * b])
        third = np.array([zero, 6e7 * b, zero])
        return np.moveaxis(np.array([first, -first - third, third]), -1, 0)

    end = solve(fun, jac, np.array([1.0, 0.0, 0.0]), 1e11, rtol=1e-12, atol=1e-16)
    reference = [0.2083340149701255e-07, 0.8333360770334713e-13, 0.9999999791665050]
    np.testing.assert_allclose(end.y, reference, rtol=1e-5)
    assert end.nlu < 400


def test_newton_s_iteration_ends_far_below_the_tolerance():
    """The stages satisfy Y_i = y + h Σ_j a_ij f(Y_j) to a tenth of a tolerance, for ẏ = y - y²."""
    solver = CollocationRadau(
        lambda t, y: y * (1.0 - y),
        0.0,
        np.array([1e-3]),
        20.0,
        jac=lambda t, y: (1.0 - 2.0 * y).T[:, :, None],
        rtol=1e-4,
        atol=1e-12,
    )
    c, A = _tableau().c, _tableau().A
    while solver.status == "running":
        y = solver.y
        solver.step()
        h = solver.t - solver.t_old
        Y = solver.dense_output()(solver.t_old + c * h)[0]
        defect = h * A @ (Y * (1.0 - Y)) - (Y - y)
        assert at_most(np.linalg.norm(defect), 0.0, abs=0.1 * (1e-12 + 1e-4 * abs(y[0])))


def test_dense_output_is_as_accurate_as_the_tolerance():
    """ẏ = y(1 - y): the logistic curve between the steps."""
    solver = CollocationRadau(
        lambda t, y: y * (1.0 - y),
        0.0,
        np.array([1e-3]),
        20.0,
        jac=lambda t, y: (1.0 - 2.0 * y).T[:, :, None],
        rtol=1e-9,
        atol=1e-12,
    )
    while solver.status == "running":
        solver.step()
        times = np.linspace(solver.t_old, solver.t, 7)
        exact = 1e-3 / (1e-3 + (1.0 - 1e-3) * np.exp(-times))
        dense = solver.dense_output()
        np.testing.assert_allclose(dense(times)[0], exact, rtol=1e-8)
        np.testing.assert_allclose(dense(times[3]), exact[3], rtol=1e-8)


def test_blow_up_in_finite_time_ends_with_a_reason():
    """ẏ = y², y(0) = 1 is infinite at t = 1."""
    with np.errstate(all="ignore"):
        solver = CollocationRadau(
            lambda t, y: y * y,
            0.0,
            np.array([1.0]),
            2.0,
            jac=lambda t, y: (2.0 * y).T[:, :, None],
            rtol=1e-8,
            atol=1e-12,
        )
        for _ in range(10_000):
            if solver.status != "running":
                break
            message = solver.step()
    assert solver.status == "failed"
    assert "step size" in message
    assert solver.t == pytest.approx(1.0, rel=1e-6)
