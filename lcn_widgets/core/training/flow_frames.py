"""The frames kept of a flow: the wanted times, or the steps and what a smooth picture needs."""

from __future__ import annotations

import math

import numpy as np
from scipy.integrate import OdeSolver

from lcn_widgets.core.inputs import Array

SMOOTHNESS = 1e-7
"""Error, relative to max(1, ‖w‖), of the cubic through two frames and their velocities."""


class FlowFrames:
    """Times and filters, filled step by step from w0 at t = 0.

    Parameters
    ----------
    w0 : ndarray, shape (Σk_i,)
    wanted : ndarray, shape (T,), optional
        Increasing times ≥ 0. Without them every step is kept, and more frames within a step
        wherever the cubic through the values and velocities at its ends leaves the path.
    """

    def __init__(self, w0: Array, wanted: Array | None):
        self.wanted = wanted
        starts_at_0 = wanted is None or wanted[0] == 0.0
        self._times: list[float] = [0.0] if starts_at_0 else []
        self._filters: list[Array] = [w0] if starts_at_0 else []
        self._start = self._last = w0

    def stay(self) -> None:
        """Fill the wanted times with the start."""
        if self.wanted is not None:
            self._times = list(self.wanted)
            self._filters = [self._start] * len(self._times)

    def arrays(self) -> tuple[Array, Array]:
        """Times (T,) and filters (T, Σk_i); the start alone if no wanted time was reached."""
        return np.array(self._times or [0.0]), np.array(self._filters or [self._start])

    def add(self, stepper: OdeSolver, velocities: tuple[Array, Array]) -> None:
        """Add the frames in (t_old, t] of a step with these velocities at its ends."""
        y = stepper.y.copy()
        if stepper.t == stepper.t_old:
            self._stand(y)
            return
        if self.wanted is None:
            inner, keep_end = self._inner_times(stepper, y, velocities), True
        else:
            between = np.searchsorted(self.wanted, (stepper.t_old, stepper.t), side="right")
            due = self.wanted[slice(*between)]
            inner = due[due < stepper.t]
            keep_end = len(due) > len(inner)
        if len(inner):
            self._times.extend(inner)
            self._filters.extend(stepper.dense_output()(inner).T)
        if keep_end:
            self._times.append(stepper.t)
            self._filters.append(y)
        self._last = y

    def _stand(self, y: Array) -> None:
        """Take the end of a step so short that the clock, a float, has not moved.

        LSODA makes such steps where the slope of a loss jumps; frames have times of their own.
        """
        if self._times and (self.wanted is None or self._filters[-1] is self._last):
            self._filters[-1] = y
        self._last = y

    def _inner_times(
        self, stepper: OdeSolver, y: Array, velocities: tuple[Array, Array]
    ) -> Array | tuple[()]:
        """Times that cut the step into pieces on each of which the cubic is on the path."""
        start, end = stepper.t_old, stepper.t
        turn = (end - start) / 8.0 * (velocities[0] - velocities[1])
        off = stepper.dense_output()((start + end) / 2.0) - (self._last + y) / 2.0 - turn
        error = math.sqrt(off.dot(off)) / max(1.0, math.sqrt(y.dot(y)))
        if error <= SMOOTHNESS:
            return ()
        pieces = math.ceil(min((error / SMOOTHNESS) ** 0.25, 32.0))
        return np.linspace(start, end, pieces + 1)[1:-1]
