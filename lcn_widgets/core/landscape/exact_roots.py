"""The roots of a filter that is known exactly, as floats, with exact multiplicities."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from lcn_widgets.core.roots import (
    INFINITY,
    Form,
    RealRoot,
    degree,
    integer_form,
    real_roots,
    roots,
    square_free_factors,
)


def exact_roots(coefficients: Iterable[Fraction]) -> list[tuple[complex, int]]:
    """Different roots of a form ≠ 0 with their multiplicities, infinity counted.

    Which are real, and how often each occurs, is decided exactly.
    """
    factors = square_free_factors(integer_form(coefficients))
    return [(root, m) for factor, m in factors for root in _simple_roots(factor)]


def place(root: RealRoot) -> complex:
    """A real root as a float, possibly infinite."""
    constant, slope = root.linear
    return complex(float(-constant / slope)) if slope else INFINITY


def _simple_roots(factor: Form) -> list[complex]:
    real = [place(root) for root in real_roots(factor)]
    largest = max(map(abs, factor))
    found = roots([float(Fraction(c, largest)) for c in factor])
    finite = [complex(z) for z in found if z != INFINITY]
    pairs = (degree(factor) - len(real)) // 2
    # where rounding makes a close pair real, it is the real root farthest from the exact ones
    upper = sorted(finite, key=lambda z: z.imag, reverse=True)[:pairs]
    return real + [z for root in upper for z in (root, root.conjugate())]
