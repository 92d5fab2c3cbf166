"""When and where roots meet that change partners between two frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, Indices
from lcn_widgets.core.roots import polynomials
from lcn_widgets.core.roots.paths import RootPaths
from lcn_widgets.core.roots.sphere import INFINITY
from lcn_widgets.core.training import Trajectory

REFINEMENTS = 40
"""Most looks at the roots on the way to the time of one meeting."""
RESOLVED = 1e-12
"""Part of its interval to which the time of a meeting is looked for."""
EDGE = 1e-6
"""Part of its interval that a meeting keeps away from the frames it lies between."""
ONE_RING = 1e-6
"""Directions of roots of one ring differ by less."""


@dataclass(frozen=True, eq=False)
class Change:
    """Some columns that change partners between frame `frame` and the next.

    At `time` they are at `roots`, which suit the partners of both frames.
    """

    frame: int
    time: float
    columns: Indices
    roots: Complex


@dataclass(frozen=True, eq=False)
class Ends:
    """Columns of one layer, whole rings, on both sides of a change of partners.

    `before` and `after` are their partners, counted like `own` in the columns of the layer.
    """

    paths: RootPaths
    trajectory: Trajectory
    layer: int
    frame: int
    columns: Indices
    before: Indices
    after: Indices
    own: Indices

    def change(self) -> Change:
        """When and where they meet."""
        count = len(set(self._rings.tolist()))
        if count == 2 and self._is_on_axis():
            time, roots = self._double_root()
        elif self._exponent == 1:
            time, roots = self._middle, self._common_point()
        else:
            time, roots = self._collapse()
        return Change(self.frame, time, self.columns, roots)

    @property
    def _exponent(self) -> int:
        return self.paths.architecture.exponents[self.layer]

    @property
    def _rings(self) -> Indices:
        return self.paths.ring[self.columns]

    @property
    def _times(self) -> tuple[float, float]:
        start, end = self.paths.times[self.frame : self.frame + 2]
        return float(start), float(end)

    @property
    def _middle(self) -> float:
        start, end = self._times
        return (start + end) / 2.0

    @property
    def _points(self) -> Complex:
        """Roots at both ends, shape (2, n)."""
        return self.paths.roots[self.frame : self.frame + 2, self.columns]

    def _is_own(self, partner: Indices) -> bool:
        """Whether every ring is its own mirror image: its ρ is real."""
        ring = dict(zip(self.own.tolist(), self._rings.tolist(), strict=True))
        return all(ring[int(p)] == r for p, r in zip(partner, self._rings, strict=True))

    def _is_on_axis(self) -> bool:
        """Whether two real ρ of one sign become a pair, or the reverse."""
        real = [self._is_own(self.before), self._is_own(self.after)]
        if real[0] == real[1]:
            return False
        if self._exponent == 1:
            return True
        side = self._points[real.index(True)]
        if (np.isinf(side) | (side == 0.0)).any():
            return False
        directions = side / np.abs(side)
        first, second = (directions[self._rings == r] for r in sorted(set(self._rings.tolist())))
        return bool((np.abs(first[:, None] - second[None, :]).min(axis=1) < ONE_RING).all())

    def _double_root(self) -> tuple[float, Complex]:
        """Time and place of the double root of p_i, and its ring."""
        S = self._exponent
        firsts = [int(np.flatnonzero(self._rings == r)[0]) for r in sorted(set(self._rings))]
        ends = self._points[:, firsts]
        far = bool(np.median(np.abs(ends)) > 1.0)
        pairs = _chart(ends, far) ** S
        start, end = self._times

        def pair_at(time: float) -> Complex:
            centre = np.interp(time, [start, end], pairs.mean(axis=1).real)
            found = _chart(polynomials.roots(self._form(time)), far)
            return found[np.argsort(np.abs(found - centre))[:2]]

        gaps = [float(((a - b) ** 2).real) for a, b in pairs]
        time = _sign_change(lambda t: float((np.diff(pair_at(t))[0] ** 2).real), start, end, *gaps)
        low, high = np.sort(pairs.mean(axis=1).real)
        # where a third root is near the two nearest are not always these two
        place = float(np.clip(pair_at(time).mean().real, low, high))
        if S == 1:
            root = _chart(np.array([complex(place)]), far)[0]
            return time, np.full(len(self.columns), root.real if np.isfinite(root) else root)
        side = self._points[0 if self._is_own(self.before) else 1]
        size = abs(place) ** (1.0 / S)
        size = (1.0 / size if size > 0.0 else np.inf) if far else size
        if not np.isfinite(size):
            return time, np.full(len(self.columns), INFINITY)
        return time, size * side / np.abs(side)

    def _collapse(self) -> tuple[float, Complex]:
        """Time at which rings turn at zero or infinity, and that point."""
        offsets = self.paths.architecture.offsets
        far = bool(np.prod(np.abs(self._points).max(axis=1)) > 1.0)
        column = offsets[self.layer + 1] - 1 if far else offsets[self.layer]
        start, end = self._times
        at_start, at_end = self.paths.filters[self.frame : self.frame + 2, column]
        time = _sign_change(
            lambda t: float(self.trajectory.at(t)[0, column]), start, end, at_start, at_end
        )
        return time, np.full(len(self.columns), INFINITY if far else 0j)

    def _common_point(self) -> Complex:
        """Where more than two roots, or two pairs, are at once: their mean, with its images."""
        place = {int(c): k for k, c in enumerate(self.own)}
        upper: dict[int, bool] = {0: True}
        waiting, real = [0], False
        while waiting:
            c = waiting.pop()
            for d in (place[int(self.before[c])], place[int(self.after[c])]):
                if d not in upper:
                    upper[d] = not upper[c]
                    waiting.append(d)
                real |= upper[d] == upper[c]
        above = np.array([upper[c] for c in range(len(self.own))])
        far = bool(np.median(np.abs(self._points)) > 1.0)
        inside = _chart(self._points, far)
        mean = np.where(above, inside, inside.conj()).mean()
        point = _chart(np.array([mean.real if real else mean], dtype=np.complex128), far)[0]
        return np.asarray(np.where(above, point, point.conjugate()))

    def _form(self, time: float) -> Array:
        offsets = self.paths.architecture.offsets
        filters = self.trajectory.at(time)[0]
        return np.asarray(filters[offsets[self.layer] : offsets[self.layer + 1]])


def _chart(points: Complex, far: bool) -> Complex:
    """The points, or their inverses around infinity."""
    if not far:
        return points
    zero, infinite = points == 0.0, np.isinf(points)
    inverse = 1.0 / np.where(zero | infinite, 1.0, points)
    return np.where(infinite, 0.0, np.where(zero, INFINITY, inverse))


def _sign_change(
    f: Callable[[float], float], start: float, end: float, at_start: float, at_end: float
) -> float:
    """A time inside where f changes sign, by false position in the Illinois variant.

    The values at the ends are given; if they are of one sign it is the middle.
    """
    if not at_start * at_end < 0.0:
        return (start + end) / 2.0
    old, new, at_old, at_new = start, end, at_start, at_end
    for _ in range(REFINEMENTS):
        time = (old * at_new - new * at_old) / (at_new - at_old)
        if not min(old, new) < time < max(old, new):
            break
        value = f(time)
        if value * at_new < 0.0:
            old, at_old = new, at_new
        else:
            at_old /= 2.0
        new, at_new = time, value
        if value == 0.0 or abs(new - old) <= RESOLVED * (end - start):
            break
    edge = EDGE * (end - start)
    return min(max(new, start + edge), end - edge)
