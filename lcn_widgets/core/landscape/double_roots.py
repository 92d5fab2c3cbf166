"""How far a filter is from those with a double real root, and from where reach changes (derived).

The forms with a double root at ρ are a linear space: both partial derivatives vanish at ρ. So the
squared distance to it is N(ρ)/D(ρ) for two forms, and the nearest of all has a ρ where its
derivative vanishes, another form. Its roots are isolated exactly, so none is missed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Message, real_array
from lcn_widgets.core.landscape.exact_moments import solved
from lcn_widgets.core.landscape.reachability import (
    is_polynomial_product,
    is_reachable,
    real_roots_needed,
)
from lcn_widgets.core.landscape.wording import distance_message
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import Form, RealRoot, real_roots, square_free, times

BITS = 60
"""Entries are rounded to multiples of 2^-BITS of the largest."""
WIDEST = 7
"""Widths k_v beyond which the forms are too long to be worth the wait."""
NEAR = 1e-12
"""What rounding, of entries, places and distances, may make of a distance, as a part of ‖v‖."""
PARTING = 1e-6
"""Half the distance of two roots put in place of a double one, to see on which side reach ends."""


@dataclass(frozen=True)
class BoundaryDistance:
    """How far a filter is from the nearest one at which something changes.

    Parameters
    ----------
    low, high : float
        Bounds of the distance in the coefficients, ‖v' - v‖₂.
    changes_reach : bool
        Whether that is the boundary of the function space; otherwise every filter is reached,
        and at the nearest filter with a double real root the number of real roots changes.
    """

    low: float
    high: float
    changes_reach: bool

    @property
    def message(self) -> Message:
        """The distance, as exactly as it is known."""
        return distance_message(self)


@dataclass(frozen=True, eq=False)
class _Nearest:
    """The nearest form with a double root at a stationary ρ.

    Parameters
    ----------
    distance : float
        In units of the largest entry.
    root : ndarray, shape (2,)
        Linear form with the root ρ.
    cofactor : ndarray, shape (k_v - 2,)
        What is left of the form.
    """

    distance: float
    root: Array
    cofactor: Array

    def parted(self, sign: int) -> Array:
        """The form with two roots beside ρ, real ones for sign -1."""
        a, b = self.root
        beside = np.array([-b, a])  # the linear form whose root is farthest from ρ
        pair = np.convolve(self.root, self.root)
        return np.convolve(pair + sign * PARTING**2 * np.convolve(beside, beside), self.cofactor)


def boundary_distance(
    architecture: Architecture, v: ArrayLike, error: float = 0.0
) -> BoundaryDistance | None:
    """Distance of v of shape (k_v,), known up to `error`, to where reach changes; None if unknown.

    The function space of a stride-one network ends only at filters with a double real root. Not
    at all of them if k_v > 4: then the nearest with a double root bounds the distance from below,
    and from above the nearest of those beside which one filter is reached and another is not.
    """
    v = real_array(v, "v", field="v", ndim=1)
    width = architecture.final_width
    if not is_polynomial_product(architecture) or not 3 <= width <= WIDEST or not np.any(v):
        return None
    scale = float(np.abs(v).max())
    found = sorted(_stationary(v / scale), key=lambda nearest: nearest.distance)
    slack = error + NEAR * scale
    low = max(scale * found[0].distance - slack, 0.0)
    if real_roots_needed(architecture) <= 1:
        return BoundaryDistance(low, scale * found[0].distance + slack, False)
    ends = (_way_past_the_end(architecture, v / scale, nearest) for nearest in found)
    return BoundaryDistance(low, scale * min(ends) + slack, True)


def _way_past_the_end(architecture: Architecture, v: Array, nearest: _Nearest) -> float:
    """Distance beyond which reach has changed, since of two filters one is reached; else inf."""
    sides = [nearest.parted(sign) for sign in (1, -1)]
    if len({is_reachable(architecture, side) for side in sides}) == 1:
        return math.inf
    return max(float(np.linalg.norm(side - v)) for side in sides)


def _stationary(v: Array) -> Iterator[_Nearest]:
    """The forms nearest to v, whose largest entry is 1, among those with a double root at a real ρ.

    For all ρ at which the distance is stationary, if it is not the same for all.
    """
    whole = [round(Fraction(float(c)) * 2**BITS) for c in v]
    forms = _Forms(whole)
    turning = forms.turning
    places = real_roots(square_free(turning)) if any(turning) else [_ORIGIN]
    for place in places:
        yield forms.nearest(place)


_ORIGIN = RealRoot(Fraction(0), Fraction(0), False)


class _Forms:
    """N and D of an integer form v: of degree n, the squared distance at ρ is N(ρ)/D(ρ)."""

    def __init__(self, v: list[int]):
        n = len(v) - 1
        self._v = v
        # the entries of both partial derivatives at ρ are multiples of ρ's monomials
        slopes = [j * c for j, c in enumerate(v)][1:], [(n - j) * c for j, c in enumerate(v)][:-1]
        first, second = (tuple(s) for s in slopes)
        one = tuple(_spread([j * j for j in range(1, n + 1)]))
        two = tuple(_spread([(n - j) ** 2 for j in range(n)]))
        mixed = (0, *_spread([j * (n - j) for j in range(1, n)]), 0)
        self.above = _sum(
            times(times(first, first), two),
            _scaled(-2, times(times(first, second), mixed)),
            times(times(second, second), one),
        )
        self.below = _sum(times(one, two), _scaled(-1, times(mixed, mixed)))

    @property
    def turning(self) -> Form:
        """N_x D_y - N_y D_x, whose roots are where N/D is stationary."""
        first = times(_by_first(self.above), _by_second(self.below))
        second = times(_by_second(self.above), _by_first(self.below))
        return _sum(first, _scaled(-1, second))

    def nearest(self, place: RealRoot) -> _Nearest:
        """The form nearest to v with a double root at this place, and its distance."""
        linear = np.array(place.linear, dtype=object)
        x, y = -linear[0], linear[1]
        above, below = _at(self.above, x, y), _at(self.below, x, y)
        square = np.convolve(linear, linear)
        multiples = np.zeros((len(self._v), len(self._v) - 2), dtype=object)
        for j in range(len(self._v) - 2):
            multiples[j : j + 3, j] = square
        v = np.array([Fraction(c, 2**BITS) for c in self._v], dtype=object)
        cofactor = solved(multiples.T @ multiples, multiples.T @ v)
        assert cofactor is not None  # positive definite
        distance = math.sqrt(above / below) / 2**BITS
        return _Nearest(distance, linear.astype(float), cofactor.astype(float))


def _spread(values: list[int]) -> list[int]:
    """Coefficients of Σ c_j x^{2j}, ascending."""
    spread = [0] * (2 * len(values) - 1)
    spread[::2] = values
    return spread


def _sum(*forms: Form) -> Form:
    return tuple(map(sum, zip(*forms, strict=True)))


def _scaled(factor: int, f: Form) -> Form:
    return tuple(factor * c for c in f)


def _by_first(f: Form) -> Form:
    """∂f/∂x."""
    return tuple(j * c for j, c in enumerate(f))[1:]


def _by_second(f: Form) -> Form:
    """∂f/∂y."""
    return tuple((len(f) - 1 - j) * c for j, c in enumerate(f))[:-1]


def _at(f: Form, x: Fraction, y: Fraction) -> Fraction:
    """Value of a form at (x : y)."""
    n = len(f) - 1
    return sum((c * x**j * y ** (n - j) for j, c in enumerate(f)), Fraction(0))
