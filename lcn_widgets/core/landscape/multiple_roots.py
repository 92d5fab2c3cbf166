"""Critical points of a distance on the forms with one multiple root, exactly.

At a critical point w the gradient g = ∇_vL is orthogonal to the image of the
Jacobian, which is h·R[x] with h = gcd_i Π_{j≠i} p_j. If h has the root ρ with multiplicity
m - 1 and no other, v has it with multiplicity m at least, and g is a combination of the
functionals "derivative at ρ of order < m - 1". Hence

    v = u + G⁻¹ Σ β e_ρ,    v^{(j)}(ρ) = 0 for j < m,

with u the least-squares filter and G = PᵀP. The β are eliminated by a determinant, a form in ρ
with rational coefficients. Nothing is rounded, so that the questions which decide whether a list
is complete have answers: does the form vanish altogether, which roots does it have more than
once, which of them give no filter, v = 0 or a filter that is known already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb, lcm, perm

import numpy as np

from lcn_widgets.core.inputs import present_work
from lcn_widgets.core.landscape.completeness import DOUBLE_PAIRS
from lcn_widgets.core.landscape.exact_moments import ExactMoments, Objects, solved
from lcn_widgets.core.roots import (
    Form,
    RealRoot,
    common_factor,
    degree,
    integer_form,
    real_roots,
    square_free,
    times,
    without,
)

Column = list[Form]
"""A vector that depends on ρ, a form in ρ for each entry."""


def generic_count(multiplicities: tuple[int, ...]) -> int:
    """Complex critical points of the distance to forms with these root multiplicities.

    The generic Euclidean distance degree of the multiple root locus: 1 without multiple roots,
    3n - 2 for one double root or for an n-fold root, 13 for two double roots of a quartic.
    """
    n = sum(multiplicities)
    multiple = [m for m in multiplicities if m > 1]
    if not multiple:
        return 1
    if len(multiple) == 1:
        m = multiple[0]
        return (n - m + 1) + (m - 1) * (2 * n - 2 * m + 3)
    return DOUBLE_PAIRS


@dataclass(frozen=True, eq=False)
class MultipleRootForm:
    """A real critical v = (x - ρ)^m c with a real root ρ.

    Parameters
    ----------
    root : RealRoot
        ρ.
    multiplicity : int
        m.
    linear : ndarray of Fraction, shape (2,)
        Linear form with the root ρ, up to the width of its interval.
    cofactor : ndarray of Fraction, shape (n - m + 1,)
        c.
    error : Fraction
        Bound of the error of each entry of c, for the ρ that is meant; 0 where ρ is known exactly.
    """

    root: RealRoot
    multiplicity: int
    linear: Objects
    cofactor: Objects
    error: Fraction

    @property
    def is_resolved(self) -> bool:
        """Whether it is proved how many real roots a quadratic c has, and that they differ.

        Of c of another degree nothing has to be known: a linear one has one real root, and if c has
        degree 3 or more one layer takes all of it, since two layers have roots at most.
        """
        if self.error == 0 or len(self.cofactor) != 3:
            return True
        c0, c1, c2 = self.cofactor
        largest = max(map(abs, self.cofactor))
        return bool(abs(c1**2 - 4 * c0 * c2) > 5 * self.error * (2 * largest + self.error))

    @property
    def form(self) -> Objects:
        """v, shape (n + 1,)."""
        v = self.cofactor
        for _ in range(self.multiplicity):
            v = np.convolve(v, self.linear)
        return v

    @property
    def form_error(self) -> Fraction:
        """Bound of the error of each entry of v.

        The linear form has entries of at most 1 on its chart, and one of them is known up to the
        width of the interval: so ‖(x - ρ)^m‖_1 ≤ 2^m, and it is off by m 2^m of that width at most.
        """
        sizes = Fraction(sum(map(abs, self.cofactor))) + len(self.cofactor) * self.error
        moved = self.multiplicity * 2**self.multiplicity * self.root.width
        return Fraction(2**self.multiplicity * self.error + moved * sizes)


class MultipleRootLocus:
    """The critical points of (v-u)ᵀG(v-u) on the forms with a root of multiplicity m.

    Those that have it with multiplicity m already as critical points for m - 1, those with v = 0
    and those at infinity are left out.

    Parameters
    ----------
    moments : ExactMoments
    multiplicity : int
    """

    def __init__(self, moments: ExactMoments, multiplicity: int):
        self._moments = moments
        self._m = multiplicity
        self._n = len(moments.vector) - 1
        inverse, centre = moments.inverse, moments.centre
        assert inverse is not None  # `ExactMoments.of` sees to it
        scale = lcm(*(c.denominator for c in [*inverse.ravel(), *centre]))
        self._inverse = [[int(c * scale) for c in row] for row in inverse]
        self._centre: Column = [(int(c * scale),) for c in centre]

    @property
    def is_a_curve(self) -> bool:
        """Whether the determinant vanishes for every ρ, so that each one has a critical v."""
        return not any(self._determinant)

    @property
    def count(self) -> int:
        """Number of different complex ρ that have a critical v of their own."""
        return degree(self._places)

    def real_forms(self) -> Iterator[MultipleRootForm]:
        """The critical v of all real ρ.

        A real v with another ρ has the root ρ̄ too; then g is a combination of functionals at ρ
        and one of those at ρ̄, which are independent, so that g = 0 and v = u.
        """
        return (self._form(root) for root in real_roots(self._places))

    @cached_property
    def _determinant(self) -> Form:
        return integer_form(_determinant(self._conditions(self._m - 1)))

    @cached_property
    def _places(self) -> Form:
        """The square-free form in ρ whose roots are those that are counted."""
        columns = self._conditions(self._m - 1)
        at_infinity = _maximal_minors(columns[1:])
        known = _maximal_minors(self._conditions(self._m - 2))
        factors = (common_factor(forms) for forms in (at_infinity, known, self._vanishing()))
        return without(square_free(self._determinant), factors)

    def _conditions(self, functionals: int) -> list[Column]:
        """Partial derivatives of order m - 1 at ρ: of u, and of G⁻¹e for e of a lower order.

        The e are the derivatives of order `functionals` - 1 at ρ.
        """
        columns = [self._centre]
        for e in _derivatives(self._n, functionals - 1):
            columns.append([_combined(row, e) for row in self._inverse])
        rows = _derivatives(self._n, self._m - 1)
        return [[_paired(row, column) for row in rows] for column in columns]

    def _vanishing(self) -> list[Form]:
        """Forms in ρ with common roots where b is a combination of the e, so that v = 0."""
        b, m = integer_form(self._moments.vector), self._m
        signs = [comb(m - 1, j) * (-1) ** (m - 1 - j) for j in range(m)]
        return [
            tuple(sign * b[j + k] for j, sign in enumerate(signs))[::-1]
            for k in range(self._n - m + 2)
        ]

    def _form(self, root: RealRoot) -> MultipleRootForm:
        """v is the point nearest to u among the multiples of (x - ρ)^m."""
        G, b, m = self._moments.matrix, self._moments.vector, self._m
        linear = np.array(root.linear, dtype=object)
        power = np.array([Fraction(1)], dtype=object)
        for _ in range(m):
            power = np.convolve(power, linear)
        size = self._n - m + 1
        multiples = np.zeros((self._n + 1, size), dtype=object)
        for j in range(size):
            multiples[j : j + m + 1, j] = power
        matrix, right = multiples.T @ G @ multiples, multiples.T @ b
        identity = np.array([[Fraction(int(i == j)) for j in range(size)] for i in range(size)])
        inverse = solved(matrix, identity)
        assert inverse is not None  # positive definite
        cofactor = inverse @ right
        # ‖(x - ρ)^m‖_1 ≤ 2^m on the chart, and it moves by at most this within the interval
        moved = m * 2**m * root.width
        matrix_error = np.abs(G).sum() * (2 ** (m + 1) * moved + moved**2)
        inverse_size = max(np.abs(inverse).sum(axis=1))
        shrinking = 1 - inverse_size * size * matrix_error
        if shrinking <= 0:
            error = Fraction(10) ** 99  # nothing is known
        else:
            residual = size * matrix_error * max(np.abs(cofactor)) + np.abs(b).sum() * moved
            error = inverse_size * residual / shrinking
        return MultipleRootForm(root, m, linear, cofactor, error)


def _derivatives(n: int, order: int) -> list[Column]:
    """∂_x^a ∂_y^{order-a} of the monomials x^j y^{n-j}, j = 0 … n, at ρ = (x : y), for every a."""
    found = []
    for a in range(order + 1):
        b = order - a
        column: Column = []
        for j in range(n + 1):
            form = [0] * (n - order + 1)
            if a <= j <= n - b:
                form[j - a] = perm(j, a) * perm(n - j, b)
            column.append(tuple(form))
        found.append(column)
    return found


def _combined(weights: Iterable[int], column: Column) -> Form:
    terms = [[w * c for c in form] for w, form in zip(weights, column, strict=True)]
    return tuple(map(sum, zip(*terms, strict=True)))


def _paired(first: Column, second: Column) -> Form:
    products = [times(f, g) for f, g in zip(first, second, strict=True)]
    return tuple(map(sum, zip(*products, strict=True)))


def _determinant(columns: list[Column]) -> Form:
    """Determinant of a square matrix of forms, by its first column."""
    present_work().check()
    if not columns:
        return (1,)
    first, rest = columns[0], columns[1:]
    terms = []
    for i, entry in enumerate(first):
        minor = _determinant([column[:i] + column[i + 1 :] for column in rest])
        terms.append([(-1) ** i * c for c in times(entry, minor)])
    return tuple(map(sum, zip(*terms, strict=True)))


def _maximal_minors(columns: list[Column]) -> list[Form]:
    """Determinants of a matrix that has one row too many, without each row in turn."""
    rows = len(columns[0])
    return [_determinant([c[:i] + c[i + 1 :] for c in columns]) for i in range(rows)]
