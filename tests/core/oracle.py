"""The network as the paper defines it, in plain loops, on numbers that carry their derivatives.

Nothing here uses the final filter, patches, polynomials or NumPy: layers run sample by sample.
"""

from __future__ import annotations

import math

GROWTH = {
    1e0: 2.00967668038,
    1e2: 4.54414901863,
    1e4: 9.92438001793,
    1e6: 21.3974550484,
    1e8: 46.1010805228,
}
"""‖w(t)‖ of the counterexample from (1, 1, 1, 1) at some t.

There a = c and b = d stay (derived), ȧ = -2a³ - 2(ab - 1)b and ḃ = -2(ab - 1)a; integrated by Radau
to 3e-14, and the same to ten digits by LSODA and BDF.
"""
GROWTH_RISK = 8.85555068518e-7
"""Its risk a⁴ + 2(ab - 1)² at t = 10⁸."""

GROWTH = {
    1e0: 2.00967668038,
    1e2: 4.54414901863,
    1e4: 9.92438001793,
    1e6: 21.3974550484,
    1e8: 46.1010805228,
}
"""‖w(t)‖ of the counterexample from (1, 1, 1, 1) at some t.

There a = c and b = d stay (derived), ȧ = -2a³ - 2(ab - 1)b and ḃ = -2(ab - 1)a; integrated by Radau
to 3e-14, and the same to ten digits by LSODA and BDF.
"""
GROWTH_RISK = 8.85555068518e-7
"""Its risk a⁴ + 2(ab - 1)² at t = 10⁸."""

GROWTH = {
    1e0: 2.00967668038,
    1e2: 4.54414901863,
    1e4: 9.92438001793,
    1e6: 21.3974550484,
    1e8: 46.1010805228,
}
"""‖w(t)‖ of the counterexample from (1, 1, 1, 1) at some t.

There a = c and b = d stay (derived), ȧ = -2a³ - 2(ab - 1)b and ḃ = -2(ab - 1)a; integrated by Radau
to 3e-14, and the same to ten digits by LSODA and BDF.
"""
GROWTH_RISK = 8.85555068518e-7
"""Its risk a⁴ + 2(ab - 1)² at t = 10⁸."""


class Jet:
    """a + b ε₁ + c ε₂ + d ε₁ε₂ with ε₁² = ε₂² = 0: d is an exact second derivative."""

    __slots__ = ("a", "b", "c", "d")

    def __init__(self, a, b=0.0, c=0.0, d=0.0):
        self.a, self.b, self.c, self.d = a, b, c, d

    def through(self, value, slope, curvature):
        """f of this number, from f, f' and f'' at its real part."""
        return Jet(
            value, slope * self.b, slope * self.c, slope * self.d + curvature * self.b * self.c
        )

    def __add__(self, other):
        if not isinstance(other, Jet):
            return Jet(self.a + other, self.b, self.c, self.d)
        return Jet(self.a + other.a, self.b + other.b, self.c + other.c, self.d + other.d)

    __radd__ = __add__

    def __neg__(self):
        return Jet(-self.a, -self.b, -self.c, -self.d)

    def __sub__(self, other):
        return self + (-other)

    def __mul__(self, other):
        if not isinstance(other, Jet):
            return Jet(self.a * other, self.b * other, self.c * other, self.d * other)
        return Jet(
            self.a * other.a,
            self.a * other.b + self.b * other.a,
            self.a * other.c + self.c * other.a,
            self.a * other.d + self.b * other.c + self.c * other.b + self.d * other.a,
        )

    __rmul__ = __mul__

    def power(self, p):
        """This number, which is positive, to the power p."""
        a = self.a
        return self.through(a**p, p * a ** (p - 1), p * (p - 1) * a ** (p - 2))

    def exp(self):
        e = math.exp(self.a)
        return self.through(e, e, e)

    def log(self):
        return self.through(math.log(self.a), 1 / self.a, -1 / self.a**2)

    def abs(self):
        return -self if self.a < 0 else self


def loss_of(loss, r):
    """ℓ(r) as the table of the theory writes it; fit for moderate residuals r ≠ 0 only."""
    if loss.kind == "square":
        return r * r
    if loss.kind == "lp":
        return r.abs().power(loss.p) * (1 / loss.p)
    if loss.kind == "pseudo_huber":
        return (r * r * (1 / loss.delta**2) + 1).power(0.5) * loss.delta
    if loss.kind == "generalized_huber":
        inside = (r * loss.alpha).exp() + (r * -loss.alpha).exp() + loss.beta
        return inside.log() * (1 / loss.alpha)
    if loss.kind == "log_cosh":
        cosh = ((r * loss.alpha).exp() + (r * -loss.alpha).exp()) * 0.5
        return cosh.log() * (1 / loss.alpha)
    if loss.kind == "absolute":
        return r.abs()
    if loss.kind == "huber":
        if abs(r.a) <= loss.delta:
            return r * r * 0.5
        return (r.abs() - loss.delta / 2) * loss.delta
    raise AssertionError(f"no oracle for {loss.kind}")


def layer(w, stride, x):
    """(α x)_j = Σ_n w_n x_{(j-1)s+n} for every window that fits."""
    outputs = []
    j = 0
    while j * stride + len(w) <= len(x):
        total = 0.0
        for n in range(len(w)):
            total = w[n] * x[j * stride + n] + total
        outputs.append(total)
        j += 1
    return outputs


def network(widths, strides, w, x):
    """Outputs of all layers in turn for one sample x."""
    start = 0
    for k, s in zip(widths, strides, strict=True):
        x = layer(w[start : start + k], s, x)
        start += k
    return x


def risk(widths, strides, loss, X, Y, w):
    """Σ ℓ over components and samples, the samples being columns."""
    total = Jet(0.0)
    for sample in range(len(X[0])):
        z = network(widths, strides, w, [row[sample] for row in X])
        assert len(z) == len(Y)
        for j in range(len(z)):
            total = total + loss_of(loss, z[j] - Y[j][sample])
    return total


def risk_with_derivatives(widths, strides, loss, X, Y, w):
    """Value, gradient (list) and Hessian (list of lists), exact up to rounding."""
    count = len(w)
    gradient = [0.0] * count
    hessian = [[0.0] * count for _ in range(count)]
    value = 0.0
    for i in range(count):
        for j in range(i + 1):
            jets = [Jet(x, float(n == i), float(n == j)) for n, x in enumerate(w)]
            result = risk(widths, strides, loss, X, Y, jets)
            value, gradient[i] = result.a, result.b
            hessian[i][j] = hessian[j][i] = result.d
    return value, gradient, hessian
