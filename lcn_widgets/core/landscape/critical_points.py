"""What kind of critical point a network has reached, and what a theorem says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Message
from lcn_widgets.core.landscape.degeneracy import Degeneracy, reason_for_zeros
from lcn_widgets.core.landscape.jacobian_rank import RANK_TOLERANCE, jacobian_rank
from lcn_widgets.core.landscape.layer_roots import (
    ROOT_TOLERANCE,
    CommonRoot,
    common_roots,
    layer_roots,
)
from lcn_widgets.core.landscape.patterns import Pattern, real_root_pattern
from lcn_widgets.core.landscape.polishing import reaches_least_risk
from lcn_widgets.core.landscape.reachability import is_polynomial_product
from lcn_widgets.core.landscape.spectrum import Spectrum, newton_length, transverse_spectrum
from lcn_widgets.core.landscape.wording import critical_point_message, theorem_message
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.training import Evidence, Trajectory

FAR = 0.05
"""A w from which Newton's step is longer than this part of its size is no critical point."""
UNCERTAIN = 1e-3
"""An uncertainty of w above this is mentioned."""
RESOLUTION = 10.0
"""Roots closer than this many times the uncertainty of w may be one at the limit."""
SAME_POINT = 1e-7
"""Points closer than this part of ‖w‖ are not told apart: at a double root, where the risk is flat
to fourth order in w, rounding alone moves them by √ε."""


class CriticalKind(StrEnum):
    """Type of a critical point by its Hessian modulo the scaling directions."""

    GLOBAL_MINIMUM = "global minimum"
    LOCAL_MINIMUM = "local minimum"
    STRICT_SADDLE = "strict saddle"
    DEGENERATE = "degenerate"
    """Eigenvalues cannot be told from zero, and there is a reason why they are zero."""
    UNDECIDED = "undecided"
    """Eigenvalues cannot be told from zero, and nothing says that they are."""


class Certificate(StrEnum):
    """Why a critical point is a global minimum, over all filters where nothing else is said."""

    NO_COMMON_ROOTS = "no common roots"
    """The loss is convex, and no two layers share a root [KMMT 5.1]."""
    FULL_RANK = "full rank"
    """The loss is convex, and the Jacobian of π has rank k_v (derived)."""
    LEAST_RISK = "least risk"
    """Its risk is the least one over all filters."""
    COMPLETE_LIST = "complete list"
    """Its final filter has the least risk of a complete list of critical ones: of the network, this
    is a global minimum, though other filters may have less risk."""


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
    kind : CriticalKind or None
        None where w is no critical point: Newton's step from it, along slopes that are not lost
        in rounding, is longer than `FAR` times the larger of ‖w‖ and the size of balanced layers
        that explain the outputs.
    eigenvalues : ndarray
        Ascending eigenvalues of the Hessian on the orthogonal complement of the scaling
        directions, along which L is constant.
    eigenvalue_errors : ndarray
        How far each of them may be from that of the critical point: by rounding, and by the
        distance to it. One that is smaller than its error has no sign.
    degeneracy : Degeneracy or None
        Why eigenvalues vanish; None where all have a sign, or nothing says why.
    scaling_directions : int
        Dimension of those: N - 1 if no layer vanishes.
    jacobian_rank : int
        Numerical rank of the Jacobian of π; for stride one 1 + deg lcm(p_1, …, p_N) (derived).
    common_roots : tuple of CommonRoot
    uncertainty : float
        How far w still is from the critical point, as a part of the smallest norm of a layer: by
        what is known of the run, or else the length of Newton's step. Large at degenerate limits,
        whose common roots are then not decided.
    pattern : Pattern
        Real-root multiplicity pattern of the final filter.
    certificate : Certificate or None
        Why it is a global minimum, None if nothing says so.
    least_is_known : bool
        Whether the least risk over all filters is known, so that `risk_gap` is counted from it.
    gap_error : float
        How far the gap of the critical point may be from `risk_gap`, to first order: rounding, and
        what the gradient makes of the distance to it.
    """

    filters: Array
    risk: float
    risk_gap: float
    gradient_norm: float
    kind: CriticalKind | None
    eigenvalues: Array
    eigenvalue_errors: Array
    degeneracy: Degeneracy | None
    scaling_directions: int
    jacobian_rank: int
    common_roots: tuple[CommonRoot, ...]
    uncertainty: float
    pattern: Pattern
    certificate: Certificate | None
    least_is_known: bool = True
    gap_error: float = 0.0

    @property
    def open_eigenvalues(self) -> int:
        """How many eigenvalues cannot be told from zero."""
        return int(np.sum(~(np.abs(self.eigenvalues) > self.eigenvalue_errors)))

    @property
    def zero(self) -> float:
        """Modulus up to which eigenvalues cannot be told from zero; at least that of rounding."""
        sizes, errors = np.abs(self.eigenvalues), self.eigenvalue_errors
        rounding = float(errors.min(initial=np.inf)) if len(errors) else 0.0
        return float(sizes[~(sizes > errors)].max(initial=rounding))

    @property
    def is_certain(self) -> bool:
        """Whether w is so near to its limit that the distance goes without saying."""
        return self.uncertainty <= UNCERTAIN

    @property
    def signs(self) -> tuple[int, ...]:
        """Sign of each eigenvalue; 0 for those that cannot be told from zero."""
        counts = np.abs(self.eigenvalues) > self.eigenvalue_errors
        counted = np.where(counts, np.sign(self.eigenvalues), 0.0)
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


def limit_of(risk: EmpiricalRisk, trajectory: Trajectory) -> CriticalPoint | None:
    """The critical point at the end of a run, None if it is not known where that is.

    Where it is, and whether the run has come to it, is what the run itself found (`Rest`).
    """
    rest = trajectory.ending.rest
    if rest is None or not rest.located:
        return None
    return classify(risk, rest.limit, rest.error, steady=rest.evidence is Evidence.NEWTON)


def classify(
    risk: EmpiricalRisk, w: ArrayLike, distance: float | None = None, *, steady: bool = False
) -> CriticalPoint:
    """Classify the (numerical) critical point w of shape (Σk_i,) by its Hessian.

    A `distance` says how far from w it is, where that is known; else that is Newton's step. Within
    it the Hessian may be known to be `steady`, to have at w the signs of the critical point.

    The N - 1 zero eigenvalues that come from rescaling layers are projected out; of the rest
    one that is negative beyond its error makes a strict saddle, all positive beyond it a local
    minimum. Where one cannot be told from zero the point is degenerate if there is a reason for
    zeros (`Degeneracy`), else undecided. It is called a global
    minimum only where a theorem or the least risk over all filters says so, and a network with
    the least risk, to rounding, has been found there (`reaches_least_risk`).
    """
    architecture = risk.architecture
    w = np.asarray(w, dtype=np.float64)
    reach = np.inf if distance is None else distance
    found = transverse_spectrum(risk, w, reach, steady=steady)
    step = found.newton_length if distance is None else distance
    uncertainty = part_of_a_layer(architecture, w, step)
    resolution = resolution_at(uncertainty)
    rank = jacobian_rank(architecture, w, max(RANK_TOLERANCE, RESOLUTION * uncertainty))
    shared = common_roots(architecture, w, resolution)
    size = _size(risk, w)
    seen = newton_length(found.eigenvalues, _seen(risk, w, found.slopes))
    critical = distance is not None or seen <= FAR * size
    around = max(RESOLUTION * min(step, FAR * size), SAME_POINT * size)
    may_be_least = critical and not found.negative.any()
    certificate = _certificate(risk, w, around, rank, shared) if may_be_least else None
    gradient_norm, v = float(np.linalg.norm(risk.gradient(w))), architecture.final_filter(w)
    doubt = gradient_norm * step if gradient_norm else 0.0
    reason = reason_for_zeros(risk, w, uncertainty) if found.open.any() else None
    return CriticalPoint(
        filters=w,
        risk=risk.value(w),
        risk_gap=float(risk.filter_gaps(v)),
        gradient_norm=gradient_norm,
        kind=_kind(certificate, found, reason) if critical else None,
        eigenvalues=found.eigenvalues,
        eigenvalue_errors=found.errors,
        degeneracy=reason,
        scaling_directions=len(w) - len(found.eigenvalues),
        jacobian_rank=rank,
        common_roots=shared,
        uncertainty=uncertainty,
        pattern=real_root_pattern(layer_roots(architecture, w), resolution),
        certificate=certificate,
        least_is_known=risk.loss.convex and risk.least_risk_is_known,
        gap_error=doubt + float(risk.gap_rounding(v)),
    )


def kind_of_spectrum(found: Spectrum, reason: Degeneracy | None) -> CriticalKind:
    """Kind by the eigenvalues transverse to the scaling directions, and a reason for zeros."""
    if found.negative.any():
        return CriticalKind.STRICT_SADDLE
    if len(found.eigenvalues) and not found.open.any():
        return CriticalKind.LOCAL_MINIMUM
    return CriticalKind.DEGENERATE if reason else CriticalKind.UNDECIDED


def part_of_a_layer(architecture: Architecture, w: Array, length: float) -> float:
    """A length as a part of the smallest norm of a layer; inf if a layer vanishes."""
    if not length > 0.0:
        return 0.0
    smallest = float(np.sqrt(architecture.squared_norms(w).min()))
    return length / smallest if smallest > 0.0 else float("inf")


def resolution_at(uncertainty: float) -> float:
    """Chordal distance below which roots may be one at a critical point this far away."""
    return max(ROOT_TOLERANCE, RESOLUTION * uncertainty)


def _kind(
    certificate: Certificate | None, found: Spectrum, reason: Degeneracy | None
) -> CriticalKind:
    return CriticalKind.GLOBAL_MINIMUM if certificate else kind_of_spectrum(found, reason)


def _seen(risk: EmpiricalRisk, w: Array, slopes: Array) -> Array:
    """The slopes, 0 where they are lost in rounding: along a direction that no data see."""
    jacobian = risk.architecture.jacobian(w)
    rounding = risk.slope_rounding(risk.architecture.final_filter(w)) * np.linalg.norm(jacobian)
    return np.where(np.abs(slopes) <= rounding, 0.0, slopes)


def _size(risk: EmpiricalRisk, w: Array) -> float:
    """The larger of ‖w‖ and that of balanced layers whose filter explains the outputs.

    The filter is as short as the data allow in any direction, ‖Fv*‖/‖F‖: v* itself is long where
    the patches are nearly dependent.
    """
    factor = risk.gap_factor
    longest = float(np.linalg.norm(factor))
    filter_size = float(np.linalg.norm(factor @ risk.best_filter)) / longest if longest else 0.0
    return float(max(np.linalg.norm(w), filter_size ** (1.0 / risk.architecture.depth)))


def _certificate(
    risk: EmpiricalRisk, w: Array, reach: float, rank: int, shared: tuple[CommonRoot, ...]
) -> Certificate | None:
    """Why a point within `reach` of w is a global minimum; None unless one is found there."""
    architecture = risk.architecture
    if not risk.loss.convex or not risk.least_risk_is_known:
        return None
    if not reaches_least_risk(risk, w, reach):
        return None
    if rank < architecture.final_width or shared:
        return Certificate.LEAST_RISK
    if is_polynomial_product(architecture):
        return Certificate.NO_COMMON_ROOTS
    return Certificate.FULL_RANK
