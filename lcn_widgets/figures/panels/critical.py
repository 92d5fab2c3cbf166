"""The critical points of a network: their risks, their Hessians, and the one a run reached.

Where not all of them can be listed there is no such picture: see `critical_filters`.
"""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.path import Path

from lcn_widgets.core.inputs import Array
from lcn_widgets.core.landscape import (
    CriticalFilterList,
    CriticalKind,
    CriticalPoint,
)
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette

_BOW = Path([(-1, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)])
MARKS: dict[CriticalKind, tuple[str | Path, bool]] = {
    CriticalKind.GLOBAL_MINIMUM: ("*", True),
    CriticalKind.LOCAL_MINIMUM: ("o", True),
    CriticalKind.STRICT_SADDLE: (_BOW, False),
    CriticalKind.DEGENERATE: ("D", False),
    CriticalKind.UNDECIDED: ("s", False),
}
"""Marker of each kind, and whether it is filled: those of the page."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches."""
    return 6.8, 5.8


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw one column for each critical final filter, by ascending risk."""
    found = moment.run.critical_filters
    figure.suptitle(textwrap.fill(found.sentence, 85), fontsize=10, color=palette.muted)
    risks, eigenvalues = figure.subplots(2, 1, sharex=True)
    _draw_risks(risks, found, palette)
    _draw_eigenvalues(eigenvalues, found, palette)
    reached = moment.run.reached_filter
    if reached is not None:
        risks.plot(
            reached, found.filters[reached].risk, "o", color=palette.layer(1), mfc="none",
            ms=15, mew=1.8, ls="", label="this run",
        )  # fmt: skip
    names = [str(critical.pattern) for critical in found.filters]
    eigenvalues.set_xticks(range(len(names)), names)
    eigenvalues.set_xlim(-0.6, len(names) - 0.4)
    eigenvalues.set_xlabel("critical final filters by their real | complex root multiplicities")
    risks.label_outer()
    figure.legend(loc="outside lower center", ncols=5)


def _draw_risks(axes: Axes, found: CriticalFilterList, palette: Palette) -> None:
    axes.set_title("Risk at the critical points")
    axes.set_ylabel("$L$")
    axes.axhline(found.zero_risk, color=palette.muted, lw=1.0, ls="--", label="$v=0$")
    for kind in CriticalKind:
        columns = [(i, f.risk) for i, f in enumerate(found.filters) if kind in _kinds(f.points)]
        if columns:
            axes.plot(*np.array(columns).T, **_mark(kind, palette), ms=8, label=str(kind))
    axes.margins(y=0.12)


def _draw_eigenvalues(axes: Axes, found: CriticalFilterList, palette: Palette) -> None:
    axes.set_title("Eigenvalues of the Hessian there, without the scaling directions")
    axes.set_ylabel("eigenvalue")
    points = [(i, point) for i, f in enumerate(found.filters) for point in f.points]
    spectra = np.concatenate([point.eigenvalues for _, point in points] or [np.zeros(1)])
    sizes = np.abs(spectra[spectra != 0.0])
    if len(sizes):
        axes.set_yscale("symlog", linthresh=_threshold(sizes))
    axes.axhline(0, color=palette.muted, lw=0.7)
    for column, point in points:
        places = np.full(len(point.eigenvalues), float(column))
        axes.plot(places, point.eigenvalues, "_", color=palette.final, ms=16, mew=1.6, ls="")


def _threshold(sizes: Array) -> float:
    """Where the logarithmic axis turns linear: below the smallest, within three decades."""
    return float(max(sizes.min() / 2.0, sizes.max() / 1e3))


def _kinds(points: tuple[CriticalPoint, ...]) -> set[CriticalKind]:
    return {point.kind for point in points if point.kind}


def _mark(kind: CriticalKind, palette: Palette) -> dict[str, Any]:
    shape, filled = MARKS[kind]
    fill = palette.final if filled else palette.surface
    return {"marker": shape, "color": palette.final, "mfc": fill, "mew": 1.3, "ls": ""}
