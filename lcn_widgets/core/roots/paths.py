"""One continuous path per root of the layer polynomials along a trajectory.

Consecutive frames are matched only with a proof that the matching is the right one (see
`lcn_widgets.core.roots.matching`); an interval without one is halved, on the cubic that
`Trajectory.at` interpolates with. So near-collisions, infinity and coarse frames swap nothing.

Genuine meetings. At an isolated time a path of real forms generically meets only double roots
on the real axis, where two real roots part as a conjugate pair or the reverse. Which one is
which afterwards is a convention, here: **left is lower, right is upper**, and real roots never
pass through each other. Left and right follow the direction of increasing x, through infinity.

Rings. A root ρ of p_i gives the S_i roots |ρ|^{1/S_i} exp(i(φ + 2πb)/S_i), b = 0, …, S_i - 1, of
p̃_i, where φ is the continuous argument of ρ. When a real ρ passes zero or infinity, where the
ring collapses, φ goes between a multiple of 2π and the odd multiple of π above it.

A layer that vanishes has no defined roots: those of the frame before stay (at the start, those
of the first frame that has some; 0 if there is none).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import (
    MAX_PATH_FRAMES,
    MAX_PATH_GROWTH,
    MAX_PATH_TIMES,
    MAX_PATH_WORK,
    Array,
    Complex,
    Indices,
    Mask,
    present_work,
)
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import polynomials
from lcn_widgets.core.roots.matching import RootSets, match_roots, nearest_match, resolvable
from lcn_widgets.core.roots.sphere import INFINITY, chordal_distance
from lcn_widgets.core.roots.wording import say
from lcn_widgets.core.training import Trajectory

RESOLUTION = 30
"""Halvings of one interval after which roots still in doubt are matched by least distance."""
MAX_STEP = 0.05
"""Chordal distance a root may jump between frames before frames are added for the picture."""
PICTURE_HALVINGS = 8
"""Halvings of one interval for the sake of the picture."""
VANISHED = 1e-12
"""A layer this small beside both ends of an interval has no roots there but rounding errors."""


@dataclass(frozen=True, eq=False)
class RootPaths:
    """Paths of the R = Σ t_i roots of the layer polynomials p̃_i, at T' times.

    Parameters
    ----------
    architecture : Architecture
    times : ndarray, shape (T',)
        The times of the trajectory and those added where roots move fast.
    filters : ndarray, shape (T', Σk_i)
        w at each time.
    roots : ndarray, shape (T', R), complex
        Column r follows one root; the root at infinity is ``complex(inf, 0)``.
    layer : ndarray, shape (R,)
        Layer of each column, from 0.
    ring : ndarray, shape (R,)
        Which root of p_i, from 0 in each layer, the column is an S_i-th root of.
    branch : ndarray, shape (R,)
        Which S_i-th root, from 0 to S_i - 1.
    """

    architecture: Architecture
    times: Array
    filters: Array
    roots: Complex
    layer: Indices
    ring: Indices
    branch: Indices


def track_roots(architecture: Architecture, trajectory: Trajectory) -> RootPaths:
    """Follow every root of every layer polynomial along a trajectory.

    Parameters
    ----------
    architecture : Architecture
    trajectory : Trajectory
        Between its times it is read as `Trajectory.at` does: cubic for the flow, linear for
        descent.

    Returns
    -------
    RootPaths
        At the times of the trajectory and others between them, `MAX_PATH_GROWTH` times as many in
        all or `MAX_PATH_FRAMES`, whichever is less.
    """
    walk = _Walk(architecture, trajectory)
    points = walk.tracked_roots()
    columns = [_rings(z, S) for z, S in zip(points, architecture.exponents, strict=True)]
    kept = _picture_frames(columns, walk.added)
    times, added = walk.times[kept], walk.added[kept]
    filters = np.empty((len(times), architecture.parameter_count))
    filters[~added] = trajectory.filters
    if added.any():
        filters[added] = trajectory.at(times[added])
    counts = [k - 1 for k in architecture.widths]
    layers = list(zip(range(architecture.depth), counts, architecture.exponents, strict=True))
    return RootPaths(
        architecture=architecture,
        times=times,
        filters=filters,
        roots=np.concatenate([c[kept] for c in columns], axis=1),
        layer=np.concatenate([np.full(n * S, i) for i, n, S in layers]),
        ring=np.concatenate([np.repeat(np.arange(n), S) for _, n, S in layers]),
        branch=np.concatenate([np.tile(np.arange(S), n) for _, n, S in layers]),
    )


class _Walk:
    """All times looked at, with the roots of every p_i there and their proven order.

    `times` (M,) ascending, `added` (M,) marks those that are not of the trajectory.
    """

    def __init__(self, architecture: Architecture, trajectory: Trajectory):
        self._layers = [
            _Layer(a, b, S, trajectory.filters[:, a:b])
            for a, b, S in zip(
                architecture.offsets,
                architecture.offsets[1:],
                architecture.exponents,
                strict=False,
            )
        ]
        self._times = np.array(trajectory.times)
        self._starts: list[Indices] = [np.zeros(0, dtype=np.intp)]
        self._halve_until_settled(trajectory.interpolant.control_points())
        self._order = np.argsort(self._times, kind="stable")
        self.times = self._times[self._order]
        self.added = self._order >= len(trajectory.times)

    def tracked_roots(self) -> list[Complex]:
        """Roots of every p_i, column j the same root at all M times, each of shape (M, k_i - 1)."""
        intervals = np.argsort(self._times[np.concatenate(self._starts)], kind="stable")
        return [
            _chained(
                layer.roots[self._order],
                np.concatenate(layer.matches)[intervals],
                layer.known[self._order],
            )
            for layer in self._layers
        ]

    def _most_added(self) -> int:
        work = sum(int(layer.roots.shape[1]) ** 3 for layer in self._layers)
        return min(MAX_PATH_TIMES, MAX_PATH_WORK // max(work, 1))

    def _halve_until_settled(self, control: Array) -> None:
        start = np.arange(len(control))
        end = start + 1
        most = len(self._times) + self._most_added()
        halvings = np.zeros(len(control), dtype=np.intp)
        work = present_work()
        while len(start):
            work.step(say, "progress.paths", share=1.0 - len(start) / len(self._times))
            middle = (self._times[start] + self._times[end]) / 2.0
            last = (halvings >= RESOLUTION) | (len(self._times) > most)
            last |= (middle <= self._times[start]) | (middle >= self._times[end])
            drawn = halvings >= PICTURE_HALVINGS
            found = [layer.match(start, end, control, drawn, last) for layer in self._layers]
            settled = np.all([sure for _, sure in found], axis=0)
            self._starts.append(start[settled])
            for layer, (match, _) in zip(self._layers, found, strict=True):
                layer.matches.append(match[settled])
            start, end, control = start[~settled], end[~settled], control[~settled]
            left, right = _halves(control)
            added = len(self._times) + np.arange(len(left))
            self._times = np.concatenate([self._times, middle[~settled]])
            for layer in self._layers:
                layer.add(left[:, -1], control)
            start, end = np.concatenate([start, added]), np.concatenate([added, end])
            control = np.concatenate([left, right])
            halvings = np.tile(halvings[~settled] + 1, 2)


class _Layer:
    """Roots of one p_i at the times looked at so far, and the matches of settled intervals."""

    def __init__(self, first: int, last: int, exponent: int, filters: Array):
        self._slice = slice(first, last)
        self._exponent = exponent
        self.known: Mask = np.asarray(filters.any(axis=1))
        self.roots = polynomials.roots(filters)
        self.matches: list[Indices] = [np.zeros((0, last - first - 1), dtype=np.intp)]
        self._sets = RootSets.of(self.roots)

    def add(self, filters: Array, control: Array) -> None:
        """Add the middles of intervals, with w (I, Σk_i) there and the control points."""
        filters = filters[:, self._slice]
        size = np.abs(control[:, :, self._slice]).max(axis=(1, 2), initial=0.0)
        known = np.abs(filters).max(axis=1) > VANISHED * size
        roots = polynomials.roots(filters)
        self.known = np.concatenate([self.known, known])
        self.roots = np.concatenate([self.roots, roots])
        self._sets = self._sets.joined(RootSets.of(roots))

    def match(
        self, start: Indices, end: Indices, control: Array, drawn: Mask, last: Mask
    ) -> tuple[Indices, Mask]:
        """Match the ends of intervals, and say which are settled.

        Those are the proven ones in which roots move little or which are `drawn` finely enough;
        those in which rounding errors forbid a proof, and the `last` ones, which take a guess.
        """
        a, b = self._sets[start], self._sets[end]
        match, proven = match_roots(a, b, control[:, :, self._slice])
        known = self.known[start] & self.known[end]
        doubtful = np.flatnonzero(~proven & known)
        if len(doubtful):
            hopeless = ~(resolvable(a[doubtful]) | resolvable(b[doubtful]))
            proven[doubtful] = hopeless
            for row in doubtful[hopeless | last[doubtful]]:
                present_work().check()
                match[row] = nearest_match(self.roots[start[row]], self.roots[end[row]])
        goals = np.take_along_axis(self.roots[end], match, axis=1)
        moved = _ring_step(self.roots[start], goals, self._exponent).max(axis=1, initial=0.0)
        return match, ~known | last | (proven & ((moved <= MAX_STEP) | drawn))


def _halves(control: Array) -> tuple[Array, Array]:
    """Control points of both halves of cubics (I, 4, K) (de Casteljau)."""
    a, b, c, d = (control[:, k] for k in range(4))
    ab, bc, cd = (a + b) / 2, (b + c) / 2, (c + d) / 2
    abc, bcd = (ab + bc) / 2, (bc + cd) / 2
    middle = (abc + bcd) / 2
    return np.stack([a, ab, abc, middle], axis=1), np.stack([middle, bcd, cd, d], axis=1)


def _chained(points: Complex, match: Indices, known: Mask) -> Complex:
    """Columns of `points` (M, n) put in one order; rows that are not known repeat a known one."""
    rows = np.arange(len(points))
    source = np.maximum.accumulate(np.where(known, rows, -1))
    source = np.where(source < 0, known.argmax() if known.any() else 0, source)
    tracked = np.empty_like(points)
    order = np.lexsort((points[source[0]].imag, points[source[0]].real))
    tracked[0] = points[source[0], order]
    for m in range(len(points) - 1):
        if source[m + 1] == source[m]:
            tracked[m + 1] = tracked[m]
            continue
        order = match[m][order] if known[m] else nearest_match(tracked[m], points[m + 1])
        tracked[m + 1] = points[m + 1, order]
    return tracked


def _rings(points: Complex, exponent: int) -> Complex:
    """S-th roots of tracked roots (M, n) with continuous argument, shape (M, n·S)."""
    if exponent == 1:
        return points
    undefined = (points == 0.0) | np.isinf(points)
    rows = np.where(undefined, -1, np.arange(len(points))[:, None])
    source = np.maximum.accumulate(rows, axis=0)
    source = np.where(source < 0, (~undefined).argmax(axis=0), source)
    angle = np.unwrap(np.take_along_axis(np.angle(points), source, axis=0), axis=0)
    turns = 2.0 * np.pi * np.arange(exponent)
    direction = np.exp(1j * (angle[:, :, None] + turns) / exponent)
    infinite = np.isinf(points)[:, :, None]
    size = np.where(infinite, 1.0, np.abs(points)[:, :, None]) ** (1.0 / exponent)
    ring = np.where(infinite, INFINITY, size * direction)
    return ring.reshape(len(points), -1)


def _ring_step(a: Complex, b: Complex, exponent: int) -> Array:
    """Chordal distance that the S-th roots move when a root moves from `a` to `b`."""
    if exponent > 1:
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            turn = np.angle(b) - np.angle(a)
            turn = np.where(np.isfinite(a) & np.isfinite(b), turn, 0.0)
            turn = (turn + np.pi) % (2.0 * np.pi) - np.pi
        a, b = (np.where(np.isinf(z), np.inf, np.abs(z) ** (1.0 / exponent)) for z in (a, b))
        b = np.where(
            np.isinf(b),
            INFINITY,
            np.where(np.isinf(b), 0.0, b) * np.exp(1j * turn / exponent),
        )
    return chordal_distance(a, b)


def _picture_frames(columns: list[Complex], added: Mask) -> Indices:
    """Frames to keep: those of the trajectory, and added ones where roots would jump."""
    steps = np.max(
        [chordal_distance(c[1:], c[:-1]).max(axis=1, initial=0.0) for c in columns], axis=0
    )
    path = np.concatenate([[0.0], np.cumsum(steps)])
    given = len(added) - int(added.sum())
    room = max(0, min(MAX_PATH_FRAMES, MAX_PATH_GROWTH * given) - given)
    step = MAX_STEP
    while True:
        kept = _spaced(path, added, step)
        if len(kept) - given <= room:
            return kept
        step *= 1.5


def _spaced(path: Array, added: Mask, step: float) -> Indices:
    kept = [0]
    for m in range(1, len(path)):
        if not added[m] or path[m + 1] - path[kept[-1]] > step:
            kept.append(m)
    return np.array(kept)
