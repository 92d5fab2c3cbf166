"""The mathematics: NumPy and SciPy only."""

from lcn_widgets.core.architecture import Architecture
from lcn_widgets.core.data import Dataset
from lcn_widgets.core.data_sources import DATA
from lcn_widgets.core.descent import gradient_descent
from lcn_widgets.core.errors import InvalidInput
from lcn_widgets.core.experiment import Experiment
from lcn_widgets.core.flow import gradient_flow
from lcn_widgets.core.given_data import ArrayData, CsvData
from lcn_widgets.core.initialization import (
    INITIALIZATIONS,
    BalancedInitialization,
    ExplicitFilters,
    FromRoots,
    NormalInitialization,
    PrescribedDifferences,
)
from lcn_widgets.core.losses import (
    LOSSES,
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.core.methods import METHODS, Descent, Flow, FlowAndDescent
from lcn_widgets.core.presets import PRESETS, Preset
from lcn_widgets.core.real_signals import EegData, TerrainData
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import RootPaths, track_roots
from lcn_widgets.core.run import Run, run
from lcn_widgets.core.synthetic_data import CounterexampleData, IdentityData, TeacherData
from lcn_widgets.core.trajectory import Outcome, Trajectory

__all__ = [
    "DATA",
    "INITIALIZATIONS",
    "LOSSES",
    "METHODS",
    "PRESETS",
    "AbsoluteLoss",
    "Architecture",
    "ArrayData",
    "BalancedInitialization",
    "CounterexampleData",
    "CsvData",
    "Dataset",
    "Descent",
    "EegData",
    "EmpiricalRisk",
    "Experiment",
    "ExplicitFilters",
    "Flow",
    "FlowAndDescent",
    "FromRoots",
    "GeneralizedHuberLoss",
    "HuberLoss",
    "IdentityData",
    "InvalidInput",
    "LogCoshLoss",
    "LpLoss",
    "NormalInitialization",
    "Outcome",
    "PrescribedDifferences",
    "Preset",
    "PseudoHuberLoss",
    "RootPaths",
    "Run",
    "SquareLoss",
    "TeacherData",
    "TerrainData",
    "Trajectory",
    "gradient_descent",
    "gradient_flow",
    "run",
    "track_roots",
]
