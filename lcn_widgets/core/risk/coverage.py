"""Whether the convergence theorem covers a loss, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lcn_widgets.core.inputs import Message
from lcn_widgets.core.risk import wording


class Regularity(StrEnum):
    """What decides whether Theorem 3.8 of the paper covers a loss: it asks for an analytic one."""

    ANALYTIC = "analytic"
    POWER = "power"
    JUMP = "jump"
    KINK = "kink"


@dataclass(frozen=True)
class Coverage:
    """What Theorem 3.8 of the paper makes of a loss, and why.

    Parameters
    ----------
    loss : str
        Name of the loss for people.
    regularity : Regularity
        Real analytic, and so covered; a `POWER` of |r| that is not analytic at 0; a `JUMP` of
        the second derivative; a `KINK`, where not even the first exists.
    exponent : float, optional
        Of a `POWER`.
    """

    loss: str
    regularity: Regularity
    exponent: float = math.nan

    @property
    def covered(self) -> bool:
        """Whether the theorem covers the loss."""
        return self.regularity is Regularity.ANALYTIC

    @property
    def message(self) -> Message:
        """Why, or why not: a clause whose subject is the loss."""
        return wording.coverage(self)
