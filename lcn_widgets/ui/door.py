"""What a page may say to its kernel: which traits, how much, and in which form.

A page is whoever speaks for it: another notebook of the same kernel, the storage of a browser, a
client that is no browser. What is not let in changes nothing.
"""

from __future__ import annotations

import math
import reprlib
from collections.abc import Mapping
from typing import Any

import traitlets

from lcn_widgets.core.inputs import MAX_LIST, MAX_TEXT

MOST_DEPTH = 8
"""Deepest nesting: a pinned experiment has rows of numbers in a recipe in a part of it."""
MOST_ENTRIES = 2 * MAX_LIST
"""Most entries of one value, all that is nested in it counted."""
MOST_LETTERS = 4 * MAX_TEXT
"""Longest text that is handed on, to be refused by those who know what it is."""
LARGEST = 10**1000
"""Much larger than any float."""


def admit(
    widget: traitlets.HasTraits, state: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """What a page says as far as it may say it, and the names of those traits that it may not.

    It may set the traits tagged ``page``. Those tagged ``control`` too take anything, since what
    is wrong with it is said at the control: so what nobody could mean becomes the text that it
    begins with.
    """
    admitted: dict[str, Any] = {}
    for name, value in state.items():
        fit = is_fit(value)
        if widget.trait_metadata(name, "control"):
            admitted[name] = value if fit else beginning(value)
        elif fit and widget.trait_metadata(name, "page") and _is_valid(widget, name, value):
            admitted[name] = value
    return admitted, [name for name in state if name not in admitted]


def is_message(message: Any) -> bool:
    """Whether a page's message has the form of one; it has no buffers, since it sends no arrays."""
    content = message.get("content") if isinstance(message, Mapping) else None
    data = content.get("data") if isinstance(content, Mapping) else None
    return (
        isinstance(data, Mapping)
        and data.get("method") in ("update", "request_state", "custom")
        and isinstance(data.get("state", {}), Mapping)
        and not data.get("buffer_paths")
    )


def is_fit(value: Any) -> bool:
    """Whether it is JSON, for which NaN and infinities are no numbers, of a reasonable size."""
    left, level = MOST_ENTRIES, [value]
    for _ in range(MOST_DEPTH):
        left -= len(level)
        if left < 0 or not all(map(_is_fit_by_itself, level)):
            return False
        level = [entry for each in level for entry in _entries(each)]
    return not level


def beginning(value: Any) -> str:
    """The text that a value begins with."""
    return reprlib.repr(value)[:60].encode(errors="replace").decode()


def _is_fit_by_itself(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= MOST_LETTERS and _is_unicode(value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) < LARGEST
    return value is None or isinstance(value, list | tuple | Mapping)


def _is_unicode(text: str) -> bool:
    """Whether it has no half of a surrogate pair, which JSON can write and nobody can encode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _entries(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    return list(value) if isinstance(value, list | tuple) else []


def _is_valid(widget: traitlets.HasTraits, name: str, value: Any) -> bool:
    read = widget.trait_metadata(name, "from_json")
    try:
        widget.traits()[name]._validate(widget, read(value, widget) if read else value)
    except (traitlets.TraitError, OverflowError):
        return False
    return True
