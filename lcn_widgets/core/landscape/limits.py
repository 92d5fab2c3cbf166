"""Where the flow ends, over many runs: the standard experiment of [KMMT] and its table."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from lcn_widgets.core.landscape.critical_points import part_of_a_layer, resolution_at
from lcn_widgets.core.landscape.layer_roots import layer_roots
from lcn_widgets.core.landscape.patterns import real_root_pattern
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, SquareLoss
from lcn_widgets.core.training import Trajectory, gradient_flow

GRADIENT_TOLERANCE = 1e-9
"""Relative gradient at which a limit is read off: its layers' roots are then far closer to
those of the limit than the distance within which roots count as one."""


@dataclass(frozen=True)
class LimitTable:
    """How often each real-root multiplicity pattern is the limit of the flow.

    Parameters
    ----------
    counts : dict of str to int
        Converged runs by pattern, most frequent first.
    runs : int
        All runs.
    """

    counts: dict[str, int]
    runs: int

    @property
    def unsettled(self) -> int:
        """Runs that did not converge."""
        return self.runs - sum(self.counts.values())

    def percentage(self, pattern: str) -> float:
        """Percentage of all runs that ended at this pattern."""
        return 100.0 * self.counts.get(pattern, 0) / self.runs


def tabulate_limits(
    architecture: Architecture, runs: int, *, seed: int = 0, executor: Executor | None = None
) -> LimitTable:
    """Run the standard experiment `runs` times and count the patterns of the limits.

    X = I, so that L = ‖v - u‖²; u and w(0) are standard normal; the flow runs to a critical
    point [KMMT, section 6].

    Parameters
    ----------
    architecture : Architecture
        With input size k_v, so that the patch matrix is the identity.
    runs : int
    seed : int
        Run r draws from the r-th child of this seed, whatever the executor.
    executor : concurrent.futures.Executor, optional
        Where the runs are computed; here if not given.
    """
    task = partial(limit_pattern, architecture)
    seeds = np.random.SeedSequence(seed).spawn(runs)
    if executor is None:
        patterns = list(map(task, seeds))
    else:
        patterns = list(executor.map(task, seeds, chunksize=max(1, runs // 64)))
    counts = Counter(p for p in patterns if p)
    return LimitTable(dict(counts.most_common()), runs)


def limit_pattern(architecture: Architecture, seed: np.random.SeedSequence) -> str:
    """Pattern of the limit of one standard experiment, "" if it did not converge."""
    rng = np.random.default_rng(seed)
    width = architecture.final_width
    target = rng.normal(size=width)
    risk = EmpiricalRisk(architecture, SquareLoss(), Dataset(np.eye(width), target[None, :]))
    start = rng.normal(size=architecture.parameter_count)
    trajectory = gradient_flow(risk, start, gradient_tol=GRADIENT_TOLERANCE)
    return pattern_of_limit(architecture, trajectory)


def pattern_of_limit(architecture: Architecture, trajectory: Trajectory) -> str:
    """Pattern of the limit of a stride-one run, as `classify` names it; "" if there is none."""
    rest = trajectory.ending.rest
    if rest is None or not rest.settled:
        return ""
    resolution = resolution_at(part_of_a_layer(architecture, rest.limit, rest.error))
    return str(real_root_pattern(layer_roots(architecture, rest.limit), resolution))
