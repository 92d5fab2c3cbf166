"""What a run can say about a statement."""

from __future__ import annotations

from enum import StrEnum

import numpy as np


class Status(StrEnum):
    """What a run says about a statement, at the tolerance stated with it."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_COVERED = "not covered"
    UNDECIDED = "undecided"


def compared(value: float, bound: float) -> Status:
    """Whether a value keeps within its bound."""
    return Status.HOLDS if value <= bound else Status.FAILS


def decades(larger: float, smaller: float) -> float:
    """log10(larger/smaller), inf for smaller = 0."""
    return float(np.log10(larger) - np.log10(smaller))
