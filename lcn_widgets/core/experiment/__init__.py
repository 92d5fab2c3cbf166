"""The one description of a run, and the run. May import every other wing."""

from lcn_widgets.core.experiment.comparison import Change, Comparison, changes, compare
from lcn_widgets.core.experiment.ensemble import (
    End,
    Ensemble,
    Limit,
    check_count,
    check_seeds,
    ensemble,
    with_seed,
)
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.frames import Frames
from lcn_widgets.core.experiment.presets import PRESETS, Preset, preset_named
from lcn_widgets.core.experiment.question import Choice, Mark, Question, Score
from lcn_widgets.core.experiment.questions import QUESTIONS, score
from lcn_widgets.core.experiment.run import Run, run

__all__ = [
    "PRESETS",
    "QUESTIONS",
    "Change",
    "Choice",
    "Comparison",
    "End",
    "Ensemble",
    "Experiment",
    "Frames",
    "Limit",
    "Mark",
    "Preset",
    "Question",
    "Run",
    "Score",
    "changes",
    "check_count",
    "check_seeds",
    "compare",
    "ensemble",
    "preset_named",
    "run",
    "score",
    "with_seed",
]
