"""Places where the flow slows down and leaves again: plateaus, and saddles that it passes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape.events import Event, EventKind
from lcn_widgets.core.landscape.refinement import root_between
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.training import Trajectory

PLATEAU_DIP = 2.0
"""‖∇L‖ must fall and rise again by this factor for a plateau …"""
SADDLE_FALL = 10.0
"""… and fall by this, with a negative Hessian eigenvalue there, for a near-saddle."""

BENT = 1e-6
"""… and that eigenvalue is more than this part of the largest modulus: on the way, where the
gradient is not zero, rescaling alone bends L a little."""


def plateaus(risk: EmpiricalRisk, trajectory: Trajectory) -> Iterator[Event]:
    """Plateaus and near-saddles of a flow; descent has none that mean anything."""
    if not trajectory.continuous:
        return
    norms = np.maximum(trajectory.gradient_norms, np.finfo(np.float64).tiny)
    for m in _dips(np.log(norms), np.log(PLATEAU_DIP)):
        time = _slowest_time(risk, trajectory, m)
        w = trajectory.at(time)[0]
        eigenvalues = np.asarray(np.linalg.eigvalsh(risk.hessian(w)))
        low = {"gradient_norm": float(norms[m])}
        if (
            norms[:m].max() / norms[m] >= SADDLE_FALL
            and eigenvalues[0] < -BENT * np.abs(eigenvalues).max()
        ):
            numbers = low | {"eigenvalue": float(eigenvalues[0])}
            yield Event(time, EventKind.NEAR_SADDLE, numbers=numbers)
        else:
            yield Event(time, EventKind.PLATEAU, numbers=low | {"risk": risk.value(w)})


def _dips(levels: Array, depth: float) -> Iterator[int]:
    """Lowest places between a fall and a rise by at least `depth` each."""
    highest, lowest = 0, 0
    for i, level in enumerate(levels):
        if levels[highest] - levels[lowest] < depth:  # not fallen far enough yet
            if level > levels[highest]:
                highest = lowest = i
            elif level < levels[lowest]:
                lowest = i
        elif level < levels[lowest]:
            lowest = i
        elif level - levels[lowest] >= depth:
            yield lowest
            highest = lowest = i


def _slowest_time(risk: EmpiricalRisk, trajectory: Trajectory, m: int) -> float:
    """Where d/dt‖∇L‖² = -2⟨∇L, H∇L⟩ vanishes around frame m."""

    def growth(t: float) -> float:
        w = trajectory.at(t)[0]
        gradient = risk.gradient(w)
        return float(gradient @ risk.hessian(w) @ gradient)

    a, b = float(trajectory.times[m - 1]), float(trajectory.times[m + 1])
    if growth(a) * growth(b) > 0.0:
        return float(trajectory.times[m])
    return root_between(growth, a, b)
