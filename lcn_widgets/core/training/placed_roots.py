"""Filters whose polynomials have given roots."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.training.wording import say

CONJUGATE_TOLERANCE = 1e-9
"""Relative distance within which two roots count as conjugate."""


def coefficients_with_roots(roots: Sequence[complex], layer: int) -> Array:
    """Coefficients, ascending, of a real form with these roots; each factor has norm about 1.

    Parameters
    ----------
    roots : sequence of complex
        With multiplicity; infinity is one.
    layer : int
        Whose roots they are, from 1, for the complaint.

    Raises
    ------
    InvalidInput
        If a root that is not real lacks its conjugate.
    """
    coefficients = np.ones(1)
    for root in _one_of_each_pair(roots, layer):
        size = max(1.0, abs(root))
        if math.isinf(size):
            factor = np.array([1.0, 0.0])
        elif root.imag == 0.0:
            factor = np.array([-root.real / size, 1.0 / size])
        else:
            unit = root / size
            factor = np.array([abs(unit) ** 2, -2.0 * unit.real / size, 1.0 / size**2])
        coefficients = np.convolve(coefficients, factor)
    return coefficients


def _one_of_each_pair(roots: Sequence[complex], layer: int) -> list[complex]:
    """Real roots, infinity, and the upper root of every conjugate pair."""
    chosen = [z for z in roots if z.imag == 0.0]
    lower = Counter(z for z in roots if z.imag < 0.0)
    for z in (z for z in roots if z.imag > 0.0):
        partner = min(lower, key=lambda c: abs(c.conjugate() - z), default=None)
        if partner is None or abs(partner.conjugate() - z) > CONJUGATE_TOLERANCE * abs(z):
            raise _unpaired(z, layer)
        chosen.append(z)
        lower -= Counter([partner])
    for z in lower:
        raise _unpaired(z, layer)
    return chosen


def _unpaired(z: complex, layer: int) -> InvalidInput:
    partner = _written(z.conjugate())
    return InvalidInput(
        say("start.conjugate", root=_written(z), layer=layer, partner=partner),
        field="initialization.roots",
    )


def _written(z: complex) -> str:
    return f"{z.real:g}{z.imag:+g}i"
