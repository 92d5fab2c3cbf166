"""Points that lie on each other in a picture, so that one mark would hide the rest."""

from __future__ import annotations

import numpy as np

from lcn_widgets.core.inputs import Complex


def coinciding(points: Complex, reach: float) -> list[tuple[complex, int]]:
    """Place and number of every group of two or more points within `reach` of its first one.

    That is a fact of the picture, not of algebra: whether roots are equal is said elsewhere.
    """
    left, found = list(points), []
    while left:
        first, *rest = left
        near = np.abs(np.array(rest, dtype=np.complex128) - first) <= reach
        if near.any():
            found.append((complex(first), 1 + int(near.sum())))
        left = [z for z, is_near in zip(rest, near, strict=True) if not is_near]
    return found
