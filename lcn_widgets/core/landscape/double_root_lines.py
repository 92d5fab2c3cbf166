"""Targets by the double roots of their critical filters.

A critical filter v = (x - ρ)²c is the point nearest to the target u among the filters with
v(ρ) = 0 for which ρ is stationary (`multiple_roots`). The distance of u to that hyperplane is
f(ρ) = u(ρ)/√N(ρ) with N = eᵀG⁻¹e, e the values of the monomials at ρ. So the double roots of
critical filters are the zeros of f'. For each ρ, f'(ρ) = 0 is linear in u: the targets which have a
critical filter with this double root are a hyperplane. Their envelope is the discriminant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lcn_widgets.core.inputs import Array


class Rows(NamedTuple):
    """Linear functionals of a filter for every angle, shape (m, k_v) each.

    Parameters
    ----------
    value : ndarray
    slope : ndarray
        Their derivatives with respect to the angle, up to a multiple of the value.
    """

    value: Array
    slope: Array


Family = Callable[[Array], Rows]
"""The functionals for every angle φ in [0, π]."""


def evaluations(angles: Array, width: int) -> tuple[Array, Array, Array]:
    """v ↦ v(ρ) at ρ = tan φ as a form of degree width - 1, and two derivatives in φ, for each φ.

    The angle runs through the whole projective line; π/2 is infinity.
    """
    n = width - 1
    c, s = np.cos(angles), np.sin(angles)
    # in φ the form turns like (c, s): derivatives come from a matrix that is the same everywhere
    monomials = np.stack([c ** (n - j) * s**j for j in range(width)], axis=-1)
    turn = np.zeros((width, width))
    for j in range(width):
        if j > 0:
            turn[j - 1, j] = j
        if j < n:
            turn[j + 1, j] = -(n - j)
    first = monomials @ turn
    return monomials, first, first @ turn


def double_roots(angles: Array, width: int) -> Rows:
    """Targets with a root ρ, and those with a double one."""
    value, slope, _ = evaluations(angles, width)
    return Rows(value, slope)


def stationary(angles: Array, factor: Array) -> Rows:
    """Targets with a critical filter that has the double root ρ, and where two of these merge.

    Parameters
    ----------
    angles : ndarray, shape (m,)
        φ with ρ = tan φ.
    factor : ndarray, shape (k_v, k_v)
        R with G = RᵀR, upper triangular or not.
    """
    # f = ⟨Ru, g⟩/|g| with g = R⁻ᵀe, so that f' = 0 says ⟨Ru, ⟨g,g⟩g' - ⟨g,g'⟩g⟩ = 0
    e = evaluations(angles, factor.shape[1])
    g, g1, g2 = (np.asarray(np.linalg.solve(factor.T, rows.T).T) for rows in e)
    gg, g01, g11, g02 = _products(g, g), _products(g, g1), _products(g1, g1), _products(g, g2)
    value = gg * g1 - g01 * g
    slope = gg * g2 + g01 * g1 - (g11 + g02) * g
    return Rows(value @ factor, slope @ factor)


def _products(first: Array, second: Array) -> Array:
    """Inner products of the rows, shape (m, 1)."""
    return np.asarray(np.sum(first * second, axis=1, keepdims=True))
