"""What data lack to bound the filters by the risk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lcn_widgets.core.inputs import Message
from lcn_widgets.core.risk import wording


class DataMatrix(StrEnum):
    """A matrix of the data that ought to have full column rank."""

    INPUTS = "inputs"
    PATCHES = "patches"


@dataclass(frozen=True)
class Shortage:
    """A matrix of the data that lacks rank, so that the layers may grow where no risk sees it.

    Parameters
    ----------
    matrix : DataMatrix
    rank, needed : int
        Numerical rank, and the larger one that would do.
    """

    matrix: DataMatrix
    rank: int
    needed: int

    @property
    def message(self) -> Message:
        """What is lacking and what would help: a clause."""
        return wording.shortage(self)


def rank_shortage(matrix: DataMatrix, rank: int, needed: int) -> Shortage | None:
    """The shortage of a matrix of this rank, None if it has the rank needed."""
    return Shortage(matrix, rank, needed) if rank < needed else None
