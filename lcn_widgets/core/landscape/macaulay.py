"""Common zeros of three cubics in three variables, by the null space of Macaulay's matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array, Complex

Exponents = tuple[int, ...]
"""Exponents of the three variables in a monomial."""
Polynomial = Mapping[Exponents, float]
"""Coefficients by exponents."""

DEGREE = 7
"""Degree of regularity of three cubics: 3·(3 - 1) + 1."""
NULL_TOLERANCE = 1e-12
"""Singular values below this part of the largest one span the null space."""

_UNITS: tuple[Exponents, ...] = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def common_zeros(cubics: Sequence[Polynomial]) -> list[Complex]:
    """All common zeros, shape (3,) each, of three cubics without common zeros at infinity.

    The null space of the Macaulay matrix in degree 7 is 27-dimensional; multiplication by a
    random linear form on it has the zeros as eigenvectors. They are approximations, to be polished.
    """
    monomials = _monomials(DEGREE)
    position = {e: i for i, e in enumerate(monomials)}
    null = scipy.linalg.null_space(_macaulay_matrix(cubics, position), rcond=NULL_TOLERANCE)
    lower = _monomials(DEGREE - 1)
    form = np.random.default_rng(0).normal(size=3)
    raised = sum(
        coefficient * null[[position[_times(e, unit)] for e in lower]]
        for coefficient, unit in zip(form, _UNITS, strict=True)
    )
    action = scipy.linalg.lstsq(null[[position[e] for e in lower]], raised)[0]
    values = null @ np.linalg.eig(action)[1]
    ones = values[position[(0, 0, 0)]]
    points = np.stack([values[position[unit]] / ones for unit in _UNITS], axis=-1)
    return list(points)


def _macaulay_matrix(cubics: Sequence[Polynomial], position: Mapping[Exponents, int]) -> Array:
    """One row a cubic times a monomial, by the coefficients of all monomials up to `DEGREE`."""
    rows = []
    for cubic in cubics:
        scale = max(abs(c) for c in cubic.values())
        for shift in _monomials(DEGREE - 3):
            row = np.zeros(len(position))
            for e, c in cubic.items():
                row[position[_times(e, shift)]] = c / scale
            rows.append(row)
    return np.array(rows)


def _times(first: Exponents, second: Exponents) -> Exponents:
    """Exponents of the product of two monomials."""
    return tuple(a + b for a, b in zip(first, second, strict=True))


def _monomials(degree: int) -> list[Exponents]:
    """Exponents in three variables up to `degree`."""
    return [
        tuple(factors.count(i) for i in range(3))
        for d in range(degree + 1)
        for factors in combinations_with_replacement(range(3), d)
    ]
