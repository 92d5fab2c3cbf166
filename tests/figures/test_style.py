"""One colour and one marker per layer, the same as on the page, and no trace left behind."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib as mpl
import pytest

from lcn_widgets.figures import style

COLOURS = (
    Path(__file__).parents[2] / "lcn_widgets" / "frontend" / "src" / "ui" / "colours.ts"
).read_text()


def contrast(colour: str, other: str) -> float:
    """Contrast ratio of the Web Content Accessibility Guidelines."""

    def luminance(text: str) -> float:
        parts = [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((luminance(colour), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_layers_have_the_colours_of_the_page(theme):
    lists = COLOURS[COLOURS.index("LAYERS") :]
    page = re.search(rf"{theme}: \[(.*?)\]", lists, re.DOTALL)
    assert page is not None
    assert tuple(re.findall(r"#\w{6}", page[1])) == style.PALETTES[theme].layers


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_the_surface(theme):
    palette = style.PALETTES[theme]
    marks = (*palette.layers, palette.final, palette.target)
    assert min(contrast(colour, palette.surface) for colour in marks) >= 3.4
    assert contrast(palette.ink, palette.surface) >= 7


def test_sixteen_layers_are_told_apart_by_colour_marker_and_dashes():
    looks = {
        (style.PALETTES["light"].layer(i), style.marker(i), str(style.dashes(i))) for i in range(16)
    }
    assert len(looks) == 16
    assert len(set(style.MARKERS)) == 8


def test_settings_are_restored():
    before = dict(mpl.rcParams)
    with style.style("dark"):
        assert dict(mpl.rcParams) != before
    assert dict(mpl.rcParams) == before
