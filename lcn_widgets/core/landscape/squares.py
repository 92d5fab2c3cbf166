"""Critical points of a distance on the quartics v = ±q² with two double roots.

They solve T(q)ᵀG(q² - u) = 0 with T(q)r = qr: three cubics in the entries of q. By Bézout they
have 27 isolated zeros at most, and only if nothing else is a zero and none is at infinity can
there be as many. So 26 zeros proved to be isolated and different, beside q = 0, are all.

A zero is proved by a contraction (Newton and Kantorovich): let B be any matrix and

    ‖B f(q)‖ + ‖1 - B f'(q)‖ r + ‖B f''(q)‖ r²/2 + ‖B f'''‖ r³/6 ≤ r,

with the slope of the left side in r below 1. Then z ↦ z - B f(z) maps the ball of radius r about q
to itself and contracts, so that f has one zero there, and a simple one. q is rational, and so is
f(q), where floats would leave nothing but rounding errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

import numpy as np

from lcn_widgets.core.inputs import Array, Complex, present_work
from lcn_widgets.core.landscape.exact_moments import ExactMoments, Objects
from lcn_widgets.core.landscape.gaussian import Gaussian
from lcn_widgets.core.landscape.macaulay import Exponents, Polynomial, common_zeros
from lcn_widgets.core.roots import Form, integer_form, square_free_factors, times

BITS = 110
"""Zeros are rounded to multiples of 2^-BITS."""
CLOSE = 90
"""A Newton step below 2^-CLOSE is the last one."""
STEPS = 8
"""Newton steps with an exact residual before a zero is given up."""
POLISHING_STEPS = 3
"""Newton steps in floats before."""
ROUNDING = 1e-12
"""Relative rounding error allowed for sums of products in floats: some hundred operations."""
ORIGIN = 1e-9
"""Zeros with q² smaller than this beside b/G are not looked at: q = 0 is none of those meant."""
SAME = 1e-7
"""Approximations as close as this to a zero that is proved are not tried."""
NEARLY = 1e-5
"""A zero with a relative real or imaginary part up to this is tried without it first."""
TRIPLE = range(3)


@dataclass(frozen=True, eq=False)
class Square:
    """A zero q, alone in a ball, of the equations for v = q².

    Parameters
    ----------
    zero : ndarray of Gaussian, shape (3,)
        Centre of the ball.
    radius : Fraction
        Its radius, entry by entry in the norm |re| + |im|.
    """

    zero: Objects
    radius: Fraction

    @property
    def sign(self) -> int:
        """1 if q is real, -1 if it is imaginary, 0 otherwise, all proved.

        With q also q̄ and -q are zeros. If the centre of the ball is real, q̄ is in the ball, and
        there is one zero only; if it is imaginary, -q̄ is.
        """
        if all(z.im == 0 for z in self.zero):
            return 1
        return -1 if all(z.re == 0 for z in self.zero) else 0

    @property
    def images(self) -> list[Objects]:
        """Centres of the different balls about q, -q, q̄ and -q̄."""
        q = self.zero
        conjugate = np.array([z.conjugate() for z in q], dtype=object)
        return [q, -q] if self.sign else [q, -q, conjugate, -conjugate]

    @property
    def real_square(self) -> tuple[Objects, Objects]:
        """Real r with v = ±r², and that v, for a real v."""
        r = np.array([z.re if self.sign > 0 else z.im for z in self.zero], dtype=object)
        return r, self.sign * np.convolve(r, r)

    @property
    def square_error(self) -> Fraction:
        """Bound of the error of each entry of q², of which each is a sum of three products."""
        size = max(map(abs, self.zero))
        return Fraction(3 * (2 * size * self.radius + self.radius**2))

    @property
    def has_different_roots(self) -> bool:
        """Whether q is proved not to be a square itself."""
        a, b, c = self.zero
        size = max(map(abs, self.zero))
        error = 5 * (2 * size * self.radius + self.radius**2)
        return bool(abs(b * b - a * c * 4) > error)


class SquareLocus:
    """The critical points of (v-u)ᵀG(v-u) on the forms v = scale·q² of degree 4.

    Parameters
    ----------
    moments : ExactMoments
        With k_v = 5 and b ≠ 0.

    Attributes
    ----------
    scale : Fraction
        A power of two near the largest entry of u, so that q is neither large nor small.
    """

    def __init__(self, moments: ExactMoments):
        largest = Fraction(max(map(abs, moments.centre)))
        bits = largest.numerator.bit_length() - largest.denominator.bit_length()
        self.scale = Fraction(2) ** bits
        self._G, self._b = moments.matrix, moments.vector / self.scale

    @cached_property
    def squares(self) -> list[Square]:
        """Zeros q, proved and different, one of ±q and ±q̄ each."""
        found: list[Square] = []
        for q in self._approximations():
            if any(_distance(q, square) < SAME * np.abs(q).max() for square in found):
                continue
            square = self._proved(q)
            if square is not None and _is_new(square, found):
                found.append(square)
        return found

    @property
    def count(self) -> int:
        """Number of different complex v = q² that are proved."""
        return sum(1 if square.sign else 2 for square in self.squares)

    @property
    def origin_is_simple(self) -> bool:
        """Whether q = 0 is a simple zero: the slope there is -b_{i+j}, a Hankel matrix."""
        b = self._b
        determinant = (
            b[0] * (b[2] * b[4] - b[3] ** 2)
            - b[1] * (b[1] * b[4] - b[2] * b[3])
            + b[2] * (b[1] * b[3] - b[2] ** 2)
        )
        return bool(determinant != 0)

    def has_two_functionals(self, square: Square) -> bool:
        """Whether g = G(q² - u) is proved to need the functionals at both roots of q.

        It is one functional or 0 iff all 2 × 2 minors of (g_j, g_{j+1}) vanish.
        """
        q, r = square.zero, square.radius
        size = max(map(abs, q))
        moved = 3 * (2 * size * r + r**2)
        g = self._slope(q)
        error = max(abs(self._G).sum(axis=1)) * moved
        largest = max(map(abs, g))
        bound = 2 * (2 * largest * error + error**2)
        pairs = [(i, j) for i in range(4) for j in range(i)]
        return any(abs(g[i] * g[j + 1] - g[j] * g[i + 1]) > bound for i, j in pairs)

    def has_root_of(self, v: Objects) -> bool:
        """Whether v ≠ 0, known exactly, is ±scale·q² for a zero q."""
        factors = square_free_factors(integer_form(v))
        if any(m % 2 for _, m in factors):
            return False
        root: Form = (1,)
        for factor, m in factors:
            for _ in range(m // 2):
                root = times(root, factor)
        g = self._G @ v / self.scale - self._b
        return not any(np.dot(root, g[i : i + 3]) for i in TRIPLE)

    def _approximations(self) -> Iterator[Complex]:
        """Zeros in floats, nearly real or imaginary ones without the other part first."""
        G, b = self._floats
        zeros = [self._polished(q) for q in common_zeros(_equations(G, b))]
        for q in zeros:
            size = float(np.abs(q).max())
            if not np.isfinite(size) or size**2 < ORIGIN * np.abs(b).max() / np.abs(G).max():
                continue
            if np.abs(q.imag).max() < NEARLY * size:
                yield q.real.astype(np.complex128)
            if np.abs(q.real).max() < NEARLY * size:
                yield q - q.real
            yield q

    def _polished(self, q: Complex) -> Complex:
        """Newton's method in floats."""
        G, b = self._floats
        for _ in range(POLISHING_STEPS):
            g = G @ np.convolve(q, q) - b
            value = np.array([q @ g[i : i + 3] for i in TRIPLE])
            q = q - np.linalg.lstsq(_first(G, g, q), value, rcond=None)[0]
        return q

    def _proved(self, approximation: Complex) -> Square | None:
        q = np.array([Gaussian.of(complex(z)) for z in approximation], dtype=object)
        for _ in range(STEPS):
            present_work().check()
            B = self._inverse(q)
            if B is None:
                return None
            exact = np.array([[Gaussian.of(complex(z)) for z in row] for row in B], dtype=object)
            step = exact @ self._value(q)
            length = max(map(abs, step))
            if length < Fraction(1, 2**CLOSE):
                radius = max(2 * length, Fraction(1, 2**BITS))
                return Square(q, radius) if self._contracts(q, B, length, radius) else None
            q = np.array([z.rounded(BITS) for z in q - step], dtype=object)
        return None

    def _contracts(self, q: Objects, B: Complex, length: Fraction, radius: Fraction) -> bool:
        """Whether the ball of this radius has one zero; `length` is the exact norm of B f(q).

        The other norms are computed in floats. Their rounding errors are below `ROUNDING` times
        what comes out if all summands are positive, which is added.
        """
        G, b = self._floats
        z = q.astype(complex)
        sizes = np.abs(B), np.abs(G), np.abs(z)
        slope = G @ np.convolve(z, z) - b
        slopes = sizes[1] @ np.convolve(sizes[2], sizes[2]) + np.abs(b)
        first = _norm(np.eye(3) - B @ _first(G, slope, z))
        first += ROUNDING * (1.0 + _norm(sizes[0] @ _first(sizes[1], slopes, sizes[2])))
        second = _norm(B @ _second(G, z)) + ROUNDING * _norm(sizes[0] @ _second(*sizes[1:]))
        third = _norm(B @ _third(G)) + ROUNDING * _norm(sizes[0] @ _third(sizes[1]))
        if not np.isfinite([first, second, third]).all():
            return False
        d, k, c = map(Fraction, (first, second, third))
        r = radius
        maps = length + d * r + k * r**2 / 2 + c * r**3 / 6 <= r
        return maps and d + k * r + c * r**2 / 2 < 1

    def _slope(self, q: Objects) -> Objects:
        """g = G(q² - u), exactly."""
        residual = self._G @ np.convolve(q, q)
        return np.array([z - Gaussian(c) for z, c in zip(residual, self._b, strict=True)])

    def _value(self, q: Objects) -> Objects:
        """f(q), exactly."""
        g = self._slope(q)
        return np.array([q @ g[i : i + 3] for i in TRIPLE])

    def _inverse(self, q: Objects) -> Complex | None:
        """Nearly the inverse of f'(q), which is real where q is real or imaginary."""
        G, b = self._floats
        z = q.astype(complex)
        try:
            inverse = np.linalg.inv(_first(G, G @ np.convolve(z, z) - b, z))
        except np.linalg.LinAlgError:
            return None
        if not np.isfinite(inverse).all():
            return None
        on_axis = not z.real.any() or not z.imag.any()
        return np.asarray(inverse.real + 0j if on_axis else inverse)

    @cached_property
    def _floats(self) -> tuple[Array, Array]:
        """G and b, rounded."""
        return self._G.astype(float), self._b.astype(float)


def _first(G: Array, g: Complex | Array, q: Complex | Array) -> Complex:
    """f'(q) = g_{i+j} + 2 T(q)ᵀG T(q), shape (3, 3)."""
    M = _moved(G, q)
    return np.array([[g[i + j] + 2.0 * (q @ M[i : i + 3, j]) for j in TRIPLE] for i in TRIPLE])


def _second(G: Array, q: Complex | Array) -> Complex:
    """Second derivative of f at q, shape (3, 9), entry i at e_j, e_k, with M = G T(q)."""
    M = _moved(G, q)
    pairs = list(product(TRIPLE, repeat=2))
    return np.array(
        [[2.0 * (M[i + j, k] + M[i + k, j] + M[j + k, i]) for j, k in pairs] for i in TRIPLE]
    )


def _third(G: Array) -> Array:
    """Third derivative of f, shape (3, 27)."""
    triples = list(product(TRIPLE, repeat=3))
    return np.array(
        [
            [2.0 * (G[i + j, k + m] + G[i + k, j + m] + G[j + k, i + m]) for j, k, m in triples]
            for i in TRIPLE
        ]
    )


def _moved(G: Array, q: Complex | Array) -> Complex:
    """G T(q), shape (5, 3)."""
    return np.stack([G[:, j : j + 3] @ q for j in TRIPLE], axis=1)


def _norm(matrix: Complex | Array) -> float:
    """Largest sum of |re| + |im| over a row."""
    return float((np.abs(matrix.real) + np.abs(matrix.imag)).sum(axis=1).max())


def _distance(q: Complex, square: Square) -> float:
    """Distance in floats to the nearest image of a zero."""
    return min(float(np.abs(q - image.astype(complex)).max()) for image in square.images)


def _is_new(square: Square, found: Iterable[Square]) -> bool:
    """Whether the balls about the images of q are proved to be apart, and from all others."""
    own = [(image, square.radius) for image in square.images]
    others = [(image, other.radius) for other in found for image in other.images]
    pairs = [(own[i], own[j]) for i in range(len(own)) for j in range(i)]
    pairs += [(a, b) for a in own for b in others]
    return all(max(map(abs, p - q)) > r + s for (p, r), (q, s) in pairs)


def _equations(G: Array, b: Array) -> list[Polynomial]:
    """The three cubics in (q_0, q_1, q_2), in floats."""
    equations: list[Polynomial] = []
    for j in TRIPLE:
        equation: dict[Exponents, float] = {}
        for a in TRIPLE:  # q_a multiplies entry a + j of Gq² - b
            _add(equation, (a,), -float(b[a + j]))
            for c in TRIPLE:
                for d in TRIPLE:
                    _add(equation, (a, c, d), float(G[a + j, c + d]))
        equations.append(equation)
    return equations


def _add(equation: dict[Exponents, float], variables: tuple[int, ...], value: float) -> None:
    exponents = tuple(variables.count(i) for i in TRIPLE)
    equation[exponents] = equation.get(exponents, 0.0) + value
