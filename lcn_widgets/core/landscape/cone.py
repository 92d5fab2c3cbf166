"""The cone that bounds what two layers of width 2 reach.

A filter (v_0, v_1, v_2) is a product of two real linear forms iff its discriminant
v_1² - 4 v_0 v_2 is not negative: outside the cone on which it vanishes, or on it.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.landscape.wording import say
from lcn_widgets.core.network import Architecture


class Side(StrEnum):
    """Where a filter is: inside the cone it is not reached."""

    INSIDE = "inside"
    ON = "on the cone"
    OUTSIDE = "outside"


def has_cone(architecture: Architecture) -> bool:
    """Whether the function space is bounded by the cone: two layers of width 2, the rest 1.

    The stride between the two must be one.
    """
    sizes = zip(architecture.widths, architecture.exponents, strict=True)
    return [(k, S) for k, S in sizes if k > 1] == [(2, 1), (2, 1)]


def cone_generators(architecture: Architecture, lines: int) -> Array:
    """Unit vectors (a², 2ab, b²), evenly spread over the angle of (a, b), shape (lines, 3).

    They and their negatives are the generators of the two nappes.

    Raises
    ------
    InvalidInput
        For an architecture whose function space is another.
    """
    if not has_cone(architecture):
        raise InvalidInput(
            say("cone.none", widths=str(architecture.widths), strides=str(architecture.strides)),
            field="widths",
            suggestions=((2, 2),),
        )
    angles = np.linspace(0.0, np.pi, lines, endpoint=False)
    a, b = np.cos(angles), np.sin(angles)
    squares = np.stack([a * a, 2.0 * a * b, b * b], axis=-1)
    return np.asarray(squares / np.linalg.norm(squares, axis=1, keepdims=True))


def side_of_cone(v: ArrayLike) -> Side:
    """Where the filter v of shape (3,) is, by the sign of its discriminant, exactly."""
    v0, v1, v2 = (Fraction(float(c)) for c in np.asarray(v, dtype=np.float64))
    discriminant = v1 * v1 - 4 * v0 * v2
    if discriminant == 0:
        return Side.ON
    return Side.INSIDE if discriminant < 0 else Side.OUTSIDE
