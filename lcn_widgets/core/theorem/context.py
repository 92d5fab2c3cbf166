"""A run as the claims look at it."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape import CriticalPoint
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.theorem.bounds import ROUNDING_MARGIN, filter_bound, filter_norm_bound
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.training import PathKind, Trajectory


class Exclusion(StrEnum):
    """Why the conclusions say nothing of a run, whatever its data."""

    DESCENT = "descent"
    KINK = "kink"


class Context:
    """A run, what several claims need to know of it, and what has been said of it by now.

    Parameters
    ----------
    risk : EmpiricalRisk
    trajectory : Trajectory
    limit : CriticalPoint or None
        The critical point at its end, None if it is not known where that is.

    Attributes
    ----------
    statuses : dict of str to Status
        Of the claims checked before, by name.
    flow : bool
        Whether the run is a flow, of which the theorem speaks.
    start : ndarray, shape (Σk_i,)
        w0, which need not be the first frame.
    first_risk, first_gradient : float
        L(w0) and ‖∇L(w0)‖.
    differences : ndarray, shape (N - 1,)
        δ at w0.
    """

    def __init__(self, risk: EmpiricalRisk, trajectory: Trajectory, limit: CriticalPoint | None):
        self.risk = risk
        self.trajectory = trajectory
        self.limit = limit
        self.statuses: dict[str, Status] = {}
        self.flow = trajectory.method is PathKind.FLOW
        self.start = trajectory.filters[0] if trajectory.start is None else trajectory.start
        self.first_risk = risk.value(self.start)
        self.first_gradient = float(np.linalg.norm(risk.gradient(self.start)))
        self.differences = risk.architecture.norm_differences(self.start)

    @property
    def exclusion(self) -> Exclusion | None:
        """Why this run is no flow of a C¹ loss; None if it is one."""
        if not self.flow:
            return Exclusion.DESCENT
        return None if self.risk.loss.differentiable else Exclusion.KINK

    @cached_property
    def levels(self) -> Array:
        """L(w0), then L at every time, shape (1 + T,)."""
        return np.append(self.first_risk, self.trajectory.risks)

    @cached_property
    def bound_by_inputs(self) -> Array:
        """g of the paper's Lemma 3.6 at the `levels`: ‖v‖₁ ≤ g, inf where XXᵀ is singular."""
        architecture, loss, dataset = self.risk.architecture, self.risk.loss, self.risk.dataset
        g = filter_bound(architecture, loss, dataset, self.levels)
        return np.asarray(g * (1.0 + ROUNDING_MARGIN))

    @cached_property
    def bound_by_patches(self) -> Array:
        """T at the `levels`: ‖v‖₂ ≤ T, inf where the patch matrix lacks rank (derived)."""
        return filter_norm_bound(self.risk, self.levels)
