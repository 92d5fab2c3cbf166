"""Which targets are drawn: all of them if they have three coefficients, else a slice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.critical_filters import CriticalFilterList
from lcn_widgets.core.landscape.sheet import Sheet

CONE_AXES = np.array([[1.0, 0.0, 1.0], [1.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""Coordinates (v_0 + v_2, v_0 - v_2, v_1), in which the cone of double roots is round."""
COMFORTABLE = 0.25
"""How far from the middle the nearest wall should be drawn, the radius of the sheet being 1."""
LEAST_POWER = 0.4
"""See `Sheet.power`."""
TINY = 1e-12
"""A radius that is as good as 0."""
INDEPENDENT = 1e-6
"""Sine of the least angle at which a filter spans a slice with those before."""


def sheet_of(
    factor: Array, through: tuple[Array, Array], found: CriticalFilterList, reached: int | None
) -> tuple[Sheet, bool]:
    """The sheet on which targets are drawn, and whether it goes through the limit.

    With three coefficients it has all targets, the cone of double roots is a circle, and a change
    of the target moves nothing else. With more it is the slice through the target u in its middle,
    the nearest wall straight to the right, and a third filter: the limit of the run unless it is u,
    else the critical filter v ≠ u of least risk. Angles from the middle are those of
    the outputs. Where the wall is near the middle is magnified.

    Parameters
    ----------
    factor : ndarray, shape (k_v, k_v)
        R.
    through : tuple of ndarray
        u and the nearest wall.
    found : CriticalFilterList
    reached : int or None
        Index of the limit in this list.
    """
    target, wall = through
    if len(target) == 3:
        return Sheet(np.asarray(np.linalg.inv(CONE_AXES).T), CONE_AXES), True
    listed = [f.final_filter for f in found.filters]
    limit = [] if reached is None else [listed[reached]]
    axes = _orthonormal(factor @ v for v in (target, wall, *limit, *listed, *np.eye(len(target))))
    basis = np.asarray(np.linalg.solve(factor, axes.T).T)
    plain = Sheet(basis, axes @ factor)
    sheet = replace(plain, power=_power(float(np.linalg.norm(plain.places(wall)))))
    at_limit = bool(limit) and _is_on(factor @ limit[0], axes)
    return sheet, at_limit


def _orthonormal(vectors: Iterable[Array]) -> Array:
    """Three orthogonal unit vectors that span the first three independent ones of `vectors`."""
    axes: list[Array] = []
    for vector in vectors:
        rest = vector / np.abs(vector).max()
        rest = rest / np.linalg.norm(rest)
        for axis in axes * 2:  # twice is enough [Kahan, Parlett]
            rest = rest - (rest @ axis) * axis
        size = np.linalg.norm(rest)
        if size > INDEPENDENT:
            axes.append(rest / size)
        if len(axes) == 3:
            break
    return np.array(axes)


def _power(radius: float) -> float:
    """The power that takes a radius to `COMFORTABLE`, as far as that does not distort too much."""
    if radius >= COMFORTABLE:
        return 1.0
    return max(LEAST_POWER, float(np.log(COMFORTABLE) / np.log(max(radius, TINY))))


def _is_on(vector: Array, axes: Array) -> bool:
    unit = vector / np.abs(vector).max()
    return bool(np.linalg.norm(unit - (axes @ unit) @ axes) <= INDEPENDENT)
