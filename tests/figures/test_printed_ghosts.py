"""Ghosts in the printed figures: their numbers, their letters, and nothing else moves."""

from __future__ import annotations

import numpy as np
import pytest

from lcn_widgets import Architecture, Experiment, InvalidInput, NormalInitialization, figures, run
from lcn_widgets.figures.drawing import PICTURES


@pytest.fixture(scope="module")
def runs():
    other = Experiment(initialization=NormalInitialization(seed=1))
    deeper = Experiment(architecture=Architecture(20, (3, 3, 2, 2), (1, 1, 1, 1)))
    return run(Experiment()), run(other), run(deeper)


def letters(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_curves_of_ghosts_are_those_of_their_runs(runs, theme: str):
    first, *ghosts = runs
    figure = figures.flow(first, ghosts=ghosts, theme=theme)
    risk = figure.axes[0]
    for letter, ghost in zip("AB", ghosts, strict=True):
        assert letters(figure).count(letter) == 2  # risk and gradient
        drawn = [line for line in risk.lines if len(line.get_xdata()) == len(ghost.frames.times)]
        values = np.ma.filled(np.ma.masked_invalid(drawn[0].get_ydata()), np.nan)
        seen = np.isfinite(values)
        np.testing.assert_array_equal(values[seen], ghost.frames.risk_gaps[seen])
        assert drawn[0].get_alpha() < 1.0


def test_roots_of_ghosts_are_drawn_at_the_same_time(runs):
    first, other, _ = runs
    time = 0.01
    [axes] = figures.roots(first, time=time, ghosts=[other]).axes
    row = int(np.abs(other.frames.times - time).argmin())
    marked = {text.xy for text in axes.texts if text.get_text() == "A"}
    edge = axes.get_xlim()[1]
    near = [r for r in other.frames.roots[row] if max(abs(r.real), abs(r.imag)) < edge]
    assert marked == {(root.real, root.imag) for root in near}
    assert len(near) > 2


def test_bars_are_compared_with_those_of_the_same_network_only(runs):
    first, other, deeper = runs
    assert letters(figures.filters(first, ghosts=[other])).count("A") == 4
    assert "A" not in letters(figures.filters(first, ghosts=[deeper]))


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_every_picture_takes_ghosts(name: str):
    first, other = run(_two()), run(_two(seed=3))
    PICTURES[name](first, ghosts=[other, first]).canvas.draw()


def test_there_are_four_letters(runs):
    with pytest.raises(InvalidInput, match="at most 4"):
        figures.flow(runs[0], ghosts=[runs[0]] * 5)


def _two(seed: int = 0) -> Experiment:
    start = NormalInitialization(seed=seed)
    return Experiment(architecture=Architecture(6, (2, 2), (1, 1)), initialization=start)
