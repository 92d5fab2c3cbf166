"""The losses over the residual: Figure 1 of the paper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from lcn_widgets.core.inputs import parameters, written
from lcn_widgets.core.risk import (
    AbsoluteLoss,
    GeneralizedHuberLoss,
    HuberLoss,
    LogCoshLoss,
    Loss,
    LpLoss,
    PseudoHuberLoss,
    SquareLoss,
)
from lcn_widgets.figures.figure import DisplayedFigure
from lcn_widgets.figures.style import Palette, Theme, marker, style

PAPER_LOSSES = (
    SquareLoss(),
    LpLoss(4.0),
    PseudoHuberLoss(1.0),
    GeneralizedHuberLoss(1.0, 0.0),
    LogCoshLoss(1.0),
    AbsoluteLoss(),
    HuberLoss(1.0),
    LpLoss(3.0),
)
"""The losses the paper's Theorem 3.8 covers, and those it names for contrast."""

RESIDUALS = np.linspace(-4.0, 4.0, 801)


def loss_curves(
    losses: Sequence[Loss] = PAPER_LOSSES, *, theme: Theme = "light"
) -> DisplayedFigure:
    """Draw losses over residuals in [-4, 4], covered by the theorem or not side by side.

    Without arguments this is Figure 1 of the paper (Diederen, Rauhut, Terstiege 2026).

    Parameters
    ----------
    losses : sequence of Loss, optional
    theme : {"light", "dark"}, optional

    Returns
    -------
    DisplayedFigure

    Raises
    ------
    InvalidInput
        If there is no such theme.
    """
    covered = [loss for loss in losses if loss.covered_by_theorem]
    others = [loss for loss in losses if not loss.covered_by_theorem]
    with style(theme) as palette:
        figure = DisplayedFigure(figsize=(8.6, 4.2))
        left, right = figure.subplots(1, 2, sharex=True, sharey=True)
        _draw(left, covered, "Covered by Theorem 3.8: analytic", 0, palette)
        _draw(right, others, "Not covered", len(covered), palette)
        left.set_ylabel(r"loss $\ell(r)$")
        left.set_ylim(-0.25, 8.0)
    return figure


def _draw(axes: Axes, losses: Sequence[Loss], title: str, first: int, palette: Palette) -> None:
    axes.set_title(title)
    axes.set_xlabel("residual $r$")
    axes.set_xlim(RESIDUALS[0], RESIDUALS[-1])
    for i, loss in enumerate(losses, start=first):
        axes.plot(
            RESIDUALS,
            loss.value(RESIDUALS),
            color=palette.layer(i),
            label=_name(loss),
            marker=marker(i),
            markevery=(20 + 12 * i, 100),
            ms=5,
        )
    axes.legend(handles=axes.lines, loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)


def _name(loss: Loss) -> str:
    values = [f"{p.label} = {written(getattr(loss, n))}" for n, p in parameters(loss).items()]
    return ", ".join([loss.label, *values])
