"""Gradient flow and gradient descent, from a start to a trajectory. May import data and below."""

from lcn_widgets.core.training.descent import gradient_descent
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
from lcn_widgets.core.training.trajectory import Outcome, Trajectory

__all__ = [
    "INITIALIZATIONS",
    "METHODS",
    "BalancedInitialization",
    "Descent",
    "ExplicitFilters",
    "Flow",
    "FlowAndDescent",
    "FromRoots",
    "Initialization",
    "Method",
    "NormalInitialization",
    "Outcome",
    "PrescribedDifferences",
    "Trajectory",
    "gradient_descent",
    "gradient_flow",
]
