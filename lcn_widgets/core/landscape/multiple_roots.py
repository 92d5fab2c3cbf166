"""Critical points of a distance on the forms with multiple roots of given multiplicities.

At a critical point w the gradient g = ∇_vL is orthogonal to the image of the Jacobian, which is
h·R[x] with h = gcd_i Π_{j≠i} p_j. For generic data two layers share a root only simply, so that
a root ρ of v with multiplicity m lies in m different layers and h = Π (x - ρ)^{m-1}. Then g is a
combination of the functionals "derivative at ρ of order < m - 1", hence

    v = u + G⁻¹ Σ β e_ρ,    v^{(j)}(ρ) = 0 for j < m,

with u the least-squares filter and G = PᵀP. With one multiple root the β are eliminated by a
determinant, a form in ρ of known degree; for two double roots v = ±q², and three cubics in q
remain. The number of complex solutions is known for generic data, so that a list can be
certified complete.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import perm

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array, Complex
from lcn_widgets.core.landscape.macaulay import Exponents, Polynomial, common_zeros
from lcn_widgets.core.roots import INFINITY, roots

DISTINCT_TOLERANCE = 1e-6
"""Relative distance from which two complex solutions count as different."""
VANISHING_TOLERANCE = 1e-7
"""A form q² this small beside u is the solution v = 0, which is none of these."""


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
    return 13


@dataclass(frozen=True, eq=False)
class CriticalForm:
    """A complex critical v.

    Parameters
    ----------
    v : ndarray of complex, shape (k_v,)
    factors : tuple of (ndarray of complex, int)
        Square-free factors with their multiplicities.
    residual : float
        Of the critical equations, relative.
    """

    v: Complex
    factors: tuple[tuple[Complex, int], ...]
    residual: float


class MultipleRootProblem:
    """min ‖v - u‖_G over forms v of degree n with prescribed root multiplicities.

    Parameters
    ----------
    centre : ndarray, shape (n + 1,)
        u.
    gram : ndarray, shape (n + 1, n + 1)
        The Gram matrix G = PᵀP.
    """

    def __init__(self, centre: Array, gram: Array):
        self._n = len(centre) - 1
        self._centre = centre
        self._gram = gram
        self._inverse = scipy.linalg.inv(gram)

    def solve(self, multiplicities: tuple[int, ...]) -> list[CriticalForm]:
        """All complex critical v whose roots have these multiplicities."""
        multiple = [m for m in multiplicities if m > 1]
        if not multiple:
            centre = self._centre.astype(np.complex128)
            return [CriticalForm(centre, ((centre, 1),), 0.0)]
        return _distinct(
            self._one_multiple_root(multiple[0]) if len(multiple) == 1 else self._square()
        )

    def _one_multiple_root(self, m: int) -> list[CriticalForm]:
        degree = generic_count((m,) + (1,) * (self._n - m))
        nodes = np.exp(2j * np.pi * np.arange(degree + 1) / (degree + 1))
        values = [np.linalg.det(self._conditions(t, 1.0, m)) for t in nodes]
        form = np.fft.fft(values) / (degree + 1)
        solutions = []
        for root in roots(form.real):  # u and G are real, and so is the form
            x, y = (1.0, 0.0) if root == INFINITY else (root, 1.0)
            size = np.hypot(abs(x), abs(y))
            matrix = self._conditions(x / size, y / size, m)
            _, singular, right = np.linalg.svd(matrix)
            null = right[-1].conj()
            functionals = _derivatives(self._n, m - 2, x / size, y / size)
            v = self._centre + self._inverse @ (functionals.T @ (null[1:] / null[0]))
            linear = np.array([-x, y]) / size
            factors = ((linear, m), (_divide(v, linear, m), 1))
            solutions.append(CriticalForm(v, factors, float(singular[-1] / singular[0])))
        return solutions

    def _conditions(self, x: complex, y: complex, m: int) -> Complex:
        """m × m: all partial derivatives of order m-1 of u and of G⁻¹e, e of order m - 2."""
        rows = _derivatives(self._n, m - 1, x, y)
        columns = self._inverse @ _derivatives(self._n, m - 2, x, y).T
        return np.column_stack([rows @ self._centre, rows @ columns])

    def _square(self) -> list[CriticalForm]:
        """v = q², q of degree 2: T(q)ᵀ G (q² - u) = 0 with T(q)r = qr, three cubics."""
        solutions = []
        for q in common_zeros(self._square_equations()):
            v = np.convolve(q, q)
            if np.linalg.norm(v) < VANISHING_TOLERANCE * np.linalg.norm(self._centre):
                continue
            g = self._gram @ (v - self._centre)
            slope = np.array([q @ g[j : j + 3] for j in range(3)])
            residual = float(np.abs(slope).max() / (np.abs(q).max() * np.abs(g).max()))
            solutions.append(CriticalForm(v, ((q, 2),), residual))
        return solutions

    def _square_equations(self) -> list[Polynomial]:
        """The three cubics in (q_0, q_1, q_2)."""
        equations: list[Polynomial] = []
        for j in range(3):
            equation: dict[Exponents, float] = {}
            for a in range(3):  # q_a multiplies entry a + j of G(q² - u)
                row = self._gram[a + j]
                _add(equation, (a,), -float(row @ self._centre))
                for b in range(3):
                    for c in range(3):
                        _add(equation, (a, b, c), float(row[b + c]))
            equations.append(equation)
        return equations


def _add(equation: dict[Exponents, float], variables: tuple[int, ...], value: float) -> None:
    exponents = tuple(variables.count(i) for i in range(3))
    equation[exponents] = equation.get(exponents, 0.0) + value


def _derivatives(n: int, order: int, x: complex, y: complex) -> Complex:
    """Rows: ∂_x^a ∂_y^{order-a} of the monomials x^j y^{n-j}, j = 0 … n, at (x : y)."""
    rows = np.zeros((order + 1, n + 1), dtype=np.complex128)
    for a in range(order + 1):
        b = order - a
        for j in range(a, n - b + 1):
            rows[a, j] = perm(j, a) * perm(n - j, b) * x ** (j - a) * y ** (n - j - b)
    return rows


def _distinct(solutions: list[CriticalForm]) -> list[CriticalForm]:
    kept: list[CriticalForm] = []
    for s in solutions:
        size = np.linalg.norm(s.v)
        if all(np.linalg.norm(s.v - other.v) > DISTINCT_TOLERANCE * size for other in kept):
            kept.append(s)
    return kept


def _divide(v: Complex, linear: Complex, m: int) -> Complex:
    """v / linear^m by least squares, exact if it divides."""
    divisor = np.ones(1, dtype=np.complex128)
    for _ in range(m):
        divisor = np.convolve(divisor, linear)
    columns = [
        np.concatenate([np.zeros(j), divisor, np.zeros(len(v) - m - 1 - j)])
        for j in range(len(v) - m)
    ]
    return np.asarray(scipy.linalg.lstsq(np.stack(columns, axis=-1), v)[0])
