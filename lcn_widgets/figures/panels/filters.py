"""The filters of the layers and the final filter against its target, as bars."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import MaxNLocator

from lcn_widgets.core.inputs import Array
from lcn_widgets.figures.ghosts import DASHES, lettered, put_letter
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette

WIDTH = 0.7
"""Width of a bar, of which there is one for each entry of a filter."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 6.4, 4.2


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw w⁽¹⁾ … w⁽ᴺ⁾ side by side and v below them."""
    layers, final = figure.subplots(2, 1)
    for axes in (layers, final):
        _prepare(axes, palette)
    _draw_layers(layers, moment, palette)
    _draw_final(final, moment, palette)


def _prepare(axes: Axes, palette: Palette) -> None:
    axes.axhline(0, color=palette.muted, lw=0.7)
    axes.spines["bottom"].set_visible(False)
    axes.grid(visible=False, axis="x")
    axes.tick_params(axis="x", length=0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))


def _draw_layers(axes: Axes, moment: Moment, palette: Palette) -> None:
    axes.set_title("Filters of the layers")
    left, centres = 0, []
    for i, values in enumerate(moment.architecture.split(moment.filters)):
        axes.bar(left + np.arange(len(values)), values, width=WIDTH, color=palette.layer(i))
        centres.append(left + (len(values) - 1) / 2)
        for letter, ghost in _alike(moment):
            _draw_levels(axes, letter, left, ghost.architecture.split(ghost.filters)[i], palette)
        left += len(values) + 1
    names = [f"$w^{{({i + 1})}}$" for i in range(len(centres))]
    axes.set_xticks(centres, names)
    for i, label in enumerate(axes.get_xticklabels()):
        label.set_color(palette.layer(i))
    axes.set_xlim(-0.8, left - 1.2)


def _alike(moment: Moment) -> Iterator[tuple[str, Moment]]:
    """The ghosts whose filters are those of the same network."""
    for letter, ghost in lettered(moment):
        if ghost.architecture.widths == moment.architecture.widths and (
            ghost.architecture.final_width == moment.architecture.final_width
        ):
            yield letter, ghost


def _draw_levels(axes: Axes, letter: str, left: int, values: Array, palette: Palette) -> None:
    """Where the bars of a ghost end, with its letter beside the last one."""
    places = left + np.arange(len(values))
    axes.hlines(
        values, places - 0.5, places + 0.5, color=palette.ink, ls=DASHES[letter], lw=1.4, zorder=4
    )
    put_letter(axes, letter, (float(places[-1]) + 0.62, float(values[-1])), palette.ink)


def _draw_final(axes: Axes, moment: Moment, palette: Palette) -> None:
    axes.set_title("The final filter and its target")
    final = moment.architecture.final_filter(moment.filters)
    entries = np.arange(1, len(final) + 1)
    axes.bar(entries, final, width=WIDTH, color=palette.final, label="$v$")
    half = 0.5 * WIDTH + 0.08
    axes.hlines(
        moment.run.reference, entries - half, entries + half,
        color=palette.target, lw=2.4, label=str(moment.run.reference_label),
    )  # fmt: skip
    for letter, ghost in _alike(moment):
        _draw_levels(axes, letter, 1, ghost.architecture.final_filter(ghost.filters), palette)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True, min_n_ticks=1))
    axes.set_xlim(0.2, len(final) + 0.8)
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 0.98), ncols=2)
