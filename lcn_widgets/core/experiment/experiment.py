"""The one description of a run: frozen, versioned, ready for JSON."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lcn_widgets.core.data import DATA, DataRecipe, TeacherData
from lcn_widgets.core.experiment.wording import say
from lcn_widgets.core.inputs import (
    EXPERIMENT_FINAL_WIDTH,
    EXPERIMENT_KEPT_PATCHES,
    EXPERIMENT_LAYER_WIDTH,
    EXPERIMENT_PARAMETERS,
    InvalidInput,
    check_keys,
    recipe_from_dict,
    recipe_to_dict,
    recipe_to_python,
)
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import LOSSES, Dataset, Loss, SquareLoss
from lcn_widgets.core.training import (
    INITIALIZATIONS,
    METHODS,
    Flow,
    Initialization,
    Method,
    NormalInitialization,
)

VERSION = 1
"""Version of the dictionaries written here."""


@dataclass(frozen=True)
class Experiment:
    """Everything `run` needs; without arguments, the experiment the page opens with.

    An experiment may come from a stranger (a link, a file), so each part has limits: see
    `lcn_widgets.core.inputs.limits`. The functions that `run` calls have none of these.

    Parameters
    ----------
    architecture : Architecture
    loss : Loss
    data : DataRecipe
    initialization : Initialization
    method : Method

    Raises
    ------
    InvalidInput
        If a part is not of its type, or the network is larger than the limits above.
    """

    # Chosen to open the page with: two roots leave the real axis and come back, a plateau of two
    # decades, a strided layer, and the teacher reached.
    architecture: Architecture = field(
        default_factory=lambda: Architecture(17, (3, 3, 2), (1, 2, 1))
    )
    loss: Loss = field(default_factory=SquareLoss)
    data: DataRecipe = field(default_factory=lambda: TeacherData(draw="network"))
    initialization: Initialization = field(default_factory=NormalInitialization)
    method: Method = field(default_factory=Flow)

    def __post_init__(self) -> None:
        for name, kind in _PARTS.items():
            part = getattr(self, name)
            if not isinstance(part, kind):
                raise InvalidInput(
                    say("part", name=name, value=f"{part!r:.60}", type=kind.__name__), field=name
                )
        a = self.architecture
        for what, size, limit in (
            ("layer", max(a.widths), EXPERIMENT_LAYER_WIDTH),
            ("final", a.final_width, EXPERIMENT_FINAL_WIDTH),
            ("entries", a.parameter_count, EXPERIMENT_PARAMETERS),
        ):
            if size > limit:
                raise InvalidInput(say("size", what=what, size=size, limit=limit), field="widths")

    def dataset(self) -> Dataset:
        """The data, made for the architecture.

        Raises
        ------
        InvalidInput
            If they do not fit it, or are more than the loss can look at in every step.
        """
        dataset = self.data.build(self.architecture)
        patches = self.architecture.dims[-1] * self.architecture.final_width
        limit = EXPERIMENT_KEPT_PATCHES // patches
        if dataset.samples > limit and not self.loss.is_quadratic:
            raise InvalidInput(
                say("samples", samples=dataset.samples, loss=self.loss.label, limit=limit),
                field="data.samples",
                suggestions=(limit,),
            )
        return dataset

    def to_dict(self) -> dict[str, Any]:
        """A dictionary ready for JSON; the inverse of `from_dict`."""
        architecture = self.architecture
        return {
            "version": VERSION,
            "architecture": {
                "input_dim": architecture.input_dim,
                "widths": list(architecture.widths),
                "strides": list(architecture.strides),
            },
            **{name: recipe_to_dict(getattr(self, name)) for name in _REGISTRIES},
        }

    @classmethod
    def from_dict(cls, description: Mapping[str, Any]) -> Experiment:
        """The experiment a dictionary describes.

        Every part must be there; parameters left out of a part have their default values.

        Raises
        ------
        InvalidInput
            For a missing or newer version, a missing part, an unknown key or a value that does
            not fit; the sentence and `InvalidInput.field` name the place.
        """
        if not isinstance(description, Mapping):
            raise InvalidInput(say("description", type=type(description).__name__))
        _check_version(description)
        check_keys(description, ["version", *_PARTS], "")
        for name in _PARTS:
            if name not in description:
                raise InvalidInput(say("missing", name=name), field=name)
        return cls(
            architecture=_architecture_from_dict(description["architecture"]),
            **{
                name: recipe_from_dict(registry, description[name], name)
                for name, registry in _REGISTRIES.items()
            },
        )

    def to_python(self) -> str:
        """A few lines of Python that run this experiment."""
        recipes = {name: getattr(self, name) for name in _REGISTRIES}
        a = self.architecture
        arguments = {
            "architecture": f"Architecture({a.input_dim}, {a.widths}, {a.strides})",
            **{name: recipe_to_python(recipe) for name, recipe in recipes.items()},
        }
        return "\n".join(
            [
                *_imports({Architecture, Experiment, *map(type, recipes.values())}),
                "",
                "experiment = Experiment(",
                *(f"    {name}={call}," for name, call in arguments.items()),
                ")",
                "result = run(experiment)",
                "print(result.summary())",
                "",
            ]
        )


def _imports(classes: set[type]) -> list[str]:
    """Lines that import `run` and the classes, each from the most public place that has it."""
    homes = {"lcn_widgets": ["run"]}
    for kind in classes:
        homes.setdefault(_home(kind), []).append(kind.__name__)
    return [f"from {home} import {', '.join(sorted(homes[home]))}" for home in sorted(homes)]


def _home(kind: type) -> str:
    """The package if the class is public there, else its wing if it leaves it, else its module."""
    wing, core = ".".join(kind.__module__.split(".")[:3]), "lcn_widgets.core"
    for door, home in ((core, "lcn_widgets"), (wing, wing)):
        if kind.__name__ in getattr(sys.modules.get(door), "__all__", ()):
            return home
    return kind.__module__


_REGISTRIES: dict[str, Mapping[str, type[Any]]] = {
    "loss": LOSSES,
    "data": DATA,
    "initialization": INITIALIZATIONS,
    "method": METHODS,
}
_PARTS: dict[str, type] = {
    "architecture": Architecture,
    "loss": Loss,
    "data": DataRecipe,
    "initialization": Initialization,
    "method": Method,
}


def _check_version(description: Mapping[str, Any]) -> None:
    version = description.get("version")
    if version is None:
        raise _wrong_version("missing", version, suggestions=(VERSION,))
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _wrong_version("other", version, suggestions=(VERSION,))
    if version > VERSION:
        raise _wrong_version("newer", version)


def _wrong_version(how: str, value: Any, suggestions: tuple[int, ...] = ()) -> InvalidInput:
    message = say(f"version.{how}", value=f"{value!r:.40}", version=VERSION)
    return InvalidInput(message, field="version", suggestions=suggestions)


def _architecture_from_dict(description: Any) -> Architecture:
    keys = ["input_dim", "widths", "strides"]
    if not isinstance(description, Mapping):
        raise InvalidInput(say("architecture", value=f"{description!r:.40}"), field="architecture")
    check_keys(description, keys, "architecture")
    for key in keys:
        if key not in description:
            raise InvalidInput(say("architecture.missing", name=key), field=key)
    return Architecture(**description)
