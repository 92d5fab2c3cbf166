"""How fast the risk falls to its limit, with the fitted and the predicted rate.

There is no such picture of gradient descent.
"""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.landscape import Rate
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.panels.timeline import mark_time, positive
from lcn_widgets.figures.style import Palette


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 8.6, 3.9


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw L - L_∞ over linear time, where e^(-rt) is a line, and ‖∇L‖ against L - L_∞."""
    rate = moment.run.rate
    if rate is None:
        raise InvalidInput(
            "the rate is that of the flow, but this run is gradient descent: use Flow()",
            field="method",
        )
    figure.suptitle(textwrap.fill(rate.sentence, 105), fontsize=10, color=palette.muted)
    over_time, against_gradient = figure.subplots(1, 2)
    _draw_decay(over_time, moment, rate, palette)
    _draw_powers(against_gradient, moment, rate, palette)


def _draw_decay(axes: Axes, moment: Moment, rate: Rate, palette: Palette) -> None:
    times = moment.run.trajectory.times
    axes.set_title("Exponential decay is a line")
    axes.set_xlabel("flow time $t$")
    axes.set_ylabel(r"$L-L_\infty$")
    axes.set_yscale("log")
    axes.plot(times, positive(rate.gaps), color=palette.final)
    if np.isfinite(rate.fitted):
        axes.axvspan(*rate.window, color=palette.grid, zorder=0, label="fitted here")
    if np.isfinite(rate.predicted) and np.isfinite(rate.fitted):
        first = rate.window[0]
        level = np.interp(first, times, np.log(np.maximum(rate.gaps, np.finfo(float).tiny)))
        ends = np.array(rate.window)
        axes.plot(
            ends, np.exp(level - rate.predicted * (ends - first)),
            color=palette.muted, ls="--", label=r"$e^{-2\lambda t}$",
        )  # fmt: skip
    mark_time(axes, moment, palette)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc="upper right", frameon=True, edgecolor="none", facecolor=palette.surface)


def _draw_powers(axes: Axes, moment: Moment, rate: Rate, palette: Palette) -> None:
    gradients = moment.run.trajectory.gradient_norms
    axes.set_title(r"The gradient is a power $\theta$ of the gap")
    axes.set_xlabel(r"$L-L_\infty$")
    axes.set_ylabel(r"$\Vert\nabla L\Vert$")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.plot(positive(rate.gaps), positive(gradients), color=palette.final)
    inside = (rate.gaps > 0.0) & (gradients > 0.0)
    inside &= (moment.run.trajectory.times >= rate.window[0]) & (
        moment.run.trajectory.times <= rate.window[1]
    )
    if np.isfinite(rate.exponent) and inside.any():
        gaps, anchor = rate.gaps[inside], int(np.flatnonzero(inside)[0])
        lines = [
            (rate.exponent, "--", rf"$\theta$ = {rate.exponent:.2f}"),
            (0.5, ":", r"$\theta$ = 1/2: exponential"),
        ]
        if rate.computed is not None:
            theta = rate.computed.theta
            lines.append((float(theta), "-.", rf"$\theta$ = {theta}: computed"))
        for theta, dashes, name in lines:
            line = gradients[anchor] * (gaps / rate.gaps[anchor]) ** theta
            axes.plot(gaps, line, color=palette.muted, ls=dashes, label=name)
        axes.legend(loc="lower left")
    axes.invert_xaxis()
