"""The targets for the metric of the data, by how many critical filters the network has for each.

A point is a target up to a factor: all of them for widths (2, 2), a slice through the present one
for (3, 2) and (4, 2). There is no such picture of other architectures.
"""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import FigureBase
from matplotlib.patches import Circle

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape import TargetMap
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette

CELLS = 400
"""Cells across the picture."""
FAINTEST, STRONGEST = 0.06, 0.42
"""Opacities of the regions with the fewest and with the most critical filters."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 6.0, 6.9


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw regions, walls, filters with a double root, the target, and the path of v."""
    found = moment.run.target_map
    figure.suptitle(textwrap.fill(str(found.message), 80), fontsize=10, color=palette.muted)
    axes = figure.subplots()
    axes.set(aspect="equal", xlim=(-1.02, 1.02), ylim=(-1.02, 1.02))
    axes.axis("off")
    _draw_regions(axes, found, palette)
    axes.plot(*found.double_roots.T, "--", color=palette.muted, lw=1.0, label="double root")
    axes.plot(*found.walls.T, color=palette.ink, lw=1.3, label="wall: two meet")
    frames = moment.frames
    path = found.sheet.places(frames.final_filters[frames.times <= moment.time])
    axes.plot(*unbroken(path).T, color=palette.layer(0), lw=1.8, label="$v(t)$")
    now = found.sheet.places(moment.architecture.final_filter(moment.filters))
    axes.plot(*now[:, None], "o", color=palette.layer(0), ms=7, ls="")
    _draw_filters(axes, moment, palette)
    target = found.sheet.places(found.target)
    axes.plot(*target[:, None], "x", color=palette.ink, ms=9, mew=2.0, ls="", label="target")
    axes.set_title(textwrap.fill(str(found.sheet_message), 95), fontsize=8, color=palette.muted)
    figure.legend(loc="outside lower center", ncols=3)


def unbroken(path: Array) -> Array:
    """A path, shape (m, 2), with a row of NaN wherever it passes from rim to rim."""
    jumps = np.flatnonzero(np.linalg.norm(np.diff(path, axis=0), axis=1) > 1.0) + 1
    return np.insert(path, jumps, np.nan, axis=0)


def _draw_regions(axes: Axes, found: TargetMap, palette: Palette) -> None:
    counts = found.counts(CELLS)
    values = np.unique(counts[counts >= 0])
    image = np.zeros((CELLS, CELLS, 4))
    for value, opacity in zip(values, np.linspace(FAINTEST, STRONGEST, len(values)), strict=True):
        image[counts == value] = to_rgba(palette.layer(0), opacity)
    axes.imshow(image, origin="lower", extent=(-1, 1, -1, 1), interpolation="bilinear")
    axes.add_patch(Circle((0, 0), 1.0, fill=False, ec=palette.muted, lw=0.8))
    for radius, sine in found.rings:
        axes.add_patch(Circle((0, 0), radius, fill=False, ec=palette.muted, lw=0.6, ls=":"))
        axes.text(0.0, -radius, f"{sine:.0%}", fontsize=7, color=palette.muted, ha="center")
    for region in found.regions:
        axes.text(*region.place, str(region.count), weight="bold", ha="center", va="center")


def _draw_filters(axes: Axes, moment: Moment, palette: Palette) -> None:
    """The critical filters: those that are a minimum of a network filled."""
    found = moment.run.target_map
    for filled, label in ((True, "minimum"), (False, "other critical filter")):
        places = [
            found.sheet.places(f.final_filter)
            for f in moment.run.critical_filters.filters
            if f.is_minimum is filled
        ]
        if places:
            axes.plot(
                *np.array(places).T, "v" if filled else "D", color=palette.layer(1), ls="",
                mfc=palette.layer(1) if filled else palette.surface, ms=7, label=label,
            )  # fmt: skip
