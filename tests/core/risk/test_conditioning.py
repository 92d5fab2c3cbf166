"""The risk where the data are nearly dependent, against rational arithmetic on the doubles."""

from fractions import Fraction

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.network import Architecture, DenseArchitecture
from lcn_widgets.core.risk import Dataset, DenseRisk, EmpiricalRisk, LogCoshLoss, SquareLoss
from lcn_widgets.core.risk.exact import exact_rank, rounded_residual
from lcn_widgets.core.training import gradient_flow

EPS = float(np.finfo(float).eps)


def risk_of(widths, X, Y, loss=None):
    architecture = Architecture(len(X), widths, (1,) * len(widths))
    return EmpiricalRisk(architecture, loss or SquareLoss(), Dataset(X, Y))


def nearly_dependent(difference):
    """Two windows that differ by little: the condition is 4 over the difference."""
    X = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1 + difference]]
    return risk_of((3, 2), X, [[1, 2, 3, 4]])


def fractions(values):
    return [Fraction(x) for x in np.asarray(values, dtype=float).tolist()]


def exact_residuals(risk, v):
    """Pv - y of the given doubles, in rational numbers, from the windows as the paper has them."""
    v = fractions(v)
    residuals = []
    for x, y in zip(risk.dataset.X.T, risk.dataset.Y.T, strict=True):
        x, stride = fractions(x), risk.architecture.final_stride
        for j, target in enumerate(fractions(y)):
            window = x[j * stride : j * stride + len(v)]
            residuals.append(sum((a * b for a, b in zip(window, v, strict=True)), -target))
    return residuals


def exact_risk(risk, v):
    return float(sum(r * r for r in exact_residuals(risk, v)))


def exact_gradient(risk, v):
    residuals, P = exact_residuals(risk, v), risk.dataset.patch_matrix(risk.architecture)
    columns = [fractions(column) for column in P.T]
    products = [[2 * a * r for a, r in zip(c, residuals, strict=True)] for c in columns]
    return np.array([float(sum(p)) for p in products])


def data_error(risk, v):
    """‖Pv - y‖ changes by this much if the data do by ε: (‖P‖‖v‖ + ‖y‖) ε."""
    P = risk.dataset.patch_matrix(risk.architecture)
    return EPS * float(np.linalg.norm(P) * np.linalg.norm(v) + np.linalg.norm(risk.dataset.Y))


def test_the_risk_where_two_windows_are_nearly_the_same():
    """At ((1, 2, 0, 3.5)) it is 1/2 less 3.5e-8; a moment matrix made -2.42 of it."""
    risk = nearly_dependent(1e-8)
    for v in ([1, 2, 0, 3.5], [1, 2, 1.7, 1.8], [0, 0, 0, 0]):
        assert risk.filter_value(v) == pytest.approx(exact_risk(risk, v), rel=1e-14)
    assert risk.filter_value([1, 2, 0, 3.5]) == pytest.approx(0.5, rel=1e-6)


@pytest.mark.parametrize("samples", [4, 30])
@pytest.mark.parametrize("decades", [0, 4, 8, 12, 15])
@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_risk_and_gradient_are_those_of_data_changed_by_rounding(samples, decades, scale):
    """Near 0, near the best filter and elsewhere, up to the end of double precision."""
    rng = np.random.default_rng(samples + decades)
    P = np.linalg.qr(rng.normal(size=(samples, 4)))[0] * np.logspace(0, -decades, 4)
    P = P @ np.linalg.qr(rng.normal(size=(4, 4)))[0]
    risk = risk_of((3, 2), scale * P.T, rng.normal(size=(1, samples)))
    best = risk.best_filter
    points = [np.zeros(4), best, best * (1 + 1e-9), rng.normal(size=4), best + rng.normal(size=4)]
    values, slopes = risk._filter_risk.value_and_gradient(np.array(points))
    for v, value, slope in zip(points, values, slopes, strict=True):
        exact, error = exact_risk(risk, v), 40 * data_error(risk, v)
        assert value >= 0.0
        assert at_most(abs(value - exact), error * (2 * np.sqrt(exact) + error))
        norm = float(np.linalg.norm(risk.dataset.X))
        allowed = 2 * norm * (error + 40 * EPS * np.sqrt(exact))
        assert at_most(np.abs(slope - exact_gradient(risk, v)).max(), allowed)
        assert risk.filter_value(v) == pytest.approx(value, rel=1e-13, abs=error**2)
        np.testing.assert_allclose(risk.filter_gradient(v), slope, atol=allowed)


@pytest.mark.parametrize("difference", [1e-2, 1e-5, 1e-8, 1e-12])
def test_no_risk_falls_below_the_least(difference):
    """A sum of squares: it is never negative, and never below the part no filter explains."""
    risk = nearly_dependent(difference)
    rng = np.random.default_rng(0)
    for size in (1e-3, 1.0, 1e3, 1e8):
        v = risk.best_filter + size * rng.normal(size=(200, 4))
        values, _ = risk._filter_risk.value_and_gradient(v)
        assert (values >= 0.0).all()
        assert (risk.filter_gaps(v) >= 0.0).all()


@pytest.mark.parametrize("decades", [0, 3, 6, 9])
def test_gaps_have_their_digits_at_the_best_filter(decades):
    """‖P(v-v*)‖² for v = v* + step, in rational numbers, where L itself has none of its digits."""
    rng = np.random.default_rng(decades)
    P = np.linalg.qr(rng.normal(size=(6, 4)))[0] * np.logspace(0, -decades, 4)
    P = P @ np.linalg.qr(rng.normal(size=(4, 4)))[0]
    risk = risk_of((3, 2), P.T, rng.normal(size=(1, 6)))
    v = risk.best_filter * (1 + 1e-6 * rng.normal(size=4))
    least = exact_minimum(risk)
    exact = float(sum(r * r for r in exact_residuals(risk, v)) - least)
    rounding = float(np.sqrt(risk.gap_rounding(v)))
    gap = float(risk.filter_gaps(v))
    assert at_most(abs(np.sqrt(gap) - np.sqrt(exact)), rounding)
    assert at_most(float(risk.filter_gaps(risk.best_filter)), float(risk.gap_rounding(v)))


def exact_minimum(risk):
    """The least risk over all filters, by the normal equations in rational numbers."""
    P = [fractions(row) for row in risk.dataset.patch_matrix(risk.architecture)]
    y = fractions(risk.dataset.targets(risk.architecture))
    k = len(P[0])
    rows = [[sum(p[i] * p[j] for p in P) for j in range(k)] for i in range(k)]
    for i in range(k):
        rows[i].append(sum(p[i] * t for p, t in zip(P, y, strict=True)))
    for i in range(k):
        for j in range(k):
            if j != i:
                part = rows[j][i] / rows[i][i]
                rows[j] = [a - part * b for a, b in zip(rows[j], rows[i], strict=True)]
    v = [rows[i][k] / rows[i][i] for i in range(k)]
    residuals = (
        sum(a * b for a, b in zip(p, v, strict=True)) - t for p, t in zip(P, y, strict=True)
    )
    return sum(r * r for r in residuals)


def test_the_best_filter_of_windows_that_are_nearly_the_same():
    """v_3 = 3 - v_4 and difference · v_4 = 1: a filter of size 1e8, right to its last digits."""
    risk = nearly_dependent(1e-8)
    difference = Fraction(1 + 1e-8) - 1
    expected = [1.0, 2.0, float(3 - 1 / difference), float(1 / difference)]
    np.testing.assert_allclose(risk.best_filter, expected, rtol=1e-7)
    assert float(exact_minimum(risk)) == 0.0


def test_dependent_windows_have_a_shortest_best_filter_and_the_right_risk():
    """The last two entries of every window are equal: only their sum matters."""
    X = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [1.0, 1.0, 3.0], [1.0, 1.0, 3.0]])
    risk = risk_of((3, 2), X, [[1.0, 2.0, 5.0]])
    assert risk.patch_rank == 2
    assert risk.best_filter[2] == pytest.approx(risk.best_filter[3])
    least = exact_risk(risk, risk.best_filter)
    rng = np.random.default_rng(1)
    for v in risk.best_filter + rng.normal(size=(20, 4)):
        assert risk.filter_value(v) == pytest.approx(exact_risk(risk, v), rel=1e-13)
        assert float(risk.filter_gaps(v)) == pytest.approx(exact_risk(risk, v) - least, rel=1e-12)


@pytest.mark.parametrize("difference", [1e-5, 1e-6, 1e-8, 1e-10, 1e-12])
def test_the_default_solver_gets_through_whatever_the_condition(difference):
    """No failure, no negative risk, no risk but that of the point, from 4e5 to 4e12.

    v is a product of filters, rounded once here and once there: that moves Pv by ε‖P‖‖v‖.
    """
    risk = nearly_dependent(difference)
    run = gradient_flow(risk, np.array([1.0, 0.5, 0.2, 0.3, 1.0]))
    assert run.ending.outcome != "failed"
    assert (run.risks >= 0.0).all()
    for v, value in zip(
        run.final_filters[:: len(run.risks) // 5], run.risks[:: len(run.risks) // 5], strict=True
    ):
        moved = 40 * EPS * risk.patch_singular_values[0] * np.linalg.norm(v)
        rounding = 2.0 * np.sqrt(value) * moved + moved**2
        assert value == pytest.approx(
            exact_risk(risk, v), rel=1e-9, abs=(40 * data_error(risk, v)) ** 2 + rounding
        )


@pytest.mark.parametrize("decades", [0, 6, 12])
def test_dense_risk_and_gradient_do_not_square_the_condition(decades):
    """W = W2 W1 as rational numbers; L = ‖WX - Y‖²."""
    rng = np.random.default_rng(decades)
    X = (
        np.linalg.qr(rng.normal(size=(3, 3)))[0]
        * np.logspace(0, -decades, 3)
        @ rng.normal(size=(3, 5))
    )
    Y = rng.normal(size=(2, 5))
    risk = DenseRisk(DenseArchitecture((3, 2, 2)), Dataset(X, Y))
    for W in (rng.normal(size=(2, 3)), risk.best_matrix):
        w = np.concatenate([W.ravel(), np.eye(2).ravel()])
        rows = [[fractions(row) for row in M] for M in (W, X.T, Y.T)]
        residuals = [
            [
                sum(a * b for a, b in zip(v, x, strict=True)) - t
                for v, t in zip(rows[0], y, strict=True)
            ]
            for x, y in zip(rows[1], rows[2], strict=True)
        ]
        exact = float(sum(r * r for row in residuals for r in row))
        value, slope = risk.value_and_gradient(w)
        error = 40 * EPS * float(np.linalg.norm(X) * np.linalg.norm(W) + np.linalg.norm(Y))
        assert at_most(abs(value - exact), error * (2 * np.sqrt(exact) + error))
        expected = 2 * (np.array(residuals).astype(float).T @ X.T)
        allowed = 2 * np.linalg.norm(X) * (error + 40 * EPS * np.sqrt(exact))
        assert at_most(np.abs(slope[:6].reshape(2, 3) - expected).max(), allowed)


def test_residuals_are_rounded_once():
    """Against rational numbers, where naive evaluation loses every digit."""
    rng = np.random.default_rng(2)
    A = rng.normal(size=(5, 7)) * 10.0 ** rng.integers(-8, 8, size=(5, 7))
    x = rng.normal(size=7)
    b = A @ x
    exact = [
        float(sum(p * q for p, q in zip(fractions(row), fractions(x), strict=True)) - Fraction(t))
        for row, t in zip(A, b.tolist(), strict=True)
    ]
    np.testing.assert_array_equal(rounded_residual(A, x, b), exact)


def test_gaps_of_other_losses_are_differences_of_risks():
    rng = np.random.default_rng(3)
    risk = risk_of((2, 2), rng.normal(size=(3, 9)), rng.normal(size=(1, 9)), LogCoshLoss(1.0))
    v = rng.normal(size=3)
    gap = risk.filter_value(v) - risk.filter_value(risk.best_filter)
    assert float(risk.filter_gaps(v)) == pytest.approx(gap, rel=1e-12)
    assert float(risk.filter_gaps(risk.best_filter)) == 0.0
    step = 1e-4 * rng.normal(size=3)
    modelled = float(np.sum((risk.gap_factor @ step) ** 2))
    assert modelled == pytest.approx(float(risk.filter_gaps(risk.best_filter + step)), rel=1e-2)


def rank_in_fractions(rows):
    """Gauss in rational numbers."""
    rows = [fractions(row) for row in rows]
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column] != 0), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for i in range(rank + 1, len(rows)):
            part = rows[i][column] / rows[rank][column]
            rows[i] = [a - part * b for a, b in zip(rows[i], rows[rank], strict=True)]
        rank += 1
    return rank


@pytest.mark.parametrize("seed", range(40))
def test_the_exact_rank_is_that_of_elimination_in_rational_numbers(seed):
    """Dependent rows and columns, repeated rows, zeros, scales from 1e-300 to 1e300."""
    rng = np.random.default_rng(seed)
    A = rng.integers(-3, 4, size=(int(rng.integers(1, 9)), int(rng.integers(1, 6)))) / 8
    if seed % 3 == 0:
        A[:, -1] = 3 * A[:, 0]
    if seed % 3 == 1:
        A = rng.normal(size=A.shape)
        A[-1] = A[0]
    if seed % 4 == 0:
        A = A * 10.0 ** rng.integers(-300, 300, size=(len(A), 1))
    assert exact_rank([A]) == rank_in_fractions(A)


def test_what_rounding_makes_of_dependent_rows_is_independent():
    """0.1 · x rounded is no multiple of x; 2x is. Data too large for exact arithmetic say so."""
    x = np.random.default_rng(0).normal(size=5)
    assert exact_rank([np.stack([x, 2 * x])]) == 1
    assert exact_rank([np.stack([x, 0.1 * x])]) == 2
    assert exact_rank([np.diag([1.0, 1.0, 1.0, 1e-17])]) == 4
    assert exact_rank([np.random.default_rng(1).normal(size=(10**5, 5))]) is None
    assert exact_rank([np.ones((10**6, 5))]) == 1  # equal rows count once
