"""Certified limits: the point is where 60 digits put it, and nothing false is proved."""

from fractions import Fraction

import numpy as np
import pytest

from lcn_widgets.core.experiment import preset_named, run
from lcn_widgets.core.landscape.limit_proof import prove_limit
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, LogCoshLoss, SquareLoss
from lcn_widgets.core.training import gradient_flow


def exact_gradient(target, w, k):
    """∇‖π(w) - u‖² for two layers and identity data, in rational numbers."""
    a, b = w[:k], w[k:]
    residual = [-Fraction(u) for u in target]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            residual[i + j] += x * y
    return [2 * sum(residual[i + j] * y for j, y in enumerate(b)) for i in range(len(a))] + [
        2 * sum(residual[i + j] * x for i, x in enumerate(a)) for j in range(len(b))
    ]


def polished(risk, target, w, k, level):
    """The critical point near w with δ = level to 40 digits: Newton with exact residuals."""
    point = [Fraction(x) for x in w]
    for _ in range(12):
        at = np.array([float(x) for x in point])
        tangent = np.concatenate([-2.0 * at[:k], 2.0 * at[k:]])
        drift = sum(x * x for x in point[k:]) - sum(x * x for x in point[:k]) - level
        G = [
            g + drift * Fraction(t)
            for g, t in zip(exact_gradient(target, point, k), tangent, strict=True)
        ]
        size = max(abs(g) for g in G)
        if size == 0:
            break
        scaled = np.array([float(g / size) for g in G])
        step = np.linalg.solve(risk.hessian(at) + np.outer(tangent, tangent), scaled)
        point = [
            (x - size * Fraction(s)).limit_denominator(10**60)
            for x, s in zip(point, step, strict=True)
        ]
    return point


@pytest.mark.parametrize("widths", [(2, 2), (3, 2), (3, 3)])
@pytest.mark.parametrize("seed", range(5))
def test_the_critical_point_is_where_it_was_proved_to_be(widths, seed):
    rng = np.random.default_rng(seed)
    architecture = Architecture(sum(widths) - 1, widths, (1, 1))
    target = rng.normal(size=architecture.final_width)
    risk = EmpiricalRisk(
        architecture, SquareLoss(), Dataset(np.eye(architecture.final_width), target[None, :])
    )
    w = gradient_flow(risk, rng.normal(size=sum(widths))).filters[-1]
    proof = prove_limit(risk, w)
    assert proof is not None
    k = widths[0]
    level = sum(Fraction(x) ** 2 for x in w[k:]) - sum(Fraction(x) ** 2 for x in w[:k])
    point = polished(risk, target, w, k, level)
    exact = exact_gradient(target, point, k)
    assert max(abs(g) for g in exact) < Fraction(1, 10**30)
    distance = float(sum((x - Fraction(y)) ** 2 for x, y in zip(point, w, strict=True))) ** 0.5
    assert distance <= proof.distance
    eigenvalues = np.linalg.eigvalsh(risk.hessian(np.array([float(x) for x in point])))
    assert proof.index == np.sum(eigenvalues < -1e-8 * eigenvalues[-1])


def test_nothing_is_proved_where_it_is_false_or_not_covered():
    """Far from critical, at the degenerate binomial limit, for another loss, at a zero layer."""
    blur = run(preset_named("degenerate").experiment)
    assert prove_limit(blur.risk, blur.trajectory.filters[-1]) is None
    architecture = Architecture(3, (2, 2), (1, 1))
    data = Dataset(np.eye(3), [[1.0, 0.6, 0.9]])
    risk = EmpiricalRisk(architecture, SquareLoss(), data)
    rng = np.random.default_rng(0)
    for _ in range(200):
        w = 10.0 ** rng.uniform(-3, 3) * rng.normal(size=4)
        assert prove_limit(risk, w) is None
    assert prove_limit(risk, np.array([0.0, 0.0, 1.0, 1.0])) is None
    cosh = EmpiricalRisk(architecture, LogCoshLoss(), data)
    assert prove_limit(cosh, np.ones(4)) is None


@pytest.mark.parametrize("name", ["first-flow", "filling", "outside", "spurious", "rings"])
def test_the_limits_of_presets_are_proved(name):
    result = run(preset_named(name).experiment)
    proof = prove_limit(result.risk, result.trajectory.limit)
    assert proof is not None
    assert proof.index == 0
    assert proof.distance == pytest.approx(0.0, abs=1e-6)


def test_the_index_of_a_saddle_is_proved():
    """Of the points that Newton's method ends at some are saddles; difference quotients of the
    gradient have as many negative eigenvalues as was proved.
    """
    architecture = Architecture(3, (2, 2), (1, 1))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(3), [[1.0, 0.0, 0.2]]))
    indices = set()
    for seed in range(60):
        w = newton(risk, seed)
        proof = prove_limit(risk, w)
        if proof is None:
            continue
        columns = [
            (risk.gradient(w + 1e-5 * e) - risk.gradient(w - 1e-5 * e)) / 2e-5 for e in np.eye(4)
        ]
        assert proof.index == np.sum(np.linalg.eigvalsh(np.array(columns)) < -1e-3)
        indices.add(proof.index)
    assert {0, 1} <= indices


def newton(risk, seed):
    """A point that plain Newton's method ends at, of whatever kind."""
    w = np.random.default_rng(seed).normal(size=risk.architecture.parameter_count)
    for _ in range(40):
        w = w - np.linalg.pinv(risk.hessian(w), rcond=1e-9) @ risk.gradient(w)
        if not np.linalg.norm(w) < 1e6:
            return np.ones_like(w)
    return w


@pytest.mark.parametrize(("name", "word"), [("first-flow", "Proved"), ("degenerate", "Seen")])
def test_the_card_says_whether_the_limit_is_proved(name, word):
    result = run(preset_named(name).experiment)
    assert word in str(result.limit_message)
    if result.proof:
        assert result.proof.distance == pytest.approx(0.0, abs=1e-3)


def test_no_card_without_a_limit():
    assert run(preset_named("diverging").experiment).proof is None


def test_one_layer_has_the_least_squares_filter():
    """N = 1: a single critical point, and the risk is quadratic, so that nothing bends."""
    rng = np.random.default_rng(0)
    architecture = Architecture(6, (3,), (1,))
    X, Y = rng.normal(size=(6, 4)), rng.normal(size=(4, 4))
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(X, Y))
    windows = np.concatenate([X[i : i + 3].T for i in range(4)])
    exact = np.linalg.lstsq(windows, np.concatenate(Y), rcond=None)[0]
    for offset in (0.0, 1e-3, 10.0):
        w = exact + offset
        proof = prove_limit(risk, w)
        assert proof.index == 0
        assert proof.distance >= np.linalg.norm(w - exact)
