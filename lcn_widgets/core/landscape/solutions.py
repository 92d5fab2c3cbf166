"""All solutions of the critical equations of a small network, and whether they are all.

At a critical w with v ≠ 0 let h = gcd_i Π_{j≠i} p_j. If a root has multiplicity c > 0 in h, it
has at least c + 1 in v. So v solves the equations of the forms with a root of multiplicity c + 1
(`multiple_roots`), of those with two double roots (`squares`), or is the least-squares filter. The
converse holds as well. Hence the union of these solutions is the set of complex critical v ≠ 0, for
any data with a patch matrix of full rank, and to know each of them is to know all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.completeness import DOUBLE_PAIRS, Openness
from lcn_widgets.core.landscape.exact_moments import ExactMoments, Objects
from lcn_widgets.core.landscape.exact_roots import exact_roots, place
from lcn_widgets.core.landscape.multiple_roots import (
    MultipleRootForm,
    MultipleRootLocus,
    generic_count,
)
from lcn_widgets.core.landscape.squares import Square, SquareLocus

ROUNDING = 2.0 * float(np.finfo(np.float64).eps)
"""Of a fraction to a float, relative; the least float is none of the errors looked at."""


@dataclass(frozen=True, eq=False)
class RealSolution:
    """A real critical v ≠ 0.

    Parameters
    ----------
    v : ndarray, shape (k_v,)
    roots : list of (complex, int)
        Its roots and in how many different layers each has to be; one that occurs more often in v
        is listed again.
    error : float
        How far v may be from the solution, in the norm.
    """

    v: Array
    roots: list[tuple[complex, int]]
    error: float

    @classmethod
    def of(cls, v: Objects, roots: list[tuple[complex, int]], error: Fraction) -> RealSolution:
        """The solution that is within `error` of v, entry by entry."""
        rounded = v.astype(float)
        off = float(np.linalg.norm(rounded)) * ROUNDING + np.sqrt(len(v)) * float(error)
        return cls(rounded, roots, float(off))


@dataclass(eq=False)
class Solutions:
    """The critical v ≠ 0 that were found.

    Parameters
    ----------
    generic_count : int
        Number of complex ones for generic data.
    real : list of RealSolution
    count : int
        Number of different complex ones that are proved.
    openness : Openness or None
        Why these may not be all real ones.
    """

    generic_count: int
    real: list[RealSolution] = field(default_factory=list)
    count: int = 0
    openness: Openness | None = None
    _exact: list[Objects] = field(default_factory=list)

    def add_centre(self, u: Objects) -> None:
        """The least-squares filter, at which every network is critical."""
        self.real.append(RealSolution.of(u, _apart(exact_roots(u)), Fraction(0)))
        self.count += 1
        self._exact.append(u)

    def add_multiple_root(self, locus: MultipleRootLocus) -> None:
        """All forms with one multiple root, unless they are a curve."""
        if locus.is_a_curve:
            self._leave_open(Openness.CURVE)
            return
        self.count += locus.count
        for form in locus.real_forms():
            self._add_form(form)

    def _add_form(self, form: MultipleRootForm) -> None:
        if not form.is_resolved:
            self._leave_open(Openness.UNRESOLVED)
            return
        v = form.form
        roots = [(place(form.root), form.multiplicity), *_apart(exact_roots(form.cofactor))]
        self.real.append(RealSolution.of(v, roots, form.form_error))
        if form.error == 0:
            self._exact.append(v)

    def add_squares(self, locus: SquareLocus) -> None:
        """All squares, which come last: those that are known already are left out."""
        new: list[Square] = []
        unclear = 0
        for square in locus.squares:
            if square.has_different_roots and locus.has_two_functionals(square):
                new.append(square)
            else:
                unclear += 1 if square.sign else 2
        if locus.count < DOUBLE_PAIRS or not locus.origin_is_simple:
            self._leave_open(Openness.CLUSTER)
        elif unclear != sum(map(locus.has_root_of, self._exact)):
            self._leave_open(Openness.UNRESOLVED)
        for square in new:
            self.count += 1 if square.sign else 2
            if square.sign:
                root, v = square.real_square
                roots = [(r, 2 * m) for r, m in exact_roots(root)]
                error = square.square_error * locus.scale
                self.real.append(RealSolution.of(v * locus.scale, roots, error))

    def _leave_open(self, reason: Openness) -> None:
        if self.openness is None:
            self.openness = reason


def solutions(moments: ExactMoments, patterns: Iterable[tuple[int, ...]]) -> Solutions:
    """The critical v ≠ 0 whose roots have these multiplicities, or more."""
    ordered = sorted(patterns, key=lambda p: (p.count(2) > 1, max(p, default=1)))
    found = Solutions(sum(map(generic_count, ordered)))
    if not any(moments.vector):
        return found  # ⟨v, ∇_vL⟩ = 2 vᵀGv vanishes for v = 0 only
    for pattern in ordered:
        multiple = [m for m in pattern if m > 1]
        if not multiple:
            found.add_centre(moments.centre)
        elif len(multiple) == 1:
            found.add_multiple_root(MultipleRootLocus(moments, multiple[0]))
        else:
            found.add_squares(SquareLocus(moments))
    return found


def _apart(roots: list[tuple[complex, int]]) -> list[tuple[complex, int]]:
    """Each root as often as it occurs, free to be in any layer each time."""
    return [(root, 1) for root, m in roots for _ in range(m)]
