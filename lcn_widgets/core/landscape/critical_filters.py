"""All critical points of a small network: stride one, square loss.

They are forms with multiple roots, found and counted by exact arithmetic (`solutions`). The real
ones are split into layers again (`realizations`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from lcn_widgets.core.inputs import Array, Message, present_work
from lcn_widgets.core.landscape.completeness import Openness
from lcn_widgets.core.landscape.coverage import check_coverage, multiplicity_patterns
from lcn_widgets.core.landscape.critical_points import (
    Certificate,
    CriticalKind,
    CriticalPoint,
    classify,
)
from lcn_widgets.core.landscape.exact_moments import ExactMoments
from lcn_widgets.core.landscape.filter_bounds import FilterBounds
from lcn_widgets.core.landscape.patterns import Pattern
from lcn_widgets.core.landscape.realizations import real_networks
from lcn_widgets.core.landscape.solutions import RealSolution, solutions
from lcn_widgets.core.landscape.wording import filters_message, say
from lcn_widgets.core.risk import EmpiricalRisk

REACHED = 1e-6
"""A limit is a listed filter if the risk's second derivative makes their difference worth less
than this part of that between the listed filter and any other, or 0."""


@dataclass(frozen=True, eq=False)
class CriticalFilter:
    """A real critical final filter v ≠ 0.

    Parameters
    ----------
    final_filter : ndarray, shape (k_v,)
    risk : float
    multiplicities : tuple of int
        Multiplicities of the complex roots, descending.
    pattern : Pattern
        Real-root multiplicity pattern.
    points : tuple of CriticalPoint
        One balanced w for every way to distribute the roots over the layers.
    error : float
        How far the filter may be from the one that is meant, in the norm.
    risk_bounds : (float, float)
        Bounds of the risk of the one that is meant.
    """

    final_filter: Array
    risk: float
    multiplicities: tuple[int, ...]
    pattern: Pattern
    points: tuple[CriticalPoint, ...]
    error: float
    risk_bounds: tuple[float, float]

    @property
    def is_minimum(self) -> bool:
        """Whether one of its networks is a local or the global minimum."""
        minima = (CriticalKind.GLOBAL_MINIMUM, CriticalKind.LOCAL_MINIMUM)
        return any(point.kind in minima for point in self.points)


@dataclass(frozen=True, eq=False)
class CriticalFilterList:
    """The real critical final filters v ≠ 0 of a network, by ascending risk.

    Parameters
    ----------
    filters : tuple of CriticalFilter
        Each of them is proved to be one, and to be listed once.
    complex_count : int
        Number of different complex critical final filters that were proved to exist.
    expected_count : int
        Their number for generic data.
    openness : Openness or None
        What leaves it open whether these are all; None if they are, by proof.
    zero_risk : float
        L(0): v = 0 is critical too if N ≥ 2.
    best : int or None
        Index of the filter that is proved to have the least risk over the function space.
    """

    filters: tuple[CriticalFilter, ...]
    complex_count: int
    expected_count: int
    openness: Openness | None
    zero_risk: float
    best: int | None = None

    @property
    def certified(self) -> bool:
        """Whether no critical final filter v ≠ 0 of a real network is missing, by proof."""
        return self.openness is None

    @property
    def least_risk(self) -> float:
        """Least risk over the function space, if the list is complete."""
        return min([self.zero_risk, *(f.risk for f in self.filters)])

    @property
    def message(self) -> Message:
        """Whether the list is complete."""
        return filters_message(self)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)


def critical_filters(risk: EmpiricalRisk) -> CriticalFilterList:
    """Find every critical final filter v ≠ 0 of a stride-one network with square loss.

    What is decided is decided for the data as they are, without rounding; see `solutions`.

    Raises
    ------
    InvalidInput
        For another loss, strides above one before the last layer, a patch matrix without full
        rank, or an architecture beyond the known cases: those with at most one multiple root,
        and two double roots for k_v = 5. All networks with k_v ≤ 5 are covered.
    """
    check_coverage(risk)
    present_work().step(say, "progress.filters")
    moments = ExactMoments.of(risk)
    found = solutions(moments, multiplicity_patterns(risk.architecture))
    listed = (_critical_filter(risk, s) for s in found.real)
    filters = sorted((f for f in listed if f is not None), key=lambda f: f.risk)
    best = _best(risk, filters) if found.openness is None else None
    if best is not None:
        filters[best] = _as_global(filters[best])
    return CriticalFilterList(
        filters=tuple(filters),
        complex_count=found.count,
        expected_count=found.generic_count,
        openness=found.openness,
        zero_risk=risk.filter_value(np.zeros(risk.architecture.final_width)),
        best=best,
    )


def _best(risk: EmpiricalRisk, filters: list[CriticalFilter]) -> int | None:
    """Index of the filter than which none has a lower risk, with 0 as one of them.

    The least risk is attained, since the function space is closed and P has full rank: one of a
    complete list has it.
    """
    zero = FilterBounds(risk, np.zeros(risk.architecture.final_width)).values()
    bounds = [f.risk_bounds for f in filters]
    for i, (_, high) in enumerate(bounds):
        others = [*bounds[:i], *bounds[i + 1 :], zero]
        if all(high <= low for low, _ in others):
            return i
    return None


def _as_global(found: CriticalFilter) -> CriticalFilter:
    """The same filter, of whose networks it is known that they are global minima."""
    points = tuple(
        point
        if point.certificate
        else replace(point, kind=CriticalKind.GLOBAL_MINIMUM, certificate=Certificate.COMPLETE_LIST)
        for point in found.points
    )
    return replace(found, points=points)


def reached_filter(risk: EmpiricalRisk, found: CriticalFilterList, v: Array) -> int | None:
    """Index in the list of the critical filter that v of shape (k_v,) is, to `REACHED`, or None.

    Distances are compared with those between the listed filters, 0 among them: the risk of 0
    may be large for a reason that has nothing to do with any filter.
    """
    if not found.filters:
        return None
    listed = np.array([f.final_filter for f in found.filters])
    worth = _worth(risk, v - listed)
    nearest = int(np.argmin(worth))
    others = np.delete(np.vstack([listed, np.zeros_like(v)]), nearest, axis=0)
    apart = float(_worth(risk, others - listed[nearest]).min())
    return nearest if worth[nearest] <= REACHED * apart else None


def _worth(risk: EmpiricalRisk, offsets: Array) -> Array:
    """‖P(v - v')‖² of each difference (…, k_v) of two filters, for square loss."""
    return np.asarray(np.square(offsets @ risk.gap_factor.T).sum(axis=-1))


def _critical_filter(risk: EmpiricalRisk, solution: RealSolution) -> CriticalFilter | None:
    """The filter of a solution with all its networks, None if no real network has it."""
    present_work().step(say, "progress.filters")
    v = solution.v
    networks = real_networks(risk.architecture, v, solution.roots)
    points = tuple(classify(risk, w) for w in networks)
    if not points:
        return None
    together: Counter[complex] = Counter()
    for root, m in solution.roots:
        together[root] += m
    multiplicities = tuple(sorted(together.values(), reverse=True))
    return CriticalFilter(
        final_filter=v,
        risk=risk.filter_value(v),
        multiplicities=multiplicities,
        pattern=points[0].pattern,
        points=points,
        error=solution.error,
        risk_bounds=FilterBounds(risk, v, solution.error).values(),
    )
