"""Łojasiewicz exponents of degenerate limits, computed from their structure.

Near a limit where L - L_∞ is a quadratic form in v - v* the multiple roots of v* decide (derived).
Factors without a common root multiply without loss, so that each root ρ may be looked at by itself:
the layers have factors of degree m_i near (x - ρ)^{m_i}, and L - L_∞ is, up to a change of
coordinates, a positive quadratic form in the coefficients e_j of their product without its leading
term. Give a root that is off by ε the weight 1; then e_j has weight j.

- If each layer has ρ once and ρ is real: e_1 vanishes on a hyperplane, and there e_2 = -Σε²/2.
- If two layers have it, one of them once: e_1, …, e_{M-1} are coordinates, with M the sum
  of both multiplicities, and on their common zeros e_M = ±ε^M for one real ε, or one complex ε
  for a conjugate pair.

With J = 2 and J = M the terms of least weight of L - L_∞ are therefore a quasi-homogeneous
function, positive but at 0, in the remaining directions of order 2J. By Euler's identity its
gradient vanishes nowhere else, hence ‖∇L‖ ≥ c (L - L_∞)^θ with θ = 1 - 1/(2J), and no less in the
slowest directions. Of several roots the largest J counts.

If v* = 0 and m layers vanish, those whose conserved norms are the smallest, L is of order 2m in
their common norm, and θ = 1 - 1/(2m) from both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lcn_widgets.core.inputs import Array, Message
from lcn_widgets.core.landscape.reachability import is_polynomial_product
from lcn_widgets.core.landscape.root_groups import RootGroup, groups_at_limit
from lcn_widgets.core.landscape.wording import exponent_message
from lcn_widgets.core.risk import EmpiricalRisk

TIED = 1e-6
"""Layers vanish together if their squared norms differ by less than this part of those at the
start: the differences are conserved."""


@dataclass(frozen=True, eq=False)
class Exponent:
    """The Łojasiewicz exponent of a degenerate limit, and why it is that.

    Parameters
    ----------
    order : int
        Half the order J of L - L_∞ in the slowest directions.
    layers : tuple of int
        The layers that share the root, or vanish; counted from 1.
    root : complex or None
        The root, of a conjugate pair the upper one; None if layers vanish.
    """

    order: int
    layers: tuple[int, ...]
    root: complex | None

    @property
    def theta(self) -> Fraction:
        """θ = 1 - 1/(2J)."""
        return 1 - Fraction(1, 2 * self.order)

    @property
    def decay(self) -> Fraction:
        """J/(J - 1): L - L_∞ falls like t to minus this power, 1/(2θ - 1)."""
        return 1 / (2 * self.theta - 1)

    @property
    def message(self) -> Message:
        """Exponent and reason."""
        return exponent_message(self)


def exponent_at(risk: EmpiricalRisk, start: Array, w: Array) -> Exponent | None:
    """The exponent at the limit of a flow, None where the structure does not give it.

    Parameters
    ----------
    risk : EmpiricalRisk
        Stride one; the loss bends at the least risk, and P has full rank.
    start, w : ndarray, shape (Σk_i,)
        w(0), and a point near the limit.
    """
    architecture = risk.architecture
    width = architecture.final_width
    factor = risk.gap_factor
    if not is_polynomial_product(architecture) or np.linalg.matrix_rank(factor) < width:
        return None
    if not np.any(risk.best_filter):
        return _of_vanishing_layers(architecture.squared_norms(start))
    if not all(map(np.any, architecture.split(w))):
        return None
    groups = groups_at_limit(risk, w)
    if groups is None:
        return None
    orders = [_order(group) for group in groups]
    known = [order for order in orders if order is not None]
    if len(known) < len(orders) or max(known) == 1:
        return None
    slowest = groups[int(np.argmax(known))]
    return Exponent(max(known), slowest.layers, slowest.root)


def _order(group: RootGroup) -> int | None:
    """J for one root, 1 if it leaves nothing degenerate, None if it is not known."""
    counts = sorted(count for count in group.counts if count)
    if len(counts) == 1:
        return 1
    if len(counts) == 2 and counts[0] == 1:
        return group.multiplicity
    return 2 if group.root.imag == 0.0 and counts[-1] == 1 else None


def _of_vanishing_layers(squared_norms: Array) -> Exponent | None:
    """Of the flow to v = 0, from the squared norms at its start."""
    above = squared_norms - squared_norms.min()
    tied = np.flatnonzero(above <= TIED * squared_norms.max())
    if len(tied) < 2:
        return None
    return Exponent(len(tied), tuple((tied + 1).tolist()), None)
