"""What the theorem bounds, with its bounds, over flow time."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.ticker import FuncFormatter, MaxNLocator

from lcn_widgets.core.theorem import Link, TheoremReport
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.panels.timeline import mark_time, name_ends, set_time_axis
from lcn_widgets.figures.style import Palette

ROWS = (
    ("The final filter", ("filter_bounded", "filter_bounded_by_patches")),
    ("The largest layer", ("layers_bounded", "layers_bounded_sharply")),
    ("The gradient as part of its start", ("convergence",)),
)
"""Title of each picture, and the links of the report that it shows."""

NAMES = {
    "filter_bounded": (r"$\Vert v\Vert_1$", "paper: $g$", "by the paper"),
    "filter_bounded_by_patches": (r"$\Vert v\Vert_2$", "patches: $T$", "by the patches"),
    "layers_bounded": (r"max $\Vert w^{(i)}\Vert^2$", r"paper: $\tau$", "by the paper"),
    "layers_bounded_sharply": ("", "Mahler", "by the Mahler measure"),
    "convergence": (r"$\Vert\nabla L\Vert$", "tolerance", ""),
}
"""Names of the value (none if the link before has the same) and the bound, and who says so."""

DASHES = {"paper": "--", "derived": ":", "both": "--"}
"""Line patterns of the bounds."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 7.2, 6.4


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw values solid and bounds dashed or dotted, one link of the proof below the other."""
    report = moment.run.theorem
    figure.suptitle(textwrap.fill(report.sentence, 88), fontsize=10, color=palette.muted)
    rows = figure.subplots(len(ROWS), 1, sharex=True)
    for axes, (title, names) in zip(rows, ROWS, strict=True):
        links = [link for link in report.links if link.statement.name in names]
        axes.set_title(f"{title}: {_verdicts(links)}")
        _draw_links(axes, report, links, palette)
        mark_time(axes, moment, palette)
        axes.label_outer()
    set_time_axis(rows[-1], moment)


def _draw_links(axes: Axes, report: TheoremReport, links: list[Link], palette: Palette) -> None:
    """Draw decadic logarithms, since the bounds may exceed the largest float."""
    ends, names, colours = [], [], []
    for link in links:
        value, bound, _ = NAMES[link.statement.name]
        colour = palette.muted if link.track == "derived" else palette.final
        curves = [(bound, link.bound, DASHES[link.track])]
        if value:
            curves.insert(0, (value, link.values, "-"))
        for name, logs, dashes in curves:
            finite = np.isfinite(logs)
            if not finite.any():
                continue
            axes.plot(report.times, np.where(finite, logs, np.nan), color=colour, ls=dashes)
            ends.append(logs[finite][-1])
            names.append(name)
            colours.append(colour)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda log, _: f"$10^{{{log:.0f}}}$"))
    axes.margins(y=0.12)
    name_ends(axes, np.array(ends), names, colours)


def _verdicts(links: list[Link]) -> str:
    said = [(NAMES[link.statement.name][2], str(link.statement.status)) for link in links]
    return "; ".join(f"{who}: {status}" if who else status for who, status in said)
