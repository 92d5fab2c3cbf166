"""Checks shared by everything that takes input: each failure is one clear sentence.

The name of a value, which the sentence begins with, is a text or a message.
"""

from __future__ import annotations

import math
import numbers
from typing import Any

import numpy as np

from lcn_widgets.core.inputs.arrays import Array
from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.inputs.message import Value
from lcn_widgets.core.inputs.wording import say


def whole_number(value: Any, name: Value, *, field: str, minimum: int, maximum: int) -> int:
    """Return `value` as an int in [minimum, maximum] or raise `InvalidInput`."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InvalidInput(
            say("whole.other", name=name, value=f"{value!r:.60}", minimum=minimum, maximum=maximum),
            field=field,
        )
    number = _float(value)
    if not math.isfinite(number) or number != math.floor(number):
        near = min(max(round(number), minimum), maximum) if math.isfinite(number) else minimum
        raise InvalidInput(
            say("whole.fraction", name=name, value=f"{value!s:.60}", nearest=near),
            field=field,
            suggestions=(near,),
        )
    if not minimum <= number <= maximum:
        near = minimum if number < minimum else maximum
        bounds = {"minimum": minimum, "maximum": maximum, "nearest": near}
        raise InvalidInput(
            say("whole.outside", name=name, value=f"{int(number)}", **bounds),
            field=field,
            suggestions=(near,),
        )
    return int(number)


def real_number(
    value: Any,
    name: Value,
    *,
    field: str,
    above: float | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
) -> float:
    """Return `value` as a finite float within the stated bounds or raise `InvalidInput`."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise InvalidInput(say("real.other", name=name, value=f"{value!r:.60}"), field=field)
    number = _float(value)
    if not math.isfinite(number):
        raise InvalidInput(say("real.infinite", name=name, value=f"{number}"), field=field)
    if above is not None and not number > above:
        raise InvalidInput(say("real.above", name=name, number=number, limit=above), field=field)
    if minimum is not None and number < minimum:
        raise InvalidInput(
            say("real.small", name=name, number=number, limit=minimum),
            field=field,
            suggestions=(minimum,),
        )
    if maximum is not None and number > maximum:
        raise InvalidInput(
            say("real.large", name=name, number=number, limit=maximum),
            field=field,
            suggestions=(maximum,),
        )
    return number


def _float(value: Any) -> float:
    """The nearest float, infinity for a whole number that is larger than any of them."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def real_array(value: Any, name: Value, *, field: str, ndim: int) -> Array:
    """Return `value` as a finite, non-empty float64 array of `ndim` axes or raise."""
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "fiub":
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise InvalidInput(say("array.kind", name=name, axes=ndim), field=field) from None
    shape = f"{array.shape}"
    if array.ndim != ndim:
        raise InvalidInput(say("array.axes", name=name, shape=shape, axes=ndim), field=field)
    if array.size == 0:
        raise InvalidInput(say("array.empty", name=name, shape=shape), field=field)
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise InvalidInput(
            say("array.infinite", name=name, value=f"{array[where]}", place=f"{where}"), field=field
        )
    return array
