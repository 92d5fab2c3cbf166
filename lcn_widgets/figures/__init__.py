"""Matplotlib figures of a run, for notebooks and print.

Every function takes a `Run` and returns a figure that a notebook cell displays by itself and
``savefig`` writes as PDF, SVG or PNG. Colours and markers are those of the page: one per layer.
Pyplot is not used.
"""

from lcn_widgets.extras import needs

with needs("figures"):
    from lcn_widgets.figures.drawing import (
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
    from lcn_widgets.figures.losses import loss_curves

__all__ = [
    "conserved",
    "critical",
    "filters",
    "flow",
    "loss_curves",
    "network",
    "rate",
    "roots",
    "sheet",
    "space",
    "theorem",
]
