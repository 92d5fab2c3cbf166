"""Matplotlib figures of a run, for notebooks and print.

Every function takes a `Run` and returns a figure that a notebook cell displays by itself and
``savefig`` writes as PDF, SVG or PNG; there is one for each module of `lcn_widgets.figures.panels`,
with its name. Colours and markers are those of the page: one per layer. Pyplot is not used.
"""

from lcn_widgets.extras import needs

with needs("figures"):
    from lcn_widgets.figures.drawing import PICTURES
    from lcn_widgets.figures.losses import loss_curves
    from lcn_widgets.figures.starts import limit_shares

globals().update(PICTURES)

__all__ = ["limit_shares", "loss_curves", *PICTURES]
