"""Close pairs of roots, real or conjugate, that one disc symmetric to the real axis may hold."""

from __future__ import annotations

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, Indices
from lcn_widgets.core.roots.sphere import separation


def symmetric_partners(points: Complex) -> Indices:
    """For each root its partner in a close real or conjugate pair, or itself, shape (I, n)."""
    n = points.shape[1]
    alone = np.tile(np.arange(n), (len(points), 1))
    if n == 1:
        return alone
    distance = separation(points[:, :, None], points[:, None, :])
    distance[:, np.arange(n), np.arange(n)] = np.inf
    nearest = distance.argmin(axis=2)
    other = np.take_along_axis(points, nearest[..., None], axis=1)
    chosen = np.take_along_axis(nearest, nearest, axis=1) == alone
    chosen &= (other == points.conj()).all(axis=2) | (
        (points[..., 0].imag == 0.0) & (other[..., 0].imag == 0.0)
    )
    if n > 2:
        two = np.partition(distance, 1, axis=2)
        close = two[:, :, 0] < 0.5 * two[:, :, 1]
        chosen &= close & np.take_along_axis(close, nearest, axis=1)
    return np.where(chosen, nearest, alone)


def midpoints(points: Complex, partner: Indices) -> Complex:
    """Midpoints on the sphere of the pairs, which are real; the root itself without a partner."""
    other = np.take_along_axis(points, partner[..., None], axis=1)
    inner = np.sum(points * other.conj(), axis=-1, keepdims=True)
    total = points + np.where(inner.real < 0.0, -1.0, 1.0) * other
    total = np.where(total.imag != 0.0, total.imag, total.real)  # imaginary around infinity
    with np.errstate(divide="ignore", invalid="ignore"):
        total = total / np.linalg.norm(total, axis=-1, keepdims=True)
    alone = partner == np.arange(points.shape[1])
    return np.where(alone[..., None], points, total)


def ordered_pairs(
    points: Complex,
    goals: Complex,
    centres: Complex,
    partner: Indices,
    first: Indices,
    last: Indices,
) -> Indices:
    """Continue the left or lower root of each pair as the left or lower one."""
    mine = _rank(points, centres)
    upper = mine > np.take_along_axis(mine, partner, axis=1)
    a = _rank(np.take_along_axis(goals, first[..., None], axis=1), centres)
    b = _rank(np.take_along_axis(goals, last[..., None], axis=1), centres)
    tie = np.arange(mine.shape[1]) > partner
    upper = np.where(mine == np.take_along_axis(mine, partner, axis=1), tie, upper)
    return np.where(upper == (a > b), first, last)


def _rank(points: Complex, centres: Complex) -> Array:
    """Height of a root above the real axis; for a real one its place along it past the centre."""
    a, b = points[..., 0], points[..., 1].real
    c, d = centres[..., 0].real, centres[..., 1].real
    with np.errstate(divide="ignore", invalid="ignore"):
        along = (a.real * d - b * c) / (a.real * c + b * d)
    return np.asarray(np.where(a.imag != 0.0, a.imag, along))
