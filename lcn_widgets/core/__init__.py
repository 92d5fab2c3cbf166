"""The mathematics: NumPy and SciPy only.

Here are the names of what an experiment is made of and of what comes out of it. Everything else
is in the wing it belongs to: `landscape.classify`, `theorem.safe_step`, `data.TerrainData`, …
"""

from lcn_widgets.core import (
    data,
    experiment,
    inputs,
    landscape,
    network,
    risk,
    roots,
    theorem,
    training,
)
from lcn_widgets.core.data import DATA, DataRecipe, IdentityData, TeacherData
from lcn_widgets.core.experiment import Experiment, Run, preset_named, run
from lcn_widgets.core.inputs import InvalidInput, Recipe
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import (
    LOSSES,
    AbsoluteLoss,
    Dataset,
    EmpiricalRisk,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    Loss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.roots import RootPaths, track_roots
from lcn_widgets.core.training import (
    INITIALIZATIONS,
    METHODS,
    Descent,
    Flow,
    Initialization,
    Method,
    NormalInitialization,
    PrescribedDifferences,
    Trajectory,
    gradient_descent,
    gradient_flow,
)

WINGS = (inputs, network, risk, data, training, roots, landscape, theorem, experiment)
"""Each may import those before it."""

__all__ = [
    "AbsoluteLoss",
    "Architecture",
    "DataRecipe",
    "Dataset",
    "Descent",
    "EmpiricalRisk",
    "Experiment",
    "Flow",
    "GeneralizedHuberLoss",
    "HuberLoss",
    "IdentityData",
    "Initialization",
    "InvalidInput",
    "LogCoshLoss",
    "Loss",
    "LpLoss",
    "Method",
    "NormalInitialization",
    "PrescribedDifferences",
    "PseudoHuberLoss",
    "RootPaths",
    "Run",
    "SquareLoss",
    "TeacherData",
    "Trajectory",
    "gradient_descent",
    "gradient_flow",
    "preset_named",
    "run",
    "track_roots",
]


def __getattr__(name: str) -> type[Recipe]:
    """Any registered part of an experiment by the name of its class, as copied Python has it."""
    for registry in (LOSSES, DATA, INITIALIZATIONS, METHODS):
        for recipe in registry.values():
            if recipe.__name__ == name:
                return recipe
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
