"""All pictures of a run on one sheet, under the sentence that sums it up."""

from __future__ import annotations

import textwrap

from matplotlib.figure import FigureBase

from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.panels import conserved, filters, flow, network, roots
from lcn_widgets.figures.style import Palette

WIDTH = 11.0
"""Width of the sheet in inches: an A4 page in landscape, without its margins."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return WIDTH, _network_height(moment) + 9.2


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw the network above, roots and filters on the left, the curves on the right."""
    figure.suptitle(textwrap.fill(moment.run.summary(), 110), fontsize=10, color=palette.muted)
    above, below = figure.subfigures(2, 1, height_ratios=(_network_height(moment), 8.6))
    left, right = below.subfigures(1, 2, width_ratios=(1, 1))
    plane, bars = left.subfigures(2, 1, height_ratios=(5.4, 3.6))
    decay, conservation = right.subfigures(2, 1, height_ratios=(3.8, 5.2))
    network.draw(above, moment, palette)
    roots.draw(plane, moment, palette)
    filters.draw(bars, moment, palette)
    flow.draw(decay, moment, palette)
    conserved.draw(conservation, moment, palette)


def _network_height(moment: Moment) -> float:
    return network.size(moment)[1]
