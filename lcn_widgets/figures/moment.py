"""What a figure shows of a run: the run up to one flow time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lcn_widgets.core.experiment import Frames, Run
from lcn_widgets.core.inputs import Array, Complex, Indices, InvalidInput
from lcn_widgets.core.network import Architecture

MOST_GHOSTS = 4
"""Runs that can be told apart behind another one."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A run at a flow time; what all panels of one figure agree on.

    Parameters
    ----------
    run : Run
    time : float, optional
        Flow time within the run; without it the end of the run.
    ghosts : iterable of Run
        Other runs to draw behind it at the same time, or at their ends if these are before.

    Raises
    ------
    InvalidInput
        If the run has no such time, or there are too many ghosts.
    """

    run: Run
    time: float
    ghosts: tuple[Moment, ...]

    def __init__(self, run: Run, time: float | None = None, ghosts: Iterable[Run] = ()):
        last = float(run.frames.times[-1])
        if time is None:
            time = last
        if not (math.isfinite(time) and 0.0 <= time <= last):
            near = min(max(time, 0.0), last) if not math.isnan(time) else last
            raise InvalidInput(
                f"time {time:g} is outside the run, which goes from 0 to {last:g}: "
                f"the nearest that works is {near:g}",
                field="time",
                suggestions=(near,),
            )
        others = tuple(ghosts)
        if len(others) > MOST_GHOSTS:
            raise InvalidInput(
                f"{len(others)} ghosts cannot be told apart: use at most {MOST_GHOSTS}",
                field="ghosts",
            )
        ends = [float(other.frames.times[-1]) for other in others]
        moments = [Moment(o, min(time, end)) for o, end in zip(others, ends, strict=True)]
        object.__setattr__(self, "ghosts", tuple(moments))
        object.__setattr__(self, "run", run)
        object.__setattr__(self, "time", float(time))

    @property
    def at_end(self) -> bool:
        """Whether this is the last moment of the run."""
        return self.time == self.frames.times[-1]

    @property
    def architecture(self) -> Architecture:
        """The architecture of the run."""
        return self.run.experiment.architecture

    @property
    def frames(self) -> Frames:
        """The whole run, resampled for drawing."""
        return self.run.frames

    @cached_property
    def filters(self) -> Array:
        """w at this time, shape (Σk_i,)."""
        return self.run.trajectory.at(self.time)[0]

    @cached_property
    def roots(self) -> Complex:
        """Roots of the layers so far, shape (frames, R); the last row is of the nearest frame."""
        times = self.frames.times
        return self.frames.roots[: int(np.abs(times - self.time).argmin()) + 1]

    def columns_of(self, layer: int) -> Indices:
        """Columns of `roots` that belong to a layer, counted from 0."""
        return np.flatnonzero(self.run.root_paths.layer == layer)
