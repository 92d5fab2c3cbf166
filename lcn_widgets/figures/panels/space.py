"""The path of v in R³ beside the cone that bounds the function space of widths (2, 2).

There is no such picture of other architectures.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import FigureBase
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d import Axes3D  # type: ignore[import-untyped]

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape import cone_generators, side_of_cone
from lcn_widgets.figures.ghosts import lettered, line
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette

LINES = 72
"""Generators drawn of the cone."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 5.8, 5.6


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw the path of v (hollow at the start) beside the cone v_1² = 4 v_0 v_2."""
    generators = cone_generators(moment.architecture, LINES)
    path = moment.frames.final_filters[moment.frames.times <= moment.time]
    now = moment.architecture.final_filter(moment.filters)
    target = moment.run.reference
    radius = 1.1 * float(np.linalg.norm(np.vstack([path, now, target]), axis=1).max())
    axes = figure.add_subplot(projection="3d")
    _draw_cone(axes, generators, radius, palette)
    axes.plot(*path.T, color=palette.layer(0), lw=2.0)
    for letter, ghost in lettered(moment):
        if ghost.architecture.final_width == moment.architecture.final_width:
            _draw_ghost(axes, letter, ghost, palette)
    marks = {"ls": "", "ms": 7, "color": palette.layer(0)}
    axes.plot(*path[:1].T, "o", **marks, mfc=palette.surface, label="start")
    axes.plot(*now[:, None], "o", **marks, label="now: $v$")
    axes.plot(
        *target[:, None], "x", color=palette.ink, ms=9, mew=2.0, ls="",
        label=f"{moment.run.reference_label}, {side_of_cone(target)}",
    )  # fmt: skip
    figure.legend(loc="outside lower center", ncols=3)


def _draw_ghost(axes: Axes3D, letter: str, ghost: Moment, palette: Palette) -> None:
    """The path of another run, with its letter where it is."""
    path = ghost.frames.final_filters[ghost.frames.times <= ghost.time]
    axes.plot(*path.T, color=palette.layer(0), **line(letter))
    axes.text(*path[-1], letter, color=palette.ink, fontweight="bold", ha="center", va="center")


def _draw_cone(axes: Axes3D, generators: Array, radius: float, palette: Palette) -> None:
    """Both nappes, up to the radius of the view."""
    rim = radius * np.vstack([generators, generators[:1]]).T
    for sign in (1.0, -1.0):
        surface = sign * rim[:, :, None] * np.linspace(0.0, 1.0, 2)
        axes.plot_surface(*surface, color=palette.target, alpha=0.25, lw=0, shade=False)
        axes.plot(*(sign * rim), color=palette.muted, lw=0.8)
    axes.set_title("Inside the cone, $v_1^2<4v_0v_2$, no filter is reached")
    axes.set_xlabel("$v_0$")
    axes.set_ylabel("$v_1$")
    axes.set_zlabel("$v_2$")
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.set_view_interval(-radius, radius, ignore=True)
        axis.set_pane_color(palette.surface)
        axis.set_major_locator(MaxNLocator(4))
    axes.set_box_aspect((1.0, 1.0, 1.0), zoom=1.0)
    axes.view_init(elev=18.0, azim=-70.0)
