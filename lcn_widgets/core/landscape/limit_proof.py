"""A proof that a critical point lies near w, by the theorem of Newton and Kantorovich.

For square loss. The critical points on the level of w's differences δ with no vanishing layer are
the zeros of G = ∇F, F = L + (μ/2) Σ_j (δ_j - c_j)²: ∇L is orthogonal to every ∇δ_j, which are
independent where no layer vanishes (derived, docs/THEORY.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk

EPS = float(np.finfo(np.float64).eps)
DEEPEST = 8
"""Layers beyond which the sums over triples of layers are not formed."""
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

    With σ the smallest modulus of an eigenvalue of G'(w), η = ‖G(w)‖/σ and K a Lipschitz constant
    of G' on the ball of radius 2η, Kη/σ < 1/2 gives exactly one zero within 2η. All of these are
    enlarged, σ diminished, by bounds of their rounding errors.
    """
    architecture = risk.architecture
    norms = np.sqrt(architecture.squared_norms(w))
    entries = risk.dataset.samples * architecture.dims[-1] * architecture.final_width
    feasible = architecture.depth <= DEEPEST and entries <= LARGEST and norms.all()
    if not (risk.loss.is_quadratic and feasible):
        return None
    bounds = _Bounds(risk, w)
    tangents = _difference_gradients(architecture, w)
    hessian = risk.hessian(w)
    # so that the levels are about as stiff as the risk; G(w) = ∇L(w) whatever μ is
    stiffness = float(np.linalg.norm(hessian, 2)) / (float(np.sum(tangents**2)) or 1.0)
    eigenvalues = np.linalg.eigvalsh(hessian + stiffness * tangents @ tangents.T)
    largest = float(np.abs(eigenvalues).max())
    blur = bounds.hessian_error + 64.0 * len(w) * EPS * largest
    smallest = float(np.abs(eigenvalues).min()) - blur
    if not smallest > 0.0:
        return None
    slope = float(np.linalg.norm(bounds.gradient)) + bounds.gradient_error
    radius = 2.0 * slope / smallest
    bend = bounds.third_derivative(radius) + 12.0 * stiffness * bounds.levels(radius)
    no_layer_vanishes = architecture.depth == 1 or radius < float(norms.min())
    proved = bend * slope < 0.5 * smallest**2 and no_layer_vanishes
    # G' changes by less than bend·radius < σ up to there, so no eigenvalue changes its sign there
    return LimitProof(radius, int(np.sum(eigenvalues < 0.0))) if proved else None


def _difference_gradients(architecture: Architecture, w: Array) -> Array:
    """∇δ_j in columns, shape (Σk_i, N - 1)."""
    columns = np.zeros((len(w), architecture.depth - 1))
    offsets = architecture.offsets
    for j in range(architecture.depth - 1):
        a, b, c = offsets[j : j + 3]
        columns[a:b, j], columns[b:c, j] = -2.0 * w[a:b], 2.0 * w[b:c]
    return columns


class _Slope:
    """∇_vL = 2Pᵀ(Pv - y) from the data themselves, where the residuals lose least.

    A dot product of n numbers is off by at most n eps times that of their moduli.
    """

    def __init__(self, risk: EmpiricalRisk, w: Array):
        architecture = risk.architecture
        v = architecture.final_filter(w)
        self.vector = np.zeros(len(v))
        squares = targets = residuals = rows = 0.0
        for P, y in risk.dataset.patch_blocks(architecture):
            r = P @ v - y
            self.vector += 2.0 * (P.T @ r)
            squares, targets = squares + float(np.sum(P * P)), targets + float(y @ y)
            residuals, rows = residuals + float(r @ r), rows + len(y)
        self.squares = squares
        self.targets = math.sqrt(targets)
        self.entries = rows * (len(v) + 1.0)
        self.norm = float(np.linalg.norm(self.vector))
        size = math.sqrt(squares)
        residual_error = (len(v) + 2.0) * EPS * (size * float(np.linalg.norm(v)) + self.targets)
        self.error = 2.2 * size * (residual_error + (rows + 2.0) * EPS * math.sqrt(residuals))


class _Bounds:
    """Bounds of the derivatives of L on a ball around w, and of the rounding at w.

    ‖p q‖₂ ≤ ‖p‖₁‖q‖₂ and ‖p‖₁ ≤ √k ‖p‖₂ for k entries (Young). So an m-th derivative of π in
    m different layers is at most Π √k_i over these times Π √k_l ‖w^(l)‖ over the others, and its
    norm at most the Frobenius norm of the tensor of these.
    """

    def __init__(self, risk: EmpiricalRisk, w: Array):
        architecture = risk.architecture
        self._norms = np.sqrt(architecture.squared_norms(w))
        self._roots = np.sqrt(np.array(architecture.widths, dtype=np.float64))
        slope = _Slope(risk, w)
        self._curvature = 2.0 * slope.squares * (1.0 + 1e-9)
        self._slope = slope.norm
        products = 16.0 * architecture.parameter_count * EPS  # relative error of π and of J
        first, second = self._derivative(1, 0.0), self._derivative(2, 0.0)
        slope_error = slope.error + products * self._curvature * self._derivative(0, 0.0)
        slope_error += products * self._slope
        self.gradient = architecture.jacobian(w).T @ slope.vector
        self.gradient_error = first * slope_error
        # backward error of the factor of [P y] (Higham, Accuracy and Stability, 19.3)
        factor = 16.0 * slope.entries * EPS
        size = math.sqrt(slope.squares) * self._derivative(0, 0.0) + slope.targets
        size += math.sqrt(slope.squares) * float(np.linalg.norm(risk.best_filter))
        self.hessian_error = (factor + products) * self._curvature * first**2 + second * (
            slope_error + 2.0 * factor * math.sqrt(slope.squares) * size
        )

    def third_derivative(self, radius: float) -> float:
        """Bound of D³L on the ball: 3 D²Q(D²π, Dπ) + DQ D³π for L = Q ∘ π, Q quadratic."""
        first, second, third = (self._derivative(m, radius) for m in (1, 2, 3))
        slope = self._slope + self._curvature * first * radius
        return 3.0 * self._curvature * first * second + slope * third

    def levels(self, radius: float) -> float:
        """Σ_j of the largest ‖(w^(j), w^(j+1))‖ on the ball; 12 of it bound D³ ½Σ(δ_j - c_j)²."""
        norms = self._norms + radius
        return float(np.sum(np.hypot(norms[:-1], norms[1:])))

    def _derivative(self, order: int, radius: float) -> float:
        """Bound of the norm of the derivative of π of this order on the ball."""
        sizes = self._roots * (self._norms + radius)
        squares = 0.0
        for layers in permutations(range(len(sizes)), order):
            chosen = list(layers)
            squares += float(np.prod(self._roots[chosen]) * np.prod(np.delete(sizes, chosen))) ** 2
        return math.sqrt(squares) * (1.0 + 1e-9)
