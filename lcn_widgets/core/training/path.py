"""What lies between the frames of a trajectory: a smooth curve for the flow, lines for descent."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum

import numpy as np
from scipy.interpolate import CubicHermiteSpline

from lcn_widgets.core.inputs import Array


class PathKind(StrEnum):
    """How filters move along a trajectory."""

    FLOW = "flow"
    DESCENT = "descent"

    @property
    def continuous(self) -> bool:
        """Whether the filters move between the frames: steps jump from one to the next."""
        return self is PathKind.FLOW

    @property
    def conserves_differences(self) -> bool:
        """Whether δ is constant, up to the error of a numerical solution (paper, 3.3)."""
        return self is PathKind.FLOW

    def interpolant(self, times: Array, filters: Array, velocities: Array) -> Interpolant:
        """The path through `filters` (T, K) at `times` (T,), with `velocities` if it is smooth."""
        if self.continuous and len(times) > 1:
            return CubicInterpolant(times, filters, velocities)
        return LinearInterpolant(times, filters)


class Interpolant(ABC):
    """A path through T frames; a single one is a path that rests."""

    @abstractmethod
    def at(self, times: Array) -> Array:
        """Filters at `times` of shape (M,), shape (M, K)."""

    @abstractmethod
    def velocities_at(self, times: Array) -> Array:
        """Derivative of `at`, shape (M, K)."""

    @abstractmethod
    def control_points(self) -> Array:
        """Bézier control points of the cubic between any two frames, shape (T - 1, 4, K)."""


class CubicInterpolant(Interpolant):
    """The cubics that have the values and velocities of the frames at both ends of a step."""

    def __init__(self, times: Array, filters: Array, velocities: Array):
        self._times, self._filters, self._velocities = times, filters, velocities
        self._spline = CubicHermiteSpline(times, filters, velocities)

    def at(self, times: Array) -> Array:
        """The cubic at `times`."""
        return np.asarray(self._spline(times))

    def velocities_at(self, times: Array) -> Array:
        """The derivative of the cubic."""
        return np.asarray(self._spline(times, 1))

    def control_points(self) -> Array:
        """A third of the step along the velocity from either end."""
        a, b, v = self._filters[:-1], self._filters[1:], self._velocities
        third = np.diff(self._times)[:, None] / 3.0
        return np.stack([a, a + third * v[:-1], b - third * v[1:], b], axis=1)


class LinearInterpolant(Interpolant):
    """Straight lines, constant before the first frame and after the last."""

    def __init__(self, times: Array, filters: Array):
        self._times, self._filters = times, filters

    def at(self, times: Array) -> Array:
        """The lines at `times`."""
        return np.stack([np.interp(times, self._times, c) for c in self._filters.T], axis=-1)

    def velocities_at(self, times: Array) -> Array:
        """The slope of the line that begins at or before `times`; 0 if there is none."""
        if len(self._times) == 1:
            return np.zeros((len(times), self._filters.shape[1]))
        slopes = np.diff(self._filters, axis=0) / np.diff(self._times)[:, None]
        lines = np.searchsorted(self._times, times, side="right").clip(1, len(slopes)) - 1
        return np.asarray(slopes[lines])

    def control_points(self) -> Array:
        """Evenly spaced on each line."""
        a, b = self._filters[:-1], self._filters[1:]
        third = (b - a) / 3.0
        return np.stack([a, a + third, b - third, b], axis=1)
