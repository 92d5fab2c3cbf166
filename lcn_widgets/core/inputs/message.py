"""What the core has to say: an id with its values, and how it reads in English.

A result carries enums and numbers. What is said of it is made once, in the ``wording`` module of
its wing, as a `Message`: an id, the values, and the English template. ``str`` reads it aloud for
Python; the page receives id and values, and the templates once, so that nobody has to take a
sentence apart and another language is another catalogue.

Templates are ICU MessageFormat, of which the following is used: ``{name}``;
``{n, plural, =0 {none} one {# step} other {# steps}}``; ``{kind, select, flow {…} other {…}}``;
``{names, list}``; and for numbers ``{x, g}`` (three significant digits) or ``{x, g, 5}``,
``{x, e}`` (one), ``{x, log10}`` (x is the decadic logarithm of what is meant), ``{x, percent}``
and ``{n, integer}``. The page reads them by the browser's `Intl`, and the tests of both by the same
list of sentences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

Value = Any
"""A number, a text, a `Message`, or a list of these."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TOKEN = re.compile(r"[{}#]|[^{}#]+")
LARGE_LOGARITHM = 15
"""Numbers given by their logarithm are written as a power of ten from this exponent on."""
EXACT_BELOW = 2**53
"""Whole numbers from here on are not all floats, so that their last digits say nothing."""


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
    if number < 0.0:
        return f"−{written(-number, digits)}"
    if not math.isfinite(number):
        return "–" if math.isnan(number) else "∞"
    if number == 0.0:
        return "0"
    place = Decimal(repr(number)).adjusted() + 1 - digits
    if 1e-3 <= number < 99_999.5:
        return _shortened(_rounded(number, min(place, 0)))
    rounded = _rounded(number, place)
    exponent = rounded.adjusted()
    mantissa = _shortened(rounded.scaleb(-exponent))
    power = f"10{str(exponent).translate(_RAISED)}"
    return power if mantissa == "1" else f"{mantissa} × {power}"


def _rounded(number: float, place: int) -> Decimal:
    """The number as it is printed to the power 10^place, half away from zero as browsers do."""
    return Decimal(repr(float(number))).quantize(Decimal((0, (1,), place)), ROUND_HALF_UP)


def _shortened(number: Decimal) -> str:
    """Without zeros at the end of the decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _whole(number: float) -> str:
    """Rounded to a whole number, its digits in groups."""
    if not math.isfinite(number):
        return written(number)
    rounded = _rounded(number, 0)
    return f"{'−' if rounded < 0 else ''}{abs(rounded):,}"


def _percent(number: float) -> str:
    if math.isnan(number):
        return written(number)
    return f"{_whole(float(Decimal(repr(float(number))) * 100))}%"


def _power(logarithm: float) -> str:
    """10^logarithm, readable whatever its size."""
    if math.isfinite(logarithm) and abs(logarithm) >= LARGE_LOGARITHM:
        return f"10{str(math.floor(logarithm + 0.5)).translate(_RAISED)}"
    return written(10.0**logarithm)


def _conjunction(values: Sequence[Value]) -> str:
    texts = [_plain(value) for value in values]
    if len(texts) < 3:
        return " and ".join(texts)
    return f"{', '.join(texts[:-1])}, and {texts[-1]}"


def _plain(value: Value) -> str:
    """A value where no format is asked for; whole numbers with all digits that a float holds."""
    if isinstance(value, bool | str | Message):
        return str(value)
    if isinstance(value, list | tuple):
        return _conjunction(value)
    if float(value).is_integer() and abs(value) < EXACT_BELOW:
        return str(int(value)).replace("-", "−")
    return written(value)


_FORMATS: dict[str, Callable[..., str]] = {
    "g": lambda value, digits="3": written(value, int(digits)),
    "e": lambda value: written(value, 1),
    "log10": _power,
    "percent": _percent,
    "integer": _whole,
    "list": _plain,
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
        wanted = [f"={number}", _plural(value)] if kind == "plural" else [str(value)]
        return next((cases[each] for each in wanted if each in cases), cases["other"])

    def _next(self) -> str:
        token: str = self._tokens[self._at]
        self._at += 1
        return token


def _plural(count: float) -> str:
    """The plural category of English."""
    return "one" if count == 1 else "other"


def _jsonable(value: Value) -> Any:
    if isinstance(value, Message):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [_jsonable(entry) for entry in value]
    if isinstance(value, str):
        return str(value)
    number = value.item() if isinstance(value, np.generic) else value
    return number if isinstance(number, int) or math.isfinite(number) else str(number)
