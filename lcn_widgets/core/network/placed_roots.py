"""Filters whose polynomials have given roots."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from lcn_widgets.core.inputs import Array, InvalidInput, Message
from lcn_widgets.core.network.wording import say

CONJUGATE_TOLERANCE = 1e-9
"""Relative distance within which two roots count as conjugate."""


def filter_with_roots(
    roots: Sequence[complex], norm: float, *, owner: Message, field: str
) -> Array:
    """The real filter with these roots, coefficients ascending.

    Its entry of highest index that is not zero has the sign of `norm`. So the filter moves
    continuously with its roots, but for a sign when a real root passes infinity.

    Parameters
    ----------
    roots : sequence of complex
        With multiplicity; infinity is one.
    norm : float
        Euclidean norm of the filter, with a sign.
    owner : Message
        Whose roots they are, for the complaint.
    field : str
        The parameter they were given in.

    Returns
    -------
    ndarray, shape (len(roots) + 1,)

    Raises
    ------
    InvalidInput
        If a root that is not real lacks its conjugate.
    """
    coefficients = np.ones(1)
    for root in _one_of_each_pair(roots, owner, field):
        size = max(1.0, abs(root))
        if math.isinf(size):
            factor = np.array([1.0, 0.0])
        elif root.imag == 0.0:
            factor = np.array([-root.real / size, 1.0 / size])
        else:
            unit = root / size
            factor = np.array([abs(unit) ** 2, -2.0 * unit.real / size, 1.0 / size**2])
        coefficients = np.convolve(coefficients, factor)  # each factor has norm about 1
    return np.asarray(coefficients * (norm / np.linalg.norm(coefficients)))


def _one_of_each_pair(roots: Sequence[complex], owner: Message, field: str) -> list[complex]:
    """Real roots, infinity, and the upper root of every conjugate pair."""
    chosen = [z for z in roots if z.imag == 0.0]
    lower = Counter(z for z in roots if z.imag < 0.0)
    for z in (z for z in roots if z.imag > 0.0):
        partner = min(lower, key=lambda c: abs(c.conjugate() - z), default=None)
        if partner is None or abs(partner.conjugate() - z) > CONJUGATE_TOLERANCE * abs(z):
            raise _unpaired(z, owner, field)
        chosen.append(z)
        lower -= Counter([partner])
    for z in lower:
        raise _unpaired(z, owner, field)
    return chosen


def _unpaired(z: complex, owner: Message, field: str) -> InvalidInput:
    partner = _written(z.conjugate())
    message = say("conjugate", root=_written(z), owner=owner, partner=partner)
    return InvalidInput(message, field=field)


def _written(z: complex) -> str:
    return f"{z.real:g}{z.imag:+g}i"
