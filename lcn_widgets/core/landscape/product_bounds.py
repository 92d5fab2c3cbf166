"""Bounds of the derivatives of π, the map from the layers to the final filter, on a ball.

‖p q‖₂ ≤ ‖p‖₁‖q‖₂ and ‖p‖₁ ≤ √k ‖p‖₂ for k entries (Young). So an m-th derivative of π in m
different layers is at most Π √k_i over these times Π √k_l ‖w^(l)‖ over the others, and its norm at
most the Frobenius norm of the tensor of these (derived).
"""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.network import Architecture

DEEPEST = 8
"""Layers beyond which the sums over triples of layers are not formed."""
MARGIN = 1.0 + 1e-9
"""What a bound is enlarged by, so that rounding on the way to it does not matter."""


class ProductBounds:
    """Bounds of π and its derivatives on balls around w of shape (Σk_i,), and of their rounding.

    Attributes
    ----------
    norms : ndarray, shape (N,)
        ‖w^(i)‖₂.
    rounding : float
        By how much a computed π, Jacobian or product with it is off, as a part of its bound: in
        each entry sums follow each other whose terms are Σk_i and k_v at most.
    """

    def __init__(self, architecture: Architecture, w: Array):
        self.norms = np.sqrt(architecture.squared_norms(w))
        self._roots = np.sqrt(np.array(architecture.widths, dtype=np.float64))
        terms = architecture.parameter_count + architecture.final_width + architecture.depth
        self.rounding = 2.0 * terms * float(np.finfo(np.float64).eps)

    def derivative(self, order: int, radius: float = 0.0) -> float:
        """Bound of the norm of the derivative of π of this order where ‖w' - w‖ ≤ `radius`."""
        sizes = self._roots * (self.norms + radius)
        squares = 0.0
        for layers in permutations(range(len(sizes)), order):
            chosen = list(layers)
            squares += float(np.prod(self._roots[chosen]) * np.prod(np.delete(sizes, chosen))) ** 2
        return math.sqrt(squares) * MARGIN

    def reach(self, radius: float) -> float:
        """How far π(w') may be from the computed π(w) where ‖w' - w‖ ≤ `radius`."""
        rounding = self.rounding * self.derivative(0)
        return (rounding + self.derivative(1, radius) * radius) * MARGIN
