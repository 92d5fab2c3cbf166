"""Events of the roots: they meet each other, and pass infinity or zero."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, present_work
from lcn_widgets.core.landscape.events import Event, EventKind, Passage
from lcn_widgets.core.landscape.refinement import root_between
from lcn_widgets.core.landscape.tracked_roots import (
    angles,
    conjugate_pairs,
    nearest,
    parted,
    power,
    sign_changes,
    tracked_roots,
    two_nearest,
    wrapped,
)
from lcn_widgets.core.landscape.wording import say
from lcn_widgets.core.roots import INFINITY, RootPaths, chordal_distance, roots
from lcn_widgets.core.training import Trajectory


class RootSearch:
    """The search along one run.

    Parameters
    ----------
    trajectory : Trajectory
    root_paths : RootPaths
        Of this trajectory.
    """

    def __init__(self, trajectory: Trajectory, root_paths: RootPaths):
        self._trajectory = trajectory
        self._times = root_paths.times
        self._filters = root_paths.filters
        self._architecture = root_paths.architecture
        self._points = [tracked_roots(root_paths, i) for i in range(self._architecture.depth)]

    def meetings_on_the_real_axis(self) -> Iterator[Event]:
        """Two real roots of a layer that become a conjugate pair, or the reverse."""
        for i, points in enumerate(self._points):
            real = points.imag == 0.0
            for frame in np.flatnonzero((real[1:] != real[:-1]).any(axis=1)):
                changed = np.flatnonzero(real[frame + 1] != real[frame])
                for a, b in conjugate_pairs(points, int(frame), changed):
                    distance = chordal_distance(points[:, a], points[:, b])
                    if parted(distance, int(frame)):
                        yield self._meeting_on_the_real_axis(i, int(frame), a)

    def _meeting_on_the_real_axis(self, i: int, frame: int, column: int) -> Event:
        points = self._points[i]
        leaves = bool(points[frame, column].imag == 0.0)
        centre = points[frame + 1 if leaves else frame, column].real

        def squared_difference(t: float) -> float:
            f = self._layer(i, t)
            if len(f) == 3:
                return float(f[1] ** 2 - 4.0 * f[0] * f[2])
            r, s = two_nearest(roots(f), centre)
            if abs(centre) > 1.0:
                r, s = (0.0 if np.isinf(z) else 1.0 / z for z in (r, s))
            return float(((r - s) ** 2).real)

        time = self._refined(squared_difference, frame)
        pair = two_nearest(roots(self._layer(i, time)), centre)
        kind = EventKind.LEAVE_REAL_AXIS if leaves else EventKind.BECOME_REAL
        return Event(time, kind, (i + 1,), complex(np.mean([r.real for r in pair])))

    def meetings_of_layers(self) -> Iterator[Event]:
        """Real roots of two layers that pass each other."""
        exponents = self._architecture.exponents
        for i, j in combinations(range(self._architecture.depth), 2):
            ratio = exponents[j] // exponents[i]
            mine, theirs = angles(power(self._points[i], ratio)), angles(self._points[j])
            for a in range(mine.shape[1]):
                for b in range(theirs.shape[1]):
                    present_work().step(say, "progress.events")
                    difference = wrapped(mine[:, a] - theirs[:, b])
                    yield from self._crossings(i, j, a, b, difference)

    def _crossings(self, i: int, j: int, a: int, b: int, difference: Array) -> Iterator[Event]:
        ratio = self._architecture.exponents[j] // self._architecture.exponents[i]
        for frame in sign_changes(difference):
            # where they are opposite the difference jumps
            jump = np.abs(difference[frame + 1] - difference[frame]) > 1.0
            if jump or not parted(np.abs(difference) / 2.0, frame):
                continue
            near = self._points[i][frame : frame + 2, a], self._points[j][frame : frame + 2, b]

            def gap(t: float, near: tuple[Complex, Complex] = near) -> float:
                mine, theirs = (
                    nearest(roots(self._layer(n, t)), z) for n, z in zip((i, j), near, strict=True)
                )
                return float(wrapped(angles(power(mine, ratio)) - angles(theirs)))

            time = self._refined(gap, frame)
            root = complex(nearest(roots(self._layer(i, time)), near[0]))
            yield Event(time, EventKind.LAYERS_MEET, (i + 1, j + 1), root)

    def passages(self) -> Iterator[Event]:
        """Roots through infinity, and rings of strided layers through zero."""
        architecture = self._architecture
        for i, (k, S) in enumerate(zip(architecture.widths, architecture.exponents, strict=True)):
            if k == 1:
                continue
            first, last = architecture.offsets[i], architecture.offsets[i + 1] - 1
            yield from self._through_infinity(i, last)
            if S > 1:
                for frame in sign_changes(self._filters[:, first]):
                    time = self._refined(self._entry(first), frame)
                    yield Event(time, EventKind.ZERO, (i + 1,), 0j, numbers={"ring": S})

    def _through_infinity(self, i: int, column: int) -> Iterator[Event]:
        """Sign changes of the leading coefficient of p_i, which stands in `column` of w."""
        leading = self._filters[:, column]
        if leading[0] == 0.0 and leading.any():
            time = float(self._times[int(leading.nonzero()[0][0]) - 1])
            yield self._at_infinity(time, i, Passage.ARRIVAL)
        for frame in sign_changes(leading):
            time = self._refined(self._entry(column), frame)
            if self._architecture.exponents[i] > 1:
                passage = Passage.RING
            else:
                # the root is about -(next to leading)/(leading) just before
                to_minus = self._layer(i, time)[-2] * leading[frame] > 0.0
                passage = Passage.TO_MINUS if to_minus else Passage.TO_PLUS
            yield self._at_infinity(time, i, passage)

    def _at_infinity(self, time: float, i: int, passage: Passage) -> Event:
        ring = {"ring": self._architecture.exponents[i]}
        return Event(time, EventKind.INFINITY, (i + 1,), INFINITY, passage, ring)

    def _entry(self, column: int) -> Callable[[float], float]:
        return lambda t: float(self._trajectory.at(t)[0, column])

    def _layer(self, i: int, t: float) -> Array:
        offsets = self._architecture.offsets
        return self._trajectory.at(t)[0, offsets[i] : offsets[i + 1]]

    def _refined(self, f: Callable[[float], float], frame: int) -> float:
        present_work().step(say, "progress.events")
        return root_between(f, float(self._times[frame]), float(self._times[frame + 1]))
