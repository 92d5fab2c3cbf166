"""Real roots of a polynomial with coefficients that are doubles, counted without rounding."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise


def real_roots(coefficients):
    """Real roots of the form with these coefficients, with multiplicity, infinity counted."""
    p = [Fraction(float(c)) for c in coefficients]
    infinite = 0
    while not p[-1]:
        p.pop()
        infinite += 1
    count = infinite
    while len(p) > 1:
        shared = gcd(p, derivative(p))
        simple = divide(p, shared)[0]  # every different root once
        count += different(simple)
        p = shared
    return count


def different(p):
    """Different real roots of a polynomial whose roots are simple, by Sturm's theorem."""
    if len(p) < 2:
        return 0
    chain = [p, derivative(p)]
    while len(chain[-1]) > 1:
        rest = [-c for c in divide(chain[-2], chain[-1])[1]]
        if not rest:
            break
        chain.append(rest)
    left = [q[-1] * (-1) ** (len(q) - 1) for q in chain]
    right = [q[-1] for q in chain]
    return changes(left) - changes(right)


def changes(values):
    """Changes of sign."""
    signs = [v > 0 for v in values if v]
    return sum(a != b for a, b in pairwise(signs))


def derivative(p):
    return [i * c for i, c in enumerate(p)][1:]


def divide(p, q):
    """Quotient and rest of polynomials, ascending."""
    p, quotient = list(p), [Fraction(0)] * max(len(p) - len(q) + 1, 1)
    while len(p) >= len(q) and p:
        factor = p[-1] / q[-1]
        shift = len(p) - len(q)
        quotient[shift] = factor
        for i, c in enumerate(q):
            p[i + shift] -= factor * c
        while p and not p[-1]:
            p.pop()
    return quotient, p


def gcd(p, q):
    """Greatest common divisor, of leading coefficient 1."""
    while q:
        p, q = q, divide(p, q)[1]
    return [c / p[-1] for c in p]
