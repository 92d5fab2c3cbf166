"""All critical points of a small network: stride one, square loss.

At a critical point w the residual moments g = ∇_vL are orthogonal to the image of the
Jacobian, which is h·R[x] with h = gcd_i Π_{j≠i} p_j. For generic data two layers share a root
only simply, so that a root ρ of v with multiplicity m lies in m different layers and
h = Π (x - ρ)^{m-1}. Then g is a combination of the functionals "derivative at ρ of order
< m - 1", hence

    v = u + G⁻¹ Σ β e_ρ,    v^{(j)}(ρ) = 0 for j < m,

with u the least-squares filter and G = PᵀP. With one multiple root the β are eliminated by a
determinant, a form in ρ of known degree; for two double roots v = ±q², and three cubics in q
remain. The number of complex solutions is known for generic data, so that a list can be
certified complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from math import perm

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array, Complex, InvalidInput
from lcn_widgets.core.landscape.critical_points import (
    CriticalPoint,
    classify,
    is_polynomial_product,
)
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk, SquareLoss
from lcn_widgets.core.roots import INFINITY, roots

REAL_TOLERANCE = 1e-7
"""A root with a relative imaginary part below this is real."""
RESIDUAL_TOLERANCE = 1e-8
"""Relative residual up to which a solution of the critical equations is accepted."""
DISTINCT_TOLERANCE = 1e-6
"""Relative distance from which two complex solutions count as different."""
REACHED = 1e-6
"""A limit is a listed filter if the risk's second derivative makes their difference worth less
than this part of the risk of v = 0."""


@dataclass(frozen=True, eq=False)
class CriticalFilter:
    """A real critical final filter v ≠ 0.

    Parameters
    ----------
    final_filter : ndarray, shape (k_v,)
    risk : float
    multiplicities : tuple of int
        Multiplicities of the complex roots, descending.
    pattern : str
        Real-root multiplicity pattern.
    points : tuple of CriticalPoint
        One balanced w for every way to distribute the roots over the layers.
    """

    final_filter: Array
    risk: float
    multiplicities: tuple[int, ...]
    pattern: str
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
    def sentence(self) -> str:
        """One sentence on completeness."""
        if self.certified:
            return (
                f"All {self.expected_count} complex critical final filters were found, "
                f"{len(self.filters)} of them come from real networks: the list is complete."
            )
        return (
            f"{self.complex_count} of {self.expected_count} complex critical final filters were "
            "found: the list may be incomplete, or the data are not generic."
        )


def critical_filters(risk: EmpiricalRisk) -> CriticalFilterList:
    """Find every critical final filter v ≠ 0 of a stride-one network with square loss.

    Raises
    ------
    InvalidInput
        For another loss, strides above one before the last layer, a patch matrix without full
        rank, or an architecture beyond the known cases: those with at most one multiple root,
        and two double roots for k_v = 5. All networks with k_v ≤ 5 are covered.
    """
    _check(risk)
    architecture = risk.architecture
    problem = _Problem(risk.best_filter, risk.filter_hessian(risk.best_filter) / 2.0)
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
    """Index in the list of the critical filter that v of shape (k_v,) is, to `REACHED`, or None."""
    if not found.filters:
        return None
    offsets = v - np.array([f.final_filter for f in found.filters])
    worth = np.vecdot(offsets, offsets @ risk.filter_hessian(risk.best_filter)) / 2.0
    nearest = int(np.argmin(worth))
    return nearest if worth[nearest] <= REACHED * found.zero_risk else None


def multiplicity_patterns(architecture: Architecture) -> list[tuple[int, ...]]:
    """Multiplicities (descending) of the roots of v that layers with simple shared roots allow.

    By Gale and Ryser these are the partitions of k_v - 1 dominated by the conjugate of the
    degrees (k_1 - 1, …, k_N - 1).
    """
    degrees = [k - 1 for k in architecture.widths if k > 1]
    conjugate = [sum(t > j for t in degrees) for j in range(max(degrees, default=0))]
    bounds = np.cumsum(conjugate)

    def dominated(partition: tuple[int, ...]) -> bool:
        sums = np.cumsum(partition)
        return all(s <= bounds[min(j, len(bounds) - 1)] for j, s in enumerate(sums))

    return [p for p in _partitions(sum(degrees)) if dominated(p)]


def generic_count(pattern: tuple[int, ...]) -> int:
    """Complex critical points of the distance to forms with these root multiplicities.

    The generic Euclidean distance degree of the multiple root locus: 1 without multiple roots,
    3n - 2 for one double root or for an n-fold root, 13 for two double roots of a quartic.
    """
    n = sum(pattern)
    multiple = [m for m in pattern if m > 1]
    if not multiple:
        return 1
    if len(multiple) == 1:
        m = multiple[0]
        return (n - m + 1) + (m - 1) * (2 * n - 2 * m + 3)
    return 13


@dataclass(frozen=True, eq=False)
class _Solution:
    """A complex critical v, its square-free factors with their multiplicities, its residual."""

    v: Complex
    factors: tuple[tuple[Complex, int], ...]
    residual: float


class _Problem:
    """min ‖v - u‖_G over forms v of degree n with prescribed root multiplicities."""

    def __init__(self, centre: Array, moments: Array):
        self.n = len(centre) - 1
        self.centre = centre
        self.moments = moments
        self.inverse = scipy.linalg.inv(moments)

    def solve(self, pattern: tuple[int, ...]) -> list[_Solution]:
        """All complex critical v whose roots have the multiplicities `pattern`."""
        multiple = [m for m in pattern if m > 1]
        if not multiple:
            centre = self.centre.astype(np.complex128)
            return [_Solution(centre, ((centre, 1),), 0.0)]
        return _distinct(
            self._one_multiple_root(multiple[0]) if len(multiple) == 1 else self._square()
        )

    def _one_multiple_root(self, m: int) -> list[_Solution]:
        degree = generic_count((m,) + (1,) * (self.n - m))
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
            functionals = _derivatives(self.n, m - 2, x / size, y / size)
            v = self.centre + self.inverse @ (functionals.T @ (null[1:] / null[0]))
            linear = np.array([-x, y]) / size
            factors = ((linear, m), (_divide(v, linear, m), 1))
            solutions.append(_Solution(v, factors, float(singular[-1] / singular[0])))
        return solutions

    def _conditions(self, x: complex, y: complex, m: int) -> Complex:
        """m × m: all partial derivatives of order m-1 of u and of G⁻¹e, e of order m - 2."""
        rows = _derivatives(self.n, m - 1, x, y)
        columns = self.inverse @ _derivatives(self.n, m - 2, x, y).T
        return np.column_stack([rows @ self.centre, rows @ columns])

    def _square(self) -> list[_Solution]:
        """v = q², q of degree 2: T(q)ᵀ G (q² - u) = 0 with T(q)r = qr, three cubics."""
        solutions = []
        for q in _solve_cubics(self._square_equations()):
            v = np.convolve(q, q)
            if np.linalg.norm(v) < REAL_TOLERANCE * np.linalg.norm(self.centre):
                continue
            g = self.moments @ (v - self.centre)
            slope = np.array([q @ g[j : j + 3] for j in range(3)])
            residual = float(np.abs(slope).max() / (np.abs(q).max() * np.abs(g).max()))
            solutions.append(_Solution(v, ((q, 2),), residual))
        return solutions

    def _square_equations(self) -> list[dict[tuple[int, ...], float]]:
        """The three cubics in (q_0, q_1, q_2) as coefficients by exponents."""
        equations: list[dict[tuple[int, ...], float]] = []
        for j in range(3):
            equation: dict[tuple[int, ...], float] = {}
            for a in range(3):  # q_a multiplies entry a + j of G(q² - u)
                row = self.moments[a + j]
                _add(equation, (a,), -float(row @ self.centre))
                for b in range(3):
                    for c in range(3):
                        _add(equation, (a, b, c), float(row[b + c]))
            equations.append(equation)
        return equations


def _add(equation: dict[tuple[int, ...], float], factors: tuple[int, ...], value: float) -> None:
    exponents = tuple(factors.count(i) for i in range(3))
    equation[exponents] = equation.get(exponents, 0.0) + value


def _solve_cubics(equations: list[dict[tuple[int, ...], float]]) -> list[Complex]:
    """All common zeros of three cubics in three variables without zeros at infinity.

    The null space of the Macaulay matrix in degree 7 is 27-dimensional; multiplication by a
    random linear form on it has the zeros as eigenvectors. Newton's method polishes them.
    """
    degree = 7
    monomials = _monomials(degree)
    position = {e: i for i, e in enumerate(monomials)}
    rows = []
    for equation in equations:
        scale = max(abs(c) for c in equation.values())
        for shift in _monomials(degree - 3):
            row = np.zeros(len(monomials))
            for e, c in equation.items():
                row[position[tuple(np.add(e, shift).tolist())]] = c / scale
            rows.append(row)
    null = scipy.linalg.null_space(np.array(rows), rcond=1e-12)
    low = [position[e] for e in _monomials(degree - 1)]
    form = np.random.default_rng(0).normal(size=3)
    units = np.eye(3, dtype=int)
    raised = sum(
        form[i]
        * null[[position[tuple(np.add(e, units[i]).tolist())] for e in _monomials(degree - 1)]]
        for i in range(3)
    )
    action = scipy.linalg.lstsq(null[low], raised)[0]
    _, vectors = np.linalg.eig(action)
    values = null @ vectors
    ones = values[position[(0, 0, 0)]]
    points = np.stack([values[position[tuple(u.tolist())]] / ones for u in units], axis=-1)
    return [_polish(equations, q) for q in points]


def _polish(equations: list[dict[tuple[int, ...], float]], q: Complex) -> Complex:
    for _ in range(4):
        value = np.array([_evaluate(f, q) for f in equations])
        slope = np.array([[_evaluate(_partial(f, i), q) for i in range(3)] for f in equations])
        q = q - np.linalg.lstsq(slope, value, rcond=None)[0]
    return q


def _evaluate(equation: dict[tuple[int, ...], float], q: Complex) -> complex:
    return complex(sum(c * np.prod(q ** np.array(e)) for e, c in equation.items()))


def _partial(equation: dict[tuple[int, ...], float], i: int) -> dict[tuple[int, ...], float]:
    return {(*e[:i], e[i] - 1, *e[i + 1 :]): c * e[i] for e, c in equation.items() if e[i] > 0}


def _monomials(degree: int) -> list[tuple[int, ...]]:
    """Exponents in three variables up to `degree`."""
    return [
        tuple(factors.count(i) for i in range(3))
        for d in range(degree + 1)
        for factors in combinations_with_replacement(range(3), d)
    ]


def _derivatives(n: int, order: int, x: complex, y: complex) -> Complex:
    """Rows: ∂_x^a ∂_y^{order-a} of the monomials x^j y^{n-j}, j = 0 … n, at (x : y)."""
    rows = np.zeros((order + 1, n + 1), dtype=np.complex128)
    for a in range(order + 1):
        b = order - a
        for j in range(a, n - b + 1):
            rows[a, j] = perm(j, a) * perm(n - j, b) * x ** (j - a) * y ** (n - j - b)
    return rows


def _distinct(solutions: list[_Solution]) -> list[_Solution]:
    kept: list[_Solution] = []
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


def _critical_filter(risk: EmpiricalRisk, solution: _Solution) -> CriticalFilter | None:
    """The filter of a real solution with all its networks, None if it is not real or has none."""
    v = solution.v.real
    if np.linalg.norm(solution.v.imag) > REAL_TOLERANCE * np.linalg.norm(v):
        return None
    found = [(complex(r), m) for factor, m in solution.factors for r in roots(_real(factor))]
    points = tuple(classify(risk, w) for w in _real_networks(risk.architecture, v, found))
    if not points:
        return None
    multiplicities = tuple(sorted((m for _, m in found), reverse=True))
    return CriticalFilter(v, risk.filter_value(v), multiplicities, points[0].pattern, points)


def _real(factor: Complex) -> Array:
    """A real multiple of the factor of a real filter."""
    largest = factor[np.abs(factor).argmax()]
    return np.asarray((factor / largest).real)


def _real_networks(
    architecture: Architecture, v: Array, found: list[tuple[complex, int]]
) -> Iterator[Array]:
    """One balanced w with π(w) = v for each way to put every root into different layers."""
    units = [(form, m) for root, m in found if (form := _real_form(root)) is not None]
    degrees = [k - 1 for k in architecture.widths]
    for layers in _assignments(units, degrees):
        product = np.ones(1)
        for p in layers:
            product = np.convolve(product, p)
        factor = float(v @ product) / float(product @ product)
        size = abs(factor) ** (1.0 / len(layers))
        layers[0] = np.copysign(1.0, factor) * layers[0]
        norm = np.prod([np.linalg.norm(p) for p in layers]) ** (1.0 / len(layers))
        yield architecture.join([size * norm * p / np.linalg.norm(p) for p in layers])


def _real_form(root: complex) -> Array | None:
    """Real form of least degree with this root, None for the lower one of a conjugate pair."""
    if root == INFINITY:
        return np.array([1.0, 0.0])
    size = np.hypot(abs(root), 1.0)
    if root.imag == 0.0:
        return np.asarray([-root.real / size, 1.0 / size])
    if root.imag < 0.0:
        return None
    return np.asarray(np.array([abs(root) ** 2, -2.0 * root.real, 1.0]) / size**2)


def _assignments(units: list[tuple[Array, int]], degrees: list[int]) -> Iterator[list[Array]]:
    """Layer polynomials of the given degrees: each unit in as many layers as its multiplicity."""
    if not units:
        if not any(degrees):
            yield [np.ones(1) for _ in degrees]
        return
    (form, m), rest = units[0], units[1:]
    room = [i for i, t in enumerate(degrees) if t >= len(form) - 1]
    for chosen in combinations(room, m):
        left = [t - (len(form) - 1) * (i in chosen) for i, t in enumerate(degrees)]
        for layers in _assignments(rest, left):
            yield [np.convolve(p, form) if i in chosen else p for i, p in enumerate(layers)]


def _partitions(n: int, largest: int | None = None) -> Iterator[tuple[int, ...]]:
    """Partitions of n, parts descending."""
    if n == 0:
        yield ()
        return
    for part in range(min(n, largest or n), 0, -1):
        for rest in _partitions(n - part, part):
            yield (part, *rest)


def _check(risk: EmpiricalRisk) -> None:
    architecture = risk.architecture
    if not isinstance(risk.loss, SquareLoss):
        raise InvalidInput(
            f"the loss is {risk.loss.label}: all critical points can be listed for square loss",
            field="loss",
        )
    if not is_polynomial_product(architecture):
        raise InvalidInput(
            f"strides {architecture.strides} exceed one before the last layer: all critical "
            "points can be listed for stride one",
            field="strides",
        )
    if risk.patch_rank < architecture.final_width:
        raise InvalidInput(
            f"the patch matrix has rank {risk.patch_rank} < {architecture.final_width}: "
            "the critical points are not isolated; use more or other data",
            field="data",
        )
    for pattern in multiplicity_patterns(architecture):
        multiple = [m for m in pattern if m > 1]
        if len(multiple) > 1 and pattern != (2, 2):
            raise InvalidInput(
                f"widths {architecture.widths} allow filters with several multiple roots "
                f"{pattern}: all critical points can be listed up to k_v = 5, and beyond where v "
                "can have only one multiple root",
                field="widths",
            )
