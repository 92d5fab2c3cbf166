"""A proof that a critical point lies near w, by the theorem of Newton and Kantorovich.

The critical points on the level of w's differences δ with no vanishing layer are the zeros of
G = ∇F, F = L + (μ/2) Σ_j (δ_j - c_j)²: ∇L is orthogonal to every ∇δ_j, which are independent where
no layer vanishes (derived, docs/THEORY.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.filter_bounds import EPS
from lcn_widgets.core.landscape.product_bounds import DEEPEST
from lcn_widgets.core.landscape.risk_bounds import RiskBounds
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk

LARGEST = 2_000_000
"""Entries of the patch matrix beyond which it is not gone through once more."""


@dataclass(frozen=True)
class LimitProof:
    """What is proved of a critical point near w.

    Parameters
    ----------
    distance : float
        Within this of w there is exactly one critical point on w's level.
    index : int
        Number of negative eigenvalues of its Hessian; the N - 1 of rescaling are zero, and all
        others positive. With index 0 it is a local minimum of the network.
    """

    distance: float
    index: int


def prove_limit(risk: EmpiricalRisk, w: Array) -> LimitProof | None:
    """Prove that a critical point lies near w of shape (Σk_i,); None where that fails.

    With σ the smallest modulus of an eigenvalue of G'(w), η = ‖G(w)‖/σ, and K a Lipschitz constant
    of G' on the ball of radius 2η, Kη/σ < 1/2 gives exactly one zero within 2η. All of these are
    enlarged, σ diminished, by bounds of their rounding errors. It fails for losses that do not
    bound their third derivative near the residuals.
    """
    architecture = risk.architecture
    entries = risk.dataset.samples * architecture.dims[-1] * architecture.final_width
    smallest_norm = float(np.sqrt(architecture.squared_norms(w).min()))
    if architecture.depth > DEEPEST or entries > LARGEST or not smallest_norm > 0.0:
        return None
    bounds = RiskBounds(risk, w)
    tangents = _difference_gradients(architecture, w)
    hessian = risk.hessian(w)
    # so that the levels are about as stiff as the risk; G(w) = ∇L(w) whatever μ is
    stiffness = float(np.linalg.norm(hessian, 2)) / (float(np.sum(tangents**2)) or 1.0)
    eigenvalues = np.linalg.eigvalsh(hessian + stiffness * tangents @ tangents.T)
    sizes = np.abs(eigenvalues)
    smallest = float(sizes.min()) - bounds.hessian_error - 64.0 * len(w) * EPS * float(sizes.max())
    if not smallest > 0.0:
        return None
    slope = float(np.linalg.norm(bounds.gradient)) + bounds.gradient_error
    radius = 2.0 * slope / smallest
    bend = bounds.third_derivative(radius)
    bend += 12.0 * stiffness * _levels(bounds.products.norms + radius)
    no_layer_vanishes = architecture.depth == 1 or radius < smallest_norm
    proved = bend * slope < 0.5 * smallest**2 and no_layer_vanishes
    # G' changes by less than bend·radius < σ up to there, so no eigenvalue changes its sign there
    return LimitProof(radius, int(np.sum(eigenvalues < 0.0))) if proved else None


def _levels(norms: Array) -> float:
    """Σ_j ‖(w^(j), w^(j+1))‖ for layers of these norms; 12 of it bound D³ ½Σ(δ_j - c_j)²."""
    return float(np.sum(np.hypot(norms[:-1], norms[1:])))


def _difference_gradients(architecture: Architecture, w: Array) -> Array:
    """∇δ_j in columns, shape (Σk_i, N - 1)."""
    columns = np.zeros((len(w), architecture.depth - 1))
    offsets = architecture.offsets
    for j in range(architecture.depth - 1):
        a, b, c = offsets[j : j + 3]
        columns[a:b, j], columns[b:c, j] = -2.0 * w[a:b], 2.0 * w[b:c]
    return columns
