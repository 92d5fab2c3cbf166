"""From a run to a figure: one function per panel, all with the same arguments.

``time`` is the flow time to draw, by default the end of the run; ``theme`` is "light" for paper
or "dark". A time outside the run and an unknown theme raise `InvalidInput`.
"""

from __future__ import annotations

from typing import Protocol

from matplotlib.figure import FigureBase

from lcn_widgets.core.experiment import Run
from lcn_widgets.figures import panels
from lcn_widgets.figures.figure import DisplayedFigure
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette, Theme, style


class Panel(Protocol):
    """What a module of `panels` offers."""

    def size(self, moment: Moment) -> tuple[float, float]:
        """Width and height in inches."""

    def draw(self, figure: FigureBase, moment: Moment, palette: Palette) -> None:
        """Draw the moment into a figure or a part of one."""


def network(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw the layers as banded matrices and their product W⁽ᴺ⁾ ⋯ W⁽¹⁾ = V."""
    return _figure(panels.network, run, time, theme)


def roots(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw the roots of the layer polynomials p̃_i in the complex plane, with their trails.

    Roots at infinity or out of view are marked at the edge; crosses are the roots of the target.
    """
    return _figure(panels.roots, run, time, theme)


def flow(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw the risk above its best known value and the gradient norm over flow time."""
    return _figure(panels.flow, run, time, theme)


def conserved(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw ‖w⁽ⁱ⁾‖², the conserved differences of neighbouring layers and their drift."""
    return _figure(panels.conserved, run, time, theme)


def filters(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw the filters w⁽ⁱ⁾, and the final filter v against its target."""
    return _figure(panels.filters, run, time, theme)


def theorem(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw ‖v‖, the largest ‖w⁽ⁱ⁾‖² and the gradient under the bounds of the theorem.

    Dashed are the paper's bounds, dotted the sharper ones; a bound that does not exist for these
    data is not drawn. Scales are logarithmic.
    """
    return _figure(panels.theorem, run, time, theme)


def critical(run: Run, *, theme: Theme = "light") -> DisplayedFigure:
    """Draw all critical points, their Hessians' eigenvalues, and which of them the run reached.

    Raises
    ------
    InvalidInput
        Where not all can be listed: see `critical_filters`.
    """
    return _figure(panels.critical, run, None, theme)


def space(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw the path of v in R³ beside the cone that bounds the function space of widths (2, 2).

    Raises
    ------
    InvalidInput
        For other architectures.
    """
    return _figure(panels.space, run, time, theme)


def rate(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw how fast the risk falls to its limit, with the fitted and the predicted rate.

    Raises
    ------
    InvalidInput
        For gradient descent.
    """
    return _figure(panels.rate, run, time, theme)


def sheet(run: Run, *, time: float | None = None, theme: Theme = "light") -> DisplayedFigure:
    """Draw all pictures of a run on one page, under the sentence that sums it up."""
    return _figure(panels.sheet, run, time, theme)


def _figure(panel: Panel, run: Run, time: float | None, theme: Theme) -> DisplayedFigure:
    with style(theme) as palette:
        moment = Moment(run, time)
        figure = DisplayedFigure(figsize=panel.size(moment))
        panel.draw(figure, moment, palette)
    return figure
