"""How many real roots a form can have whose coefficients are known up to an error."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from lcn_widgets.core.roots.exact import integer_form, square_free
from lcn_widgets.core.roots.real_roots import RealRoot, real_root_count, real_roots

DEPTH = 200
"""Halvings of the projective line before it is given up to exclude a double root."""

Coefficients = Sequence[Fraction]


def real_root_bounds(f: Coefficients, error: Coefficients) -> tuple[int, int]:
    """Least and most real roots of the forms g with |g_j - f_j| ≤ error_j, all exactly bounded.

    With multiplicity, infinity counted. If none of the forms has a double real root their number
    is the same for all, since no two real roots can meet or part on the way from one to another.
    Otherwise there is a root at least between places with certain and different signs.

    Parameters
    ----------
    f : sequence of Fraction, length n + 1
        Not all zero.
    error : sequence of Fraction, length n + 1
        Not negative.
    """
    if not any(error) or _never_double(f, error):
        count = real_root_count(integer_form(f))
        return count, count
    return _certain_sign_changes(f, error), len(f) - 1


def _never_double(f: Coefficients, error: Coefficients) -> bool:
    """Whether no form within the error has a double real root, by bisection in both charts."""
    return all(_never_double_in_chart(f[::s], error[::s]) for s in (1, -1))


def _never_double_in_chart(f: Coefficients, error: Coefficients) -> bool:
    """The same for roots in [-1, 1], where value or slope must be beyond the error."""
    margins = sum(error), sum(_derivative(error))
    waiting = [(Fraction(0), Fraction(1))]
    while waiting:
        middle, half = waiting.pop()
        taylor = _expanded(f, middle)
        parts = list(zip((taylor, _derivative(taylor)), margins, strict=True))
        if any(_least_size(g, half) > margin for g, margin in parts):
            continue
        if all(abs(g[0]) <= margin for g, margin in parts) or half < Fraction(1, 2**DEPTH):
            return False
        half /= 2
        waiting += [(middle - half, half), (middle + half, half)]
    return True


def _least_size(taylor: Coefficients, half: Fraction) -> Fraction:
    """Lower bound of |Σ a_k h^k| for |h| ≤ half."""
    return abs(taylor[0]) - _value([Fraction(0), *map(abs, taylor[1:])], half)


def _expanded(f: Coefficients, centre: Fraction) -> list[Fraction]:
    """Coefficients of f(centre + h) in h."""
    a = list(f)
    for j in range(len(a) - 1):
        for k in range(len(a) - 2, j - 1, -1):
            a[k] += centre * a[k + 1]
    return a


def _certain_sign_changes(f: Coefficients, error: Coefficients) -> int:
    """Changes of sign around the projective line, at places where the error leaves no choice."""
    places = sorted(map(_place, real_roots(square_free(integer_form(f)))))
    around = [*places, *(place + 4 for place in places[:1])]
    signs = [_certain_sign(f, error, (a + b) / 2) for a, b in pairwise(around)]
    certain = [sign for sign in signs if sign]
    if not certain:
        return (len(f) - 1) % 2  # a form of odd degree has a real root
    last = certain[0] if len(f) % 2 else -certain[0]  # once around (x, y) turns to (-x, -y)
    return sum(a != b for a, b in pairwise([*certain, last]))


def _place(root: RealRoot) -> Fraction:
    """Position on the projective line: x in [-1, 1], then 2 - 1/x in [1, 3]."""
    middle = (root.low + root.high) / 2
    return 2 - middle if root.inverted else middle


def _certain_sign(f: Coefficients, error: Coefficients, place: Fraction) -> int:
    """Sign of f at a place, of all forms within the error alike, or 0."""
    turns = 0
    if place > 3:
        turns, place = len(f) - 1, place - 4
    if place > 1:
        f, error, place = f[::-1], error[::-1], 2 - place
    value = _value(f, place)
    if abs(value) <= _value(error, abs(place)):
        return 0
    return 1 if (value > 0) == (turns % 2 == 0) else -1


def _derivative(f: Coefficients) -> list[Fraction]:
    return [j * c for j, c in enumerate(f)][1:]


def _value(f: Coefficients, x: Fraction) -> Fraction:
    value = Fraction(0)
    for c in reversed(f):
        value = value * x + c
    return value
