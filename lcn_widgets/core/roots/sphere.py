"""Points of the Riemann sphere: complex numbers and infinity, and how far apart they are.

Distances are chordal, on the sphere of diameter 1, so that zero and infinity are at distance 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Complex

INFINITY = complex(np.inf, 0.0)
"""The point at infinity."""


def homogeneous_coordinates(points: ArrayLike) -> Complex:
    """Unit vectors (a, b) with z = a/b and b ≥ 0 real, shape (…, 2); infinity is (1, 0)."""
    z = np.asarray(points, dtype=np.complex128)
    infinite = np.isinf(z)
    z = np.where(infinite, 1.0, z)
    length = np.hypot(1.0, np.abs(z))
    coordinates = np.empty((*z.shape, 2), dtype=np.complex128)
    coordinates[..., 0] = np.where(infinite, 1.0, z / length)
    coordinates[..., 1] = np.where(infinite, 0.0, 1.0 / length)
    return coordinates


def separation(first: Complex, second: Complex) -> Array:
    """Chordal distance in [0, 1] of points given by homogeneous coordinates (…, 2)."""
    return np.asarray(np.abs(first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]))


def chordal_distance(first: ArrayLike, second: ArrayLike) -> Array:
    """Chordal distance in [0, 1] of complex numbers, infinity allowed."""
    return separation(homogeneous_coordinates(first), homogeneous_coordinates(second))


def between(first: ArrayLike, second: ArrayLike, fraction: ArrayLike) -> Complex:
    """The point a `fraction` of the way from one point of the sphere to another, as it is drawn.

    The unit vectors of both are turned into phase and mixed linearly. Conjugation and turns
    about 0 commute with that, also in floating point for the former: where two roots are
    conjugate, or of one ring, at both ends, they are so all the way.
    """
    z, w = np.broadcast_arrays(*(np.asarray(p, dtype=np.complex128) for p in (first, second)))
    a, b = homogeneous_coordinates(z), homogeneous_coordinates(w)
    inner = np.sum(a * b.conj(), axis=-1)
    size = np.abs(inner)
    phase = np.where(size > 0.0, inner / np.where(size > 0.0, size, 1.0), 1.0)
    share = np.asarray(fraction, dtype=np.float64)[..., None]
    mixed = (1.0 - share) * a + share * phase[..., None] * b
    infinite = mixed[..., 1] == 0.0
    finite = mixed[..., 0] / np.where(infinite, 1.0, mixed[..., 1])
    inside = np.where(infinite, INFINITY, finite)
    return np.where(share[..., 0] <= 0.0, z, np.where(share[..., 0] >= 1.0, w, inside))
