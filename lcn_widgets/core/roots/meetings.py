"""The moments at which a picture of roots must have a frame to be right in between.

Between two frames each root is drawn on its own way (`sphere.between`). Conjugate roots stay
conjugate on that way, real ones real, and rings whole, as long as nobody changes partners. Where
two real roots part as a conjugate pair, where a pair becomes real, and where a ring turns at
zero or infinity, partners change: there the picture gets a frame of its own, in which both have
the double root, or the ring has collapsed. So what is drawn is closed under conjugation and under
the turns of the rings at every time (derived).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, Mask, present_work
from lcn_widgets.core.roots import polynomials
from lcn_widgets.core.roots.matching import nearest_match
from lcn_widgets.core.roots.partners import CONJUGATE, asymmetry, groups, partners
from lcn_widgets.core.roots.paths import RootPaths
from lcn_widgets.core.roots.sphere import INFINITY, between, chordal_distance
from lcn_widgets.core.roots.turning import Change, Ends
from lcn_widgets.core.training import Trajectory


def with_meetings(paths: RootPaths, trajectory: Trajectory) -> tuple[RootPaths, Mask]:
    """Root paths with a frame at every change of partners.

    Parameters
    ----------
    paths : RootPaths
        Of this trajectory, at T' times.
    trajectory : Trajectory
        A flow: the steps of descent have no between.

    Returns
    -------
    paths : RootPaths
        At T' + M times.
    added : ndarray of bool, shape (T' + M,)
        Which of them are the M new ones.
    """
    changes = [c for i in range(paths.architecture.depth) for c in _changes(paths, trajectory, i)]
    if not changes:
        return paths, np.zeros(len(paths.times), dtype=bool)
    moments = sorted({(c.frame, c.time) for c in changes})
    before = np.array([frame for frame, _ in moments]) + 1
    times = np.array([time for _, time in moments])
    filters = trajectory.at(times)
    roots = [
        _true_where_known(paths, w, *_drawn(paths, changes, frame, time))
        for w, (frame, time) in zip(filters, moments, strict=True)
    ]
    full = RootPaths(
        paths.architecture,
        np.insert(paths.times, before, times),
        np.insert(paths.filters, before, filters, axis=0),
        np.insert(paths.roots, before, roots, axis=0),
        paths.layer,
        paths.ring,
        paths.branch,
    )
    return full, np.insert(np.zeros(len(paths.times), dtype=bool), before, True)


def _drawn(
    paths: RootPaths, changes: list[Change], frame: int, time: float
) -> tuple[Complex, Mask]:
    """Where roots are drawn at a time after `frame`, and which of them meet at any time there."""
    start, end = paths.times[frame : frame + 2]
    here, there = paths.roots[frame], paths.roots[frame + 1]
    row = between(here, there, (time - start) / (end - start))
    meeting = np.zeros(len(row), dtype=bool)
    for change in changes:
        if change.frame != frame:
            continue
        own, goal = change.columns, change.roots
        meeting[own] = True
        if time <= change.time:
            row[own] = between(here[own], goal, (time - start) / (change.time - start))
        else:
            row[own] = between(goal, there[own], (time - change.time) / (end - change.time))
    return row, meeting


def _true_where_known(paths: RootPaths, filters: Array, row: Complex, meeting: Mask) -> Complex:
    """The row with the roots of `filters` (Σk_i,) where they have the same partners and rings."""
    architecture, result = paths.architecture, row.copy()
    for i, S in enumerate(architecture.exponents):
        first, last = architecture.offsets[i : i + 2]
        own = np.flatnonzero(paths.layer == i)
        if not filters[first:last].any() or meeting[own].all():
            continue
        found = _all_rings(polynomials.roots(filters[first:last]), S)
        found = found[nearest_match(row[own], found)]
        found = np.where(meeting[own], row[own], found)
        rounding = 0.0 if S == 1 else CONJUGATE
        partner = partners(row[own], np.arange(len(own)), rounding)
        turned = np.roll(np.arange(len(own)).reshape(-1, S), -1, axis=1).ravel()
        turn = np.where(np.isinf(found), found, np.exp(2j * np.pi / S) * _finite(found))
        whole = chordal_distance(turn, found[turned])
        if (asymmetry(found[partner], found) <= rounding).all() and (whole <= CONJUGATE).all():
            result[own] = found
    return result


def _finite(points: Complex) -> Complex:
    return np.where(np.isinf(points), 0.0, points)


def _all_rings(points: Complex, exponent: int) -> Complex:
    """All S-th roots of some roots, shape (n·S,)."""
    if exponent == 1:
        return points
    infinite = np.isinf(points)[:, None]
    turns = (np.angle(points)[:, None] + 2.0 * np.pi * np.arange(exponent)) / exponent
    sizes = np.where(infinite, 1.0, np.abs(points)[:, None]) ** (1.0 / exponent)
    return np.where(infinite, INFINITY, sizes * np.exp(1j * turns)).ravel()


def _changes(paths: RootPaths, trajectory: Trajectory, layer: int) -> Iterator[Change]:
    """Every change of partners of one layer."""
    columns = np.flatnonzero(paths.layer == layer)
    points, rings = paths.roots[:, columns], paths.ring[columns]
    rounding = 0.0 if paths.architecture.exponents[layer] == 1 else CONJUGATE
    frame = 0
    partner = partners(points[0], np.arange(len(columns)), rounding)
    while len(columns):
        later = points[frame + 1 :]
        broken = (asymmetry(later[:, partner], later) > rounding).any(axis=1)
        if not broken.any():
            return
        frame += 1 + int(broken.argmax())
        after = partners(points[frame], partner, rounding)
        present_work().check()
        for group in groups(partner, after, rings):
            ends = Ends(
                paths, trajectory, layer, frame - 1, columns[group],
                partner[group], after[group], group,
            )  # fmt: skip
            yield ends.change()
        partner = after
