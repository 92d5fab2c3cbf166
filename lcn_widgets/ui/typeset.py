"""Sentences of the core, which any terminal can print, as the page shows them."""

from __future__ import annotations

import re
from typing import Any

_RAISED = str.maketrans("0123456789+-rt", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ʳᵗ")
_LOWERED = str.maketrans("0123456789+-i", "₀₁₂₃₄₅₆₇₈₉₊₋ᵢ")
_EXPONENT = re.compile(r"\b(\d+(?:\.\d+)?)e([+-]?\d+)\b")
_POWER = re.compile(r"\^(?:\(([+-]?(?:\d+|rt))\)|([+-]?\d+)(?!\.?\d|[\w/(]))")
_INDEX = re.compile(r"_\{([i\d+-]+)\}")
_START = re.compile(r"\bw0\b")


def typeset(text: str) -> str:
    """Write 4e-09 as 4 × 10⁻⁹, 5e-02 as 0.05, 10^73 as 10⁷³, ∇_{i+1} as ∇ᵢ₊₁."""
    text = _EXPONENT.sub(_power_of_ten, text)
    text = _POWER.sub(lambda match: (match[1] or match[2]).translate(_RAISED), text)
    text = _INDEX.sub(lambda match: match[1].translate(_LOWERED), text)
    return _START.sub("w₀", text)


def typeset_all(value: Any) -> Any:
    """Typeset every text in lists and dictionaries, keys excepted."""
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, dict):
        return {key: typeset_all(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [typeset_all(entry) for entry in value]
    return value


def _power_of_ten(match: re.Match[str]) -> str:
    if abs(int(match[2])) < 3:
        return f"{float(match[0]):g}"
    power = f"10{str(int(match[2])).translate(_RAISED)}"
    return power if match[1] == "1" else f"{match[1]} × {power}"
