"""Checks shared by everything that takes input: each failure is one clear sentence."""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np

from lcn_widgets.core.inputs.arrays import Array
from lcn_widgets.core.inputs.errors import InvalidInput


def whole_number(value: Any, name: str, *, field: str, minimum: int, maximum: int) -> int:
    """Return `value` as an int in [minimum, maximum] or raise `InvalidInput`."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InvalidInput(
            f"{name} {value!r} is not a whole number: use one from {minimum} to {maximum}",
            field=field,
        )
    number = float(value)
    if not math.isfinite(number) or number != math.floor(number):
        near = min(max(round(number), minimum), maximum) if math.isfinite(number) else minimum
        raise InvalidInput(
            f"{name} {value} is not a whole number: the nearest that works is {near}",
            field=field,
            suggestions=(near,),
        )
    if not minimum <= number <= maximum:
        near = minimum if number < minimum else maximum
        raise InvalidInput(
            f"{name} {int(number)} is outside {minimum} … {maximum}: "
            f"the nearest that works is {near}",
            field=field,
            suggestions=(near,),
        )
    return int(number)


def real_number(
    value: Any,
    name: str,
    *,
    field: str,
    above: float | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
) -> float:
    """Return `value` as a finite float within the stated bounds or raise `InvalidInput`."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InvalidInput(f"{name} {value!r} is not a number: use a real number", field=field)
    number = float(value)
    if not math.isfinite(number):
        raise InvalidInput(f"{name} {number} is not finite: use a finite number", field=field)
    if above is not None and not number > above:
        raise InvalidInput(
            f"{name} {number:g} is too small: it must be greater than {above:g}", field=field
        )
    if minimum is not None and number < minimum:
        raise InvalidInput(
            f"{name} {number:g} is too small: the smallest that works is {minimum:g}",
            field=field,
            suggestions=(minimum,),
        )
    if maximum is not None and number > maximum:
        raise InvalidInput(
            f"{name} {number:g} is too large: the largest that works is {maximum:g}",
            field=field,
            suggestions=(maximum,),
        )
    return number


def real_array(value: Any, name: str, *, field: str, ndim: int) -> Array:
    """Return `value` as a finite, non-empty float64 array of `ndim` axes or raise."""
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "fiub":
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise InvalidInput(
            f"{name} is not an array of real numbers: give {ndim} axes of numbers", field=field
        ) from None
    if array.ndim != ndim:
        raise InvalidInput(
            f"{name} has shape {array.shape}: it needs {ndim} {'axis' if ndim == 1 else 'axes'}",
            field=field,
        )
    if array.size == 0:
        raise InvalidInput(f"{name} has shape {array.shape} and is empty: give data", field=field)
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise InvalidInput(
            f"{name} holds {array[where]} at {where}: every entry must be finite", field=field
        )
    return array
