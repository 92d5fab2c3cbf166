"""What a figure shows of a run: the run up to one flow time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lcn_widgets.core.architecture import Architecture
from lcn_widgets.core.errors import InvalidInput
from lcn_widgets.core.roots import RootPaths
from lcn_widgets.core.run import Run
from lcn_widgets.core.trajectory import Trajectory


@dataclass(frozen=True, eq=False)
class Moment:
    """A run at a flow time; what all panels of one figure agree on.

    Parameters
    ----------
    run : Run
    time : float, optional
        Flow time within the run; without it the end of the run.

    Raises
    ------
    InvalidInput
        If the run has no such time.
    """

    run: Run
    time: float

    def __init__(self, run: Run, time: float | None = None):
        last = float(run.trajectory.times[-1])
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
        object.__setattr__(self, "run", run)
        object.__setattr__(self, "time", float(time))

    @property
    def at_end(self) -> bool:
        """Whether this is the last moment of the run."""
        return self.time == self.trajectory.times[-1]

    @property
    def architecture(self) -> Architecture:
        """The architecture of the run."""
        return self.run.experiment.architecture

    @property
    def trajectory(self) -> Trajectory:
        """The whole trajectory."""
        return self.run.trajectory

    @property
    def root_paths(self) -> RootPaths:
        """The whole root paths."""
        return self.run.root_paths

    @cached_property
    def filters(self) -> NDArray[np.float64]:
        """w at this time, shape (Σk_i,)."""
        return self.trajectory.at(self.time)[0]

    @cached_property
    def roots(self) -> NDArray[np.complex128]:
        """Roots of the layers so far, shape (frames, R); the last row is of this time."""
        return self.root_paths.roots[: np.searchsorted(self.root_paths.times, self.time) + 1]
