"""The search for events along a run.

Events are found between consecutive frames of the root paths and their times refined by solving
for them on `Trajectory.at`. All roots here are those of the p_i; each stands for its ring of S_i
roots of p̃_i.
"""

from __future__ import annotations

from lcn_widgets.core.landscape.events import Event
from lcn_widgets.core.landscape.plateaus import plateaus
from lcn_widgets.core.landscape.root_events import RootSearch
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import RootPaths
from lcn_widgets.core.training import Trajectory


def find_events(
    risk: EmpiricalRisk, trajectory: Trajectory, root_paths: RootPaths
) -> tuple[Event, ...]:
    """All events of a run, in the order of their times.

    Between the steps of gradient descent there is nothing: its roots jump, so that none meet on
    the way, and its gradient may jump up and down at every step. It has no events.
    """
    if not trajectory.continuous:
        return ()
    search = RootSearch(trajectory, root_paths)
    found = [
        *search.meetings_on_the_real_axis(),
        *search.meetings_of_layers(),
        *search.passages(),
        *plateaus(risk, trajectory),
    ]
    return tuple(sorted(found, key=lambda event: event.time))
