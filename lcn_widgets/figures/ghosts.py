"""Other runs behind that of a figure: lighter, each with a line pattern and a letter of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from lcn_widgets.core.experiment import Frames
from lcn_widgets.core.inputs import Array
from lcn_widgets.figures.moment import Moment

DASHES = {"A": (0, (4, 1.5)), "B": (0, (1, 1.5)), "C": (0, (6, 1.5, 1, 1.5)), "D": (0, (1, 3.5))}
"""Line pattern of each letter, as on the page."""
STRENGTH = 0.65


def lettered(moment: Moment) -> Iterator[tuple[str, Moment]]:
    """The ghosts of a moment with their letters."""
    yield from zip(DASHES, moment.ghosts, strict=False)


def line(letter: str) -> dict[str, Any]:
    """How lines of a ghost are drawn."""
    return {"ls": DASHES[letter], "lw": 1.3, "alpha": STRENGTH}


def draw_curves(
    axes: Axes, moment: Moment, values: Callable[[Frames], Array], colours: Sequence[str]
) -> None:
    """Draw curves of all ghosts over time, each with its letter at its last point in the picture.

    Parameters
    ----------
    axes : Axes
    moment : Moment
    values : callable
        From frames to one curve, or to one a column.
    colours : sequence of str
        One a curve, repeating.
    """
    for letter, ghost in lettered(moment):
        times = ghost.frames.times
        last = max(0, int(np.searchsorted(times, moment.frames.times[-1], "right")) - 1)
        columns = np.atleast_2d(values(ghost.frames).T)
        for i, column in enumerate(columns):
            colour = colours[i % len(colours)]
            axes.plot(times, column, color=colour, **line(letter))
            put_letter(axes, letter, (times[last], column[last]), colour)


def put_letter(axes: Axes, letter: str, place: tuple[float, float], colour: str) -> None:
    """Write the letter of a ghost at a place of the picture, if it is in view."""
    text = axes.annotate(
        letter, place, color=colour, fontsize=8, fontweight="bold", ha="center", va="center",
        annotation_clip=True, zorder=4,
    )  # fmt: skip
    text.set_in_layout(False)
