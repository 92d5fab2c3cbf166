"""Which root of a moving form is which: a proof on every interval of a path of forms.

The coefficients move on a cubic, so they stay in the convex hull of its four control points.
That bounds how far the form leaves its start, and Rouché's theorem then proves that each of
several disjoint discs on the Riemann sphere keeps the roots it holds at the start.

A disc that holds two real roots, or a conjugate pair, and is symmetric to the real axis needs
no finer look: by convention left is lower and right is upper (see `lcn_widgets.core.roots`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from lcn_widgets.core.polynomials import (
    chordal_distance,
    form_with_roots,
    homogeneous_coordinates,
    separation,
    unitary_weights,
)

Array = NDArray[np.float64]
ComplexArray = NDArray[np.complex128]
Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]

ROUNDING = 1e-14
"""Relative error allowed to coefficients on top of the measured backward error of the roots."""
RADII = (0.5, 0.25)
"""Radii tried for the discs, as parts of the distance to the nearest other disc."""


def match_roots(start: ComplexArray, end: ComplexArray, control: Array) -> tuple[Indices, Mask]:
    """Match the roots at the two ends of I intervals of a path of real forms of degree n.

    Parameters
    ----------
    start, end : ndarray, shape (I, n), complex
        Roots at the ends, in any order.
    control : ndarray, shape (I, 4, n + 1)
        Bézier control points of the coefficients.

    Returns
    -------
    match : ndarray of int, shape (I, n)
        Root j at the start is root ``match[j]`` at the end, where it is proven.
    proven : ndarray of bool, shape (I,)
    """
    match = np.tile(np.arange(start.shape[1]), (len(start), 1))
    proven = np.full(len(start), start.shape[1] == 0)  # a layer of width 1 has nothing to match
    for paired in (False, True):
        for backward in (False, True):
            open_ = np.flatnonzero(~proven)
            if not len(open_):
                return match, proven
            ends = (end[open_], start[open_]) if backward else (start[open_], end[open_])
            points = control[open_, ::-1] if backward else control[open_]
            found, sure = _match_by_discs(*ends, points, paired=paired)
            if backward:
                found = np.argsort(found, axis=1)
            match[open_[sure]] = found[sure]
            proven[open_] = sure
    return match, proven


def nearest_match(start: ComplexArray, end: ComplexArray) -> Indices:
    """The matching of least squared chordal distance, shape (n,): a guess, not a proof."""
    cost = chordal_distance(start[:, None], end[None, :]) ** 2
    return np.asarray(linear_sum_assignment(cost)[1])


def _match_by_discs(
    start: ComplexArray, end: ComplexArray, control: Array, *, paired: bool
) -> tuple[Indices, Mask]:
    points, goals = homogeneous_coordinates(start), homogeneous_coordinates(end)
    partner = np.tile(np.arange(start.shape[1]), (len(start), 1))
    centres = points
    if paired:
        partner = _symmetric_partners(start, points)
        centres = _centres(points, partner)
    form = form_with_roots(points)
    slack = _displacement(control, form)
    radii, kept = _kept_discs(points, centres, partner, slack)
    inside = separation(centres[:, :, None], goals[:, None, :]) < radii[:, :, None]
    alone = partner == np.arange(start.shape[1])
    sure = kept & (inside.sum(axis=2) == np.where(alone, 1, 2)).all(axis=1)
    match = inside.argmax(axis=2)
    if paired and not alone.all():
        last = inside.shape[2] - 1 - inside[:, :, ::-1].argmax(axis=2)
        match = _ordered_pairs(points, goals, centres, partner, match, last)
    sure &= (np.sort(match, axis=1) == np.arange(start.shape[1])).all(axis=1)
    return match, sure


def _displacement(control: Array, form: ComplexArray) -> Array:
    """Bound of ‖p_t/λ_t - form‖ on each interval with some λ_t > 0, shape (I,); inf if none.

    `form` is the product over the roots found, so that their rounding errors count as well.
    """
    weighted = control * unitary_weights(control.shape[-1] - 1)
    weighted = weighted / np.maximum(np.abs(weighted).max(axis=(1, 2), keepdims=True), 1e-300)
    first = weighted[:, 0]
    target = (form * unitary_weights(form.shape[-1] - 1))[:, None, :]
    norm = np.sum(first * first, axis=1)
    along = np.einsum("imk,ik->im", weighted, first)
    across = np.linalg.norm(
        weighted * norm[:, None, None] - along[..., None] * first[:, None], axis=2
    )
    least = along.min(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # p_0 = γ form with a complex γ, because the homogeneous coordinates have free phases
        gamma = np.einsum("ik,ik->i", target[:, 0].conj(), first) / np.sum(
            np.abs(target[:, 0]) ** 2, axis=1
        )
        size = np.linalg.norm(target[:, 0], axis=1)
        error = np.linalg.norm(first / gamma[:, None] - target[:, 0], axis=1)
        moved = across.max(axis=1) / least / np.abs(gamma)
    return np.where((least > 0.0) & (norm > 0.0), moved + error + ROUNDING * size, np.inf)


def _kept_discs(
    points: ComplexArray, centres: ComplexArray, partner: Indices, slack: Array
) -> tuple[Array, Mask]:
    """Radii (I, n) of disjoint discs, and whether Rouché's theorem keeps the roots in them.

    At a point u of the circle of radius r about centre j the form Π (b_k x - a_k) is at least
    Π_k |distance of root k to the centre - r|, and a change of norm ≤ slack at most slack.
    """
    n = points.shape[1]
    own = np.arange(n) == partner[:, :, None]
    own |= np.eye(n, dtype=bool)
    inner = separation(centres, points)
    between = separation(centres[:, :, None], centres[:, None, :])
    gap = np.where(own, np.inf, between - inner[:, :, None] - inner[:, None, :])
    room = np.minimum(gap.min(axis=2), 1.0 - inner)
    distance = separation(centres[:, :, None], points[:, None, :])
    radii: Array = np.zeros(points.shape[:2])
    kept: Mask = np.zeros(points.shape[:2], dtype=bool)
    for part in RADII:
        tried = inner + part * room
        bound = np.prod(np.abs(distance - tried[:, :, None]), axis=2)
        new = ~kept & (room > 0.0) & (slack[:, None] < bound)
        radii = np.where(new, tried, radii)
        kept = kept | new
    return radii, np.asarray(kept.all(axis=1))


def _symmetric_partners(z: ComplexArray, points: ComplexArray) -> Indices:
    """For each root its partner in a close real or conjugate pair, or itself, shape (I, n)."""
    n = z.shape[1]
    alone = np.tile(np.arange(n), (len(z), 1))
    if n == 1:
        return alone
    distance = separation(points[:, :, None], points[:, None, :])
    distance[:, np.arange(n), np.arange(n)] = np.inf
    order = np.sort(distance, axis=2)
    close = order[:, :, 0] < 0.5 * order[:, :, 1] if n > 2 else np.ones(z.shape, dtype=bool)
    nearest = distance.argmin(axis=2)
    other = np.take_along_axis(z, nearest, axis=1)
    mutual = np.take_along_axis(nearest, nearest, axis=1) == alone
    symmetric = (other == z.conj()) | ((z.imag == 0.0) & (other.imag == 0.0))
    chosen = close & np.take_along_axis(close, nearest, axis=1) & mutual & symmetric
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
