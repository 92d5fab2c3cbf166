"""Parameters of a recipe: declared once, they check values, JSON and the page's form."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import numbers
from abc import ABC
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, TypeVar

import numpy as np

from lcn_widgets.core.inputs.checks import real_number, whole_number
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.limits import MAX_COMPLEX, MAX_LIST, MAX_SEED, MAX_TEXT
from lcn_widgets.core.inputs.message import Value
from lcn_widgets.core.inputs.wording import say

Type = Literal["number", "integer", "numbers", "seed", "choice", "text", "file", "rows"]


R = TypeVar("R")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a recipe, as a form shows it and as a value is checked.

    Parameters
    ----------
    label, help : str
        Name and one sentence for people.
    type : str
        ``number``, ``integer``, ``seed``, ``choice``, ``text`` and ``file`` (a text read from a
        file) hold one value. ``numbers`` is a list of real numbers; ``rows`` is a list of
        lists, one per layer. Both may also be given as text: numbers separated by commas, rows by
        line ends or semicolons.
    minimum, maximum : float, optional
        Smallest and largest value that works.
    above : float, optional
        Every value that works is greater.
    typical : tuple of float, optional
        What a slider spans; other values that work can be typed. By default all of them.
    step : float, optional
        Step of a slider.
    scale : {"linear", "log"}
        How a slider is divided.
    choices : tuple of (value, label)
        What a ``choice`` can be.
    complex_entries : bool
        Whether ``rows`` may hold complex numbers and infinity, written ``1-2i`` and ``inf``.
    """

    label: str
    help: str
    type: Type = "number"
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    typical: tuple[float, float] | None = None
    step: float | None = None
    scale: Literal["linear", "log"] = "linear"
    choices: tuple[tuple[str, str], ...] = ()
    complex_entries: bool = False
    name: str = ""
    default: Any = None

    def checked(self, value: Any, path: str) -> Any:
        """Return `value` in its one stored form or raise `InvalidInput` for the field `path`."""
        if self.type == "number":
            bounds = {"minimum": self.minimum, "maximum": self.maximum, "above": self.above}
            return real_number(value, self.label, field=path, **bounds)
        if self.type in ("integer", "seed"):
            lowest = 0 if self.minimum is None else int(self.minimum)
            highest = MAX_SEED if self.maximum is None else int(self.maximum)
            return whole_number(value, self.label, field=path, minimum=lowest, maximum=highest)
        if self.type == "numbers":
            return self._row(_cells(value), path, self.label)
        if self.type == "rows":
            return self._rows(value, path)
        return self._text(value, path)

    def _text(self, value: Any, path: str) -> str:
        if not isinstance(value, str):
            raise InvalidInput(say("text.other", name=self.label, value=_short(value)), field=path)
        if len(value) > MAX_TEXT:
            sizes = {"millions": len(value) / 1e6, "limit": MAX_TEXT // 10**6}
            raise InvalidInput(say("text.long", name=self.label, **sizes), field=path)
        values = tuple(v for v, _ in self.choices)
        if values and value not in values:
            choices = ", ".join(map(repr, values))
            raise InvalidInput(
                say("choice", name=self.label, value=_short(value), choices=choices),
                field=path,
                suggestions=values,
            )
        return value

    def _rows(self, value: Any, path: str) -> tuple[tuple[Any, ...], ...]:
        if isinstance(value, str):
            value = self._text(value, path).rstrip().replace(";", "\n")
            value = value.split("\n") if value else ()
        if not _is_list(value):
            raise InvalidInput(say("rows", name=self.label, value=_short(value)), field=path)
        self._check_length(sum(len(row) if _is_list(row) else 1 for row in value), path)
        return tuple(
            self._row(_cells(row), path, say("row", row=i, name=self.label))
            for i, row in enumerate(value, start=1)
        )

    def _row(self, value: Any, path: str, name: Value) -> tuple[Any, ...]:
        if not _is_list(value):
            raise InvalidInput(say("numbers", name=name, value=_short(value)), field=path)
        self._check_length(len(value), path)
        read = _complex_number if self.complex_entries else _real_number
        try:
            return tuple(read(entry, name, path) for entry in value)
        except InvalidInput:  # once more, to say which entry it is
            for i, entry in enumerate(value, start=1):
                read(entry, say("entry", entry=i, name=name), path)
            raise

    def _check_length(self, length: int, path: str) -> None:
        if length > MAX_LIST:
            raise InvalidInput(
                say("numbers.many", name=self.label, count=length, limit=MAX_LIST), field=path
            )


def parameter(default: Any, **description: Any) -> Any:
    """A dataclass field with a default value and a description: see `Parameter`."""
    return field(default=default, metadata={"parameter": Parameter(**description)})


def parameters(recipe: Any) -> dict[str, Parameter]:
    """The parameters of a recipe or of its class by name, with their default values."""
    return {
        f.name: dataclasses.replace(f.metadata["parameter"], name=f.name, default=f.default)
        for f in fields(recipe)
    }


class Recipe(ABC):
    """A frozen dataclass whose fields are declared by `parameter` and checked by it.

    Attributes
    ----------
    kind, label, note : str
        Name in dictionaries, name for people, and one short sentence.
    section : str
        The part of an experiment it describes; errors name the field ``section.parameter``.
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    note: ClassVar[str]
    section: ClassVar[str]

    def __post_init__(self) -> None:
        for name, described in parameters(self).items():
            value = described.checked(getattr(self, name), f"{self.section}.{name}")
            object.__setattr__(self, name, value)


def recipe_to_dict(recipe: Any) -> dict[str, Any]:
    """``{"kind": …, parameter: value, …}``, ready for JSON; the inverse of `recipe_from_dict`."""
    values = {f.name: _jsonable(getattr(recipe, f.name)) for f in fields(recipe)}
    return {"kind": recipe.kind, **values}


def recipe_from_dict(registry: Mapping[str, type[R]], description: Any, section: str) -> R:
    """The recipe a dictionary describes; parameters left out have their default values.

    Raises
    ------
    InvalidInput
        If it is not a dictionary, its kind is unknown or missing, a key is unknown, or a value
        is not one the recipe takes.
    """
    if not isinstance(description, Mapping):
        raise InvalidInput(say("recipe", section=section, value=_short(description)), field=section)
    kind = description.get("kind")
    if not isinstance(kind, str) or kind not in registry:
        raise InvalidInput(
            say("recipe.kind", section=section, value=_short(kind), kinds=", ".join(registry)),
            field=f"{section}.kind",
            suggestions=tuple(registry),
        )
    recipe = registry[kind]
    known = [f.name for f in fields(recipe)]  # type: ignore[arg-type]
    check_keys(description, ["kind", *known], section)
    return recipe(**{name: value for name, value in description.items() if name != "kind"})


def recipe_to_python(recipe: Any) -> str:
    """The call that makes the recipe, for example ``LpLoss(p=4.0)``."""
    values = recipe_to_dict(recipe)
    arguments = ", ".join(f"{name}={value!r}" for name, value in values.items() if name != "kind")
    return f"{type(recipe).__name__}({arguments})"


def check_keys(description: Mapping[Any, Any], known: list[str], section: str) -> None:
    """Raise `InvalidInput` for a key that is not known."""
    for key in description:
        if key not in known:
            owner, names = section or "experiment", ", ".join(known)
            raise InvalidInput(
                say("recipe.key", section=owner, value=_short(key), known=names),
                field=section,
                suggestions=tuple(known),
            )


def _is_list(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _cells(value: Any) -> Any:
    """Cells of a row given as text; anything else as it is."""
    if not isinstance(value, str):
        return value
    return [c.strip() for c in value.split(",")] if value.strip() else ()


def _real_number(value: Any, name: Value, path: str) -> float:
    if isinstance(value, str):
        with contextlib.suppress(ValueError):  # `real_number` then says what is wrong
            value = float(value)
    return real_number(value, name, field=path)


def _complex_number(value: Any, name: Value, path: str) -> complex:
    """A complex number; infinity in any direction is ``inf + 0j``."""
    given = value
    if isinstance(value, str):
        text = value.replace(" ", "").replace("∞", "inf")
        try:
            # "inf" holds an i that is not the imaginary unit
            value = complex(text if "inf" in text else text.replace("i", "j"))
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, numbers.Complex):
        raise InvalidInput(say("complex.other", name=name, value=_short(given)), field=path)
    z = complex(value)
    if math.isnan(z.real) or math.isnan(z.imag):
        raise InvalidInput(say("complex.nan", name=name), field=path)
    if math.isinf(z.real) or math.isinf(z.imag):
        return complex(math.inf, 0.0)
    if math.hypot(z.real, z.imag) > MAX_COMPLEX:
        raise InvalidInput(say("complex.large", name=name, value=_short(given)), field=path)
    return z


def _jsonable(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_jsonable(v) for v in value]
    if isinstance(value, complex):
        if math.isinf(value.real):
            return "inf"
        if value.imag == 0.0:
            return value.real
        return f"{value.real!r}{'+' if value.imag > 0 else '-'}{abs(value.imag)!r}i"
    return value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}…"
