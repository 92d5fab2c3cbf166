"""A zero eigenvalue is claimed with a reason only; otherwise the eigenvalues decide, or nobody."""

import dataclasses
from fractions import Fraction

import numpy as np
import pytest

from lcn_widgets.core.experiment.presets import preset_named
from lcn_widgets.core.landscape import (
    CriticalKind,
    Degeneracy,
    classify,
    critical_filters,
    transverse_eigenvalues,
    transverse_spectrum,
)
from lcn_widgets.core.landscape.hessian_error import hessian_rounding
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import LpLoss, SquareLoss


def identity_risk(widths, target):
    size = sum(widths) - len(widths) + 1
    architecture = Architecture(size, widths, (1,) * len(widths))
    return EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(size), [target]))


def signature(matrix):
    """Numbers of positive, negative and zero eigenvalues, by exact elimination (Sylvester)."""
    a = [[Fraction(x) for x in row] for row in matrix]
    signs = []
    while a:
        pivot = next((i for i in range(len(a)) if a[i][i] != 0), None)
        if pivot is None:
            pair = next(((i, j) for i in range(len(a)) for j in range(i) if a[i][j] != 0), None)
            if pair is None:
                return signs.count(1), signs.count(-1), len(a)
            i, j = pair  # adding row and column j to i makes 2a_ij the pivot
            a[i] = [x + y for x, y in zip(a[i], a[j], strict=True)]
            for row in a:
                row[i] += row[j]
            continue
        d = a[pivot][pivot]
        signs.append(1 if d > 0 else -1)
        rest = [i for i in range(len(a)) if i != pivot]
        a = [[a[i][j] - a[i][pivot] * a[pivot][j] / d for j in rest] for i in rest]
    return signs.count(1), signs.count(-1), 0


def exact_hessian(risk, X, y, w):
    """∇²L of two layers of stride one, at rational w, from Σ (x·v - y)²."""
    k, m = risk.architecture.widths
    n = k + m - 1
    w = [Fraction(x) for x in w]
    G = [[2 * sum(Fraction(r[i]) * Fraction(r[j]) for r in X) for j in range(n)] for i in range(n)]
    c = [2 * sum(Fraction(r[i]) * Fraction(t) for r, t in zip(X, y, strict=True)) for i in range(n)]
    v = [sum(w[a] * w[k + b] for a in range(k) for b in range(m) if a + b == i) for i in range(n)]
    g = [sum(G[i][j] * v[j] for j in range(n)) - c[i] for i in range(n)]
    J = [[0] * (k + m) for _ in range(n)]
    for a in range(k):
        for b in range(m):
            J[a + b][a] += w[k + b]
            J[a + b][k + b] += w[a]
    H = [
        [sum(J[i][p] * G[i][j] * J[j][q] for i in range(n) for j in range(n)) for q in range(k + m)]
        for p in range(k + m)
    ]
    for a in range(k):
        for b in range(m):
            H[a][k + b] += g[a + b]
            H[k + b][a] += g[a + b]
    return H


def test_one_layer_with_a_condition_of_ten_million_is_positive_definite():
    """∇²L = 2 diag(x_i²): its eigenvalues are known, the least is 1e-7 of the largest."""
    scales = np.logspace(0, -3.5, 9)
    data = Dataset(np.diag(scales), np.ones((1, 9)))
    risk = EmpiricalRisk(Architecture(9, (9,), (1,)), SquareLoss(), data)
    found = transverse_spectrum(risk, risk.best_filter)
    true = np.sort(2.0 * scales**2)
    assert (np.abs(found.eigenvalues - true) <= found.errors).all()
    assert not found.open.any()
    point = classify(risk, risk.best_filter)
    assert point.degeneracy is None
    assert "zero eigenvalues" not in point.sentence
    assert 0.0 < point.zero < true[0]


def newton(risk, w, steps=30):
    """Newton's method on the complement of the null space, in the test's own words."""
    for _ in range(steps):
        values, vectors = np.linalg.eigh(risk.hessian(w))
        keep = np.abs(values) > 1e-9 * np.abs(values).max()
        slopes = vectors.T @ risk.gradient(w)
        w = w - vectors[:, keep] @ (slopes[keep] / values[keep])
    return w


def test_the_limit_on_real_terrain_is_a_minimum_whose_hessian_is_positive():
    """Shipped data, widths (4, 4): elimination in rationals finds 7 positive pivots."""
    stiff = preset_named("stiff").experiment
    experiment = dataclasses.replace(stiff, architecture=Architecture(32, (4, 4), (1, 1)))
    data, architecture = experiment.dataset(), experiment.architecture
    risk = EmpiricalRisk(architecture, SquareLoss(), data)
    run = experiment.method.follow(risk, experiment.initialization.filters(architecture))
    w = newton(risk, run.filters[-1])
    point = classify(risk, w)
    assert point.kind in (CriticalKind.LOCAL_MINIMUM, CriticalKind.GLOBAL_MINIMUM)
    assert point.degeneracy is None
    assert point.open_eigenvalues == 0
    assert len(point.eigenvalues) == 7
    H = exact_hessian(risk, data.patch_matrix(architecture), data.targets(architecture), w)
    positive, negative, zero = signature(H)
    assert positive >= 7  # the eighth is that of rescaling, 0 but for ∇L ≠ 0 by rounding
    assert positive + negative + zero == 8


def test_on_the_way_to_that_limit_nothing_is_called_degenerate():
    stiff = preset_named("stiff").experiment
    experiment = dataclasses.replace(stiff, architecture=Architecture(32, (4, 4), (1, 1)))
    risk = EmpiricalRisk(experiment.architecture, SquareLoss(), experiment.dataset())
    start = experiment.initialization.filters(experiment.architecture)
    run = experiment.method.follow(risk, start)
    for w in run.filters[-20:]:
        assert classify(risk, w).kind is not CriticalKind.DEGENERATE


@pytest.mark.parametrize("seed", range(25))
def test_computed_eigenvalues_are_within_their_rounding(seed):
    """By Weyl and Sylvester: H ± error·I have the exact signature that the numbers say."""
    rng = np.random.default_rng(seed)
    widths = tuple(rng.integers(2, 4, size=2))
    n = sum(widths) - 1
    X = rng.normal(size=(n + 2, n)) * 10.0 ** rng.uniform(-4, 0, size=n)
    y = rng.normal(size=n + 2)
    architecture = Architecture(n, widths, (1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X.T, y[None, :]))
    w = rng.normal(size=sum(widths)) * 10.0 ** rng.uniform(-3, 3)
    error = hessian_rounding(risk, w)
    values = np.linalg.eigvalsh(risk.hessian(w))
    exact = exact_hessian(risk, X, y, w)
    for value in values:
        for shift in (value - error, value + error):
            moved = [
                [x - (Fraction(shift) if i == j else 0) for j, x in enumerate(row)]
                for i, row in enumerate(exact)
            ]
            above, below, _ = signature(moved)
            if shift < value:
                assert above >= np.sum(values >= value)
            else:
                assert below >= np.sum(values <= value)


def test_reasons_for_zero_eigenvalues():
    origin = classify(identity_risk((2, 2, 2), (1, 2, 3, 4)), np.zeros(6))
    assert (origin.kind, origin.degeneracy) == (
        CriticalKind.DEGENERATE,
        Degeneracy.VANISHING_LAYERS,
    )
    assert "two layers or more vanish" in origin.sentence
    # one output for k_v = 3: a plane of filters with the same risk, here not the least one
    free = EmpiricalRisk(Architecture(3, (3,), (1,)), SquareLoss(), Dataset(np.ones((3, 1)), [[1]]))
    point = classify(free, free.best_filter)
    assert point.degeneracy is Degeneracy.FREE_DATA
    assert point.open_eigenvalues == 2


def test_a_zero_without_a_reason_is_not_decided():
    """L = Σ(v_i - u_i)⁴ has no curvature at its minimum, which no rank explains."""
    risk = identity_risk((3,), [1.0, 2.0, 3.0])
    loose = EmpiricalRisk(risk.architecture, LpLoss(4.0), risk.dataset)
    w = np.array([1.0, 2.0, 3.0]) + 1e-3 * np.array([1.0, -2.0, 0.5])
    found = transverse_spectrum(loose, w)
    assert (transverse_eigenvalues(loose, w) > 0.0).all()  # beside the minimum
    assert found.open.all()  # and what is there cannot be told


def test_every_point_of_a_generic_map_is_decided():
    """Generic data, (3, 2): no critical point is degenerate, and all are decided."""
    found = critical_filters(identity_risk((3, 2), [1.0, 0.4, -0.7, 1.3]))
    kinds = {p.kind for f in found.filters for p in f.points}
    assert CriticalKind.DEGENERATE not in kinds
    assert CriticalKind.UNDECIDED not in kinds
