"""No "global minimum" that is none: gaps against rational arithmetic, limits against SciPy."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
import scipy.optimize
from margins import at_most

from lcn_widgets.core.landscape import (
    Certificate,
    CriticalKind,
    classify,
    critical_filters,
    reached_filter,
)
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, LogCoshLoss, SquareLoss
from lcn_widgets.core.training import gradient_flow


def risk_of(widths, X, Y, loss=None):
    architecture = Architecture(len(X), widths, (1,) * len(widths))
    return EmpiricalRisk(architecture, loss or SquareLoss(), Dataset(X, Y))


def identity_risk(widths, target):
    return risk_of(widths, np.eye(len(target)), [target])


def limits(risk, seeds, scale=1.0):
    for seed in range(seeds):
        start = scale * np.random.default_rng(seed).normal(size=risk.architecture.parameter_count)
        run = gradient_flow(risk, start)
        if run.converged:
            yield run.filters[-1], classify(risk, run.filters[-1])


def least_risk_in_fractions(risk):
    """The least risk over all filters by elimination in the normal equations; free entries 0."""
    P = in_fractions(risk.dataset.patch_matrix(risk.architecture))
    y = in_fractions(risk.dataset.targets(risk.architecture))
    k = len(P[0])
    rows = [[sum(p[i] * p[j] for p in P) for j in range(k)] for i in range(k)]
    for i in range(k):
        rows[i].append(sum(p[i] * t for p, t in zip(P, y, strict=True)))
    v, pivots = [Fraction(0)] * k, []
    for i in range(k):
        row = next((r for r in rows if r not in pivots and r[i] != 0), None)
        if row is None:
            continue
        pivots.append(row)
        for other in rows:
            if other is not row:
                part = other[i] / row[i]
                other[:] = [a - part * b for a, b in zip(other, row, strict=True)]
    for row in pivots:
        i = next(j for j in range(k) if row[j] != 0)
        v[i] = row[k] / row[i]
    return risk_in_fractions(P, y, v)


def in_fractions(values):
    if isinstance(values, float):
        return Fraction(values)
    return [in_fractions(value) for value in np.asarray(values).tolist()]


def risk_in_fractions(P, y, v):
    residuals = (sum(map(Fraction.__mul__, p, v)) - t for p, t in zip(P, y, strict=True))
    return sum(r * r for r in residuals)


def end_of_least_squares(risk, w):
    """Where SciPy's least squares ends from w; it knows nothing of factors, centres and gaps."""
    P, y = risk.dataset.patch_matrix(risk.architecture), risk.dataset.targets(risk.architecture)

    def residuals(w):
        return P @ risk.architecture.final_filter(w) - y

    with np.errstate(all="ignore"):  # SciPy divides 0 by 0 where nothing is left to gain
        found = scipy.optimize.least_squares(
            residuals, w, jac=lambda w: P @ risk.architecture.jacobian(w), x_scale="jac",
            xtol=1e-15, ftol=1e-15, gtol=None, max_nfev=300,
        )  # fmt: skip
    return risk.architecture.final_filter(found.x)


def test_a_constant_that_no_filter_sees_lends_no_gap_its_size():
    """A sample x = 0 with target 1e5 adds 1e10 to every risk; 1 + x³ has local minima at 0.95."""
    X = np.hstack([np.eye(4), np.zeros((4, 1))])
    risk = risk_of((3, 2), X, [[1.0, 0.0, 0.0, 1.0, 1e5]])
    gaps, seen = set(), set()
    for w, point in limits(risk, 12):
        v = risk.architecture.final_filter(w)
        gap = float(np.sum((v - [1, 0, 0, 1]) ** 2))
        gaps.add(round(gap, 2))
        seen.add(point.kind)
        assert point.risk_gap == pytest.approx(gap, rel=1e-6, abs=1e-13)
        assert (point.kind is CriticalKind.GLOBAL_MINIMUM) == (gap < 0.5)
    assert gaps == {0.0, 0.95}
    assert seen == {CriticalKind.GLOBAL_MINIMUM, CriticalKind.LOCAL_MINIMUM}


def test_which_listed_filter_a_run_has_reached_does_not_depend_on_that_constant():
    """Each limit is the listed filter that is near it; a filter between two of them is none."""
    X = np.hstack([np.eye(4), np.zeros((4, 1))])
    risk = risk_of((3, 2), X, [[1.0, 0.0, 0.0, 1.0, 1e5]])
    found = critical_filters(risk)
    listed = [f.final_filter for f in found.filters]
    for w, _ in limits(risk, 6):
        v = risk.architecture.final_filter(w)
        index = reached_filter(risk, found, v)
        assert index is not None
        np.testing.assert_allclose(listed[index], v, atol=1e-5)
    assert reached_filter(risk, found, (listed[0] + listed[1]) / 2) is None
    assert reached_filter(risk, found, np.zeros(4)) is None


def test_a_target_just_out_of_reach_is_not_reached():
    """x² + 1e-10 has no real root; a nearest product of linear factors is off by about 1e-10."""
    for size in (1e-3, 1e-5, 1e-7):
        risk = identity_risk((2, 2), (size, 0.0, 1.0))
        for _, point in limits(risk, 4):
            assert point.certificate is None
            assert point.kind is not CriticalKind.GLOBAL_MINIMUM


def test_a_gap_small_beside_the_target_is_a_gap():
    """Target 1e5 + x²: the part out of reach is 1e-10 of the whole, as a local minimum."""
    for _, point in limits(identity_risk((2, 2), (1e5, 0.0, 1.0)), 4, scale=100.0):
        assert point.risk_gap == pytest.approx(1.0, rel=0.05)
        assert point.certificate is None


@pytest.mark.parametrize("depth", [2, 3])
def test_degenerate_limits_with_the_least_risk_are_found_to_have_it(depth):
    """The target (1 + x)^N: at the end of a run the gap is 1e-10, at the limit none."""
    target = [comb(depth, i) for i in range(depth + 1)]
    found = list(limits(identity_risk((2,) * depth, target), 4))
    assert found
    for _, point in found:
        assert point.risk_gap > 1e-14
        assert at_most(point.risk_gap, 1e-7)
        assert point.certificate is Certificate.LEAST_RISK


def test_a_point_that_is_not_critical_has_no_kind():
    """(1, 2)(3, 4) for the target (1, 2, 3): ∇L = 2Jᵀ(v - u) is not small."""
    point = classify(identity_risk((2, 2), (1.0, 2.0, 3.0)), [1.0, 2.0, 3.0, 4.0])
    assert point.gradient_norm > 10.0
    assert point.kind is None
    assert point.certificate is None
    assert point.sentence.startswith("No critical point: ‖∇L‖ = ")


@pytest.mark.parametrize("loss", [SquareLoss(), LogCoshLoss(1.0)], ids=str)
def test_where_a_kind_is_given_newton_finds_a_critical_point(loss):
    """From 200 points that are not critical, with an oracle that iterates to the end."""
    rng = np.random.default_rng(5)
    refused = 0
    for case in range(200):
        widths = [(2, 2), (3, 2), (2, 2, 2), (3,), (3, 3)][case % 5]
        size, samples = sum(widths) - len(widths) + 1, int(rng.integers(4, 9))
        risk = risk_of(
            widths, rng.normal(size=(size, samples)), rng.normal(size=(1, samples)), loss
        )
        w = rng.normal(size=sum(widths)) * 10.0 ** rng.uniform(-3, 1)
        if classify(risk, w).kind is None:
            refused += 1
            continue
        end = w.copy()
        for _ in range(100):
            end -= np.linalg.lstsq(risk.hessian(end), risk.gradient(end), rcond=1e-7)[0]
        left = float(np.linalg.norm(risk.gradient(end)))
        assert at_most(left, 1e-6 * float(np.linalg.norm(risk.gradient(w))) + 1e-12)
        assert np.linalg.norm(end - w) < 0.2 * max(1.0, np.linalg.norm(w))
    assert refused > 100


def test_what_rounding_hides_is_no_least_risk():
    """X = diag(1, 1, 1, 1e-17): the last entry of v could explain its sample, at size 1e17."""
    risk = risk_of((3, 2), np.diag([1.0, 1.0, 1.0, 1e-17]), [[1.0, 0.0, 2.0, 1.0]])
    assert least_risk_in_fractions(risk) == 0
    assert not risk.least_risk_is_known
    for _, point in limits(risk, 3):
        assert point.certificate is None


def test_what_depends_exactly_hides_nothing():
    """Twice the same window: the best filter cannot be better than the mean of its outputs."""
    X = np.array([[1.0, 1.0, 2.0], [3.0, 3.0, -1.0], [0.1, 0.1, 0.3]])
    risk = risk_of((2, 2), X, [[1.0, 3.0, 2.0]])
    assert risk.least_risk_is_known
    least = least_risk_in_fractions(risk)
    assert least == pytest.approx(2.0)
    for _, point in limits(risk, 3):
        assert point.certificate is not None
        assert point.risk == pytest.approx(float(least), rel=1e-9)


def test_directions_that_no_data_see_do_not_make_a_minimum_less_critical():
    """Equal entries in every window: along their difference slope and curvature are rounding."""
    rng = np.random.default_rng(9)
    x = rng.normal(size=(2, 9))
    risk = risk_of((3,), np.stack([x[0], x[1], x[0]]), rng.normal(size=(1, 9)))
    w = risk.best_filter + np.array([0.7, 0.0, -0.7])
    point = classify(risk, w)
    assert point.kind is CriticalKind.GLOBAL_MINIMUM
    assert point.certificate is Certificate.LEAST_RISK


def adversarial(case):
    """Scales, condition, dependence, duplicates, one sample, one layer, widths 1: by turns."""
    rng = np.random.default_rng([11, case])
    widths = [(2, 2), (3, 2), (2, 2, 2), (3,), (1, 1), (3, 3), (2, 1, 2), (4, 2)][case % 8]
    size = sum(widths) - len(widths) + 1
    samples = int(rng.choice([1, size, 3 * size]))
    X = rng.normal(size=(size, samples))
    match int(rng.integers(6)):
        case 1 if size > 1:
            X[-1] = X[0]
        case 2 if size > 1:
            X[-1] = X[0] + 10.0 ** rng.uniform(-17, -3) * rng.normal(size=samples)
        case 3:
            X = np.hstack([X, X])
        case 4:
            X *= 10.0 ** rng.uniform(-3, 3, size=(size, 1))
    Y = rng.normal(size=(1, X.shape[1]))
    if rng.random() < 0.5:
        Y = rng.normal(size=size) @ X + 0.0 * Y
    scale = 10.0 ** rng.uniform(-8, 8)
    loads = 10.0 ** rng.uniform(-8, 8) if rng.random() < 0.3 else 1.0
    return risk_of(widths, scale * X, loads * np.reshape(Y, (1, -1))), rng


def test_no_adversary_gets_a_global_minimum_that_is_none():
    """Whatever is called one goes on, by SciPy, to the least risk in rational numbers."""
    called = reached = 0
    for case in range(120):
        risk, rng = adversarial(case)
        architecture, factor = risk.architecture, risk.gap_factor
        seen = np.linalg.norm(factor @ risk.best_filter) / np.linalg.norm(factor)
        size = float(seen) ** (1.0 / architecture.depth)
        run = gradient_flow(risk, size * rng.normal(size=architecture.parameter_count))
        if not run.converged:
            continue
        point = classify(risk, run.filters[-1])
        v = end_of_least_squares(risk, run.filters[-1])
        P, y = risk.dataset.patch_matrix(architecture), risk.dataset.targets(architecture)
        exact = risk_in_fractions(*(in_fractions(values) for values in (P, y, v)))
        gap = float(exact - least_risk_in_fractions(risk))
        sizes = np.linalg.norm(P) * np.linalg.norm(v) + np.linalg.norm(y)
        reaches = gap <= (1e-7 * sizes) ** 2
        reached += reaches
        if point.kind is CriticalKind.GLOBAL_MINIMUM:
            called += 1
            assert reaches, (case, gap, sizes)
    assert called > 50
    assert called >= 0.8 * reached
