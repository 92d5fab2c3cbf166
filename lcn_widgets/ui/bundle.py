"""The page as it was built: its script, its style sheet and the names of its panels."""

from __future__ import annotations

import json
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"


def bundled(name: str) -> str:
    """Text of a file of the built page."""
    return (STATIC / name).read_text(encoding="utf-8")


PANELS: tuple[str, ...] = tuple(json.loads(bundled("panels.json")))
"""Panels of the page, in the order in which it offers them; the build brings them along."""
