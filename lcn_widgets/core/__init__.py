"""The mathematics: NumPy and SciPy only.

Here are the names of what an experiment is made of and of what comes out of it. Everything else
is in the wing it belongs to: `landscape.classify`, `theorem.safe_step`, `data.TerrainData`, …
A wing is imported when something of it is first asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcn_widgets.core import experiment
    from lcn_widgets.core.data import DataRecipe, IdentityData, TeacherData
    from lcn_widgets.core.experiment import Experiment, Run, preset_named
    from lcn_widgets.core.inputs import InvalidInput, Recipe
    from lcn_widgets.core.network import Architecture
    from lcn_widgets.core.risk import (
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

    run = experiment.run  # imported by name, mypy takes it for the module of that name

WINGS = (
    "inputs",
    "glossary",
    "network",
    "risk",
    "data",
    "training",
    "roots",
    "landscape",
    "theorem",
    "experiment",
)
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


def __getattr__(name: str) -> Any:
    """A wing, something of `__all__` from its wing, or a registered part of an experiment."""
    if name in WINGS:
        return importlib.import_module(f"{__name__}.{name}")
    if name in __all__:
        return next(getattr(wing, name) for wing in _wings() if name in wing.__all__)
    if not name.startswith("_"):
        for recipe in _recipes():
            if recipe.__name__ == name:
                return recipe
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _wings() -> Iterator[ModuleType]:
    """The wings, from those that import least."""
    return (importlib.import_module(f"{__name__}.{name}") for name in WINGS)


def _recipes() -> Iterator[type[Recipe]]:
    """What experiments can be made of: names of version 0.1, all of which were at the top."""
    from lcn_widgets.core.data import DATA
    from lcn_widgets.core.risk import LOSSES
    from lcn_widgets.core.training import INITIALIZATIONS, METHODS

    for registry in (LOSSES, DATA, INITIALIZATIONS, METHODS):
        yield from registry.values()
