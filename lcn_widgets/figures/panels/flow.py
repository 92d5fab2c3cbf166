"""The risk above its best known value and the gradient norm over flow time."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from lcn_widgets.core.inputs import Array, written
from lcn_widgets.figures.ghosts import draw_curves
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.panels.timeline import mark_time, positive, set_time_axis
from lcn_widgets.figures.style import Palette


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 6.4, 4.2


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw both curves on logarithmic axes, one above the other."""
    risk, gradient = figure.subplots(2, 1, sharex=True)
    risk.set_title(f"Risk above the best known, {_best_risk(moment)}")
    risk.set_ylabel(r"$L - L_{\mathrm{best}}$")
    colours = (palette.final,)
    draw_curves(risk, moment, lambda frames: positive(frames.risk_gaps), colours)
    draw_curves(gradient, moment, lambda frames: positive(frames.gradient_norms), colours)
    _draw_decay(risk, moment, moment.frames.risk_gaps, palette.final)
    gradient.set_title("Gradient norm")
    gradient.set_ylabel(r"$\Vert\nabla L\Vert$")
    _draw_decay(gradient, moment, moment.frames.gradient_norms, palette.final)
    for axes in (risk, gradient):
        mark_time(axes, moment, palette)
    set_time_axis(gradient, moment)
    risk.label_outer()


def _draw_decay(axes: Axes, moment: Moment, values: Array, colour: str) -> None:
    axes.set_yscale("log")
    axes.plot(moment.frames.times, positive(values), color=colour)


def _best_risk(moment: Moment) -> str:
    best = moment.run.best_risk
    if abs(best) < np.finfo(np.float64).eps * moment.frames.risks[0]:
        return "0"
    return written(best, 4)
