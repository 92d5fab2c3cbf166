"""How a statement is drawn: a value over time, and what bounds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.theorem.quantities import Quantity


class Track(StrEnum):
    """Whose chain of bounds a statement belongs to; the paper's is drawn first."""

    PAPER = "paper"
    DERIVED = "derived"
    BOTH = "both"


@dataclass(frozen=True)
class Drawing:
    """Names in the picture of a statement.

    Parameters
    ----------
    quantity : Quantity
        What stays below the bound.
    bound : str
        Name of the bound.
    printed_bound : str
        The same in print, as mathtext.
    track : Track
    by : str
        Who says so, beside the status in print; "" where nobody else does.
    """

    quantity: Quantity
    bound: str
    printed_bound: str
    track: Track
    by: str = ""


@dataclass(frozen=True, eq=False)
class Curve:
    """A value and its upper bound at the times of a run.

    Parameters
    ----------
    times : ndarray, shape (T,)
    values, bound : ndarray, shape (T,)
        Decadic logarithms, since the bounds may exceed the largest float; -inf stands for 0, inf
        for a bound that does not exist.
    """

    times: Array
    values: Array
    bound: Array

    def at(self, times: ArrayLike) -> Curve:
        """The curve at other times of the run, shape (M,), linear between its own."""
        wanted = np.asarray(times, dtype=np.float64)
        values, bound = (_interpolated(wanted, self.times, y) for y in (self.values, self.bound))
        return Curve(wanted, values, bound)


def _interpolated(wanted: Array, times: Array, logs: Array) -> Array:
    """Linear where finite, otherwise the last known value."""
    with np.errstate(invalid="ignore"):
        linear = np.interp(wanted, times, logs)
    before = np.searchsorted(times, wanted, side="right").clip(1, len(times)) - 1
    return np.where(np.isfinite(linear), linear, logs[before])
