"""What is wrong with a value, in English.

A ``value`` is what was given, as a text; a ``name`` is that of a parameter, or a message.
"""

from __future__ import annotations

from lcn_widgets.core.inputs.message import Catalogue

say = Catalogue(
    "inputs",
    {
        "sentence": "{sentence}",  # which no other language has
        "row": "row {row} of {name}",
        "entry": "entry {entry} of {name}",
        "whole.other": "{name} {value} is not a whole number: use one from {minimum} to {maximum}",
        "whole.fraction": "{name} {value} is not a whole number: "
        "the nearest that works is {nearest}",
        "whole.outside": "{name} {value} is outside {minimum} … {maximum}: "
        "the nearest that works is {nearest}",
        "real.other": "{name} {value} is not a number: use a real number",
        "real.infinite": "{name} {value} is not finite: use a finite number",
        "real.above": "{name} {number, g, 6} is too small: it must be greater than {limit, g, 6}",
        "real.small": "{name} {number, g, 6} is too small: "
        "the smallest that works is {limit, g, 6}",
        "real.large": "{name} {number, g, 6} is too large: the largest that works is {limit, g, 6}",
        "complex.other": "{name} {value} is not a number: write for example 1.5, 1-2i or inf",
        "complex.nan": "{name} is not a number (NaN): use a number or inf",
        "complex.large": "{name} {value} is too large: write inf",
        "array.kind": "{name} is not an array of real numbers: give {axes} axes of numbers",
        "array.axes": "{name} has shape {shape}: it needs {axes, plural, one {# axis} "
        "other {# axes}}",
        "array.empty": "{name} has shape {shape} and is empty: give data",
        "array.infinite": "{name} holds {value} at {place}: every entry must be finite",
        "text.other": "{name} {value} is not a text",
        "text.long": "{name} has {millions, g} million characters: the limit is {limit} million",
        "choice": "{name} {value} is not known: use one of {choices}",
        "rows": "{name} {value} is not a list of rows: give one list per layer",
        "numbers": "{name} {value} is not a list of numbers: write for example 1, 0.5",
        "numbers.many": "{name} has {count} numbers: the limit is {limit}",
        "recipe": "{section} {value} is not a dictionary: give a kind and its parameters",
        "recipe.kind": "{section} of kind {value} is not known: use one of {kinds}",
        "recipe.key": "{section} has no {value}: it has {known}",
    },
)
