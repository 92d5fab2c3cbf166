"""What kind of critical point a network has reached, and what a theorem says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
import scipy.linalg
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array, Complex, InvalidInput
from lcn_widgets.core.landscape.spectrum import (
    negative,
    newton_length,
    transverse_spectrum,
    vanishing,
)
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import INFINITY, chordal_distance, roots

ROOT_TOLERANCE = 1e-5
"""Roots closer than this on the Riemann sphere (of diameter 1) count as one."""
FAR = 0.05
"""Beyond this uncertainty nothing can be read off at w of the limit."""
UNCERTAIN = 1e-3
"""An uncertainty of w above this is mentioned."""
RESOLUTION = 10.0
"""Roots closer than this many times the uncertainty of w may be one at the limit."""
RANK_TOLERANCE = 1e-8
"""Singular values of the Jacobian below this part of the largest one count as zero."""
RISK_TOLERANCE = 1e-9
"""A risk within this part of L(0) of the least one over all filters counts as reaching it."""


class CriticalKind(StrEnum):
    """Type of a critical point by its Hessian modulo the scaling directions."""

    GLOBAL_MINIMUM = "global minimum"
    LOCAL_MINIMUM = "local minimum"
    STRICT_SADDLE = "strict saddle"
    DEGENERATE = "degenerate"


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
    pattern : str
        Real-root multiplicity pattern of the final filter, "" if it vanishes.
    theorem : str
        Why it is a global minimum over all filters, with the source; "" if nothing says so.
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
    pattern: str
    theorem: str

    @property
    def sentence(self) -> str:
        """One sentence on the kind, with the numbers it rests on."""
        if self.theorem:
            return f"A global minimum: {self.theorem}."
        lowest = f"{self.eigenvalues[0]:.2g}" if len(self.eigenvalues) else "none"
        reason = {
            CriticalKind.LOCAL_MINIMUM: f"all eigenvalues of the Hessian but those of rescaling "
            f"are positive (the smallest is {lowest})",
            CriticalKind.STRICT_SADDLE: f"the Hessian has the negative eigenvalue {lowest}",
            CriticalKind.DEGENERATE: "the Hessian has zero eigenvalues that rescaling does not "
            "explain, so second derivatives do not decide",
        }[self.kind]
        noun = "degenerate critical point" if self.kind is CriticalKind.DEGENERATE else self.kind
        sentence = f"A {noun}: {reason}; its risk is {self.risk_gap:.3g} above the least possible."
        if self.uncertainty > UNCERTAIN:
            sentence += (
                f" By Newton's estimate the limit is still {self.uncertainty:.1g} of a layer's "
                "norm away: lower the gradient tolerance to come closer."
            )
        return sentence


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
    step = newton_length(eigenvalues, slopes)
    smallest = float(np.sqrt(architecture.squared_norms(w).min()))
    uncertainty = step / smallest if step > 0.0 else 0.0
    # what the limit may share cannot be told apart at a distance from it
    resolution = max(ROOT_TOLERANCE, RESOLUTION * uncertainty)
    rank = jacobian_rank(architecture, w, max(RANK_TOLERANCE, RESOLUTION * uncertainty))
    theorem = _global_theorem(risk, w, gap, rank, resolution)
    kind = CriticalKind.GLOBAL_MINIMUM if theorem else kind_of_spectrum(eigenvalues)
    return CriticalPoint(
        filters=w,
        risk=value,
        risk_gap=gap,
        gradient_norm=float(np.linalg.norm(risk.gradient(w))),
        kind=kind,
        eigenvalues=eigenvalues,
        scaling_directions=len(w) - len(eigenvalues),
        jacobian_rank=rank,
        common_roots=common_roots(architecture, w, resolution),
        uncertainty=uncertainty,
        pattern=real_root_pattern(layer_roots(architecture, w), resolution),
        theorem=theorem,
    )


def kind_of_spectrum(eigenvalues: Array) -> CriticalKind:
    """Kind by the ascending eigenvalues transverse to the scaling directions."""
    if negative(eigenvalues).any():
        return CriticalKind.STRICT_SADDLE
    if len(eigenvalues) and not vanishing(eigenvalues).any():
        return CriticalKind.LOCAL_MINIMUM
    return CriticalKind.DEGENERATE


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


def real_root_pattern(layers: Sequence[Complex], tolerance: float = ROOT_TOLERANCE) -> str:
    """Real-root multiplicity pattern of the product of forms with the given roots [KMMT].

    Multiplicities of the real roots | of the conjugate pairs, descending, infinity counted as
    real: ``"(2,1|)"`` is a double and a simple real root. Roots of different layers within
    `tolerance` are one; working with the layers' roots keeps a multiple root of the
    product as accurate as a simple one.
    """
    points = np.concatenate([np.zeros(0, dtype=np.complex128), *layers])
    if not len(points):
        return ""
    real: list[int] = []
    pairs: list[int] = []
    left = np.ones(len(points), dtype=bool)
    for i, point in enumerate(points):
        if not left[i]:
            continue
        near = left & (chordal_distance(points, point) < tolerance)
        left &= ~near
        if _is_real(complex(point), tolerance):
            real.append(int(near.sum()))
        elif point.imag > 0.0:
            pairs.append(int(near.sum()))
    text = (",".join(map(str, sorted(found, reverse=True))) for found in (real, pairs))
    return f"({'|'.join(text)})"


def pattern_in_words(pattern: str) -> str:
    """A real-root multiplicity pattern for people: "2 real roots, one of them double"."""
    if not pattern:
        return "v vanishes"
    real, pairs = (
        [int(m) for m in part.split(",") if m] for part in pattern.strip("()").split("|")
    )
    parts = [
        f"{_counted(len(found), noun)}{_multiple(found)}"
        for found, noun in ((real, "real root"), (pairs, "conjugate pair"))
        if found
    ]
    return " and ".join(parts) or "no roots"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _multiple(multiplicities: list[int]) -> str:
    found = [f"{m}-fold" if m > 2 else "double" for m in multiplicities if m > 1]
    return f" ({', '.join(found)})" if found else ""


def _is_real(root: complex, tolerance: float = ROOT_TOLERANCE) -> bool:
    return root == INFINITY or bool(chordal_distance(root, root.conjugate()) < tolerance)


def is_polynomial_product(architecture: Architecture) -> bool:
    """Whether every layer with k_i > 1 has S_i = 1, as for stride one: π multiplies polynomials."""
    return all(
        S == 1 for k, S in zip(architecture.widths, architecture.exponents, strict=True) if k > 1
    )


def is_filling(architecture: Architecture) -> bool:
    """Whether every filter in R^{k_v} can be reached.

    For stride one iff at most one width is even [KMMT 4.1]. With larger strides in between the
    function space has dimension Σk_i - (N - 1) < k_v, or v has gaps [KMST].
    """
    return is_polynomial_product(architecture) and _even_widths(architecture) <= 1


def real_roots_needed(architecture: Architecture) -> int:
    """Fewest real roots, infinity counted, of a nonzero filter that a stride-one network can reach.

    One for every even width (derived from [KMMT 4.1]).

    Raises
    ------
    InvalidInput
        With strides that make the layers polynomials in different powers of x.
    """
    if not is_polynomial_product(architecture):
        raise InvalidInput(
            f"strides {architecture.strides} exceed one before the last layer: "
            "which filters can be reached is known through real roots for stride one only",
            field="strides",
        )
    return _even_widths(architecture)


def _even_widths(architecture: Architecture) -> int:
    return sum(k % 2 == 0 for k in architecture.widths)


def is_reachable(architecture: Architecture, v: ArrayLike) -> bool:
    """Whether a stride-one network can have the final filter v of shape (k_v,) (derived)."""
    v = np.asarray(v, dtype=np.float64)
    if v.shape != (architecture.final_width,):
        raise InvalidInput(
            f"v has shape {v.shape}: the final filter has width {architecture.final_width}",
            field="v",
        )
    needed = real_roots_needed(architecture)
    if not np.any(v):
        return True
    real = sum(_is_real(complex(root)) for root in roots(v))
    return bool(real >= needed)


def _global_theorem(risk: EmpiricalRisk, w: Array, gap: float, rank: int, resolution: float) -> str:
    """Why w is (up to its gradient) a global minimum; "" unless its risk bears it out."""
    architecture = risk.architecture
    scale = abs(risk.filter_value(np.zeros(architecture.final_width)))
    if not risk.loss.convex or gap > RISK_TOLERANCE * scale:
        return ""
    if rank == architecture.final_width and not common_roots(architecture, w, resolution):
        if is_polynomial_product(architecture):
            return (
                "the loss is convex and no two layers share a root (Kohn et al. 2022, Theorem 5.1)"
            )
        return "the loss is convex and the Jacobian of π has full rank k_v (derived)"
    return "its risk is the least one over all filters of this width"
