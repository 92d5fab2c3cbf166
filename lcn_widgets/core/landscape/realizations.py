"""The networks that have a given final filter, one for each way to distribute its roots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import INFINITY


def real_networks(
    architecture: Architecture, v: Array, found: list[tuple[complex, int]]
) -> Iterator[Array]:
    """One balanced w with π(w) = v for each way to put every root into different layers.

    Parameters
    ----------
    architecture : Architecture
        A stride-one network.
    v : ndarray, shape (k_v,)
    found : list of (complex, int)
        Its roots with their multiplicities.
    """
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
