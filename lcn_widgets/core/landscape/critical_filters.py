"""All critical points of a small network: stride one, square loss.

They are found as complex forms with multiple roots (`multiple_roots`), of which the real ones
are split into layers again (`realizations`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, Message
from lcn_widgets.core.landscape.coverage import check_coverage, multiplicity_patterns
from lcn_widgets.core.landscape.critical_points import CriticalPoint, classify
from lcn_widgets.core.landscape.multiple_roots import (
    CriticalForm,
    MultipleRootProblem,
    generic_count,
)
from lcn_widgets.core.landscape.patterns import Pattern
from lcn_widgets.core.landscape.realizations import real_networks
from lcn_widgets.core.landscape.wording import filters_message
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import roots

REAL_TOLERANCE = 1e-7
"""A solution with a relative imaginary part up to this is real."""
RESIDUAL_TOLERANCE = 1e-8
"""Relative residual up to which a solution of the critical equations is accepted."""
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
    """

    final_filter: Array
    risk: float
    multiplicities: tuple[int, ...]
    pattern: Pattern
    points: tuple[CriticalPoint, ...]


@dataclass(frozen=True, eq=False)
class CriticalFilterList:
    """Every real critical final filter v ≠ 0 of a network, by ascending risk.

    Parameters
    ----------
    filters : tuple of CriticalFilter
    complex_count : int
        Number of different complex critical final filters found, realizable over C.
    expected_count : int
        Their number for generic data.
    certified : bool
        Whether both agree and every residual is below `RESIDUAL_TOLERANCE`.
    zero_risk : float
        L(0): v = 0 is critical too if N ≥ 2.
    """

    filters: tuple[CriticalFilter, ...]
    complex_count: int
    expected_count: int
    certified: bool
    zero_risk: float

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

    Raises
    ------
    InvalidInput
        For another loss, strides above one before the last layer, a patch matrix without full
        rank, or an architecture beyond the known cases: those with at most one multiple root,
        and two double roots for k_v = 5. All networks with k_v ≤ 5 are covered.
    """
    check_coverage(risk)
    architecture = risk.architecture
    problem = MultipleRootProblem(risk.best_filter, risk.filter_hessian(risk.best_filter) / 2.0)
    patterns = multiplicity_patterns(architecture)
    solutions = [s for pattern in patterns for s in problem.solve(pattern)]
    found = (_critical_filter(risk, s) for s in solutions)
    expected = sum(map(generic_count, patterns))
    sound = all(s.residual < RESIDUAL_TOLERANCE for s in solutions)
    return CriticalFilterList(
        filters=tuple(sorted((f for f in found if f is not None), key=lambda f: f.risk)),
        complex_count=len(solutions),
        expected_count=expected,
        certified=sound and len(solutions) == expected,
        zero_risk=risk.filter_value(np.zeros(architecture.final_width)),
    )


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


def _critical_filter(risk: EmpiricalRisk, solution: CriticalForm) -> CriticalFilter | None:
    """The filter of a real solution with all its networks, None if it is not real or has none."""
    v = solution.v.real
    if np.linalg.norm(solution.v.imag) > REAL_TOLERANCE * np.linalg.norm(v):
        return None
    found = [(complex(r), m) for factor, m in solution.factors for r in roots(_real(factor))]
    points = tuple(classify(risk, w) for w in real_networks(risk.architecture, v, found))
    if not points:
        return None
    multiplicities = tuple(sorted((m for _, m in found), reverse=True))
    return CriticalFilter(v, risk.filter_value(v), multiplicities, points[0].pattern, points)


def _real(factor: Complex) -> Array:
    """A real multiple of the factor of a real filter."""
    largest = factor[np.abs(factor).argmax()]
    return np.asarray((factor / largest).real)
