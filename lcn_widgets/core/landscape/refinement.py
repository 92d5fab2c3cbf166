"""When something happens between two frames, to the last digits."""

from __future__ import annotations

from collections.abc import Callable

from scipy.optimize import brentq


def root_between(f: Callable[[float], float], a: float, b: float) -> float:
    """The root of f in [a, b], or the middle if rounding left f with one sign."""
    at_a, at_b = f(a), f(b)
    if at_a == 0.0 or at_b == 0.0:
        return a if at_a == 0.0 else b
    if at_a * at_b > 0.0:
        return (a + b) / 2.0
    return float(brentq(f, a, b, xtol=1e-13 * max(b, 1e-300), rtol=1e-12))
