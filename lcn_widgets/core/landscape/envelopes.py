"""Envelopes of families of lines in a sheet of targets."""

from __future__ import annotations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.double_root_lines import Family
from lcn_widgets.core.landscape.sheet import Sheet

FIRST = 181
"""Angles to begin with."""
STEP = 0.012
"""Neighbouring points of a curve are nearer than this; the radius of the sheet is 1."""
TURN = 0.05
"""Neighbouring lines turn by less than this, in radians on the sphere of directions."""
TINY = 1e-12
"""Part of the largest below which a product is rounding: there all lines have a point in common."""
ROUNDS = 14
"""Halvings at most, where a curve is fast."""
MOST = 4000
"""Angles at most, about."""


def refined_angles(family: Family, sheet: Sheet) -> Array:
    """Angles in [0, π] so dense that lines and envelope move by little in between."""
    angles = np.linspace(0.0, np.pi, FIRST)
    for _ in range(ROUNDS):
        lines, points = _lines(family, sheet, angles)
        far = (_turns(lines) > TURN) | (_steps(sheet.flattened(points)) > STEP)
        if not far.any() or len(angles) + far.sum() > MOST:
            break
        angles = np.sort(np.append(angles, (angles[:-1] + angles[1:])[far] / 2.0))
    return angles


def envelope(family: Family, sheet: Sheet, angles: Array) -> Array:
    """Places, shape (m, 2), of the points at which a line meets its neighbours.

    The curve is in pieces, with a row of NaN between them, since it goes on at the opposite point
    of the rim where it leaves the sheet.
    """
    _, points = _lines(family, sheet, angles)
    points = points[points.any(axis=1)]
    below = points[:, 0] < 0.0
    breaks = np.flatnonzero(below[1:] != below[:-1]) + 1
    before, after = points[breaks - 1], points[breaks]
    # both are near the rim, and so is what lies between them on it
    rim = np.abs(after[:, :1]) * before + np.abs(before[:, :1]) * after
    rim[:, 0] = 0.0
    leaves = np.where(below[breaks - 1, None], -rim, rim)
    joints = np.stack([leaves, np.full_like(rim, np.nan), -leaves], axis=1)
    return sheet.flattened(np.insert(points, np.repeat(breaks, 3), joints.reshape(-1, 3), axis=0))


def line_values(family: Family, sheet: Sheet, angles: Array) -> Array:
    """The functionals of the lines in the coordinates of the sheet, unit vectors, shape (m, 3)."""
    return _lines(family, sheet, angles)[0]


def _lines(family: Family, sheet: Sheet, angles: Array) -> tuple[Array, Array]:
    """Lines, and the points where they meet their neighbours, as unit vectors, shape (m, 3)."""
    value, slope = (rows @ sheet.basis.T for rows in family(angles))
    lines = _units(value)
    # a multiple of the line changes nothing in the product but its rounding
    across = slope - np.sum(slope * lines, axis=1, keepdims=True) * lines
    return lines, _units(np.cross(lines, across))


def _units(vectors: Array) -> Array:
    """Vectors divided by their lengths, 0 where they are lost in rounding."""
    sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
    lost = sizes <= TINY * sizes.max(initial=0.0)
    return np.asarray(np.where(lost, 0.0, vectors / np.where(lost, 1.0, sizes)))


def _turns(units: Array) -> Array:
    """Angle between each unit vector and the next."""
    return np.asarray(np.arccos(np.clip(np.sum(units[:-1] * units[1:], axis=1), -1.0, 1.0)))


def _steps(places: Array) -> Array:
    """From each place to the next, or to that opposite of it, as where a curve passes the rim."""
    ahead, behind = places[1:], places[:-1]
    direct, opposite = (np.linalg.norm(ahead - p, axis=1) for p in (behind, -behind))
    return np.asarray(np.nan_to_num(np.minimum(direct, opposite)))
