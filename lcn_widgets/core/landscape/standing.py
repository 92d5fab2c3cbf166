"""How a proved local minimum stands to the least risk of its network: what of that is proved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import scipy.linalg

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.critical_filters import CriticalFilterList
from lcn_widgets.core.landscape.critical_points import CriticalKind, CriticalPoint
from lcn_widgets.core.landscape.filter_bounds import EPS, FilterBounds
from lcn_widgets.core.landscape.ground import Ground
from lcn_widgets.core.landscape.limit_proof import LimitProof
from lcn_widgets.core.landscape.product_bounds import MARGIN, ProductBounds
from lcn_widgets.core.landscape.reachability import is_polynomial_product, is_reachable
from lcn_widgets.core.risk import EmpiricalRisk


@dataclass(frozen=True)
class Standing:
    """What is proved of a local minimum beside the least risk of the network.

    Parameters
    ----------
    ground : Ground or None
        None where neither is proved: that it is a global minimum, or that it is none.
    gap : float
        Of one that is not global its risk is at least this much above the least, of one that
        may be global at most this much; inf where that is not bounded.
    """

    ground: Ground | None
    gap: float

    @property
    def is_global(self) -> bool | None:
        """Whether it is a global minimum; None where that is not proved."""
        return None if self.ground is None else self.ground is not Ground.OTHER_FILTER


def prove_standing(
    risk: EmpiricalRisk,
    w: Array,
    proof: LimitProof,
    filters: Iterable[Array],
    listed: Callable[[], CriticalFilterList | None],
) -> Standing | None:
    """What is proved of a critical point beside all others; None unless it is a local minimum.

    Parameters
    ----------
    risk : EmpiricalRisk
    w : ndarray, shape (Σk_i,)
    proof : LimitProof
        Of a critical point near w.
    filters : iterable of ndarray, shape (k_v,)
        Filters that may have less risk.
    listed : callable
        Returns the critical filters, None if they cannot be listed; called if needed only.
    """
    if proof.index > 0:
        return None
    minimum = _Minimum(risk, w, proof)
    quick = minimum.by_rank() or minimum.by_filters(filters)
    if quick is not None:
        return quick
    found = listed()
    return minimum.open() if found is None else minimum.by_list(found)


class _Minimum:
    """A local minimum within `proof.distance` of w, and what can be proved of it.

    Parameters
    ----------
    risk : EmpiricalRisk
    w : ndarray, shape (Σk_i,)
    proof : LimitProof
    """

    def __init__(self, risk: EmpiricalRisk, w: Array, proof: LimitProof):
        self._risk = risk
        self._w = w
        self._distance = proof.distance
        self._products = ProductBounds(risk.architecture, w)
        self._filter = risk.architecture.final_filter(w)
        self._reach = self._products.reach(self._distance)
        self._low, self._high = FilterBounds(risk, self._filter).values(self._reach)

    def by_rank(self) -> Standing | None:
        """Global if the Jacobian of π has full rank on the whole ball, so that ∇_vL = 0 there."""
        width = self._risk.architecture.final_width
        if not self._risk.loss.convex or len(self._w) < width:
            return None
        jacobian = self._risk.architecture.jacobian(self._w)
        values = scipy.linalg.svdvals(jacobian)
        off = self._products.rounding * self._products.derivative(1)
        off += self._products.derivative(2, self._distance) * self._distance
        off += 64.0 * len(self._w) * EPS * float(values[0])
        return Standing(Ground.FULL_RANK, 0.0) if values[width - 1] > off * MARGIN else None

    def by_filters(self, filters: Iterable[Array]) -> Standing | None:
        """Not global if a filter that the network reaches exactly has a lower risk."""
        architecture = self._risk.architecture
        if not is_polynomial_product(architecture):
            return None
        highs = [
            FilterBounds(self._risk, v).values()[1]
            for v in filters
            if is_reachable(architecture, v)
        ]
        return self._beside(min(highs, default=np.inf))

    def by_list(self, found: CriticalFilterList) -> Standing:
        """Global if it can be none of a complete list of critical filters but the best."""
        zero = FilterBounds(self._risk, np.zeros_like(self._filter)).values()
        risks = [zero, *(f.risk_bounds for f in found.filters)]
        spurious = self._beside(min(high for _, high in risks))
        if spurious is not None:
            return spurious
        if not found.certified:
            return self.open()
        near = [i for i, f in enumerate(found.filters) if self._may_be(f.final_filter, f.error)]
        if near == [found.best] and not self._may_be(np.zeros_like(self._filter), 0.0):
            return Standing(Ground.COMPLETE_LIST, 0.0)
        return Standing(None, self._high - min(low for low, _ in risks))

    def _may_be(self, v: Array, error: float) -> bool:
        """Whether a filter within `error` of v may be that of the local minimum."""
        return bool(np.linalg.norm(v - self._filter) <= (self._reach + error) * MARGIN)

    def open(self) -> Standing:
        """Whether it is global is open; how much lower a risk can be, for square loss."""
        risk = self._risk
        if not (risk.loss.is_quadratic and risk.least_risk_is_known):
            return Standing(None, np.inf)
        gap = float(np.sqrt(risk.filter_gaps(self._filter)))
        gap += float(np.sqrt(risk.gap_rounding(self._filter)))
        gap += float(risk.patch_singular_values[0]) * self._reach
        return Standing(None, gap**2 * MARGIN)

    def _beside(self, high: float) -> Standing | None:
        """Not global if a filter has at most this risk, and that is lower."""
        gap = self._low - high
        return Standing(Ground.OTHER_FILTER, gap) if gap > 0.0 else None


def decided_kind(
    point: CriticalPoint, proof: LimitProof | None, standing: Standing | None
) -> tuple[CriticalKind | None, bool]:
    """The kind of a limit, of which a proof has the last word, and whether it is proved."""
    if proof is None:
        return point.kind, False
    if proof.index > 0:
        return CriticalKind.STRICT_SADDLE, True
    known = None if standing is None else standing.is_global
    seen = known is None and point.kind is CriticalKind.GLOBAL_MINIMUM
    return CriticalKind.GLOBAL_MINIMUM if known or seen else CriticalKind.LOCAL_MINIMUM, not seen
