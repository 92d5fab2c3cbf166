"""The discriminant: walls in the space of targets, across which critical filters appear or vanish.

A target is the least-squares filter u of the data. How many critical final filters a network has
depends on u and on the metric G = PᵀP of the data, not on the size of u. Where the filters
with one double root are all that there are beside u, the number changes by two where two of
their double roots meet (the Euclidean distance discriminant of the double root locus [EDD, section
7]), and by one where u itself begins or ceases to be reached, on the boundary of the function
space [KMMT]. Both are envelopes of families of lines, so that they have exact parametrizations
(derived; `double_root_lines`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from scipy import ndimage

from lcn_widgets.core.inputs import Array, Indices, InvalidInput, Message
from lcn_widgets.core.landscape.coverage import check_coverage, multiplicity_patterns
from lcn_widgets.core.landscape.critical_filters import CriticalFilterList
from lcn_widgets.core.landscape.double_root_lines import Family, double_roots, stationary
from lcn_widgets.core.landscape.envelopes import envelope, line_values, refined_angles
from lcn_widgets.core.landscape.exact_moments import ExactMoments, fractions
from lcn_widgets.core.landscape.multiple_roots import MultipleRootLocus
from lcn_widgets.core.landscape.nearest_on_envelope import nearest_on_envelope
from lcn_widgets.core.landscape.reachability import is_reachable, real_roots_needed
from lcn_widgets.core.landscape.sheet import Sheet
from lcn_widgets.core.landscape.sheets import sheet_of
from lcn_widgets.core.landscape.wording import say, sheet_message, target_message
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk

RESOLUTION = 128
"""Cells across the sheet in which critical filters are counted."""
ROOM = 0.07
"""Least distance of a number from walls and target, the radius of the sheet being 1."""
WIDEST = 5
"""Largest k_v for which the regions are counted exactly in less than a second."""
SCALE = (0.01, 0.1, 0.5)
"""Distances from the target that are marked."""
SMALLEST_RING = 0.18
"""Radius of a mark of the scale that does not hide the target."""
BEYOND = 1e-3
"""Part of the distance to the nearest wall at which is counted behind it and to both sides along
the tangent, since it may be the tip of a cusp."""
MOST_UNEVEN = 1e5
"""Condition number of R beyond which walls are lost in rounding."""
CELLS_AT_ONCE = 2000
"""Cells in which is counted at once, which bounds the memory."""


@dataclass(frozen=True, eq=False)
class Region:
    """Targets that can be joined without crossing a wall.

    Parameters
    ----------
    place : ndarray, shape (2,)
        One of them, as far from the walls as can be.
    count : int
        How many critical final filters v ≠ 0 the network has for them, counted exactly at `place`.
    """

    place: Array
    count: int


@dataclass(frozen=True, eq=False)
class TargetMap:
    """The targets on a sheet, and how many critical filters a network has for each.

    Parameters
    ----------
    architecture : Architecture
    moments : ExactMoments
        G, without rounding.
    factor : ndarray, shape (k_v, k_v)
        R with RᵀR = G up to a factor: the size of a filter is ‖Rv‖, that of its outputs.
    target : ndarray, shape (k_v,)
        u up to a factor.
    count : int or None
        Critical final filters v ≠ 0 for u; None if the list of them is open.
    sheet : Sheet
    wall : ndarray, shape (k_v,)
        The target nearest to u on a wall across which the count changes by two.
    sides : tuple of int or None
        The counts on the two sides of that wall, the lower first; None where the target is on it.
    edge : ndarray or None, shape (k_v,)
        The nearest target with a double root, where that bounds the function space.
    through_limit : bool
        Whether the sheet goes through the limit of the run.
    """

    architecture: Architecture
    moments: ExactMoments
    factor: Array
    target: Array
    count: int | None
    sheet: Sheet
    wall: Array
    sides: tuple[int, int] | None
    edge: Array | None
    through_limit: bool

    @property
    def is_slice(self) -> bool:
        """Whether there are other targets than those on the sheet, up to a factor."""
        return len(self.target) > 3

    @property
    def distance(self) -> float:
        """‖R(wall - u)‖/‖Ru‖: the sine of the angle between them as the data measure it."""
        return self.distance_to(self.wall)

    def distance_to(self, other: Array) -> float:
        """‖R(v - u)‖/‖Ru‖ for another target v."""
        outputs, apart = self.factor @ self.target, self.factor @ (other - self.target)
        return float(np.linalg.norm(apart) / np.linalg.norm(outputs))

    @cached_property
    def walls(self) -> Array:
        """Places, shape (m, 2), where the count changes by two; rows of NaN between pieces."""
        return envelope(self._stationary, self.sheet, self._angles)

    @cached_property
    def double_roots(self) -> Array:
        """Places, shape (m, 2), of filters with a double root, in pieces like `walls`."""
        return envelope(self._roots, self.sheet, self._root_angles)

    @property
    def rings(self) -> tuple[tuple[float, float], ...]:
        """Radii at which targets of a slice are as far from u as a sine says: its scale."""
        if not self.is_slice:
            return ()
        rings = ((self.sheet.radius(sine), sine) for sine in SCALE)
        return tuple((radius, sine) for radius, sine in rings if radius >= SMALLEST_RING)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The regions in which a number has room, and what is counted there."""
        counts = self.cells
        places = _cells(RESOLUTION)
        to_target = np.linalg.norm(places - self.sheet.places(self.target), axis=-1)
        found = []
        for count in np.unique(counts[counts >= 0]):
            pieces, number = ndimage.label(counts == count)
            for piece in range(1, number + 1):
                cells = ndimage.distance_transform_edt(np.pad(pieces == piece, 1))[1:-1, 1:-1]
                room = np.minimum(cells * 2.0 / RESOLUTION, to_target)
                if room.max() >= ROOM:
                    place = places[np.unravel_index(np.argmax(room), room.shape)]
                    found.append(Region(place, self.exact_count(self.sheet.filters(place))))
        return tuple(found)

    @cached_property
    def cells(self) -> Indices:
        """`counts` for `RESOLUTION` cells across the sheet."""
        return self.counts(RESOLUTION)

    def counts(self, resolution: int) -> Indices:
        """Critical filters for the targets in the cells of a grid, -1 outside of the sheet.

        Shape (resolution, resolution), the second coordinate ascending with the rows. A cell is
        right unless it is between a wall and its chord.
        """
        places = _cells(resolution)
        inside = np.linalg.norm(places, axis=-1) < 1.0
        targets = self.sheet.directions(places[inside])
        roots = _zeros(line_values(self._roots, self.sheet, self._root_angles), targets)
        critical = _zeros(line_values(self._stationary, self.sheet, self._angles), targets)
        found = np.full(inside.shape, -1)
        found[inside] = critical + (roots >= real_roots_needed(self.architecture))
        return found

    def exact_count(self, target: Array) -> int:
        """Critical final filters v ≠ 0 for a target that is on no wall, counted exactly."""
        moments = ExactMoments(self.moments.matrix, self.moments.matrix @ fractions(target))
        doubles = MultipleRootLocus(moments, 2).real_forms()
        return sum(1 for _ in doubles) + is_reachable(self.architecture, target)

    @property
    def message(self) -> Message:
        """How many critical filters the present target has, and how far the next wall is."""
        return target_message(self)

    @property
    def sheet_message(self) -> Message:
        """What is drawn."""
        return sheet_message(self)

    @cached_property
    def _stationary(self) -> Family:
        return partial(stationary, factor=self.factor)

    @cached_property
    def _angles(self) -> Array:
        return refined_angles(self._stationary, self.sheet)

    @cached_property
    def _roots(self) -> Family:
        return partial(double_roots, width=len(self.target))

    @cached_property
    def _root_angles(self) -> Array:
        return refined_angles(self._roots, self.sheet)


def map_targets(
    risk: EmpiricalRisk, found: CriticalFilterList, reached: int | None = None
) -> TargetMap:
    """The map of all targets for the metric of these data, with the present one on it.

    Parameters
    ----------
    risk : EmpiricalRisk
    found : CriticalFilterList
        Of this risk.
    reached : int, optional
        Which of them is the limit of a run.

    Raises
    ------
    InvalidInput
        Where not all critical points can be listed (`critical_filters`), where filters with other
        multiple roots than one double root can be critical, or where the target vanishes.
    """
    check_coverage(risk)
    architecture = risk.architecture
    if not _has_map(architecture):
        raise InvalidInput(say("targets.widths", widths=str(architecture.widths)), field="widths")
    if len(risk.gap_factor) < architecture.final_width or not risk.best_filter.any():
        raise InvalidInput(say("targets.data"), field="data")
    condition = float(np.linalg.cond(risk.gap_factor))
    if condition > MOST_UNEVEN:
        raise InvalidInput(say("targets.condition", condition=condition), field="data")
    # the sizes of both change nothing, but might overflow
    factor = risk.gap_factor / np.abs(risk.gap_factor).max()
    target = risk.best_filter / np.abs(risk.best_filter).max()
    lines = partial(stationary, factor=factor)
    wall, along = nearest_on_envelope(lines, factor, target)
    roots = partial(double_roots, width=len(target))
    is_bounded = real_roots_needed(architecture) > 1
    edge = nearest_on_envelope(roots, factor, target)[0] if is_bounded else None
    sheet, through_limit = sheet_of(factor, (target, wall), found, reached)
    moments = ExactMoments.of(risk)
    known = TargetMap(
        architecture=architecture,
        moments=moments,
        factor=factor,
        target=target,
        count=len(found.filters) if found.certified else None,
        sheet=sheet,
        wall=wall,
        sides=None,
        edge=edge,
        through_limit=through_limit,
    )
    step = BEYOND * float(np.linalg.norm(factor @ (wall - target)))
    around = (wall + BEYOND * (wall - target), wall + step * along, wall - step * along)
    counts = [known.exact_count(near) for near in around]
    low, high = min(counts), max(counts)
    return replace(known, sides=(low, high) if high == low + 2 else None)


def _has_map(architecture: Architecture) -> bool:
    """Whether the critical filters beside u have one double root, and only that."""
    width = architecture.final_width
    multiple = {p for p in multiplicity_patterns(architecture) if max(p, default=1) > 1}
    return width <= WIDEST and multiple == {(2,) + (1,) * (width - 3)}


def _cells(resolution: int) -> Array:
    """Centres of the cells of a grid over the sheet, shape (resolution, resolution, 2)."""
    along = (np.arange(resolution) + 0.5) / resolution * 2.0 - 1.0
    return np.stack(np.meshgrid(along, along), axis=-1)


def _zeros(lines: Array, targets: Array) -> Indices:
    """How often a target, shape (..., 3), passes from one side of a line to the other."""
    counts = []
    for start in range(0, len(targets), CELLS_AT_ONCE):
        ahead = targets[start : start + CELLS_AT_ONCE] @ lines.T > 0.0
        counts.append(np.count_nonzero(ahead[:, 1:] != ahead[:, :-1], axis=1))
    return np.concatenate(counts)
