"""Which root is the mirror image of which, and who must meet for that to change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, Indices
from lcn_widgets.core.roots.sphere import chordal_distance

CONJUGATE = 1e-12
"""Chordal distance to the mirror image of another root that is rounding of a ring's arguments."""


def partners(points: Complex, before: Indices, rounding: float) -> Indices:
    """For each of n roots the one at its mirror image, shape (n,): an involution.

    A root keeps the partner it had `before` where it can; a real one is its own.
    """
    apart = asymmetry(points[:, None], points[None, :])
    found = np.full(len(points), -1, dtype=np.intp)
    for c in range(len(points)):
        if found[c] >= 0:
            continue
        wanted = [d for d in (before[c], c) if found[d] < 0 and apart[c, d] <= rounding]
        free = np.where(found < 0, apart[c], np.inf)
        chosen = wanted[0] if wanted else int(free.argmin())
        found[c], found[chosen] = chosen, c
    return found


def asymmetry(first: Complex, second: Complex) -> Array:
    """How far one root is from the mirror image of the other; exactly 0 if it is there."""
    mirrored = second.conj()
    return np.asarray(np.where(first == mirrored, 0.0, chordal_distance(first, mirrored)))


def groups(before: Indices, after: Indices, rings: Indices) -> Iterator[Indices]:
    """Sets of whole rings that must meet for `before` to become `after`."""
    left = np.flatnonzero(before != after).tolist()
    while left:
        group = {left[0]}
        while True:
            grown = group | {int(p[c]) for p in (before, after) for c in group}
            grown |= set(np.flatnonzero(np.isin(rings, rings[list(grown)])).tolist())
            if grown == group:
                break
            group = grown
        left = [c for c in left if c not in group]
        yield np.array(sorted(group))
