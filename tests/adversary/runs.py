"""A case followed by the project, and all that it says of the run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lcn_widgets.core.landscape import CriticalPoint, Rate, fit_rate, limit_of
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk
from lcn_widgets.core.theorem import TheoremReport, theory
from lcn_widgets.core.training import Trajectory, gradient_descent, gradient_flow

from .cases import Case


@dataclass(frozen=True, eq=False)
class Followed:
    """A run of a case, with its verdicts.

    Parameters
    ----------
    case : Case
    risk : EmpiricalRisk
    trajectory : Trajectory
    """

    case: Case
    risk: EmpiricalRisk
    trajectory: Trajectory

    @cached_property
    def limit(self) -> CriticalPoint | None:
        return limit_of(self.risk, self.trajectory)

    @cached_property
    def theorem(self) -> TheoremReport:
        return theory(self.risk, self.trajectory, self.limit)

    @cached_property
    def rate(self) -> Rate | None:
        flows = self.trajectory.continuous
        return fit_rate(self.risk, self.trajectory, self.limit) if flows else None


def follow(case: Case) -> Followed:
    """Run a case the way its options say."""
    architecture = Architecture(len(case.X), case.widths, case.strides)
    risk = EmpiricalRisk(architecture, case.loss, Dataset(case.X, case.Y))
    method = gradient_descent if "step_size" in case.options else gradient_flow
    return Followed(case, risk, method(risk, case.start, **case.options))
