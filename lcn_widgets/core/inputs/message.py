"""What the core has to say: an id with its values, and how it reads in English.

A result carries enums and numbers. What is said of it is made once, in the ``wording`` module of
its wing, as a `Message`: an id, the values, and the English template. ``str`` reads it aloud for
Python; the page receives id and values, and the templates once, so that nobody has to take a
sentence apart and another language is another catalogue.

Templates are ICU MessageFormat, of which the following is used: ``{name}``;
``{n, plural, one {# step} other {# steps}}``; ``{kind, select, flow {…} other {…}}``;
``{names, list}``; and for numbers ``{x, g}`` (three significant digits) or ``{x, g, 5}``,
``{x, e}`` (one), ``{x, log10}`` (x is the decadic logarithm of what is meant), ``{x, percent}``
and ``{n, integer}``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Value = Any
"""A number, a text, a `Message`, or a list of these."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TOKEN = re.compile(r"[{}#]|[^{}#]+")
LARGE_LOGARITHM = 15
"""Numbers given by their logarithm are written as a power of ten from this exponent on."""


@dataclass(frozen=True)
class Message:
    """One sentence, or part of one.

    Parameters
    ----------
    id : str
        ``wing.what``, under which a catalogue has it.
    template : str
        In English, ICU MessageFormat.
    values : mapping of str to number, str, Message, or a list of these
    """

    id: str
    template: str = field(repr=False, compare=False)
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in English."""
        return _Reader(self.template).render(self.values)

    def to_dict(self) -> dict[str, Any]:
        """``{"id": …, "values": …}``, ready for JSON; what is not finite becomes a text."""
        return {"id": self.id, "values": {k: _jsonable(v) for k, v in self.values.items()}}


@dataclass(frozen=True)
class Catalogue:
    """The English templates of one wing.

    Parameters
    ----------
    wing : str
        First part of the ids.
    templates : mapping of str to str
        ICU MessageFormat by the rest of the id.
    """

    wing: str
    templates: Mapping[str, str]

    def __call__(self, name: str, /, **values: Value) -> Message:
        """The message of this name with its values."""
        return Message(f"{self.wing}.{name}", self.templates[name], values)

    def words(self) -> dict[str, str]:
        """Every template by its id."""
        return {f"{self.wing}.{name}": text for name, text in self.templates.items()}


def written(value: float, digits: int = 3) -> str:
    """A number for people: so many significant digits, powers of ten outside 0.001 … 99999."""
    number = float(value)
    if math.isnan(number):
        return "–"
    if number < 0.0:
        return f"−{written(-number, digits)}"
    if math.isinf(number):
        return "∞"
    if number == 0.0:
        return "0"
    if 1e-3 <= number < 99_999.5:
        decimals = max(0, digits - 1 - math.floor(math.log10(number)))
        plain = f"{number:.{decimals}f}"
        return plain.rstrip("0").rstrip(".") if decimals else plain
    mantissa, exponent = f"{number:.{digits - 1}e}".split("e")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    power = f"10{str(int(exponent)).translate(_RAISED)}"
    return power if mantissa == "1" else f"{mantissa} × {power}"


def _power(logarithm: float) -> str:
    """10^logarithm, readable whatever its size."""
    if math.isfinite(logarithm) and abs(logarithm) >= LARGE_LOGARITHM:
        return f"10{str(round(logarithm)).translate(_RAISED)}"
    return written(10.0**logarithm)


def _conjunction(values: list[Value]) -> str:
    texts = [_plain(value) for value in values]
    if len(texts) < 3:
        return " and ".join(texts)
    return f"{', '.join(texts[:-1])}, and {texts[-1]}"


_FORMATS: dict[str, Callable[..., str]] = {
    "g": lambda value, digits="3": written(value, int(digits)),
    "e": lambda value: written(value, 1),
    "log10": _power,
    "percent": lambda value: f"{100.0 * value:.0f}%",
    "integer": lambda value: f"{int(value):,}".replace("-", "−"),
    "list": _conjunction,
}


class _Reader:
    """Renders one template of the subset of ICU MessageFormat above."""

    def __init__(self, template: str):
        self._tokens = _TOKEN.findall(template)
        self._at = 0

    def render(self, values: Mapping[str, Value]) -> str:
        self._at = 0
        return "".join(self._text(values, count=""))

    def _text(self, values: Mapping[str, Value], count: str) -> Iterator[str]:
        """Text and arguments up to the brace that closes this part, `count` standing for #."""
        while self._at < len(self._tokens):
            token = self._next()
            if token == "}":
                return
            if token == "{":
                yield self._argument(values, count)
            else:
                yield count if token == "#" and count else token

    def _argument(self, values: Mapping[str, Value], count: str) -> str:
        name, _, rest = self._next().partition(",")
        value = values[name.strip()]
        kind, _, option = rest.strip().partition(",")
        kind = kind.strip()
        if kind not in ("plural", "select"):
            self._next()  # the closing brace
            if not kind:
                return _plain(value)
            options = [option.strip()] if option.strip() else []
            return str(value) if isinstance(value, str) else _FORMATS[kind](value, *options)
        cases: dict[str, str] = {}
        number = _plain(value) if kind == "plural" else count
        label = option
        while label != "}":
            if label.strip():
                self._next()  # the opening brace
                cases[label.strip()] = "".join(self._text(values, number))
            label = self._next()
        chosen = _plural(value) if kind == "plural" else str(value)
        return cases.get(chosen, cases["other"])

    def _next(self) -> str:
        token: str = self._tokens[self._at]
        self._at += 1
        return token


def _plural(count: float) -> str:
    """The plural category of English."""
    return "one" if count == 1 else "other"


def _plain(value: Value) -> str:
    if isinstance(value, bool | str | Message):
        return str(value)
    if isinstance(value, int | np.integer):
        return str(int(value)).replace("-", "−")
    return written(float(value))


def _jsonable(value: Value) -> Any:
    if isinstance(value, Message):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [_jsonable(entry) for entry in value]
    if isinstance(value, str):
        return str(value)
    number = value.item() if isinstance(value, np.generic) else value
    return number if isinstance(number, int) or math.isfinite(number) else str(number)
