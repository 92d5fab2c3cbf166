"""The smallest changes of an experiment that take a hypothesis of the theorem away."""

from __future__ import annotations

import dataclasses
from typing import Any, Protocol, TypeVar, cast

import numpy as np

from lcn_widgets.core.data import DataRecipe
from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset, EmpiricalRisk, HuberLoss, Loss
from lcn_widgets.core.training import Descent, Initialization, Method

CAUTIOUS = 0.5
"""η times the largest curvature at w0, of steps that descend."""
SMALLEST_STEP, LARGEST_STEP = 1e-9, 100.0
"""What `Descent` allows."""


class Setting(Protocol):
    """What a claim may change of an experiment, which is a frozen dataclass."""

    @property
    def architecture(self) -> Architecture:
        """Layers and input size."""

    @property
    def loss(self) -> Loss:
        """The loss."""

    @property
    def data(self) -> DataRecipe:
        """Where the data come from."""

    @property
    def initialization(self) -> Initialization:
        """Where the filters start."""

    def dataset(self) -> Dataset:
        """The data, made for the architecture."""

    @property
    def method(self) -> Method:
        """What moves the filters."""


S = TypeVar("S", bound=Setting)
T = TypeVar("T")


def with_other_loss(setting: S) -> S | None:
    """With Huber's loss, whose second derivative jumps; None if the loss is not covered already."""
    return _with(setting, loss=HuberLoss()) if setting.loss.covered_by_theorem else None


def with_too_few_inputs(setting: S) -> S | None:
    """With one sample less than the input has entries; None where the data have no such number."""
    return _with_samples(setting, setting.architecture.dims[0] - 1)


def with_too_few_windows(setting: S) -> S | None:
    """With the most samples whose windows are fewer than v has entries; None where one is enough.

    A sample has d_N windows, so that a long one may span all k_v dimensions by itself.
    """
    architecture = setting.architecture
    return _with_samples(setting, (architecture.final_width - 1) // architecture.dims[-1])


def with_descent(setting: S) -> S | None:
    """With gradient descent, of which the theorem says nothing; None if it is that already.

    None also where only steps smaller than an experiment accepts would descend.
    """
    return _with_steps(setting, climb=False)


def with_too_large_steps(setting: S) -> S | None:
    """With gradient descent in steps so large that the first one climbs.

    None if it is descent already, or if none that is allowed climbs.
    """
    return _with_steps(setting, climb=True)


def _with_steps(setting: S, climb: bool) -> S | None:
    if setting.method.main.kind == Descent.kind:
        return None
    risk = EmpiricalRisk(setting.architecture, setting.loss, setting.dataset())
    w0 = setting.initialization.filters(setting.architecture)
    with np.errstate(over="ignore", invalid="ignore"):
        step = _cautious(risk, w0)
        if climb:
            step = _climbing(risk, w0, max(step, SMALLEST_STEP))
    if not SMALLEST_STEP <= step <= LARGEST_STEP:
        return None
    return _with(setting, method=Descent(step_size=step))


def _cautious(risk: EmpiricalRisk, w0: Array) -> float:
    """A step that descends at w0, which may be smaller than is allowed; 0 where none is known."""
    hessian = risk.hessian(w0)
    if not np.all(np.isfinite(hessian)):
        return 0.0
    sharpest = float(np.abs(np.linalg.eigvalsh(hessian)).max())
    step = CAUTIOUS / sharpest if sharpest else LARGEST_STEP
    return float(f"{min(step, LARGEST_STEP):.1g}")


def _climbing(risk: EmpiricalRisk, w0: Array, step: float) -> float:
    """The first of doubled steps that climbs from w0; inf if none that is allowed does."""
    first, gradient = risk.value(w0), risk.gradient(w0)
    while risk.value(w0 - step * gradient) <= first:
        if step >= LARGEST_STEP:
            return np.inf
        step = float(f"{min(2.0 * step, LARGEST_STEP):.2g}")
    return step


def _with_samples(setting: S, most: int) -> S | None:
    samples = getattr(setting.data, "samples", 0)
    if not 1 <= most < samples:
        return None
    data = _with(setting.data, samples=most)
    return None if data is None else _with(setting, data=data)


def _with(frozen: T, **parts: Any) -> T | None:
    """The same with other parts; None where it does not accept them."""
    # An experiment and its recipes are dataclasses, which a protocol cannot say.
    try:
        return cast(T, dataclasses.replace(cast(Any, frozen), **parts))
    except InvalidInput:
        return None
