"""Discs on the Riemann sphere that keep their roots while a form moves, by Rouché's theorem.

A bound of how far the form leaves the product over its roots, on the circle around a disc, is held
against the least that this product can be there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, Indices, Mask
from lcn_widgets.core.roots.polynomials import unitary_weights
from lcn_widgets.core.roots.sphere import separation

ROUNDING = 2e-15
"""Relative error allowed to coefficients on top of the measured backward error of the roots."""
DOUBT = 16.0
"""Multiple of `ROUNDING` that discs must bear, or else halving further is of no use."""
RADII = (0.5, 0.25)
"""Radii tried for the discs, as parts of the distance to the nearest other disc."""


@dataclass(frozen=True, eq=False)
class Departure:
    """How far the form leaves the product over the roots found at the start of I intervals.

    Only directions count. At every t some λ_t > 0 makes p_t/λ_t that product, plus a form in the
    convex hull of the first `forms` (I, m, n + 1) and the last one, which is the error of the
    roots found, plus one of unitary norm ≤ `rounding` (I,), infinite if no λ_t is known.
    """

    forms: Complex
    rounding: Array

    @classmethod
    def none(cls, product: Complex) -> Departure:
        """Departure by `DOUBT` rounding errors from products (I, n + 1), unitarily weighted."""
        rounding = DOUBT * ROUNDING * np.linalg.norm(product, axis=1)
        return cls(np.zeros_like(product)[:, None], rounding)

    @classmethod
    def along(cls, weighted: Array, product: Complex) -> Departure:
        """Departure on cubics with control points (I, 4, n + 1), unitarily weighted."""
        largest = np.abs(weighted).max(axis=(1, 2))
        weighted = weighted / np.where(largest > 0.0, largest, 1.0)[:, None, None]
        first = weighted[:, 0]
        length = np.linalg.norm(first, axis=1)
        usable = length > 0.0
        unit = first / np.where(usable, length, 1.0)[:, None]
        along = np.einsum("imk,ik->im", weighted, unit)
        least = along.min(axis=1)
        usable &= least > 0.0
        # the product has any complex factor, because homogeneous coordinates have free phases
        factor = np.sum(product * unit, axis=1)
        scale = np.abs(factor) / np.where(usable, least, 1.0)
        forms = np.empty(weighted.shape, dtype=np.complex128)
        forms[:, :3] = (weighted[:, 1:] - along[:, 1:, None] * unit[:, None]) * scale[:, None, None]
        forms[:, 3] = factor[:, None] * unit - product
        rounding = np.where(usable, ROUNDING * np.linalg.norm(product, axis=1), np.inf)
        return cls(forms / unitary_weights(weighted.shape[2] - 1), rounding)

    def expanded(self, centres: Complex) -> Array:
        """Absolute Taylor coefficients of the forms at centres (I, n), shape (n + 1, I, n, m).

        With x = x0 + h the form is Σ t_k h^k; outside the unit disc, the same in 1/x.
        """
        a, b = centres[..., 0], centres[..., 1]
        outside = np.abs(a) > np.abs(b)
        with np.errstate(divide="ignore", invalid="ignore"):
            x0 = np.where(outside, b / a, a / b)[..., None]
        c = np.moveaxis(self.forms, 2, 0)[:, :, None, :]
        t = np.where(outside[..., None], c[::-1], c)
        degree = len(t) - 1
        for j in range(degree):
            for k in range(degree - 1, j - 1, -1):
                t[k] += x0 * t[k + 1]
        return np.abs(t)


def kept_discs(
    points: Complex, centres: Complex, partner: Indices, departure: Departure
) -> tuple[Array, Mask]:
    """Radii (I, n) of disjoint discs, and whether Rouché's theorem keeps the roots in them.

    At a unit vector on the circle of radius r about centre j the form Π (b_k x - a_k) is at
    least Π_k |distance of root k to the centre - r|.
    """
    n = points.shape[1]
    own = np.arange(n) == partner[:, :, None]
    own |= np.eye(n, dtype=bool)
    inner = separation(centres, points)
    between = separation(centres[:, :, None], centres[:, None, :])
    gap = np.where(own, np.inf, between - inner[:, :, None] - inner[:, None, :])
    room = np.minimum(gap.min(axis=2), 1.0 - inner).clip(min=0.0)
    distance = separation(centres[:, :, None], points[:, None, :])
    expanded = departure.expanded(centres)
    radii: Array = np.zeros(points.shape[:2])
    kept: Mask = np.zeros(points.shape[:2], dtype=bool)
    for part in RADII:
        tried = inner + part * room
        change = _change_on_circle(expanded, centres, tried) + departure.rounding[:, None]
        new = ~kept & (change < np.prod(np.abs(distance - tried[:, :, None]), axis=2))
        radii = np.where(new, tried, radii)
        kept = kept | new
    return radii, np.asarray(kept.all(axis=1))


def _change_on_circle(expanded: Array, centres: Complex, radii: Array) -> Array:
    """Bound of a departure at the unit vectors at distance `radii` (I, n) from the centres.

    Such a vector is (a, b)√(1-r²) + r(-b̄, ā) up to phases, with (a, b) the centre, so that in
    Σ t_k h^k y^(n-k) one has |h| = r/|b| and |y| ≤ |b|√(1-r²) + r|a|.
    """
    size = np.sort(np.abs(centres), axis=-1)
    h = (radii / size[..., 1])[..., None]
    y = (size[..., 1] * np.sqrt(1.0 - radii**2) + size[..., 0] * radii)[..., None]
    total, power = expanded[-1], np.ones_like(y)
    for t in expanded[-2::-1]:
        power = power * y
        total = total * h + t * power
    return np.asarray(total[..., :-1].max(axis=2, initial=0.0) + total[..., -1])
