"""The roots of the layers, and those that two layers share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Complex
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.roots import INFINITY, chordal_distance, roots

ROOT_TOLERANCE = 1e-5
"""Roots closer than this on the Riemann sphere (of diameter 1) count as one."""


@dataclass(frozen=True)
class CommonRoot:
    """A root that the polynomials of two layers share.

    Parameters
    ----------
    layers : tuple of int
        The two layers, counted from 1.
    root : complex
        The root, possibly infinite.
    distance : float
        Chordal distance of the two roots taken to be one.
    """

    layers: tuple[int, int]
    root: complex
    distance: float


def layer_roots(architecture: Architecture, w: ArrayLike) -> list[Complex]:
    """Roots of each p̃_i, t_i complex numbers, infinity counted; empty for a vanishing layer."""
    return [
        roots(p) if np.any(p) else np.zeros(0, dtype=np.complex128)
        for p in architecture.layer_polynomials(w)
    ]


def common_roots(
    architecture: Architecture, w: ArrayLike, tolerance: float = ROOT_TOLERANCE
) -> tuple[CommonRoot, ...]:
    """Roots that two layers share, pairwise and with infinity counted [KMMT 5.1].

    Those within the chordal distance `tolerance` count as one.
    """
    layers = layer_roots(architecture, w)
    found = []
    for i, j in combinations(range(architecture.depth), 2):
        distances = chordal_distance(layers[i][:, None], layers[j][None, :])
        for a, b in np.argwhere(distances < tolerance):
            found.append(CommonRoot((i + 1, j + 1), complex(layers[i][a]), float(distances[a, b])))
    return tuple(found)


def is_real(root: complex, tolerance: float = ROOT_TOLERANCE) -> bool:
    """Whether a root counts as one with its conjugate; infinity is real."""
    return root == INFINITY or bool(chordal_distance(root, root.conjugate()) < tolerance)
