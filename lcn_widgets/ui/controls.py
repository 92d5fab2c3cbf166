"""The values of the controls, and the way from them to an `Experiment` and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lcn_widgets.core.experiment import Experiment
from lcn_widgets.core.inputs import recipe_from_dict, recipe_to_dict
from lcn_widgets.ui.sections import (
    ARCHITECTURE,
    SECTIONS,
    Section,
    all_parameters,
    control_names,
    is_rows,
)

LAYER_LISTS = ("widths", "strides")
"""Controls with one entry per layer: the page may count on a list, whatever is assigned."""


def plain_form(control: str) -> Callable[[Any], Any]:
    """What makes of a value, in any usual form, the one in which the control holds it."""
    if control in LAYER_LISTS:
        return as_list
    parameter = all_parameters().get(control)
    return as_text if parameter is not None and is_rows(parameter) else as_plain


def values_of(experiment: Experiment) -> dict[str, Any]:
    """Value of every control that shows `experiment`; unused parameters have their defaults."""
    described = experiment.to_dict()
    values: dict[str, Any] = {name: p.default for name, p in all_parameters().items()}
    values |= {name: described["architecture"][name] for name in ARCHITECTURE}
    for section in SECTIONS:
        recipe = dict(described[section.name])
        values[section.name] = recipe.pop("kind")
        values |= {section.control(name): value for name, value in recipe.items()}
    assert values.keys() == set(control_names())
    return values


def recipe_of(section: Section, values: Mapping[str, Any]) -> Any:
    """Recipe that the controls of a section describe.

    Raises
    ------
    InvalidInput
        If they describe none.
    """
    return recipe_from_dict(section.kinds, _description(section, values), section.name)


def values_of_recipe(section: Section, recipe: Any) -> dict[str, Any]:
    """Value of every control of a recipe's own, in the form in which the control holds it."""
    described = recipe_to_dict(recipe)
    del described["kind"]
    controls = {section.control(name): value for name, value in described.items()}
    return {name: plain_form(name)(value) for name, value in controls.items()}


def _description(section: Section, values: Mapping[str, Any]) -> dict[str, Any]:
    kind = values[section.name]
    recipe = {"kind": kind}
    if isinstance(kind, str) and kind in section.kinds:
        for control in section.controls(kind):
            recipe[control.removeprefix(f"{section.name}_")] = values[control]
    return recipe


def values_in_use(experiment: Experiment) -> dict[str, Any]:
    """Value of every control that matters for `experiment`, in the form in which it holds it."""
    described = experiment.to_dict()
    values = {name: plain_form(name)(described["architecture"][name]) for name in ARCHITECTURE}
    for section in SECTIONS:
        recipe = getattr(experiment, section.name)
        values |= {section.name: recipe.kind, **values_of_recipe(section, recipe)}
    return values


def experiment_of(values: Mapping[str, Any]) -> Experiment:
    """Experiment that the controls describe.

    Raises
    ------
    InvalidInput
        If they describe none.
    """
    description: dict[str, Any] = {
        "version": Experiment().to_dict()["version"],
        "architecture": {name: values[name] for name in ARCHITECTURE},
    }
    for section in SECTIONS:
        description[section.name] = _description(section, values)
    return Experiment.from_dict(description)


def as_plain(value: Any) -> Any:
    """`value` with NumPy numbers as Python's, and arrays and lists as tuples."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return tuple(as_plain(entry) for entry in value)
    return value


def as_list(value: Any) -> tuple[Any, ...]:
    """One entry per layer; a single value is a network of one layer."""
    value = as_plain(value)
    return value if isinstance(value, tuple) else (value,)


def as_text(value: Any) -> Any:
    """Rows of numbers as the text a reader would type: one line per row."""
    value = as_plain(value)
    if not isinstance(value, tuple):
        return value
    return "\n".join(
        ", ".join(map(_cell, row)) if isinstance(row, tuple) else _cell(row) for row in value
    )


def _cell(value: Any) -> str:
    if not isinstance(value, complex):
        return str(value)
    if np.isinf(value):
        return "inf"
    return f"{value.real!r}{value.imag:+}i" if value.imag else repr(value.real)
