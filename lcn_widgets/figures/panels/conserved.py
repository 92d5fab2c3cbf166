"""The squared norms of the layers, their conserved differences and the drift of these."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from lcn_widgets.figures.ghosts import draw_curves
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.panels.timeline import (
    mark_time,
    marked_frames,
    name_ends,
    positive,
    set_time_axis,
)
from lcn_widgets.figures.style import Palette, dashes, marker

DIFFERENCES = r"$\delta_i=\Vert w^{(i+1)}\Vert^2-\Vert w^{(i)}\Vert^2$"

CONSTANT = (
    "The squared norms of the layers move together",
    f"so that their differences {DIFFERENCES} stay",
    "up to the error of the numerical solution",
)
"""What the three pictures say where the differences are conserved."""

DRIFTING = (
    "The squared norms of the layers",
    f"Their differences {DIFFERENCES}",
    "change with every step of gradient descent",
)
"""What they say where steps change them."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 6.4, 5.2 if moment.architecture.depth > 1 else 2.0


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw norms, differences and drift, one above the other; one layer has norms only."""
    parts = (_draw_norms, _draw_differences, _draw_drift)
    shown = parts if moment.architecture.depth > 1 else parts[:1]
    rows = figure.subplots(len(shown), 1, sharex=True, squeeze=False)[:, 0]
    titles = CONSTANT if moment.run.trajectory.conserves_differences else DRIFTING
    for axes, draw_part, title in zip(rows, shown, titles, strict=False):
        draw_part(axes, moment, palette)
        axes.set_title(title)
        mark_time(axes, moment, palette)
        axes.label_outer()
    set_time_axis(rows[-1], moment)


def _draw_norms(axes: Axes, moment: Moment, palette: Palette) -> None:
    axes.set_ylabel(r"$\Vert w^{(i)}\Vert^2$")
    norms = moment.frames.squared_norms
    draw_curves(axes, moment, lambda frames: frames.squared_norms, palette.layers)
    for i, values in enumerate(norms.T):
        axes.plot(moment.frames.times, values, **_line(i, moment, palette))
    axes.set_ylim(bottom=0)
    names = [f"$w^{{({i + 1})}}$" for i in range(moment.architecture.depth)]
    name_ends(axes, norms[-1], names, palette.layers)


def _draw_differences(axes: Axes, moment: Moment, palette: Palette) -> None:
    axes.set_ylabel(r"$\delta_i$")
    axes.ticklabel_format(axis="y", useOffset=False)
    differences = moment.frames.norm_differences
    colours = palette.layers[1:] + palette.layers[:1]
    draw_curves(axes, moment, lambda frames: frames.norm_differences, colours)
    for i, values in enumerate(differences.T, start=1):
        axes.plot(moment.frames.times, values, **_line(i, moment, palette))
    _widen(axes, 0.2 * float(moment.frames.squared_norms.max()))
    names = [rf"$\delta_{{{i}}}$" for i in range(1, moment.architecture.depth)]
    name_ends(axes, differences[-1], names, colours)


def _draw_drift(axes: Axes, moment: Moment, palette: Palette) -> None:
    axes.set_ylabel(r"$|\delta_i(t)-\delta_i(0)|$")
    axes.set_yscale("log")
    for i, values in enumerate(np.abs(moment.frames.drifts).T, start=1):
        axes.plot(moment.frames.times, positive(values), **_line(i, moment, palette))


def _line(layer: int, moment: Moment, palette: Palette) -> dict[str, object]:
    return {
        "color": palette.layer(layer),
        "ls": dashes(layer),
        "marker": marker(layer),
        "markevery": marked_frames(moment, layer),
        "ms": 5,
    }


def _widen(axes: Axes, least: float) -> None:
    """Give the axis at least this height, so that rounding does not look like motion."""
    low, high = axes.get_ylim()
    missing = max(0.0, least - (high - low)) / 2
    axes.set_ylim(low - missing, high + missing)
