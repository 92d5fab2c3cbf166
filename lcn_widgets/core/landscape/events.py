"""What happens along a run: roots that meet or pass infinity, plateaus and near-saddles.

Events are found between consecutive frames of the root paths and their times refined by solving
for them on `Trajectory.at`. All roots here are those of the p_i; each stands for its ring of S_i
roots of p̃_i.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from scipy.optimize import brentq

from lcn_widgets.core.inputs import Array, Complex, Indices, Mask
from lcn_widgets.core.landscape.spectrum import negative
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import RootPaths, polynomials
from lcn_widgets.core.training import Trajectory

REAL = 1e-10
"""Relative height above the real axis that is rounding of a root of a strided layer."""
APART = 1e-4
"""Chordal distance that two roots must have been apart, before and after, to have met."""
PLATEAU_DIP = 2.0
"""‖∇L‖ must fall and rise again by this factor for a plateau …"""
SADDLE_FALL = 10.0
"""… and fall by this, with a negative Hessian eigenvalue there, for a near-saddle."""


class EventKind(StrEnum):
    """What happens."""

    LEAVE_REAL_AXIS = "leave real axis"
    BECOME_REAL = "become real"
    LAYERS_MEET = "layers meet"
    INFINITY = "infinity"
    ZERO = "zero"
    PLATEAU = "plateau"
    NEAR_SADDLE = "near saddle"


@dataclass(frozen=True)
class Event:
    """Something that happens at one time of a run.

    Parameters
    ----------
    time : float
        Flow time, refined between the frames.
    kind : EventKind
    layers : tuple of int
        The layers it happens to, counted from 1; empty for plateaus and near-saddles.
    root : complex or None
        Where in the plane of p_i of the first of these layers, ``complex(inf, 0)`` at infinity.
    sentence : str
    """

    time: float
    kind: EventKind
    layers: tuple[int, ...]
    root: complex | None
    sentence: str


def find_events(
    risk: EmpiricalRisk, trajectory: Trajectory, root_paths: RootPaths
) -> tuple[Event, ...]:
    """All events of a run, in the order of their times.

    Between the steps of gradient descent there is nothing to refine but the straight line, and
    no plateaus are looked for: its gradient may jump up and down at every step.
    """
    search = _Search(trajectory, root_paths)
    found = [
        *search.meetings_on_the_real_axis(),
        *search.meetings_of_layers(),
        *search.passages(),
        *_plateaus(risk, trajectory),
    ]
    return tuple(sorted(found, key=lambda event: event.time))


class _Search:
    """Events of the roots. `points[i]` (T', k_i - 1) are the tracked roots of p_i."""

    def __init__(self, trajectory: Trajectory, root_paths: RootPaths):
        self._trajectory = trajectory
        self._times = root_paths.times
        self._filters = root_paths.filters
        self._architecture = root_paths.architecture
        self._points = [_tracked(root_paths, i) for i in range(self._architecture.depth)]

    def meetings_on_the_real_axis(self) -> Iterator[Event]:
        for i, points in enumerate(self._points):
            real = points.imag == 0.0
            for frame in np.flatnonzero((real[1:] != real[:-1]).any(axis=1)):
                changed = np.flatnonzero(real[frame + 1] != real[frame])
                for a, b in _conjugate_pairs(points, real, int(frame), changed):
                    distance = polynomials.chordal_distance(points[:, a], points[:, b])
                    if _parted(distance, int(frame)):
                        yield self._meeting_on_the_real_axis(i, int(frame), a, b)

    def _meeting_on_the_real_axis(self, i: int, frame: int, a: int, b: int) -> Event:
        points = self._points[i]
        leaves = bool(points[frame, a].imag == 0.0)
        centre = points[frame + 1 if leaves else frame, a].real

        def squared_difference(t: float) -> float:
            f = self._layer(i, t)
            if len(f) == 3:
                return float(f[1] ** 2 - 4.0 * f[0] * f[2])
            r, s = _two_nearest(polynomials.roots(f), centre)
            if abs(centre) > 1.0:
                r, s = (0.0 if np.isinf(z) else 1.0 / z for z in (r, s))
            return float(((r - s) ** 2).real)

        time = self._refined(squared_difference, frame)
        f = self._layer(i, time)
        pair = _two_nearest(polynomials.roots(f), centre)
        root = complex(np.mean([r.real for r in pair]))
        kind = EventKind.LEAVE_REAL_AXIS if leaves else EventKind.BECOME_REAL
        if leaves:
            noun, verb = "Two real roots", "meet"
            deed = "and leave the real axis as a conjugate pair"
        else:
            noun, verb, deed = "A conjugate pair of roots", "meets", "and becomes real"
        return Event(
            time, kind, (i + 1,), root, f"{noun} of layer {i + 1} {verb} at {_at(root)} {deed}."
        )

    def meetings_of_layers(self) -> Iterator[Event]:
        exponents = self._architecture.exponents
        for i, j in combinations(range(self._architecture.depth), 2):
            power = exponents[j] // exponents[i]
            mine, theirs = _angles(_power(self._points[i], power)), _angles(self._points[j])
            for a in range(mine.shape[1]):
                for b in range(theirs.shape[1]):
                    difference = _wrapped(mine[:, a] - theirs[:, b])
                    yield from self._crossings(i, j, a, b, difference)

    def _crossings(self, i: int, j: int, a: int, b: int, difference: Array) -> Iterator[Event]:
        power = self._architecture.exponents[j] // self._architecture.exponents[i]
        for frame in _sign_changes(difference):
            jump = (
                np.abs(difference[frame + 1] - difference[frame]) > 1.0
            )  # where they are opposite
            if jump or not _parted(np.abs(difference) / 2.0, frame):
                continue
            near = self._points[i][frame : frame + 2, a], self._points[j][frame : frame + 2, b]

            def gap(t: float, near: tuple[Complex, Complex] = near) -> float:
                mine, theirs = (
                    _nearest(polynomials.roots(self._layer(n, t)), z)
                    for n, z in zip((i, j), near, strict=True)
                )
                return float(_wrapped(_angles(_power(mine, power)) - _angles(theirs)))

            time = self._refined(gap, frame)
            root = complex(_nearest(polynomials.roots(self._layer(i, time)), near[0]))
            yield Event(
                time,
                EventKind.LAYERS_MEET,
                (i + 1, j + 1),
                root,
                f"A root of layer {i + 1} and one of layer {j + 1} meet at {_at(root)} and pass "
                "each other: for this moment the two polynomials have a root in common.",
            )

    def passages(self) -> Iterator[Event]:
        """Roots through infinity, and rings of strided layers through zero."""
        architecture = self._architecture
        for i, (k, S) in enumerate(zip(architecture.widths, architecture.exponents, strict=True)):
            if k == 1:
                continue
            first, last = architecture.offsets[i], architecture.offsets[i + 1] - 1
            leading = self._filters[:, last]
            if leading[0] == 0.0 and leading.any():
                yield self._from_infinity(i, int(leading.nonzero()[0][0]) - 1)
            for frame in _sign_changes(leading):
                time = self._refined(self._entry(last), frame)
                yield Event(
                    time,
                    EventKind.INFINITY,
                    (i + 1,),
                    polynomials.INFINITY,
                    _infinity_sentence(i, S, leading[frame], self._layer(i, time)[-2]),
                )
            if S == 1:
                continue
            for frame in _sign_changes(self._filters[:, first]):
                time = self._refined(self._entry(first), frame)
                yield Event(
                    time,
                    EventKind.ZERO,
                    (i + 1,),
                    0j,
                    f"A ring of {S} roots of layer {i + 1} shrinks to 0, where they all meet, and "
                    "opens again turned.",
                )

    def _from_infinity(self, i: int, frame: int) -> Event:
        S = self._architecture.exponents[i]
        noun = "A root" if S == 1 else f"A ring of {S} roots"
        sentence = f"{noun} of layer {i + 1} comes from infinity."
        time = float(self._times[frame])
        return Event(time, EventKind.INFINITY, (i + 1,), polynomials.INFINITY, sentence)

    def _entry(self, column: int) -> Callable[[float], float]:
        return lambda t: float(self._trajectory.at(t)[0, column])

    def _layer(self, i: int, t: float) -> Array:
        offsets = self._architecture.offsets
        return self._trajectory.at(t)[0, offsets[i] : offsets[i + 1]]

    def _refined(self, f: Callable[[float], float], frame: int) -> float:
        return _root_in(f, float(self._times[frame]), float(self._times[frame + 1]))


def _plateaus(risk: EmpiricalRisk, trajectory: Trajectory) -> Iterator[Event]:
    if not trajectory.continuous:
        return
    norms = np.maximum(trajectory.gradient_norms, np.finfo(np.float64).tiny)
    for m in _dips(np.log(norms), np.log(PLATEAU_DIP)):
        time = _slowest_time(risk, trajectory, m)
        w = trajectory.at(time)[0]
        eigenvalues = np.asarray(np.linalg.eigvalsh(risk.hessian(w)))
        lowest = float(eigenvalues[0])
        fallen = f"‖∇L‖ is at a low of {norms[m]:.2g}"
        fall = norms[:m].max() / norms[m]
        if fall >= SADDLE_FALL and negative(eigenvalues).any():
            yield Event(
                time,
                EventKind.NEAR_SADDLE,
                (),
                None,
                f"The flow passes a saddle: {fallen}, and the Hessian has the negative eigenvalue "
                f"{lowest:.2g}, along which the flow leaves.",
            )
        else:
            yield Event(
                time,
                EventKind.PLATEAU,
                (),
                None,
                f"A plateau: {fallen} and grows again, the risk rests near {risk.value(w):.4g}.",
            )


def _dips(levels: Array, depth: float) -> Iterator[int]:
    """Lowest places between a fall and a rise by at least `depth` each."""
    highest, lowest = 0, 0
    for i, level in enumerate(levels):
        if levels[highest] - levels[lowest] < depth:  # not fallen far enough yet
            if level > levels[highest]:
                highest = lowest = i
            elif level < levels[lowest]:
                lowest = i
        elif level < levels[lowest]:
            lowest = i
        elif level - levels[lowest] >= depth:
            yield lowest
            highest = lowest = i


def _slowest_time(risk: EmpiricalRisk, trajectory: Trajectory, m: int) -> float:
    """Where d/dt‖∇L‖² = -2⟨∇L, H∇L⟩ vanishes around frame m."""

    def growth(t: float) -> float:
        w = trajectory.at(t)[0]
        gradient = risk.gradient(w)
        return float(gradient @ risk.hessian(w) @ gradient)

    a, b = float(trajectory.times[m - 1]), float(trajectory.times[m + 1])
    if growth(a) * growth(b) > 0.0:
        return float(trajectory.times[m])
    return _root_in(growth, a, b)


def _root_in(f: Callable[[float], float], a: float, b: float) -> float:
    """The root of f in [a, b], or the middle if rounding left f with one sign."""
    at_a, at_b = f(a), f(b)
    if at_a == 0.0 or at_b == 0.0:
        return a if at_a == 0.0 else b
    if at_a * at_b > 0.0:
        return (a + b) / 2.0
    return float(brentq(f, a, b, xtol=1e-13 * max(b, 1e-300), rtol=1e-12))


def _tracked(root_paths: RootPaths, layer: int) -> Complex:
    """Tracked roots of p_i, shape (T', k_i - 1), real ones exactly real."""
    S = root_paths.architecture.exponents[layer]
    columns = root_paths.roots[:, (root_paths.layer == layer) & (root_paths.branch == 0)]
    if S == 1:
        return columns
    points = _power(columns, S)
    with np.errstate(invalid="ignore"):
        real = np.abs(points.imag) <= REAL * np.abs(points)
    return np.where(real & ~np.isinf(points), points.real, points)


def _power(points: Complex, exponent: int) -> Complex:
    infinite = np.isinf(points)
    powers = np.where(infinite, 1.0, points) ** exponent
    return np.where(infinite, polynomials.INFINITY, powers)


def _conjugate_pairs(
    points: Complex, real: Mask, frame: int, changed: Indices
) -> list[tuple[int, int]]:
    """Columns that turn from a conjugate pair to real roots after `frame`, or the reverse."""
    pairs = []
    for inside in (frame, frame + 1):
        upper = [c for c in changed if points[inside, c].imag > 0.0]
        lower = [c for c in changed if points[inside, c].imag < 0.0]
        for c in upper:
            if lower:
                partner = min(
                    lower, key=lambda d: abs(points[inside, d] - points[inside, c].conjugate())
                )
                lower.remove(partner)
                pairs.append((int(c), int(partner)))
    return pairs


def _parted(distance: Array, frame: int) -> bool:
    """Whether two roots were visibly apart before and after meeting behind `frame`."""
    return bool(
        np.nanmax(distance[: frame + 1]) > APART and np.nanmax(distance[frame + 1 :]) > APART
    )


def _angles(points: Complex) -> Array:
    """Place of real roots on the projective line, in [-π, π] with infinity at ±π; nan off it."""
    with np.errstate(invalid="ignore"):
        return np.where(points.imag == 0.0, 2.0 * np.arctan(points.real), np.nan)


def _wrapped(angle: Array) -> Array:
    return (angle + np.pi) % (2.0 * np.pi) - np.pi


def _two_nearest(roots: Complex, centre: float) -> Complex:
    return roots[np.argsort(polynomials.chordal_distance(roots, centre))[:2]]


def _nearest(roots: Complex, ends: Complex) -> Complex:
    """The real root nearest to the two places it goes between, as an array without axes."""
    distance = polynomials.chordal_distance(roots[:, None], ends[None, :]).sum(axis=1)
    return np.asarray(roots[int(np.argmin(distance))].real + 0j)


def _sign_changes(entries: Array) -> list[int]:
    """Frames after which a sequence changes sign, perhaps through zeros; nan has no sign."""
    frames = np.flatnonzero(entries)
    before, after = frames[:-1], frames[1:]
    with np.errstate(invalid="ignore"):
        changes = entries[before] * entries[after] < 0.0
    return [int(frame) for frame in before[changes]]


def _infinity_sentence(i: int, S: int, leading: float, next_to_leading: float) -> str:
    if S > 1:
        return f"A ring of {S} roots of layer {i + 1} grows beyond all bounds and passes infinity."
    there, back = ("-∞", "+∞") if next_to_leading * leading > 0.0 else ("+∞", "-∞")
    return f"A root of layer {i + 1} leaves to {there} and comes back from {back}."


def _at(root: complex) -> str:
    return "infinity" if np.isinf(root) else f"{root.real:.3g}"
