"""The mathematics: NumPy and SciPy only."""

from lcn_widgets.core.architecture import Architecture
from lcn_widgets.core.bounds import certified_bound, filter_norm_bound, paper_bound
from lcn_widgets.core.critical_filters import critical_filters
from lcn_widgets.core.critical_points import (
    CriticalKind,
    classify,
    is_filling,
    is_reachable,
    layer_roots,
)
from lcn_widgets.core.data import Dataset
from lcn_widgets.core.data_sources import DATA
from lcn_widgets.core.dense import DenseArchitecture, DenseRisk
from lcn_widgets.core.descent import gradient_descent
from lcn_widgets.core.ensemble import tabulate_limits
from lcn_widgets.core.errors import InvalidInput
from lcn_widgets.core.events import EventKind, find_events
from lcn_widgets.core.experiment import Experiment
from lcn_widgets.core.flow import gradient_flow
from lcn_widgets.core.function_space import (
    function_space_flow,
    metric,
    metric_is_fixed,
    refactorize,
    rescale_to_differences,
)
from lcn_widgets.core.given_data import ArrayData, CsvData
from lcn_widgets.core.initialization import (
    INITIALIZATIONS,
    BalancedInitialization,
    ExplicitFilters,
    FromRoots,
    NormalInitialization,
    PrescribedDifferences,
)
from lcn_widgets.core.lemmas import (
    factor_assignment,
    filter_bound,
    linear_factors,
    root_bound,
    submultiplicativity,
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
from lcn_widgets.core.presets import PRESETS, Preset, preset_named
from lcn_widgets.core.rates import Decay, fit_rate
from lcn_widgets.core.real_signals import EegData, TerrainData
from lcn_widgets.core.risk import EmpiricalRisk
from lcn_widgets.core.roots import RootPaths, track_roots
from lcn_widgets.core.run import Run, run
from lcn_widgets.core.statements import Status
from lcn_widgets.core.step_sizes import limit_step, safe_step
from lcn_widgets.core.synthetic_data import CounterexampleData, IdentityData, TeacherData
from lcn_widgets.core.theory import TheoremReport, theory
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
    "CriticalKind",
    "CsvData",
    "Dataset",
    "Decay",
    "DenseArchitecture",
    "DenseRisk",
    "Descent",
    "EegData",
    "EmpiricalRisk",
    "EventKind",
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
    "Status",
    "TeacherData",
    "TerrainData",
    "TheoremReport",
    "Trajectory",
    "certified_bound",
    "classify",
    "critical_filters",
    "factor_assignment",
    "filter_bound",
    "filter_norm_bound",
    "find_events",
    "fit_rate",
    "function_space_flow",
    "gradient_descent",
    "gradient_flow",
    "is_filling",
    "is_reachable",
    "layer_roots",
    "limit_step",
    "linear_factors",
    "metric",
    "metric_is_fixed",
    "paper_bound",
    "preset_named",
    "refactorize",
    "rescale_to_differences",
    "root_bound",
    "run",
    "safe_step",
    "submultiplicativity",
    "tabulate_limits",
    "theory",
    "track_roots",
]
