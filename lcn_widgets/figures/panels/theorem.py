"""What the theorem bounds, with its bounds, over flow time: ‖v‖, the largest ‖w⁽ⁱ⁾‖², the gradient.

Dashed are the paper's bounds, dotted the sharper ones; a bound that does not exist for these
data is not drawn. Scales are logarithmic.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import FuncFormatter, MaxNLocator

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.theorem import Curve, Drawing, Link, Status, Track, status_message
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.panels.timeline import mark_time, name_ends, set_time_axis
from lcn_widgets.figures.style import Palette

DASHES = {Track.PAPER: "--", Track.DERIVED: ":", Track.BOTH: "--"}
"""Line patterns of the bounds."""

Drawn = tuple[Drawing, Curve, Status]


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 7.2, 0.7 + 1.9 * len(_rows(moment))


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw values solid and bounds dashed or dotted, one step of the proof below the other."""
    sentence = moment.run.theorem.sentence
    figure.suptitle(textwrap.fill(sentence, 88), fontsize=10, color=palette.muted)
    rows = _rows(moment)
    pictures = figure.subplots(len(rows), 1, sharex=True)
    for axes, (title, drawn) in zip(pictures, rows.items(), strict=True):
        axes.set_title(f"{title}: {_verdicts(drawn)}")
        _draw_curves(axes, drawn, palette)
        mark_time(axes, moment, palette)
        axes.label_outer()
    set_time_axis(pictures[-1], moment)


def _rows(moment: Moment) -> dict[str, list[Drawn]]:
    """Title and statements of each picture: the steps of the proof that have any to draw."""
    links = moment.run.theorem.links
    return {link.step.printed: drawn for link in links if (drawn := _drawn(link))}


def _drawn(link: Link) -> list[Drawn]:
    """The statements with a curve, those of the paper first."""
    drawn = [
        (s.claim.drawing, s.curve, s.status)
        for s in link.statements
        if s.claim.drawing is not None and s.curve is not None
    ]
    return sorted(drawn, key=lambda one: list(Track).index(one[0].track))


def _draw_curves(axes: Axes, drawn: list[Drawn], palette: Palette) -> None:
    """Draw decadic logarithms, since the bounds may exceed the largest float."""
    ends, names, colours = [], [], []
    for drawing, times, name, logs, dashes in _lines(drawn):
        finite = np.isfinite(logs)
        if not finite.any():
            continue
        colour = palette.muted if drawing.track is Track.DERIVED else palette.final
        axes.plot(times, np.where(finite, logs, np.nan), color=colour, ls=dashes)
        ends.append(logs[finite][-1])
        names.append(name)
        colours.append(colour)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda log, _: f"$10^{{{log:.0f}}}$"))
    axes.margins(y=0.12)
    name_ends(axes, np.array(ends), names, colours)


def _lines(drawn: list[Drawn]) -> Iterator[tuple[Drawing, Array, str, Array, str]]:
    """Times, name, logarithms and dashes of every line: each quantity once, then its bounds."""
    shown = set()
    for drawing, curve, _ in drawn:
        quantity = drawing.quantity
        if quantity not in shown:
            yield drawing, curve.times, quantity.printed, curve.values, "-"
            shown.add(quantity)
        yield drawing, curve.times, drawing.printed_bound, curve.bound, DASHES[drawing.track]


def _verdicts(drawn: list[Drawn]) -> str:
    said = [(drawing.by, str(status_message(status))) for drawing, _, status in drawn]
    return "; ".join(f"{who}: {status}" if who else status for who, status in said)
