"""Two step sizes of gradient descent: one certified to be safe, one beyond which it cannot stay.

Derived in docs/THEORY.md from the certified bound on the filters; the analogue for dense
networks is [NRT].
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Message
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.theorem.bounds import certified_bound, filter_norm_bound
from lcn_widgets.core.theorem.wording import safe_step_message


@dataclass(frozen=True)
class SafeStep:
    """A step size with which descent decreases the risk at every step and stays bounded.

    Parameters
    ----------
    step_size : float
        η = 1/B; 0 if no bound is known (patch matrix without full rank, loss without bounded
        curvature).
    curvature : float
        B, a bound of ‖∇²L‖₂ on the region that descent cannot leave.
    squared_norm : float
        Bound on every ‖w^(i)‖² in that region.
    drift : float
        Bound 2η(L(w0) - min) on the change of any δ over all steps.
    """

    step_size: float
    curvature: float
    squared_norm: float
    drift: float

    @property
    def exists(self) -> bool:
        """Whether any step size is certified."""
        return self.step_size > 0.0

    @property
    def message(self) -> Message:
        """What is proved of it."""
        return safe_step_message(self)


def safe_step(risk: EmpiricalRisk, w0: ArrayLike) -> SafeStep:
    """Certified step size of gradient descent from w0 of shape (Σk_i,) (derived).

    With η ≤ 1/B every step lowers L by at least η‖∇L‖²/2, so that Σ η²‖∇L‖² ≤ 2η(L(w0) - min):
    no difference δ moves by more. The certified bound for these differences then holds along
    every step, and B bounds the Hessian on the region it describes.
    """
    w0 = np.asarray(w0, dtype=np.float64)
    excess = risk.value(w0) - risk.loss.minimum * risk.dataset.Y.size
    start = _norm_bound(risk, w0)
    first = hessian_bound(risk, w0, start)
    if not 0.0 < first < np.inf:
        return SafeStep(0.0, np.inf, np.inf, 0.0)
    # a first B gives a drift that is too large; for the larger B it leads to, it still holds
    drift = 2.0 * excess / first
    curvature = hessian_bound(risk, w0, start + drift)
    return SafeStep(1.0 / curvature, curvature, start + drift, 2.0 * excess / curvature)


def hessian_bound(risk: EmpiricalRisk, w0: ArrayLike, squared_norm: float) -> float:
    """Bound of ‖∇²L(w)‖₂ where L(w) ≤ L(w0) and every ‖w^(i)‖² ≤ `squared_norm` (derived).

    ∇²L = JᵀHJ + C. With M the largest curvature of the loss, ‖H‖ ≤ Mσ² and
    ‖∇_vL‖ ≤ σ√(2M(L(w0) - min)), σ = σ_max(P). By Young's inequality ‖p q‖₂ ≤ ‖p‖₁‖q‖₂ and
    ‖w^(i)‖₁ ≤ √k_i ‖w^(i)‖₂ a block of J is at most Π_{j≠i} √(k_j β), and one of C at most
    ‖∇_vL‖ √min(k_i, k_j) Π_{l≠i,j} √(k_l β).
    """
    level = risk.value(w0)
    entries = risk.dataset.Y.size
    least = risk.loss.minimum
    curvature = risk.loss.largest_curvature(level - (entries - 1) * least)
    sigma = float(risk.patch_singular_values[0])
    widths = np.array(risk.architecture.widths, dtype=np.float64)
    sizes = np.sqrt(widths * squared_norm)
    with np.errstate(over="ignore", invalid="ignore"):
        slope = sigma * np.sqrt(2.0 * curvature * (level - entries * least))
        blocks = np.array([np.prod(np.delete(sizes, i)) for i in range(len(sizes))])
        bound = curvature * sigma**2 * float(np.sum(blocks**2))
        bound += slope * _mixed_blocks(widths, sizes)
    return float(bound) if np.isfinite(bound) else np.inf


def stability_limit(risk: EmpiricalRisk, w: ArrayLike) -> float:
    """The stability limit 2/λ_max(∇²L(w)) of gradient descent at a critical point w.

    With larger steps descent does not converge to w. inf if no eigenvalue is positive.
    """
    return risk.stability_limit(w)


def _mixed_blocks(widths: Array, sizes: Array) -> float:
    """Norm of the matrix of the blocks' bounds √min(k_i, k_j) Π_{l≠i,j} √(k_l β), i ≠ j."""
    n = len(sizes)
    matrix = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            others = np.prod(np.delete(sizes, [i, j]))
            matrix[i, j] = matrix[j, i] = np.sqrt(min(widths[i], widths[j])) * others
    return float(np.linalg.norm(matrix, 2)) if np.isfinite(matrix).all() else np.inf


def _norm_bound(risk: EmpiricalRisk, w0: Array) -> float:
    architecture = risk.architecture
    filter_norm = filter_norm_bound(risk, risk.value(w0))
    return float(
        certified_bound(architecture, filter_norm, architecture.norm_differences(w0)).value
    )
