"""How far the eigenvalues of a computed Hessian may be from those of the true one."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.risk import EmpiricalRisk

GROWTH = 4.0
"""Roundings a sum of n terms may collect, as multiples of n: sums, products, and `eigh`."""


def hessian_rounding(risk: EmpiricalRisk, w: Array) -> float:
    """Bound on the rounding of eigenvalues of ∇²L(w), first order in the precision ε (derived).

    ∇²L = JᵀGJ + Σ_a (∇_vL)_a ∇²π_a, G = ∇²_vL. Sums of n terms are right to about nε times the
    sum of their moduli, `eigh` to about nε‖∇²L‖, and by Weyl no eigenvalue moves by more than
    the norm of the error. The first part is at most ‖J‖²‖G‖. In the second ∇_vL is known to
    ε‖G‖(‖v‖ + ‖v*‖) only, since its terms cancel near the best filter v*, and ∇²π has the blocks
    i ≠ j of norm ≤ √min(k_i, k_j) Π_{l≠i,j} √k_l ‖w_l‖ (Young).
    """
    architecture = risk.architecture
    v = architecture.final_filter(w)
    curvature = float(np.linalg.norm(risk.filter_hessian(v), 2))
    slope = float(np.linalg.norm(risk.filter_gradient(v)))
    cancelled = curvature * float(np.linalg.norm(v) + np.linalg.norm(risk.best_filter))
    first = float(np.linalg.norm(architecture.jacobian(w), 2)) ** 2 * curvature
    widths = np.array(architecture.widths)
    sizes = np.sqrt(widths * architecture.squared_norms(w))
    second = sum(
        2.0 * np.sqrt(min(widths[i], widths[j])) * np.prod(np.delete(sizes, [i, j]))
        for i, j in combinations(range(architecture.depth), 2)
    )
    terms = len(w) + architecture.final_width
    precision = float(np.finfo(np.float64).eps)
    return GROWTH * terms * precision * (first + float(second) * (slope + cancelled))
