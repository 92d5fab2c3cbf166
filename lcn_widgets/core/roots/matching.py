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

from lcn_widgets.core.inputs import Array, Complex, Indices, Mask, present_work
from lcn_widgets.core.roots.discs import Departure, kept_discs
from lcn_widgets.core.roots.pairs import midpoints, ordered_pairs, symmetric_partners
from lcn_widgets.core.roots.polynomials import form_with_roots, unitary_weights
from lcn_widgets.core.roots.sphere import chordal_distance, homogeneous_coordinates, separation


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

    points: Complex
    forms: Complex

    @classmethod
    def of(cls, z: Complex) -> RootSets:
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
            present_work().check()
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
    partner = symmetric_partners(sets.points)
    departure = Departure.none(sets.forms)
    return kept_discs(sets.points, midpoints(sets.points, partner), partner, departure)[1]


def nearest_match(start: Complex, end: Complex) -> Indices:
    """Return the matching of least squared chordal distance, shape (n,): a guess, not a proof."""
    cost = chordal_distance(start[:, None], end[None, :]) ** 2
    return np.asarray(linear_sum_assignment(cost)[1])


def in_order_of(seen: Complex, known: Complex) -> Complex:
    """The roots `known`, each in the place of the one of `seen` that is nearest to it."""
    return np.asarray(known[nearest_match(seen, known)])


def _match_by_discs(
    start: RootSets, end: RootSets, weighted: Array, paired: bool
) -> tuple[Indices, Mask]:
    points, goals = start.points, end.points
    single = np.arange(points.shape[1])
    partner = symmetric_partners(points) if paired else np.tile(single, (len(points), 1))
    centres = midpoints(points, partner) if paired else points
    departure = Departure.along(weighted, start.forms)
    radii, kept = kept_discs(points, centres, partner, departure)
    inside = separation(centres[:, :, None], goals[:, None, :]) < radii[:, :, None]
    kept &= (inside.sum(axis=2) == np.where(partner == single, 1, 2)).all(axis=1)
    match = inside.argmax(axis=2)
    if paired:
        last = len(single) - 1 - inside[:, :, ::-1].argmax(axis=2)
        match = ordered_pairs(points, goals, centres, partner, match, last)
    kept &= (np.sort(match, axis=1) == single).all(axis=1)
    return match, kept
