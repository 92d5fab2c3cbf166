"""What is true of a case, to 50 digits: its risk, where a flow ends, spectra, ranks, least risks.

Nothing here is from the project but the parameters of a loss. The risk is written from its
definition: windows of the samples, the layers multiplied as polynomials, a loss summed up.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property

import numpy as np

from .cases import Case, final_width, layers_of

DIGITS = 50
LAST = Decimal(10) ** -24
"""Relative step with which a path is taken to have ended."""


def decimals(values):
    """The exact values of doubles, in an array of objects."""
    values = np.asarray(values, dtype=np.float64)
    return np.array([Decimal(x) for x in values.ravel().tolist()], dtype=object).reshape(
        values.shape
    )


def floats(values):
    """The nearest doubles."""
    return np.asarray(values, dtype=np.float64)


def each(function, *arrays):
    """A function of Decimals entry by entry."""
    return np.frompyfunc(function, len(arrays), 1)(*arrays)


def solve(A, b):
    """A⁻¹b by elimination with pivots."""
    n = len(b)
    rows = np.concatenate([A, b.reshape(n, -1)], axis=1)
    for i in range(n):
        pivot = i + int(np.argmax(np.abs(rows[i:, i])))
        if rows[pivot, i] == 0:
            return None
        if pivot != i:
            rows[[i, pivot]] = rows[[pivot, i]]
        rows[i, i:] = rows[i, i:] / rows[i, i]
        for j in range(n):
            if j != i and rows[j, i]:
                rows[j, i:] = rows[j, i:] - rows[j, i] * rows[i, i:]
    return rows[:, n:].reshape(b.shape)


def norm(x):
    """‖x‖₂."""
    return x.dot(x).sqrt()


class ExactLoss:
    """ℓ, ℓ' and ℓ'' of a Decimal as the table of the theory writes them."""

    def __init__(self, loss):
        self.kind = loss.kind
        self.numbers = {
            name: Decimal(getattr(loss, name))
            for name in ("p", "delta", "alpha", "beta")
            if hasattr(loss, name)
        }

    def __call__(self, r):
        """The three of them."""
        return getattr(self, self.kind)(r, **self.numbers)

    @staticmethod
    def square(r):
        return r * r, 2 * r, Decimal(2)

    @staticmethod
    def lp(r, p):
        size, sign = abs(r), Decimal(1).copy_sign(r)
        if not size:
            return Decimal(0), Decimal(0), Decimal(int(p == 2))
        power = size ** (p - 2)
        return power * size * size / p, sign * power * size, (p - 1) * power

    @staticmethod
    def pseudo_huber(r, delta):
        root = (delta * delta + r * r).sqrt()
        return delta * root / delta, r / root, delta * delta / root**3

    @staticmethod
    def generalized_huber(r, alpha, beta):
        size, sign = alpha * abs(r), Decimal(1).copy_sign(r)
        q = (-size).exp()
        total = 1 + q * q + beta * q
        curvature = alpha * q * (4 * q + beta * (1 + q * q)) / total**2
        return (size + total.ln()) / alpha, sign * (1 - q * q) / total, curvature

    @staticmethod
    def log_cosh(r, alpha):
        size, sign = alpha * abs(r), Decimal(1).copy_sign(r)
        q = (-2 * size).exp()
        value = (size + ((1 + q) / 2).ln()) / alpha
        return value, sign * (1 - q) / (1 + q), 4 * alpha * q / (1 + q) ** 2

    @staticmethod
    def huber(r, delta):
        if abs(r) <= delta:
            return r * r / 2, r, Decimal(1)
        return delta * (abs(r) - delta / 2), delta.copy_sign(r), Decimal(0)

    @staticmethod
    def absolute(r):
        return abs(r), Decimal(int(r > 0) - int(r < 0)), Decimal(0)


class Exact:
    """The risk of a case in 50 digits."""

    def __init__(self, case: Case):
        self.case = case
        width = final_width(case.widths, case.strides)
        step = int(np.prod(case.strides))
        windows = [case.X[j * step : j * step + width].T for j in range(len(case.Y))]
        self.patches = np.concatenate(windows)
        self.targets = case.Y.ravel()
        self.loss = ExactLoss(case.loss)
        with localcontext(prec=DIGITS):
            self.P, self.y = decimals(self.patches), decimals(self.targets)
            if case.loss.kind == "square":
                self.G, self.b = 2 * self.P.T.dot(self.P), 2 * self.P.T.dot(self.y)
                self.c = self.y.dot(self.y)

    def of_filter(self, v):
        """Risk, gradient and Hessian by the final filter."""
        if self.case.loss.kind == "square":
            Gv = self.G.dot(v)
            return v.dot(Gv) / 2 - self.b.dot(v) + self.c, Gv - self.b, self.G
        value, slope, bend = each(lambda r: self.loss(r), self.P.dot(v) - self.y), None, None
        value, slope, bend = (np.array([t[i] for t in value], dtype=object) for i in range(3))
        return value.sum(), self.P.T.dot(slope), (self.P.T * bend).dot(self.P)

    def products(self, w):
        """v, its Jacobian, and for each two layers the second derivatives."""
        widths, strides = self.case.widths, self.case.strides
        exponents = np.cumprod([1, *strides])[: len(widths)]
        layers = [spread(f, s) for f, s in zip(layers_of(w, widths), exponents, strict=True)]
        width = final_width(widths, strides)
        N = len(widths)

        def without(*left_out):
            product = np.array([Decimal(1)], dtype=object)
            for i in range(N):
                if i not in left_out:
                    product = np.convolve(product, layers[i])
            return product

        v = without()
        J = np.full((width, len(w)), Decimal(0), dtype=object)
        starts = np.cumsum([0, *widths])
        second = {}
        for i in range(N):
            others = without(i)
            for a in range(widths[i]):
                shift = a * exponents[i]
                J[shift : shift + len(others), starts[i] + a] = others
            for j in range(i):
                second[i, j] = without(i, j)
        return v, J, second, starts, exponents

    def risk(self, w):
        """L(w)."""
        return self.of_filter(self.products(w)[0])[0]

    def derivatives(self, w):
        """L, ∇L and ∇²L at w."""
        v, J, second, starts, exponents = self.products(w)
        value, slope, bend = self.of_filter(v)
        H = J.T.dot(bend).dot(J)
        widths = self.case.widths
        for (i, j), others in second.items():
            for a in range(widths[i]):
                for b in range(widths[j]):
                    shift = a * exponents[i] + b * exponents[j]
                    mixed = slope[shift : shift + len(others)].dot(others)
                    H[starts[i] + a, starts[j] + b] += mixed
                    H[starts[j] + b, starts[i] + a] += mixed
        return value, J.T.dot(slope), H

    def end_of_flow(self, w, steps=160):
        """Where the flow from w of shape (n,) ends: implicit steps that grow, in Decimals.

        The linearly implicit Euler method follows the slow manifold however stiff the flow is, and
        with growing steps becomes Newton's method at the end.
        """
        with localcontext(prec=DIGITS):
            w = decimals(w)
            value, g, H = self.derivatives(w)
            largest = max(np.abs(H).max(), Decimal("1e-300"))
            h = 1 / largest
            identity = decimals(np.eye(len(w)))
            for _ in range(steps):
                if not g.any():
                    break
                step = solve(identity + h * H, -h * g)
                if step is None:
                    h *= 4
                    continue
                ahead = self.derivatives(w + step)
                if ahead[0] > value:
                    h /= 8
                    continue
                w, (value, g, H) = w + step, ahead
                if h * largest > 10**6 and norm(step) <= LAST * max(Decimal(1), norm(w)):
                    break
                h *= 4
            return w

    def newton(self, w, steps=12):
        """The critical point that Newton's method finds from w, damped along zero modes."""
        with localcontext(prec=DIGITS):
            w = decimals(w)
            for _ in range(steps):
                _, g, H = self.derivatives(w)
                scale = np.abs(H).max()
                damped = H.dot(H) + (scale * Decimal("1e-18")) ** 2 * decimals(np.eye(len(w)))
                step = solve(damped, -H.dot(g))
                w = w + step
                if norm(step) <= LAST * max(Decimal(1), norm(w)):
                    break
            return w

    def spectrum(self, w):
        """Eigenvalues of ∇²L at w, with layers in units of their norms, as part of the largest."""
        with localcontext(prec=DIGITS):
            H = self.derivatives(w)[2]
            sizes = [norm(f) for f in layers_of(w, self.case.widths)]
            units = [s if s else Decimal(1) for s in sizes]
            D = np.repeat(np.array(units, dtype=object), self.case.widths)
            H = D[:, None] * H * D
            largest = np.abs(H).max()
            scaled = floats(H / largest) if largest else np.zeros(H.shape)
        values = np.linalg.eigvalsh(scaled)
        return values / max(np.abs(values).max(), 1e-300)

    def rates(self, w):
        """Eigenvalues of ∇²L at w as they are, ascending, in doubles."""
        with localcontext(prec=DIGITS):
            return np.linalg.eigvalsh(floats(self.derivatives(w)[2]))

    @cached_property
    def rank(self):
        """Rank of P in rational arithmetic."""
        return rational_rank(self.patches)

    @cached_property
    def least(self):
        """The least risk over all filters: Newton's method with a shift that vanishes."""
        with localcontext(prec=DIGITS):
            v = decimals(np.linalg.lstsq(self.patches, self.targets, rcond=None)[0])
            value, g, H = self.of_filter(v)
            tiny = Decimal("1e-300")
            size = norm(v) + norm(self.y) / max(np.abs(self.P).max(), tiny) + tiny
            shift = max(np.abs(H).max() * Decimal("1e-8"), norm(g) / size, tiny)
            identity = decimals(np.eye(len(v)))
            for _ in range(300):
                step = solve(H + shift * identity, -g)
                ahead = self.of_filter(v + step)
                if ahead[0] > value:
                    shift *= 10
                    continue
                done = norm(step) <= LAST * max(norm(v), Decimal("1e-300"))
                v, (value, g, H) = v + step, ahead
                shift = max(shift / 100, np.abs(H).max() * Decimal("1e-36"), norm(g) / size / 10**9)
                if done:
                    break
            return value

    def size(self, v):
        """Σ of all moduli that enter the risk of a filter, to which rounding is relative."""
        reach = np.abs(self.patches) @ np.abs(v) + np.abs(self.targets)
        if self.case.loss.kind == "square":
            return float(np.sum(reach**2))
        r = decimals(reach)
        with localcontext(prec=DIGITS):
            return float(sum(abs(self.loss(x)[0]) + abs(self.loss(x)[1]) * x for x in r))


def spread(layer, exponent):
    """The coefficients of a layer's polynomial in x^exponent."""
    out = np.full((len(layer) - 1) * int(exponent) + 1, Decimal(0), dtype=object)
    out[:: int(exponent)] = layer
    return out


def rational_rank(matrix):
    """Rank of a matrix of doubles by elimination in fractions."""
    rows = [[Fraction(x) for x in row] for row in np.unique(matrix, axis=0).tolist()]
    rank = 0
    for column in range(matrix.shape[1]):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for i in range(rank + 1, len(rows)):
            part = rows[i][column] / rows[rank][column]
            if part:
                rows[i] = [a - part * b for a, b in zip(rows[i], rows[rank], strict=True)]
        rank += 1
    return rank
