"""How a trajectory ended, and why: the facts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lcn_widgets.core.risk import Shortage


class Outcome(StrEnum):
    """How a trajectory ended."""

    CONVERGED = "converged"
    TIME_LIMIT = "time_limit"
    STEP_LIMIT = "step_limit"
    GROWING = "growing"
    DIVERGED = "diverged"
    FAILED = "failed"


@dataclass(frozen=True)
class Escape:
    """A flow whose ‖w‖ grows without a limit in sight.

    Parameters
    ----------
    norm : float
        ‖w‖ at the end.
    exponent : float
        Slope of log ‖w‖ over log t there.
    shortage : Shortage
        What the data lack to hold it.
    """

    norm: float
    exponent: float
    shortage: Shortage


@dataclass(frozen=True)
class Divergence:
    """Descent whose steps were too large.

    Parameters
    ----------
    first_risk, last_risk : float
        L(w(0)), and L where w was last bounded.
    step_size : float, optional
        Size of the step that left all bounds, if one did.
    stable_step : float, optional
        2/λ_max of the Hessian at w(0), below which descent is stable there; None if no
        eigenvalue is positive.
    """

    first_risk: float
    last_risk: float
    step_size: float | None
    stable_step: float | None


@dataclass(frozen=True)
class Ending:
    """How a trajectory ended.

    Parameters
    ----------
    outcome : Outcome
    time : float
        t at the end.
    steps : int
        Steps of descent, or of the flow's solver.
    gradients : int
        Gradients of the risk that they took.
    gradient_ratio : float
        ‖∇L(w)‖ at the end as part of ‖∇L(w(0))‖; nan if w(0) is critical.
    smooth_loss : bool
        Whether the curvature of the loss is bounded, so that the gradient has to vanish.
    escape : Escape, optional
        If `GROWING`.
    divergence : Divergence, optional
        If `DIVERGED`.
    complaint : str
        What a solver that `FAILED` gave as the reason, in its own words.
    """

    outcome: Outcome
    time: float
    steps: int = 0
    gradients: int = 1
    gradient_ratio: float = math.nan
    smooth_loss: bool = True
    escape: Escape | None = None
    divergence: Divergence | None = None
    complaint: str = ""

    @property
    def at_rest(self) -> bool:
        """Whether w(0) is critical, so that nothing moved."""
        return math.isnan(self.gradient_ratio)
