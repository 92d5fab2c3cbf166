"""The real roots of integer forms, infinity included: their number and their places, exactly.

By Descartes' rule of signs and bisection (Vincent, Collins and Akritas): the sign changes of
(1+t)^n f(1/(1+t)) bound the number of roots of f in (0, 1), and 0 or 1 of them are exact. For a
square-free form the bisection ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from lcn_widgets.core.inputs import present_work
from lcn_widgets.core.roots.exact import Form, square_free_factors

BITS = 120
"""Roots are enclosed in intervals of length 2^-BITS on the chart."""


@dataclass(frozen=True)
class RealRoot:
    """A real root, enclosed in a chart of the projective line.

    Parameters
    ----------
    low, high : Fraction
        Bounds within [-1, 1]; both are the root where it is known exactly.
    inverted : bool
        Whether the bounds are those of 1/x, as for roots beyond ±1; infinity is 0 there.
    """

    low: Fraction
    high: Fraction
    inverted: bool

    @property
    def is_exact(self) -> bool:
        """Whether the root itself is a known fraction."""
        return self.low == self.high

    @property
    def width(self) -> Fraction:
        """Length of the interval."""
        return self.high - self.low

    @property
    def linear(self) -> tuple[Fraction, Fraction]:
        """Coefficients (ascending) of a linear form with a root in the middle."""
        middle = (self.low + self.high) / 2
        return (Fraction(1), -middle) if self.inverted else (-middle, Fraction(1))


def real_root_count(f: Form) -> int:
    """Number of real roots of f ≠ 0, with multiplicity, infinity counted."""
    return sum(m * len(real_roots(factor)) for factor, m in square_free_factors(f))


def real_roots(f: Form) -> list[RealRoot]:
    """The real roots of a square-free form."""
    found = []
    for inverted in (False, True):
        chart = f[::-1] if inverted else f
        for sign in (1, -1):
            half = tuple(c * sign**j for j, c in enumerate(chart))
            for low, high in _in_unit_interval(half):
                bounds = (low, high) if sign > 0 else (-high, -low)
                found.append(RealRoot(*bounds, inverted))
            if not inverted and sum(half) == 0:
                found.append(RealRoot(Fraction(sign), Fraction(sign), False))
        if chart[0] == 0:
            found.append(RealRoot(Fraction(0), Fraction(0), inverted))
    return found


def _in_unit_interval(f: Form) -> Iterator[tuple[Fraction, Fraction]]:
    """Short intervals around the roots of f in the open interval (0, 1)."""
    waiting = [(f, 0, 0)]  # f on (c/2^k, (c+1)/2^k), moved to (0, 1)
    work = present_work()
    while waiting:
        work.check()
        part, c, k = waiting.pop()
        changes = _sign_changes(_shifted(part[::-1]))
        if changes == 1:
            yield _bisected(f, Fraction(c, 2**k), Fraction(c + 1, 2**k))
        if changes < 2:
            continue
        n = len(part) - 1
        left = tuple(a << (n - j) for j, a in enumerate(part))
        right = _shifted(left)
        if right[0] == 0:
            middle = Fraction(2 * c + 1, 2 ** (k + 1))
            yield middle, middle
        waiting += [(left, 2 * c, k + 1), (right, 2 * c + 1, k + 1)]


def _bisected(f: Form, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """An interval of length 2^-BITS within (low, high), where f has one root, and a simple one."""
    slope = tuple(j * c for j, c in enumerate(f))[1:]
    before = sign_at(f, low) or sign_at(slope, low)
    while high - low > Fraction(1, 2**BITS):
        middle = (low + high) / 2
        sign = sign_at(f, middle)
        if sign == 0:
            return middle, middle
        low, high = (middle, high) if sign == before else (low, middle)
    return low, high


def sign_at(f: Form, x: Fraction) -> int:
    """Sign of Σ f_j x^j."""
    a, b = x.numerator, x.denominator
    value, power = 0, 1
    for c in reversed(f):
        value = value * a + c * power
        power *= b
    return (value > 0) - (value < 0)


def _shifted(f: Form) -> Form:
    """Coefficients of f(1 + t)."""
    c = list(f)
    for j in range(len(c) - 1):
        for k in range(len(c) - 2, j - 1, -1):
            c[k] += c[k + 1]
    return tuple(c)


def _sign_changes(f: Form) -> int:
    signs = [c > 0 for c in f if c]
    return sum(a != b for a, b in pairwise(signs))
