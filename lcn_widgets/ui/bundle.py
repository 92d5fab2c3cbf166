"""The page as it was built: its script, its style sheet and the names of its panels."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"


def bundled(name: str) -> str:
    """Text of a file of the built page."""
    return (STATIC / name).read_text(encoding="utf-8")


PANELS = ("network", "roots", "flow", "conserved", "filters", "theorem", "critical", "space")
"""Panels of the page."""
