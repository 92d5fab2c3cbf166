"""A kind of critical point has one symbol, on the page and in print."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.markers import MarkerStyle

from lcn_widgets.core.landscape import CriticalKind
from lcn_widgets.figures.panels.critical import MARKS

PAGE = (
    Path(__file__).parents[2]
    / "lcn_widgets" / "frontend" / "src" / "panels" / "kinds.ts"
).read_text(encoding="utf-8")  # fmt: skip
LOOK = re.compile(r'"?([a-z ]+)"?: \{\s+name: .*?path: "(.*?)",\s+filled: (\w+)', re.DOTALL)
LOOKS = {kind.strip(): (path, filled == "true") for kind, path, filled in LOOK.findall(PAGE)}


def turns(kind: CriticalKind) -> set[float]:
    """Directions of the tips of the printed marker, in degrees, with the axis upwards."""
    marker = MarkerStyle(MARKS[kind][0])
    path = marker.get_path().transformed(marker.get_transform())
    tips = path.vertices - np.array([0.0, 0.0])
    sizes = np.hypot(*tips.T)
    far = tips[sizes > 0.8 * sizes.max()]
    return {round(angle) % 360 for angle in np.degrees(np.arctan2(*far.T[::-1]))}


def test_the_page_knows_the_same_kinds():
    assert set(LOOKS) == {str(kind.value) for kind in CriticalKind} == {str(k.value) for k in MARKS}


@pytest.mark.parametrize("kind", CriticalKind)
def test_a_kind_is_filled_on_both_or_on_neither(kind):
    assert LOOKS[kind.value][1] == MARKS[kind][1]


@pytest.mark.parametrize("kind", [k for k in CriticalKind if k is not CriticalKind.LOCAL_MINIMUM])
def test_the_tips_of_a_mark_point_alike(kind):
    """Screen coordinates grow downwards, so the page's are turned over."""
    path = LOOKS[kind.value][0]
    numbers = [float(n) for n in re.findall(r"-?(?:\d+\.\d+|\.\d+|\d+)", path)]
    tips = np.reshape(numbers, (-1, 2)) * [1, -1]
    sizes = np.hypot(*tips.T)
    far = tips[sizes > 0.8 * sizes.max()]
    seen = {round(angle) % 360 for angle in np.degrees(np.arctan2(*far.T[::-1]))}
    assert all(min(abs(a - b) for b in turns(kind)) <= 2 for a in seen)
    assert all(min(abs(a - b) for b in seen) <= 2 for a in turns(kind))


def test_a_local_minimum_is_a_disc():
    assert "A1 1" in LOOKS["local minimum"][0]
    assert MARKS[CriticalKind.LOCAL_MINIMUM][0] == "o"
