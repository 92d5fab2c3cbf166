"""Where many starts end: a bar for each limit."""

from __future__ import annotations

from lcn_widgets.core.experiment import Ensemble, Limit
from lcn_widgets.core.inputs import InvalidInput, written
from lcn_widgets.figures.figure import DisplayedFigure
from lcn_widgets.figures.style import Theme, style

ROW = 0.42
"""Inches that a bar takes."""
MOST = 12
"""Limits drawn, the most frequent."""


def limit_shares(found: Ensemble, *, theme: Theme = "light") -> DisplayedFigure:
    """Draw what share of the runs of an ensemble ends at each limit, with 95 % intervals.

    Parameters
    ----------
    found : Ensemble
    theme : {"light", "dark"}, optional
        For paper, or for dark surroundings.

    Returns
    -------
    DisplayedFigure

    Raises
    ------
    InvalidInput
        If no run has a settled limit, or there is no such theme.
    """
    limits = found.limits[:MOST]
    if not limits:
        raise InvalidInput(
            "no run of this ensemble has a settled limit: let the runs go on for longer",
            field="method",
        )
    with style(theme) as palette:
        figure = DisplayedFigure(figsize=(8.6, 1.2 + ROW * len(limits)))
        axes = figure.subplots()
        shares = [limit.share for limit in limits]
        low, high = zip(*(limit.interval for limit in limits), strict=True)
        errors = [
            [share - end for share, end in zip(shares, low, strict=True)],
            [end - share for share, end in zip(shares, high, strict=True)],
        ]
        axes.barh(
            range(len(limits)), shares, height=0.62, color=palette.target,
            xerr=errors, ecolor=palette.ink, capsize=3,
        )  # fmt: skip
        axes.set_yticks(range(len(limits)), [_name(limit) for limit in limits])
        axes.invert_yaxis()
        axes.set_xlim(0.0, 1.0)
        axes.set_xlabel("share of the runs")
        axes.set_title(str(found.message), loc="left")
    return figure


def _name(limit: Limit) -> str:
    end = limit.first
    return f"{end.kind}, risk {written(end.risk)}  {end.pattern}"
