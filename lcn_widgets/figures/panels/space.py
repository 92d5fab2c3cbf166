"""The path of v in R³ beside the cone that bounds the function space of widths (2, 2).

There is no such picture of other architectures.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import FigureBase
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d import Axes3D  # type: ignore[import-untyped]

from lcn_widgets.core.inputs import Array, InvalidInput
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 5.8, 5.6


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw the path of v (hollow at the start) beside the cone v_1² = 4 v_0 v_2."""
    architecture = moment.architecture
    wide = [
        (k, S) for k, S in zip(architecture.widths, architecture.exponents, strict=True) if k > 1
    ]
    if wide != [(2, 1), (2, 1)]:
        raise InvalidInput(
            f"widths {architecture.widths} with strides {architecture.strides} have another "
            "function space: the cone is that of widths (2, 2) with stride one between them",
            field="widths",
            suggestions=((2, 2),),
        )
    path = moment.frames.final_filters[moment.frames.times <= moment.time]
    now = architecture.final_filter(moment.filters)
    target = moment.run.reference
    radius = 1.1 * float(np.linalg.norm(np.vstack([path, now, target]), axis=1).max())
    axes = figure.add_subplot(projection="3d")
    _draw_cone(axes, radius, palette)
    axes.plot(*path.T, color=palette.layer(0), lw=2.0)
    marks = {"ls": "", "ms": 7, "color": palette.layer(0)}
    axes.plot(*path[:1].T, "o", **marks, mfc=palette.surface, label="start")
    axes.plot(*now[:, None], "o", **marks, label="now: $v$")
    axes.plot(
        *target[:, None], "x", color=palette.ink, ms=9, mew=2.0, ls="",
        label=f"{moment.run.reference_label}, {_side(target)}",
    )  # fmt: skip
    figure.legend(loc="outside lower center", ncols=3)


def _draw_cone(axes: Axes3D, radius: float, palette: Palette) -> None:
    """Both nappes, of the squares ±(a + bx)², up to the radius of the view."""
    angles = np.linspace(0.0, np.pi, 73)
    a, b = np.cos(angles), np.sin(angles)
    generators = np.stack([a * a, 2.0 * a * b, b * b])
    generators *= radius / np.linalg.norm(generators, axis=0)
    for sign in (1.0, -1.0):
        surface = sign * generators[:, :, None] * np.linspace(0.0, 1.0, 2)
        axes.plot_surface(*surface, color=palette.target, alpha=0.25, lw=0, shade=False)
        axes.plot(*(sign * generators), color=palette.muted, lw=0.8)
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


def _side(v: Array) -> str:
    discriminant = v[1] ** 2 - 4.0 * v[0] * v[2]
    return "inside" if discriminant < 0.0 else "outside" if discriminant > 0.0 else "on the cone"
