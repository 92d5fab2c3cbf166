"""Other factorizations of one final filter: layers exchange roots where the stride is one."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Complex, InvalidInput
from lcn_widgets.core.landscape.wording import say
from lcn_widgets.core.network import Architecture, rescale_to_differences
from lcn_widgets.core.roots import (
    chordal_distance,
    form_with_roots,
    homogeneous_coordinates,
    roots,
)

SAME_ROOT = 1e-6
"""Chordal distance below which an exchange of two roots changes nothing worth showing."""

_Exchange = tuple[float, tuple[int, tuple[int, ...]], tuple[int, tuple[int, ...]]]
"""Distance, and twice a layer with the blocks of roots that it gives away."""


def refactorize(architecture: Architecture, w: ArrayLike) -> Array:
    """Another real factorization w' of the same final filter, with the same differences δ.

    Two layers whose polynomials are in the same power of x (stride one between them) exchange
    real roots or conjugate pairs of roots, infinity counted as real; of all such exchanges
    the one that moves the roots farthest is made.

    Parameters
    ----------
    architecture : Architecture
    w : array_like, shape (Σk_i,)

    Returns
    -------
    ndarray, shape (Σk_i,)

    Raises
    ------
    InvalidInput
        If no two layers have roots to exchange.
    """
    filters = architecture.split(w)
    blocks = [_blocks(roots(f)) if f.any() else [] for f in filters]
    exchange = max(_exchanges(architecture, blocks), key=lambda e: e[0], default=None)
    if exchange is None:
        widths, strides = str(architecture.widths), str(architecture.strides)
        raise InvalidInput(say("exchange.none", widths=widths, strides=strides), field="w")
    _, (i, a), (j, b) = exchange
    new = [f.copy() for f in filters]
    new[i] = _from_blocks(_leave(blocks[i], a) + _take(blocks[j], b))
    new[j] = _from_blocks(_leave(blocks[j], b) + _take(blocks[i], a))
    # v fixes the product of the constants of the two layers; δ then fixes each
    old_product, new_product = (np.convolve(p[i], p[j]) for p in (filters, new))
    new[i] *= (new_product @ old_product) / (new_product @ new_product)
    delta = architecture.norm_differences(w)
    return rescale_to_differences(architecture, architecture.join(new), delta)


def _exchanges(architecture: Architecture, blocks: list[list[Complex]]) -> list[_Exchange]:
    """(distance, (layer, blocks), (layer, blocks)): blocks of equal degree to be exchanged."""
    found: list[_Exchange] = []
    for i, j in combinations(range(architecture.depth), 2):
        if architecture.exponents[i] != architecture.exponents[j]:
            continue
        for a, b in product(_choices(blocks[i]), _choices(blocks[j])):
            mine = np.concatenate(_take(blocks[i], a))
            theirs = np.concatenate(_take(blocks[j], b))
            if len(mine) != len(theirs):
                continue
            distance = _set_distance(mine, theirs)
            if distance > SAME_ROOT:
                found.append((distance, (i, a), (j, b)))
    return found


def _choices(blocks: list[Complex]) -> list[tuple[int, ...]]:
    """Single blocks, and pairs of real roots, which may be exchanged for a conjugate pair."""
    real = [n for n, block in enumerate(blocks) if len(block) == 1]
    return [(n,) for n in range(len(blocks))] + list(combinations(real, 2))


def _blocks(points: Complex) -> list[Complex]:
    """Real roots one by one (infinity too) and conjugate pairs."""
    real = points[(points.imag == 0.0) | np.isinf(points)]
    upper = points[points.imag > 0.0]
    return [np.array([r]) for r in real] + [np.array([r, r.conjugate()]) for r in upper]


def _take(blocks: list[Complex], chosen: tuple[int, ...]) -> list[Complex]:
    return [blocks[n] for n in chosen]


def _leave(blocks: list[Complex], chosen: tuple[int, ...]) -> list[Complex]:
    return [block for n, block in enumerate(blocks) if n not in chosen]


def _set_distance(a: Complex, b: Complex) -> float:
    """Least largest distance of paired roots, of sets of one or two."""
    distance = chordal_distance(a[:, None], b[None, :])
    if len(a) == 1:
        return float(distance[0, 0])
    return float(min(max(distance[0, 0], distance[1, 1]), max(distance[0, 1], distance[1, 0])))


def _from_blocks(blocks: list[Complex]) -> Array:
    """Real coefficients, ascending, of a form with the given roots."""
    return np.asarray(form_with_roots(homogeneous_coordinates(np.concatenate(blocks))).real)
