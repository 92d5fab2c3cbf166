"""One picture a file: each draws a `Moment` into a figure or a part of one."""

from lcn_widgets.figures.panels import (
    conserved,
    critical,
    filters,
    flow,
    network,
    rate,
    roots,
    sheet,
    space,
    theorem,
)

__all__ = [
    "conserved",
    "critical",
    "filters",
    "flow",
    "network",
    "rate",
    "roots",
    "sheet",
    "space",
    "theorem",
]
