"""The roots of the layer polynomials p̃_i in the complex plane, with their trails.

Roots at infinity or out of view are marked at the edge; crosses are the roots of the target.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import FigureBase
from matplotlib.patches import Circle

from lcn_widgets.core.inputs import Complex, written
from lcn_widgets.figures.coincidence import coinciding
from lcn_widgets.figures.ghosts import lettered, line, put_letter
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette, marker

LARGEST_VIEW = 4.0
"""The view never reaches further from the origin; roots beyond are marked at its edge."""
TOGETHER = 0.03
"""Roots nearer than this part of the view's radius hide each other and are counted."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 5.4, 5.8


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw trails from the start (hollow) to the moment (filled), and the reference's roots."""
    axes = figure.add_subplot()
    radius = _view(moment)
    _prepare(axes, radius, palette)
    reference = moment.run.reference_roots
    finite = _parts(reference[np.isfinite(reference)])
    axes.plot(
        *finite, "x", color=palette.target, ms=11, mew=1.8, ls="", zorder=2,
        label=str(moment.run.reference_label),
    )  # fmt: skip
    for letter, ghost in lettered(moment):
        _draw_ghost(axes, letter, ghost, radius, palette)
    for i in range(moment.architecture.depth):
        _draw_layer(axes, moment, i, radius, palette)
    _count_coinciding(axes, _inside(moment.roots[-1], radius), TOGETHER * radius, palette)
    figure.legend(loc="outside lower center", ncols=min(6, moment.architecture.depth + 1))


def _view(moment: Moment) -> float:
    """Radius that shows the starts, the ends and the reference, as far as they are not remote."""
    ends = [moment.frames.roots[0], moment.frames.roots[-1]]
    points = np.concatenate([*ends, moment.run.reference_roots])
    distances = np.abs(points[np.isfinite(points)])
    near = distances[distances <= LARGEST_VIEW]
    return float(max(1.4, 1.15 * near.max(initial=0.0)))


def _prepare(axes: Axes, radius: float, palette: Palette) -> None:
    axes.set_title("Roots of the layers: hollow at the start, filled now")
    axes.set_aspect("equal")
    axes.set_xlim(-radius, radius)
    axes.set_ylim(-radius, radius)
    axes.set_xlabel("real part")
    axes.set_ylabel("imaginary part")
    axes.axhline(0, color=palette.muted, lw=0.7, zorder=1)
    axes.axvline(0, color=palette.muted, lw=0.7, zorder=1)
    axes.add_patch(Circle((0, 0), 1, fill=False, edgecolor=palette.muted, lw=0.9, ls="--"))


def _draw_layer(axes: Axes, moment: Moment, layer: int, radius: float, palette: Palette) -> None:
    own = moment.columns_of(layer)
    roots, rings = moment.roots[:, own], moment.run.root_paths.ring[own]
    colour = palette.layer(layer)
    for path in roots.T:
        if moment.run.trajectory.continuous:
            _draw_trail(axes, path, colour, radius)
        else:
            _draw_steps(axes, path, colour, radius)
    shape = {"color": colour, "marker": marker(layer), "ls": "", "ms": 7}
    shape |= {"clip_on": False, "in_layout": False}
    axes.plot(*_parts(_inside(roots[0], radius)), **shape, mfc=palette.surface, mew=1.2, zorder=4)
    axes.plot(
        *_parts(_inside(roots[-1], radius)), **shape, mec=palette.surface, mew=0.8, zorder=5,
        label=f"layer {layer + 1}",
    )  # fmt: skip
    for column, path in enumerate(roots.T):
        if len(_inside(path[-1:], radius)) == 0:
            first_of_ring = column == list(rings).index(rings[column])
            _mark_outside(axes, path, colour, radius, with_distance=first_of_ring)


def _draw_ghost(axes: Axes, letter: str, ghost: Moment, radius: float, palette: Palette) -> None:
    """Draw the way of another run's roots, and hollow marks with its letter where they are."""
    for i in range(ghost.architecture.depth):
        colour, roots = palette.layer(i), ghost.roots[:, ghost.columns_of(i)]
        near = np.where(np.abs(roots) < 8 * radius, roots, np.nan)
        axes.plot(*_parts(near), color=colour, **line(letter), zorder=2)
        now = _inside(roots[-1], radius)
        shape = {"color": colour, "marker": marker(i), "ls": "", "ms": 11, "mfc": palette.surface}
        axes.plot(*_parts(now), **shape, alpha=0.8, mew=1.2, zorder=3, in_layout=False)
        for root in now:
            put_letter(axes, letter, _parts(root), palette.ink)


def _draw_trail(axes: Axes, path: Complex, colour: str, radius: float) -> None:
    """Draw the path, fading towards the start; parts far outside the view are left out."""
    near = np.abs(path) < 8 * radius
    shown = near[:-1] & near[1:]
    shown[shown] = np.abs(np.diff(path)[shown]) < radius
    if not shown.any():
        return
    points = np.stack(_parts(path), axis=-1)
    segments = np.stack([points[:-1], points[1:]], axis=1)[shown]
    opacity = np.linspace(0.35, 0.9, len(path) - 1)[shown]
    colours = np.tile(to_rgba(colour), (len(segments), 1))
    colours[:, 3] = opacity
    axes.add_collection(LineCollection(segments, colors=colours, linewidths=1.6, zorder=3))


def _draw_steps(axes: Axes, path: Complex, colour: str, radius: float) -> None:
    """Draw a dot a step: between the steps of descent there is no way."""
    dots = _parts(_inside(path, radius))
    axes.plot(*dots, ".", color=colour, ms=3.0, mew=0, ls="", alpha=0.8, zorder=3)


def _count_coinciding(axes: Axes, points: Complex, reach: float, palette: Palette) -> None:
    """Put a ring and a number around roots that lie on each other."""
    for place, count in coinciding(points, reach):
        axes.plot(
            *_parts(place), "o", ms=14, mfc="none", mec=palette.ink, mew=1.1, zorder=6,
            clip_on=False, in_layout=False,
        )  # fmt: skip
        number = axes.annotate(
            str(count), _parts(place), xytext=(8, 8), textcoords="offset points", ha="left",
            va="bottom", color=palette.ink, fontsize=9, fontweight="bold", zorder=6,
        )  # fmt: skip
        number.set_in_layout(False)


def _inside(points: Complex, radius: float) -> Complex:
    return points[(np.abs(points.real) <= radius) & (np.abs(points.imag) <= radius)]


def _mark_outside(
    axes: Axes, path: Complex, colour: str, radius: float, *, with_distance: bool
) -> None:
    """Mark a root that is out of view by an arrow at the edge and perhaps its distance."""
    finite = path[np.isfinite(path) & (path != 0)]
    direction = finite[-1] / abs(finite[-1]) if len(finite) else 1.0
    edge = 0.97 * radius * direction / max(abs(direction.real), abs(direction.imag))
    back = 0.9 * edge
    arrow = axes.annotate(
        "", xy=_parts(edge), xytext=_parts(back),
        arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.6, "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip
    arrow.set_in_layout(False)
    if not with_distance:
        return
    distance = f"$|x|$ = {written(abs(path[-1]))}"
    axes.annotate(
        distance, _parts(0.84 * edge), color=colour, fontsize=8, ha="center",
        va="center", zorder=6,
        bbox={"facecolor": axes.get_facecolor(), "edgecolor": "none", "pad": 1.0, "alpha": 0.85},
    )  # fmt: skip


def _parts(points: Complex | complex) -> tuple[Any, Any]:
    return np.real(points), np.imag(points)
