"""The pictures that the page can show."""

from __future__ import annotations

PANELS = ("network", "roots", "flow", "conserved", "filters", "theorem", "critical", "space")
