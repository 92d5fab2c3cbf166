"""Which root of a moving form is which: a proof on every interval of a path of forms.

The coefficients move on a cubic, so they stay in the convex hull of its four control points.
That bounds how far the form leaves its start, and Rouché's theorem then proves that each of
several disjoint discs on the Riemann sphere keeps the roots it holds at the start.

A disc that holds two real roots, or a conjugate pair, and is symmetric to the real axis needs
no finer look: by convention left is lower and right is upper (see `lcn_widgets.core.roots.paths`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from lcn_widgets.core.inputs import Array, Complex, Indices, Mask
from lcn_widgets.core.roots.polynomials import (
    chordal_distance,
    form_with_roots,
    homogeneous_coordinates,
    separation,
    unitary_weights,
)

ComplexArray = Complex

ROUNDING = 2e-15
"""Relative error allowed to coefficients on top of the measured backward error of the roots."""
DOUBT = 16.0
"""Multiple of `ROUNDING` that discs must bear, or else halving further is of no use."""
RADII = (0.5, 0.25)
"""Radii tried for the discs, as parts of the distance to the nearest other disc."""


@dataclass(frozen=True, eq=False)
class RootSets:
    """Roots of M real forms of degree n.

    Parameters
    ----------
    points : ndarray, shape (M, n, 2), complex
        Homogeneous coordinates (unit vectors), in any order.
    forms : ndarray, shape (M, n + 1), complex
        Coefficients of the product Π (b_k x - a_k) over the points, unitarily weighted.
    """

    points: ComplexArray
    forms: ComplexArray

    @classmethod
    def of(cls, z: ComplexArray) -> RootSets:
        """Build from roots of shape (M, n), infinity allowed."""
        points = homogeneous_coordinates(z)
        return cls(points, form_with_roots(points) * unitary_weights(z.shape[1]))

    def __getitem__(self, rows: Indices | Mask) -> RootSets:
        return RootSets(self.points[rows], self.forms[rows])

    def joined(self, other: RootSets) -> RootSets:
        """Both, one after the other."""
        return RootSets(
            np.concatenate([self.points, other.points]), np.concatenate([self.forms, other.forms])
        )


def match_roots(start: RootSets, end: RootSets, control: Array) -> tuple[Indices, Mask]:
    """Match the roots at the two ends of I intervals of a path of real forms of degree n.

    Parameters
    ----------
    start, end : RootSets
        Roots at the ends, I each.
    control : ndarray, shape (I, 4, n + 1)
        Bézier control points of the coefficients.

    Returns
    -------
    match : ndarray of int, shape (I, n)
        Root j at the start is root ``match[j]`` at the end, where it is proven.
    proven : ndarray of bool, shape (I,)
    """
    match = np.tile(np.arange(control.shape[2] - 1), (len(control), 1))
    if not match.shape[1]:
        return match, np.ones(len(control), dtype=bool)
    weighted = control * unitary_weights(control.shape[2] - 1)
    proven = np.zeros(len(control), dtype=bool)
    for paired in (False, True):
        for backward in (False, True):
            rows = np.flatnonzero(~proven)
            if not len(rows):
                return match, proven
            if backward:
                found, sure = _match_by_discs(end[rows], start[rows], weighted[rows, ::-1], paired)
                found = np.argsort(found, axis=1)
            else:
                found, sure = _match_by_discs(start[rows], end[rows], weighted[rows], paired)
            match[rows[sure]] = found[sure]
            proven[rows] = sure
    return match, proven


def resolvable(sets: RootSets) -> Mask:
    """Whether discs keep the roots against rounding errors alone, shape (M,).

    False at a triple root, or at a double one away from the real axis.
    """
    partner = _symmetric_partners(sets.points)
    departure = _Departure.none(sets.forms)
    return _kept_discs(sets.points, _centres(sets.points, partner), partner, departure)[1]


def nearest_match(start: ComplexArray, end: ComplexArray) -> Indices:
    """Return the matching of least squared chordal distance, shape (n,): a guess, not a proof."""
    cost = chordal_distance(start[:, None], end[None, :]) ** 2
    return np.asarray(linear_sum_assignment(cost)[1])


def _match_by_discs(
    start: RootSets, end: RootSets, weighted: Array, paired: bool
) -> tuple[Indices, Mask]:
    points, goals = start.points, end.points
    single = np.arange(points.shape[1])
    partner = _symmetric_partners(points) if paired else np.tile(single, (len(points), 1))
    centres = _centres(points, partner) if paired else points
    departure = _Departure.along(weighted, start.forms)
    radii, kept = _kept_discs(points, centres, partner, departure)
    inside = separation(centres[:, :, None], goals[:, None, :]) < radii[:, :, None]
    kept &= (inside.sum(axis=2) == np.where(partner == single, 1, 2)).all(axis=1)
    match = inside.argmax(axis=2)
    if paired:
        last = len(single) - 1 - inside[:, :, ::-1].argmax(axis=2)
        match = _ordered_pairs(points, goals, centres, partner, match, last)
    kept &= (np.sort(match, axis=1) == single).all(axis=1)
    return match, kept


@dataclass(frozen=True, eq=False)
class _Departure:
    """How far the form leaves the product over the roots found at the start of I intervals.

    Only directions count. At every t some λ_t > 0 makes p_t/λ_t that product, plus a form in the
    convex hull of the first `forms` (I, m, n + 1) and the last one, which is the error of the
    roots found, plus one of unitary norm ≤ `rounding` (I,), infinite if no λ_t is known.
    """

    forms: ComplexArray
    rounding: Array

    @classmethod
    def none(cls, product: ComplexArray) -> _Departure:
        """Departure by `DOUBT` rounding errors from products (I, n + 1), unitarily weighted."""
        rounding = DOUBT * ROUNDING * np.linalg.norm(product, axis=1)
        return cls(np.zeros_like(product)[:, None], rounding)

    @classmethod
    def along(cls, weighted: Array, product: ComplexArray) -> _Departure:
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

    def expanded(self, centres: ComplexArray) -> Array:
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


def _change_on_circle(expanded: Array, centres: ComplexArray, radii: Array) -> Array:
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


def _kept_discs(
    points: ComplexArray, centres: ComplexArray, partner: Indices, departure: _Departure
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


def _symmetric_partners(points: ComplexArray) -> Indices:
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


def _centres(points: ComplexArray, partner: Indices) -> ComplexArray:
    """Midpoints on the sphere of the pairs, which are real; the root itself without a partner."""
    other = np.take_along_axis(points, partner[..., None], axis=1)
    inner = np.sum(points * other.conj(), axis=-1, keepdims=True)
    total = points + np.where(inner.real < 0.0, -1.0, 1.0) * other
    total = np.where(total.imag != 0.0, total.imag, total.real)  # imaginary around infinity
    with np.errstate(divide="ignore", invalid="ignore"):
        total = total / np.linalg.norm(total, axis=-1, keepdims=True)
    alone = partner == np.arange(points.shape[1])
    return np.where(alone[..., None], points, total)


def _ordered_pairs(
    points: ComplexArray,
    goals: ComplexArray,
    centres: ComplexArray,
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


def _rank(points: ComplexArray, centres: ComplexArray) -> Array:
    """Height of a root above the real axis; for a real one its place along it past the centre."""
    a, b = points[..., 0], points[..., 1].real
    c, d = centres[..., 0].real, centres[..., 1].real
    with np.errstate(divide="ignore", invalid="ignore"):
        along = (a.real * d - b * c) / (a.real * c + b * d)
    return np.asarray(np.where(a.imag != 0.0, a.imag, along))
