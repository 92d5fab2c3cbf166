"""Exact arithmetic with binary forms whose coefficients are integers.

A form Σ f_j x^j y^{n-j} is the tuple (f_0, …, f_n), ascending as everywhere; trailing zeros are
roots at infinity and are kept. Every float is a whole number times a power of two, so that what
is decided here is decided exactly for the floats given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from lcn_widgets.core.inputs import present_work

Form = tuple[int, ...]
"""Integer coefficients of a form, ascending; the form 0 has them all zero."""

PRIME = 2**61 - 1
"""Forms that are coprime modulo this prime are coprime."""
ONE: Form = (1,)


def integer_form(coefficients: Iterable[float | Fraction]) -> Form:
    """The form times a positive factor that makes its coefficients coprime integers."""
    exact = [Fraction(c) for c in coefficients]
    common = lcm(*(c.denominator for c in exact))
    return primitive([int(c * common) for c in exact])


def primitive(f: Sequence[int]) -> Form:
    """The form over the greatest common divisor of its coefficients."""
    content = gcd(*f) or 1
    return tuple(c // content for c in f)


def degree(f: Form) -> int:
    """Degree of a form, roots at infinity counted."""
    return len(f) - 1


def times(f: Form, g: Form) -> Form:
    """Product of two forms."""
    result = [0] * (len(f) + len(g) - 1)
    for i, a in enumerate(f):
        if a:
            for j, b in enumerate(g):
                result[i + j] += a * b
    return tuple(result)


def common_factor(forms: Iterable[Form]) -> Form:
    """Greatest common factor of forms, primitive; that of forms 0 only is the form 0."""
    return reduce(_common_factor, forms)


def without(f: Form, factors: Iterable[Form]) -> Form:
    """The form f without the roots that it shares with any of the factors; f is square-free."""
    for g in factors:
        f = quotient(f, _common_factor(f, g))
    return f


def quotient(f: Form, g: Form) -> Form:
    """f/g for a form g ≠ 0 that divides f over the rationals, primitive."""
    at_infinity = _at_infinity(f) - _at_infinity(g)
    dividend, divisor = list(_finite(f)), _finite(g)
    result = [Fraction(0)] * (len(dividend) - len(divisor) + 1)
    rest = [Fraction(c) for c in dividend]
    for k in range(len(result) - 1, -1, -1):
        result[k] = rest[k + len(divisor) - 1] / divisor[-1]
        for j, c in enumerate(divisor):
            rest[k + j] -= result[k] * c
    return (*integer_form(result), *[0] * at_infinity)


def square_free(f: Form) -> Form:
    """The form f ≠ 0 with each of its roots once, infinity too."""
    finite = _finite(f)
    once = quotient(finite, _common_factor(finite, _derivative(finite)))
    return (*once, 0) if _at_infinity(f) else once


def square_free_factors(f: Form) -> list[tuple[Form, int]]:
    """Square-free coprime forms with their multiplicities in f ≠ 0, constants left out."""
    factors: list[tuple[Form, int]] = []
    left, multiplicity = f, 0
    while degree(left) > 0:
        multiplicity += 1
        once = square_free(left)
        left = quotient(left, once)
        again = _common_factor(once, left)  # the roots that are left occur more often
        if degree(once) > degree(again):
            factors.append((quotient(once, again), multiplicity))
    return factors


def _common_factor(f: Form, g: Form) -> Form:
    if not any(f) or not any(g):
        return primitive(g if not any(f) else f)
    if _coprime_modulo_prime(f, g):
        return ONE
    at_infinity = min(_at_infinity(f), _at_infinity(g))
    a, b = sorted((primitive(_finite(f)), primitive(_finite(g))), key=len, reverse=True)
    work = present_work()
    while len(b) > 1:
        work.check()
        rest = _pseudo_remainder(a, b)
        if not rest:
            break
        a, b = b, primitive(rest)
    common = ONE if len(b) == 1 else b
    return (*common, *[0] * at_infinity)


def _coprime_modulo_prime(f: Form, g: Form) -> bool:
    """Whether the resultant of the forms is not 0 modulo a prime, hence not 0."""
    a, b = [c % PRIME for c in f], [c % PRIME for c in g]
    if not any(a) or not any(b) or (a[-1] == 0 and b[-1] == 0):
        return False
    a, b = _trimmed(a), _trimmed(b)
    while len(b) > 1:
        if len(a) < len(b):
            a, b = b, a
            continue
        inverse = pow(b[-1], -1, PRIME)
        while len(a) >= len(b):
            factor, shift = a[-1] * inverse % PRIME, len(a) - len(b)
            for j, c in enumerate(b):
                a[shift + j] = (a[shift + j] - factor * c) % PRIME
            a = _trimmed(a)
        if not a:
            return False
        a, b = b, a
    return True


def _pseudo_remainder(a: Form, b: Form) -> list[int]:
    """A multiple of the remainder of a by b, trimmed; empty if b divides a."""
    rest = list(a)
    while len(rest) >= len(b):
        lead, shift = rest[-1], len(rest) - len(b)
        rest = [b[-1] * c for c in rest]
        for j, c in enumerate(b):
            rest[shift + j] -= lead * c
        rest = _trimmed(rest)
    return rest


def _derivative(finite: Form) -> Form:
    """Derivative of a polynomial without roots at infinity."""
    return tuple(j * c for j, c in enumerate(finite))[1:] or (0,)


def _finite(f: Form) -> Form:
    """The polynomial of a form ≠ 0, its roots at infinity taken away."""
    return tuple(_trimmed(list(f)))


def _at_infinity(f: Form) -> int:
    """Multiplicity of the root at infinity of a form ≠ 0."""
    return len(f) - len(_finite(f))


def _trimmed(c: list[int]) -> list[int]:
    while c and c[-1] == 0:
        c.pop()
    return c
