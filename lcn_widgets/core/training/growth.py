"""Growth of ‖w‖ along a flow, to tell one without a limit from one that is not there yet."""

from __future__ import annotations

import math

import numpy as np


class Growth:
    """‖w‖ at the times of the steps."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._norms: list[float] = []

    def add(self, t: float, norm: float) -> None:
        """Record ‖w(t)‖ for t later than all before."""
        self._times.append(t)
        self._norms.append(norm)

    @property
    def exponent(self) -> float:
        """Slope of log ‖w‖ over log t in the last decade of t."""
        return math.log10(self._norms[-1] / self._norm_before(10.0))

    @property
    def unbounded(self) -> bool:
        """Whether ‖w‖ grew by 5 % in each of the last two decades."""
        if not self._times or self._times[-1] < 100.0 * self._times[0]:
            return False
        last, before, earlier = (self._norm_before(f) for f in (1.0, 10.0, 100.0))
        return last > 1.05 * before and before > 1.05 * earlier

    def _norm_before(self, factor: float) -> float:
        return float(np.interp(self._times[-1] / factor, self._times, self._norms))
