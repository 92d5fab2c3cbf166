"""A sheet of targets: a plane picture of filters up to scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array

RIGHT_ANGLE = np.pi / 2.0
"""Angle from the middle of the sheet to its rim."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A disc whose points are the filters of a three-dimensional space, up to a factor ≠ 0.

    How many critical filters a target has does not change if the target is multiplied by a number,
    so that a line through 0 is one point of the picture. Of the two unit vectors on it the one in
    the upper half space is drawn. The rim is a right angle away from the middle, and opposite
    points of it are the same filter.

    Parameters
    ----------
    basis : ndarray, shape (3, k_v)
        The filters that have the coordinates (1, 0, 0), (0, 1, 0) and (0, 0, 1).
    coordinates : ndarray, shape (3, k_v)
        What takes a filter to its coordinates, and one outside of the space to those of a
        projection.
    power : float
        A point at the angle θ from the axis is drawn at the radius (2θ/π)^power: 1 is the
        azimuthal equidistant projection, less magnifies the middle.
    """

    basis: Array
    coordinates: Array
    power: float = 1.0

    def filters(self, places: ArrayLike) -> Array:
        """A filter, shape (..., k_v), at each place, shape (..., 2), of the disc."""
        return np.asarray(self.directions(places) @ self.basis)

    def places(self, filters: ArrayLike) -> Array:
        """Where filters of shape (..., k_v) are, shape (..., 2); NaN for one without a place."""
        return self.flattened(np.asarray(filters, dtype=np.float64) @ self.coordinates.T)

    def radius(self, sine: float) -> float:
        """Distance from the middle of what is at an angle with this sine from the axis."""
        return float((np.arcsin(sine) / RIGHT_ANGLE) ** self.power)

    def directions(self, places: ArrayLike) -> Array:
        """Unit vectors, shape (..., 3), at places of the disc, shape (..., 2)."""
        xy = np.asarray(places, dtype=np.float64)
        radius = np.linalg.norm(xy, axis=-1, keepdims=True)
        angle = RIGHT_ANGLE * radius ** (1.0 / self.power)
        across = np.sin(angle) * xy / np.where(radius > 0.0, radius, 1.0)
        return np.concatenate([np.cos(angle), across], axis=-1)

    def flattened(self, vectors: Array) -> Array:
        """Places of the disc, shape (..., 2), of vectors of shape (..., 3), whatever their sign."""
        upper = np.where(vectors[..., :1] < 0.0, -vectors, vectors)
        across = np.asarray(np.hypot(upper[..., 1], upper[..., 2]))
        radius = (np.arctan2(across, upper[..., 0]) / RIGHT_ANGLE) ** self.power
        share = radius / np.where(across > 0.0, across, 1.0)
        lost = ~np.isfinite(vectors).all(axis=-1) | ~vectors.any(axis=-1)
        share = np.where(lost, np.nan, share)
        return np.asarray(share[..., None] * upper[..., 1:])
