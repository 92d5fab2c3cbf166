"""Gradient flow and gradient descent, from a start to a trajectory. May import data and below."""

from lcn_widgets.core.training.descent import gradient_descent
from lcn_widgets.core.training.ending import Divergence, Ending, Escape, Outcome, Pace
from lcn_widgets.core.training.flow import gradient_flow
from lcn_widgets.core.training.initialization import (
    INITIALIZATIONS,
    BalancedInitialization,
    ExplicitFilters,
    FromRoots,
    Initialization,
    NormalInitialization,
    PrescribedDifferences,
)
from lcn_widgets.core.training.methods import METHODS, Descent, Flow, FlowAndDescent, Method
from lcn_widgets.core.training.newton import Neighbourhood
from lcn_widgets.core.training.path import Interpolant, PathKind
from lcn_widgets.core.training.rest import FOLLOWED, Evidence, Rest, reach
from lcn_widgets.core.training.trajectory import Trajectory

__all__ = [
    "FOLLOWED",
    "INITIALIZATIONS",
    "METHODS",
    "BalancedInitialization",
    "Descent",
    "Divergence",
    "Ending",
    "Escape",
    "Evidence",
    "ExplicitFilters",
    "Flow",
    "FlowAndDescent",
    "FromRoots",
    "Initialization",
    "Interpolant",
    "Method",
    "Neighbourhood",
    "NormalInitialization",
    "Outcome",
    "Pace",
    "PathKind",
    "PrescribedDifferences",
    "Rest",
    "Trajectory",
    "gradient_descent",
    "gradient_flow",
    "reach",
]
