"""Facts of the core as the page receives them: what JSON has a form for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from lcn_widgets.core.inputs import Message


def plain(value: Any) -> Any:
    """The same as strict JSON takes it, nested in mappings and sequences.

    A message becomes its id with its values, an enum its value, and a number that is not finite,
    for which JSON has no form, one of the texts ``"inf"``, ``"-inf"`` and ``"nan"``.
    """
    if isinstance(value, Message):
        return value.to_dict()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(entry) for entry in value]
    if isinstance(value, np.generic):
        value = value.item()
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
