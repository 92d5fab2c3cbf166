"""The risk from its definition in 60 digits, and its critical points, without NumPy or the core.

Layers run sample by sample in plain loops on `decimal` numbers. A derivative of the network by an
entry of a layer is the network with that layer replaced by a unit vector, since it is linear in it.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import pairwise

DIGITS = 60
STEP = Decimal(10) ** -12
"""Of central differences: their error is about its square, relative."""


def exact(values):
    """Floats as the decimals that they are."""
    return [Decimal(float(x)) for x in values]


def value(loss, r):
    """ℓ(r) as the table of the theory writes it."""
    if loss.kind == "square":
        return r * r
    if loss.kind == "lp":
        p = Decimal(float(loss.p))
        return (abs(r) ** p if r else Decimal(0)) / p
    if loss.kind == "pseudo_huber":
        delta = Decimal(float(loss.delta))
        return (delta * delta + r * r).sqrt()
    if loss.kind == "huber":
        delta = Decimal(float(loss.delta))
        return r * r / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)
    if loss.kind == "absolute":
        return abs(r)
    alpha = Decimal(float(loss.alpha))
    e = (alpha * r).exp()
    if loss.kind == "generalized_huber":
        return (e + 1 / e + Decimal(float(loss.beta))).ln() / alpha
    assert loss.kind == "log_cosh"
    return ((e + 1 / e) / 2).ln() / alpha


def derivative(loss, r, order, scale):
    """ℓ', ℓ'' or ℓ''' at r by central differences on the scale on which ℓ varies there."""
    h = STEP * scale
    at = [value(loss, r + n * h) for n in range(-2, 3)]
    if order == 1:
        return (at[0] - 8 * at[1] + 8 * at[3] - at[4]) / (12 * h)
    if order == 2:
        return (at[1] - 2 * at[2] + at[3]) / h**2
    return (at[4] - 2 * at[3] + 2 * at[1] - at[0]) / (2 * h**3)


def scale_of(loss, r):
    """A length on which ℓ varies around r: that of an analytic loss, else the way to its kink."""
    if loss.kind == "pseudo_huber":
        return Decimal(float(loss.delta))
    if loss.kind == "log_cosh":
        return 1 / Decimal(float(loss.alpha))
    if loss.kind == "generalized_huber":
        return min(Decimal(1), 2 + Decimal(float(loss.beta))).sqrt() / Decimal(float(loss.alpha))
    return abs(r) or Decimal(1)


def outputs(architecture, layers, x):
    """What the layers make of one sample."""
    for f, s in zip(layers, architecture.strides, strict=True):
        length = (len(x) - len(f)) // s + 1
        x = [sum((f[n] * x[j * s + n] for n in range(len(f))), Decimal(0)) for j in range(length)]
    return x


def split(architecture, w):
    offsets = architecture.offsets
    return [w[a:b] for a, b in pairwise(offsets)]


def risk_of(risk, w):
    """L(w)."""
    layers = split(risk.architecture, w)
    total = Decimal(0)
    for x, y in zip(risk.dataset.X.T, risk.dataset.Y.T, strict=True):
        z = outputs(risk.architecture, layers, exact(x))
        total += sum(value(risk.loss, a - b) for a, b in zip(z, exact(y), strict=True))
    return total


def gradient(risk, w):
    """∇L(w)."""
    layers = split(risk.architecture, w)
    total = [Decimal(0)] * len(w)
    for x, y in zip(risk.dataset.X.T, risk.dataset.Y.T, strict=True):
        x = exact(x)
        z = outputs(risk.architecture, layers, x)
        residuals = [a - b for a, b in zip(z, exact(y), strict=True)]
        slopes = [derivative(risk.loss, r, 1, scale_of(risk.loss, r)) for r in residuals]
        entry = 0
        for i, f in enumerate(layers):
            for n in range(len(f)):
                unit = [Decimal(int(m == n)) for m in range(len(f))]
                moved = outputs(risk.architecture, [*layers[:i], unit, *layers[i + 1 :]], x)
                total[entry] += sum(a * b for a, b in zip(slopes, moved, strict=True))
                entry += 1
    return total


def levelled(risk, w, level):
    """∇L + Σ_j (δ_j - c_j) ∇δ_j, whose zeros are the critical points on a level of δ."""
    G = gradient(risk, w)
    offsets = risk.architecture.offsets
    for j, c in enumerate(level):
        a, b, d = offsets[j : j + 3]
        drift = sum(x * x for x in w[b:d]) - sum(x * x for x in w[a:b]) - c
        for i in range(a, d):
            G[i] += drift * (2 if i >= b else -2) * w[i]
    return G


def differences(risk, w):
    """δ_j = ‖w^(j+1)‖² - ‖w^(j)‖²."""
    norms = [sum(x * x for x in f) for f in split(risk.architecture, w)]
    return [b - a for a, b in pairwise(norms)]


def solved(matrix, right):
    """A linear system by elimination with pivots."""
    rows = [[*row, b] for row, b in zip(matrix, right, strict=True)]
    n = len(rows)
    for j in range(n):
        pivot = max(range(j, n), key=lambda i: abs(rows[i][j]))
        rows[j], rows[pivot] = rows[pivot], rows[j]
        for i in range(n):
            if i != j:
                factor = rows[i][j] / rows[j][j]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[j], strict=True)]
    return [row[-1] / row[j] for j, row in enumerate(rows)]


def jacobian_of(function, w):
    """By differences, right to some 25 digits."""
    size = max(map(abs, w))
    here, h = function(w), size * Decimal(10) ** -20
    columns = []
    for j in range(len(w)):
        moved = function([x + h * (i == j) for i, x in enumerate(w)])
        columns.append([(a - b) / h for a, b in zip(moved, here, strict=True)])
    return [list(row) for row in zip(*columns, strict=True)]


def critical_point(risk, w):
    """The critical point that Newton's method finds from w on its level of δ, and its ∇²L."""
    with localcontext() as context:
        context.prec = DIGITS
        point = exact(w)
        level = differences(risk, point)
        for steps in (2, 3):
            around = jacobian_of(lambda z: levelled(risk, z, level), point)
            for _ in range(steps):
                step = solved(around, levelled(risk, point, level))
                point = [x - s for x, s in zip(point, step, strict=True)]
        residual = max(map(abs, levelled(risk, point, level)))
        scale = max(abs(a) for row in around for a in row) * max(map(abs, point))
        assert residual <= scale * Decimal(10) ** -22, "the oracle has not converged"
        return point, jacobian_of(lambda z: gradient(risk, z), point)
