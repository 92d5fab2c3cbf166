"""The rank of the Jacobian of π, the map from the layers to the final filter."""

from __future__ import annotations

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.network import Architecture

RANK_TOLERANCE = 1e-8
"""Singular values of the Jacobian below this part of the largest one count as zero."""


def jacobian_rank(
    architecture: Architecture, w: ArrayLike, tolerance: float = RANK_TOLERANCE
) -> int:
    """Numerical rank of the Jacobian of π at w; unchanged by rescaling the layers.

    Singular values below `tolerance` times the largest count as zero.
    """
    balanced = [f / (np.linalg.norm(f) or 1.0) for f in architecture.split(w)]
    values = scipy.linalg.svdvals(architecture.jacobian(architecture.join(balanced)))
    return int(np.sum(values > tolerance * values[0])) if values[0] > 0.0 else 0


def largest_rank(architecture: Architecture) -> int:
    """Largest rank of the Jacobian of π, the dimension of the function space [KMST].

    Each of N layers has k_i entries, and rescaling leaves N - 1 of them without effect.
    """
    return min(architecture.final_width, architecture.parameter_count - architecture.depth + 1)
