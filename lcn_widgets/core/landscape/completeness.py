"""Why a list of critical filters may not be complete."""

from __future__ import annotations

from enum import StrEnum

DOUBLE_PAIRS = 13
"""Most isolated complex critical points of a distance on quartics with two double roots."""


class Openness(StrEnum):
    """What keeps a list of critical filters from being proved complete."""

    CURVE = "curve"
    """The critical filters are not isolated: a whole curve of them solves the equations."""
    CLUSTER = "cluster"
    """Fewer filters with two double roots were proved isolated and different than there can be."""
    UNRESOLVED = "unresolved"
    """Some solutions could not be proved to be new, or their roots to be real or not."""
