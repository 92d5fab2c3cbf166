"""The networks that have a given final filter, one for each way to distribute its roots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import INFINITY

Shares = tuple[tuple[complex, ...], ...]
"""The roots of each layer, of a conjugate pair the upper one."""


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
        Its roots with their multiplicities. A root that is listed more than once is put into the
        layers each time anew, so that one layer may have it several times.
    """
    units = [(root, m) for root, m in found if root == INFINITY or root.imag >= 0.0]
    degrees = [k - 1 for k in architecture.widths]
    # roots that are listed twice give the same network in several ways
    for shares in dict.fromkeys(_assignments(units, degrees)):
        layers = [_product(roots) for roots in shares]
        product = np.ones(1)
        for p in layers:
            product = np.convolve(product, p)
        factor = float(v @ product) / float(product @ product)
        size = abs(factor) ** (1.0 / len(layers))
        layers[0] = np.copysign(1.0, factor) * layers[0]
        norm = np.prod([np.linalg.norm(p) for p in layers]) ** (1.0 / len(layers))
        yield architecture.join([size * norm * p / np.linalg.norm(p) for p in layers])


def _product(roots: tuple[complex, ...]) -> Array:
    form = np.ones(1)
    for root in roots:
        form = np.convolve(form, _real_form(root))
    return form


def _real_form(root: complex) -> Array:
    """Real form of least degree with this root."""
    if root == INFINITY:
        return np.array([1.0, 0.0])
    size = np.hypot(abs(root), 1.0)
    if root.imag == 0.0:
        return np.asarray([-root.real / size, 1.0 / size])
    return np.asarray(np.array([abs(root) ** 2, -2.0 * root.real, 1.0]) / size**2)


def _degree(root: complex) -> int:
    """Degree of `_real_form`."""
    return 1 if root == INFINITY or root.imag == 0.0 else 2


def _assignments(units: list[tuple[complex, int]], degrees: list[int]) -> Iterator[Shares]:
    """Roots of layers of the given degrees: each unit in as many layers as its multiplicity."""
    if not units:
        if not any(degrees):
            yield tuple(() for _ in degrees)
        return
    (root, m), rest = units[0], units[1:]
    size = _degree(root)
    room = [i for i, t in enumerate(degrees) if t >= size]
    for chosen in combinations(room, m):
        left = [t - size * (i in chosen) for i, t in enumerate(degrees)]
        for shares in _assignments(rest, left):
            yield tuple(
                tuple(sorted((*roots, root), key=_order)) if i in chosen else roots
                for i, roots in enumerate(shares)
            )


def _order(root: complex) -> tuple[float, float]:
    return root.real, root.imag
