"""A network that changes its layers, and what goes along: input size, start and target."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from lcn_widgets.core.inputs import InvalidInput, Message
from lcn_widgets.core.network import Architecture
from lcn_widgets.ui.controls import recipe_of, values_of_recipe
from lcn_widgets.ui.sections import SECTIONS, STRUCTURE
from lcn_widgets.ui.wording import say

_FITTED = tuple(section for section in SECTIONS if section.name in ("data", "initialization"))


def moved_along(
    values: Mapping[str, Any], changed: Set[str], size_is_given: bool
) -> dict[str, Any]:
    """Controls that have to be moved after widths or strides have changed, and where to.

    The input size goes to the nearest that fits, unless it was given; start and target to the
    nearest that do. What cannot be helped so is left for the error it makes.
    """
    if not changed & STRUCTURE:
        return {}
    moved: dict[str, Any] = {}
    try:
        architecture = _architecture(values)
    except InvalidInput as problem:
        if (
            size_is_given
            or "input_dim" in changed
            or problem.field != "input_dim"
            or not problem.suggestions
        ):
            return {}
        moved["input_dim"] = _nearest(problem.suggestions, values["input_dim"])
        architecture = _architecture({**values, **moved})
    for section in _FITTED:
        try:
            recipe = recipe_of(section, values)
        except InvalidInput:
            continue
        if (fitted := recipe.fitted(architecture)) != recipe:
            moved |= values_of_recipe(section, fitted)
    return {name: value for name, value in moved.items() if value != values[name]}


def moved_message(values: Mapping[str, Any], moved: Mapping[str, Any]) -> Message:
    """What was moved, in a sentence."""
    parts = []
    if "input_dim" in moved:
        parts.append(say("moved.size", before=values["input_dim"], after=moved["input_dim"]))
    parts += [say(f"moved.{section.name}") for section in _FITTED
              if any(name.startswith(f"{section.name}_") for name in moved)]  # fmt: skip
    return say("moved", parts=parts)


def _architecture(values: Mapping[str, Any]) -> Architecture:
    return Architecture(values["input_dim"], values["widths"], values["strides"])


def _nearest(sizes: tuple[Any, ...], size: Any) -> Any:
    return min(sizes, key=lambda other: abs(other - size))
