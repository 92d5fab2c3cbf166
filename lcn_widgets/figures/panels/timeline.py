"""The logarithmic time axis that the curves of a run share, and the names of the curves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from lcn_widgets.core.inputs import Array
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette

STIR = 1e-3
"""The time axis begins where the filters have gone this part of their way from the start."""


def set_time_axis(axes: Axes, moment: Moment) -> None:
    """Make the time axis logarithmic, from where the run begins to move to its end."""
    axes.set_xlabel("flow time $t$" if moment.run.trajectory.continuous else r"time $n\eta$")
    first, last = _span(moment)
    if first < last:
        axes.set_xscale("log")
        axes.set_xlim(first, last)


def mark_time(axes: Axes, moment: Moment, palette: Palette) -> None:
    """Draw the cursor, unless the moment is the end of the run."""
    if not moment.at_end:
        axes.axvline(moment.time, color=palette.muted, lw=1.0, ls="--")


def positive(values: Array) -> Array:
    """Return `values` with gaps where a logarithmic axis has no place for them."""
    return np.where((values > 0) & np.isfinite(values), values, np.nan)


def marked_frames(moment: Moment, layer: int) -> list[int]:
    """Frames where a layer's curve carries its marker: five, evenly spaced, apart from others'."""
    first, last = _span(moment)
    if not 0 < first < last:
        return [0]
    shift = (layer % 8 + 0.5) / 8
    places = first * (last / first) ** ((np.arange(5) + shift) / 5)
    return [int(frame) for frame in np.unique(np.searchsorted(moment.frames.times, places))]


def name_ends(axes: Axes, values: Array, names: Sequence[str], colours: Sequence[str]) -> None:
    """Write the name of each curve at its end, moved apart where the ends are close."""
    low, high = axes.get_ylim()
    spacing = min(0.17, 1.0 / max(1, len(names)))
    place = -np.inf
    for i in np.argsort(values):
        room_above = spacing * np.sum(values > values[i])
        place = max(place + spacing, min((values[i] - low) / (high - low), 1.0 - room_above))
        axes.text(
            1.015, place, names[i], color=colours[i % len(colours)], fontsize=8,
            transform=axes.transAxes, va="center",
        )  # fmt: skip


def _span(moment: Moment) -> tuple[float, float]:
    times, filters = moment.frames.times, moment.frames.filters
    if len(times) < 3:
        return float(times[0]), float(times[0])
    distances = np.linalg.norm(filters - filters[0], axis=1)
    first = max(1, int(np.argmax(distances > STIR * distances.max())) - 1)
    return float(times[min(first, len(times) - 2)]), float(times[-1])
