"""What kind of critical point a network has reached, and what a theorem says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Message
from lcn_widgets.core.landscape.jacobian_rank import RANK_TOLERANCE, jacobian_rank
from lcn_widgets.core.landscape.layer_roots import (
    ROOT_TOLERANCE,
    CommonRoot,
    common_roots,
    layer_roots,
)
from lcn_widgets.core.landscape.patterns import Pattern, real_root_pattern
from lcn_widgets.core.landscape.reachability import is_polynomial_product
from lcn_widgets.core.landscape.spectrum import (
    negative,
    newton_length,
    transverse_spectrum,
    vanishing,
)
from lcn_widgets.core.landscape.wording import critical_point_message, theorem_message
from lcn_widgets.core.risk import EmpiricalRisk

FAR = 0.05
"""Beyond this uncertainty nothing can be read off at w of the limit."""
UNCERTAIN = 1e-3
"""An uncertainty of w above this is mentioned."""
RESOLUTION = 10.0
"""Roots closer than this many times the uncertainty of w may be one at the limit."""
RISK_TOLERANCE = 1e-9
"""A risk within this part of L(0) of the least one over all filters counts as reaching it."""


class CriticalKind(StrEnum):
    """Type of a critical point by its Hessian modulo the scaling directions."""

    GLOBAL_MINIMUM = "global minimum"
    LOCAL_MINIMUM = "local minimum"
    STRICT_SADDLE = "strict saddle"
    DEGENERATE = "degenerate"


class Certificate(StrEnum):
    """Why a critical point is a global minimum over all filters."""

    NO_COMMON_ROOTS = "no common roots"
    """The loss is convex, and no two layers share a root [KMMT 5.1]."""
    FULL_RANK = "full rank"
    """The loss is convex, and the Jacobian of π has rank k_v (derived)."""
    LEAST_RISK = "least risk"
    """Its risk is the least one over all filters."""


@dataclass(frozen=True, eq=False)
class CriticalPoint:
    """A (numerical) critical point w of the empirical risk.

    Parameters
    ----------
    filters : ndarray, shape (Σk_i,)
        w.
    risk, risk_gap : float
        L(w), and L(w) less the least risk over all filters v of width k_v.
    gradient_norm : float
        ‖∇L(w)‖₂: how critical w is.
    kind : CriticalKind
    eigenvalues : ndarray
        Ascending eigenvalues of the Hessian on the orthogonal complement of the scaling
        directions, along which L is constant.
    scaling_directions : int
        Dimension of those: N - 1 if no layer vanishes.
    jacobian_rank : int
        Numerical rank of the Jacobian of π; for stride one 1 + deg lcm(p_1, …, p_N) (derived).
    common_roots : tuple of CommonRoot
    uncertainty : float
        Length of Newton's step from w to the critical point, as a part of the smallest norm of
        a layer: how far w still is from the limit. Large at degenerate limits, whose common
        roots are then not decided.
    pattern : Pattern
        Real-root multiplicity pattern of the final filter.
    certificate : Certificate or None
        Why it is a global minimum over all filters, None if nothing says so.
    """

    filters: Array
    risk: float
    risk_gap: float
    gradient_norm: float
    kind: CriticalKind
    eigenvalues: Array
    scaling_directions: int
    jacobian_rank: int
    common_roots: tuple[CommonRoot, ...]
    uncertainty: float
    pattern: Pattern
    certificate: Certificate | None

    @property
    def is_settled(self) -> bool:
        """Whether w is near enough to its limit for anything to be read off there."""
        return self.uncertainty <= FAR

    @property
    def is_certain(self) -> bool:
        """Whether w is so near to its limit that the distance goes without saying."""
        return self.uncertainty <= UNCERTAIN

    @property
    def signs(self) -> tuple[int, ...]:
        """Sign of each eigenvalue; 0 for those that count as zero."""
        counted = np.where(vanishing(self.eigenvalues), 0.0, np.sign(self.eigenvalues))
        return tuple(counted.astype(int).tolist())

    @property
    def theorem(self) -> Message | None:
        """The certificate in words, with its source."""
        return theorem_message(self)

    @property
    def message(self) -> Message:
        """The kind, with the numbers it rests on."""
        return critical_point_message(self)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)


def classify(risk: EmpiricalRisk, w: ArrayLike) -> CriticalPoint:
    """Classify the (numerical) critical point w of shape (Σk_i,) by its Hessian.

    The N - 1 zero eigenvalues that come from rescaling layers are projected out; of the rest
    one below -ε makes a strict saddle, all above ε a local minimum, anything else is degenerate,
    with ε = `ZERO` times the largest absolute value. It is called a global
    minimum only where a theorem or the least risk over all filters says so.
    """
    architecture = risk.architecture
    w = np.asarray(w, dtype=np.float64)
    eigenvalues, slopes = transverse_spectrum(risk, w)
    value = risk.value(w)
    gap = value - risk.filter_value(risk.best_filter)
    uncertainty = _uncertainty(architecture.squared_norms(w), newton_length(eigenvalues, slopes))
    # what the limit may share cannot be told apart at a distance from it
    resolution = max(ROOT_TOLERANCE, RESOLUTION * uncertainty)
    rank = jacobian_rank(architecture, w, max(RANK_TOLERANCE, RESOLUTION * uncertainty))
    shared = common_roots(architecture, w, resolution)
    certificate = _certificate(risk, gap, rank, shared)
    return CriticalPoint(
        filters=w,
        risk=value,
        risk_gap=gap,
        gradient_norm=float(np.linalg.norm(risk.gradient(w))),
        kind=CriticalKind.GLOBAL_MINIMUM if certificate else kind_of_spectrum(eigenvalues),
        eigenvalues=eigenvalues,
        scaling_directions=len(w) - len(eigenvalues),
        jacobian_rank=rank,
        common_roots=shared,
        uncertainty=uncertainty,
        pattern=real_root_pattern(layer_roots(architecture, w), resolution),
        certificate=certificate,
    )


def kind_of_spectrum(eigenvalues: Array) -> CriticalKind:
    """Kind by the ascending eigenvalues transverse to the scaling directions."""
    if negative(eigenvalues).any():
        return CriticalKind.STRICT_SADDLE
    if len(eigenvalues) and not vanishing(eigenvalues).any():
        return CriticalKind.LOCAL_MINIMUM
    return CriticalKind.DEGENERATE


def _uncertainty(squared_norms: Array, step: float) -> float:
    """Length of a step as a part of the smallest norm; inf if a layer vanishes that has to move."""
    if not step > 0.0:
        return 0.0
    smallest = float(np.sqrt(squared_norms.min()))
    return step / smallest if smallest > 0.0 else float("inf")


def _certificate(
    risk: EmpiricalRisk, gap: float, rank: int, shared: tuple[CommonRoot, ...]
) -> Certificate | None:
    """Why w is (up to its gradient) a global minimum; None unless its risk bears it out."""
    architecture = risk.architecture
    scale = abs(risk.filter_value(np.zeros(architecture.final_width)))
    if not risk.loss.convex or gap > RISK_TOLERANCE * scale:
        return None
    if rank < architecture.final_width or shared:
        return Certificate.LEAST_RISK
    if is_polynomial_product(architecture):
        return Certificate.NO_COMMON_ROOTS
    return Certificate.FULL_RANK
