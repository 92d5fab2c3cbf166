"""How a trajectory ended, and why: the facts."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

from lcn_widgets.core.risk import Shortage
from lcn_widgets.core.training.rest import Rest


class Outcome(StrEnum):
    """How a trajectory ended."""

    CONVERGED = "converged"
    """Its limit is near."""
    RESTING = "resting"
    """It hardly moves, but where its limit is, is not settled."""
    TIME_LIMIT = "time_limit"
    STEP_LIMIT = "step_limit"
    GROWING = "growing"
    DIVERGED = "diverged"
    FAILED = "failed"


def outcome_at(rest: Rest) -> Outcome:
    """How a run ended that came to rest."""
    return Outcome.CONVERGED if rest.settled else Outcome.RESTING


class Pace(StrEnum):
    """How the steps of descent compare with the curvature λ_max where they were cut short."""

    SLOW = "slow"
    """Below 1/λ_max, so that larger ones are stable as well."""
    FAIR = "fair"
    """Between 1/λ_max and 2/λ_max."""
    OVERSHOOTING = "overshooting"
    """Beyond 2/λ_max, or the risk does not fall."""


@dataclass(frozen=True)
class Escape:
    """A flow whose ‖w‖ grows, of which it is not known whether it has a limit.

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
    """Descent whose steps were too large: it left all bounds, or its risk rose.

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
    automatic : bool
        Whether the solver of the flow was the automatic choice.
    rest : Rest, optional
        Where its limit is, if it is `CONVERGED` or `RESTING`.
    escape : Escape, optional
        If `GROWING`.
    divergence : Divergence, optional
        If it `DIVERGED`, or was cut short with a risk above its first.
    pace : Pace, optional
        Of descent that was cut short.
    complaint : str
        What a solver that `FAILED` gave as the reason, in its own words.
    """

    outcome: Outcome
    time: float
    steps: int = 0
    gradients: int = 1
    gradient_ratio: float = math.nan
    smooth_loss: bool = True
    automatic: bool = True
    rest: Rest | None = field(default=None, compare=False)
    escape: Escape | None = None
    divergence: Divergence | None = None
    pace: Pace | None = None
    complaint: str = ""

    @property
    def at_rest(self) -> bool:
        """Whether w(0) is critical, so that nothing moved."""
        return math.isnan(self.gradient_ratio)
