"""Runs of the standard experiment, and whether the code says of their limits what is so."""

from dataclasses import dataclass

import numpy as np

from lcn_widgets.core.landscape import limit_of
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, SquareLoss
from lcn_widgets.core.training import gradient_flow
from tests.core.landscape.fifty_digits import limit_in_fifty_digits

NEAR = 1e-3
"""A run has converged within this distance of its limit, relative to max(1, ‖w‖)."""


@dataclass(frozen=True)
class Judged:
    """One run: what is said of its limit, and what is so."""

    seed: int
    said: tuple
    true: tuple
    near: bool

    @property
    def right(self):
        """Whether pattern and kind are those in 50 digits, and the limit as near as is said."""
        return self.said == self.true and self.near


def judged(architecture, seed):
    """Run and judge the standard experiment [KMMT]: X = I, u and w(0) standard normal."""
    rng = np.random.default_rng([seed, *architecture.widths])
    width = architecture.final_width
    target = rng.normal(size=width)
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(width), target[None, :]))
    trajectory = gradient_flow(risk, rng.normal(size=architecture.parameter_count))
    point = limit_of(risk, trajectory)
    end = trajectory.filters[-1]
    exact = limit_in_fifty_digits(architecture.widths, target, end)
    said = ("", "") if point is None else (str(point.pattern), str(point.kind))
    true = None if exact is None else (exact.pattern, exact.kind)
    reach = NEAR * max(1.0, float(np.linalg.norm(end)))
    near = exact is not None and trajectory.converged and exact.distance <= reach
    return Judged(seed, said, true, near)
