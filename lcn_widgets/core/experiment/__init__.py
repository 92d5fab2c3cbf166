"""The one description of a run, and the run. May import every other wing."""

from lcn_widgets.core.experiment.comparison import Change, Comparison, changes, compare
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.frames import Frames
from lcn_widgets.core.experiment.presets import PRESETS, Preset, preset_named
from lcn_widgets.core.experiment.run import Run, run

__all__ = [
    "PRESETS",
    "Change",
    "Comparison",
    "Experiment",
    "Frames",
    "Preset",
    "Run",
    "changes",
    "compare",
    "preset_named",
    "run",
]
