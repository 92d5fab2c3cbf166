"""Roots that lie on each other are counted in the printed picture."""

import numpy as np

from lcn_widgets import figures
from lcn_widgets.core.experiment import PRESETS, run
from lcn_widgets.figures.coincidence import coinciding


def test_groups_are_counted_and_lone_points_are_not():
    points = np.array([0.0, 1j, 1e-3, 1j + 1e-3, 1j - 1e-3, 5.0])
    assert coinciding(points, 0.01) == [(0j, 2), (1j, 3)]
    assert coinciding(points[:2], 0.01) == []
    assert coinciding(np.zeros(0, dtype=complex), 0.01) == []


def test_the_four_roots_of_the_degenerate_limit_are_seen_to_be_several():
    """Target (1+x)⁴: all layers end near -1; at the start no two are near each other."""
    result = run({p.name: p for p in PRESETS}["degenerate"].experiment)
    ends = result.frames.roots[-1].real
    assert np.abs(ends + 1.0).max() < 0.1
    (axes,) = figures.roots(result).axes
    counted = [int(text.get_text()) for text in axes.texts if text.get_text().isdigit()]
    assert counted
    assert max(counted) >= 2
    (axes,) = figures.roots(result, time=0.0).axes
    assert not [text for text in axes.texts if text.get_text().isdigit()]


def test_descent_leaves_dots_and_no_lines():
    result = run({p.name: p for p in PRESETS}["drifting"].experiment)
    (axes,) = figures.roots(result).axes
    assert not axes.collections
    dots = [line for line in axes.lines if line.get_marker() == "."]
    assert sum(len(line.get_xdata()) for line in dots) >= 10
