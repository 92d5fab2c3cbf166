"""Tracked roots of the p_i between frames: where they are, and whether they part or cross."""

from __future__ import annotations

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, Indices
from lcn_widgets.core.roots import INFINITY, RootPaths, chordal_distance

REAL = 1e-10
"""Relative height above the real axis that is rounding of a root of a strided layer."""
APART = 1e-4
"""Chordal distance that two roots must have been apart, before and after, to have met."""


def tracked_roots(root_paths: RootPaths, layer: int) -> Complex:
    """Tracked roots of p_i, shape (T', k_i - 1), real ones exactly real."""
    S = root_paths.architecture.exponents[layer]
    columns = root_paths.roots[:, (root_paths.layer == layer) & (root_paths.branch == 0)]
    if S == 1:
        return columns
    points = power(columns, S)
    with np.errstate(invalid="ignore"):
        real = np.abs(points.imag) <= REAL * np.abs(points)
    return np.where(real & ~np.isinf(points), points.real, points)


def power(points: Complex, exponent: int) -> Complex:
    """Powers of points of the sphere, infinity included; same shape."""
    infinite = np.isinf(points)
    powers = np.where(infinite, 1.0, points) ** exponent
    return np.where(infinite, INFINITY, powers)


def conjugate_pairs(points: Complex, frame: int, changed: Indices) -> list[tuple[int, int]]:
    """Columns that turn from a conjugate pair to real roots after `frame`, or the reverse."""
    pairs = []
    for inside in (frame, frame + 1):
        upper = [c for c in changed if points[inside, c].imag > 0.0]
        lower = [c for c in changed if points[inside, c].imag < 0.0]
        for c in upper:
            if lower:
                partner = min(
                    lower, key=lambda d: abs(points[inside, d] - points[inside, c].conjugate())
                )
                lower.remove(partner)
                pairs.append((int(c), int(partner)))
    return pairs


def parted(distance: Array, frame: int) -> bool:
    """Whether two roots were visibly apart before and after meeting behind `frame`."""
    return bool(
        np.nanmax(distance[: frame + 1]) > APART and np.nanmax(distance[frame + 1 :]) > APART
    )


def angles(points: Complex) -> Array:
    """Place of real roots on the projective line, in [-π, π] with infinity at ±π; nan off it."""
    with np.errstate(invalid="ignore"):
        return np.where(points.imag == 0.0, 2.0 * np.arctan(points.real), np.nan)


def wrapped(angle: Array) -> Array:
    """The same angles in [-π, π)."""
    return (angle + np.pi) % (2.0 * np.pi) - np.pi


def two_nearest(points: Complex, centre: float) -> Complex:
    """The two of some roots that are nearest to a real number."""
    return points[np.argsort(chordal_distance(points, centre))[:2]]


def nearest(points: Complex, ends: Complex) -> Complex:
    """The real root nearest to the two places it goes between, as an array without axes."""
    distance = chordal_distance(points[:, None], ends[None, :]).sum(axis=1)
    return np.asarray(points[int(np.argmin(distance))].real + 0j)


def sign_changes(entries: Array) -> list[int]:
    """Frames after which a sequence changes sign, perhaps through zeros; nan has no sign."""
    frames = np.flatnonzero(entries)
    before, after = frames[:-1], frames[1:]
    with np.errstate(invalid="ignore"):
        changes = entries[before] * entries[after] < 0.0
    return [int(frame) for frame in before[changes]]
