"""On what a proof about the least risk of a network rests."""

from __future__ import annotations

from enum import StrEnum


class Ground(StrEnum):
    """On what it is proved that a local minimum is a global one, or that it is none."""

    FULL_RANK = "full rank"
    """The loss is convex, and the Jacobian of π has rank k_v at it: global (derived)."""
    COMPLETE_LIST = "complete list"
    """The list of critical filters is complete, and no other has a lower risk: global."""
    OTHER_FILTER = "other filter"
    """A filter that the network reaches has a lower risk: not global."""
