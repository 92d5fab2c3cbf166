"""Colours, markers and dashes: one per layer, the same as on the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib as mpl

from lcn_widgets.core.inputs import InvalidInput

Theme = Literal["light", "dark"]

MARKERS = ("o", "s", "^", "D", "P", "*", "v", "h")
"""Marker of each layer, repeating what its colour says; cycles after eight."""

DASHES = ("-", (0, (5, 1.5)), (0, (1, 1.2)))
"""Line pattern of layers 1–8, 9–16, …: what tells a layer from the one with its colour."""


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as in the page's ``colours.ts``."""

    layers: tuple[str, ...]
    final: str
    target: str
    ink: str
    muted: str
    grid: str
    surface: str

    def layer(self, index: int) -> str:
        """Colour of the layer with this index, counted from 0."""
        return self.layers[index % len(self.layers)]


# Okabe-Ito and Tol, darkened for text-sized marks on white and lightened for dark surfaces.
PALETTES: dict[str, Palette] = {
    "light": Palette(
        layers=(
            "#0072B2",
            "#D55E00",
            "#009E73",
            "#C26C9C",
            "#9A6A00",
            "#3A8FC1",
            "#7B3FA0",
            "#444444",
        ),
        final="#111111",
        target="#888888",
        ink="#1B1F24",
        muted="#5C6570",
        grid="#E4E7EB",
        surface="#FFFFFF",
    ),
    "dark": Palette(
        layers=(
            "#56B4E9",
            "#FF8F3F",
            "#2CC295",
            "#F0A3CC",
            "#E0B840",
            "#9AD0F5",
            "#C08BE0",
            "#BBBBBB",
        ),
        final="#F2F2F2",
        target="#9A9A9A",
        ink="#E9ECEF",
        muted="#9CA6B2",
        grid="#2E343B",
        surface="#191D22",
    ),
}


def marker(layer: int) -> str:
    """Marker of the layer with this index, counted from 0."""
    return MARKERS[layer % len(MARKERS)]


def dashes(layer: int) -> Any:
    """Line style of the layer with this index, counted from 0."""
    return DASHES[layer // len(MARKERS) % len(DASHES)]


@contextmanager
def style(theme: Theme) -> Iterator[Palette]:
    """Matplotlib's settings for one theme, restored on leaving; yields the palette.

    Raises
    ------
    InvalidInput
        If there is no such theme.
    """
    if theme not in PALETTES:
        raise InvalidInput(
            f"theme {theme!r} is not known: use 'light' or 'dark'",
            field="theme",
            suggestions=tuple(PALETTES),
        )
    palette = PALETTES[theme]
    with mpl.rc_context(_settings(palette)):
        yield palette


def _settings(palette: Palette) -> dict[str, Any]:
    return {
        "figure.facecolor": palette.surface,
        "figure.dpi": 100,
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.h_pad": 0.06,
        "axes.facecolor": palette.surface,
        "axes.edgecolor": palette.muted,
        "axes.labelcolor": palette.ink,
        "axes.titlecolor": palette.ink,
        "axes.titlesize": 10,
        "axes.titlelocation": "left",
        "axes.titlepad": 6,
        "axes.labelsize": 9,
        "axes.linewidth": 0.7,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.formatter.use_mathtext": True,
        "font.size": 9,
        "mathtext.fontset": "dejavusans",
        "text.color": palette.ink,
        "grid.color": palette.grid,
        "grid.linewidth": 0.7,
        "xtick.color": palette.muted,
        "ytick.color": palette.muted,
        "xtick.labelcolor": palette.ink,
        "ytick.labelcolor": palette.ink,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8,
        "xtick.major.width": 0.7,
        "ytick.major.width": 0.7,
        "xtick.minor.width": 0.5,
        "ytick.minor.width": 0.5,
        "legend.fontsize": 8,
        "legend.frameon": False,
        "legend.handlelength": 1.8,
        "legend.borderaxespad": 0.3,
        "lines.linewidth": 1.6,
        "lines.solid_capstyle": "round",
        "svg.fonttype": "none",
        "pdf.fonttype": 42,
    }
