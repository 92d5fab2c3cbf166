"""The convergence theorem held against one run: which hypotheses hold, which promises were kept.

A status is never more than what is proved or seen at a stated tolerance. A conclusion "holds" if
its hypotheses do and the run agrees; it is "not covered" if a hypothesis fails, whatever the run
looks like, and "undecided" if the run or the arithmetic ends too early to tell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.inputs import Message, present_work
from lcn_widgets.core.landscape import CriticalPoint, limit_of
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.theorem import wording
from lcn_widgets.core.theorem.chain import Link, links
from lcn_widgets.core.theorem.claim import Claim, Kind, Statement
from lcn_widgets.core.theorem.claims import CLAIMS
from lcn_widgets.core.theorem.context import Context
from lcn_widgets.core.theorem.premise import Premise, premise_of
from lcn_widgets.core.theorem.status import Status
from lcn_widgets.core.training import Trajectory


@dataclass(frozen=True, eq=False)
class TheoremReport:
    """The theorem for one run.

    Parameters
    ----------
    statements : tuple of Statement
        In the order of `CLAIMS`.
    links : tuple of Link
        The chain data → bound on v → bound on w → convergence.
    premise : Premise
        Whether the theorem applies.
    """

    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
    premise: Premise

    def __getitem__(self, name: str) -> Statement:
        """The statement of that name."""
        return next(s for s in self.statements if s.name == name)

    @property
    def hypotheses(self) -> tuple[Statement, ...]:
        """The statements the theorem asks for."""
        return tuple(s for s in self.statements if s.claim.kind is Kind.HYPOTHESIS)

    @property
    def conclusions(self) -> tuple[Statement, ...]:
        """The statements the theorem promises."""
        return tuple(s for s in self.statements if s.claim.kind is Kind.CONCLUSION)

    @property
    def status(self) -> Status:
        """Whether the promise of the theorem was seen to be kept."""
        return self.links[-1].status

    @property
    def premise_message(self) -> Message:
        """Does the theorem apply."""
        return wording.premise_message(self.premise)

    @property
    def message(self) -> Message:
        """Does the theorem apply, and what of its promise was seen."""
        return wording.verdict(self.premise, self.links[-1].decisive.message)

    @property
    def sentence(self) -> str:
        """The message in English."""
        return str(self.message)


def theory(
    risk: EmpiricalRisk, trajectory: Trajectory, limit: CriticalPoint | None = None
) -> TheoremReport:
    """Hold the convergence theorem (paper, 3.8) against one run.

    Parameters
    ----------
    risk : EmpiricalRisk
    trajectory : Trajectory
        From `gradient_flow`, or from `gradient_descent`, of which the theorem says nothing.
    limit : CriticalPoint, optional
        The critical point at its end, where it has been looked at already; by default `limit_of`.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        context = Context(risk, trajectory, limit or limit_of(risk, trajectory))
        statements = tuple(_checked(claim, context) for claim in CLAIMS)
    chain = links(statements, context.first_gradient)
    return TheoremReport(statements, chain, premise_of(context))


def _checked(claim: Claim, context: Context) -> Statement:
    """Check a claim, and let those after it know."""
    present_work().check()
    statement = claim.check(context)
    context.statuses[claim.name] = statement.status
    return statement
