"""From a run to a figure: one function a panel, all with the same arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from matplotlib.figure import FigureBase

from lcn_widgets.core.experiment import Run
from lcn_widgets.figures import panels
from lcn_widgets.figures.figure import DisplayedFigure
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette, Theme, style


class Panel(Protocol):
    """What a module of `panels` offers; its docstring says what the picture shows."""

    def size(self, moment: Moment) -> tuple[float, float]:
        """Width and height in inches."""

    def draw(self, figure: FigureBase, moment: Moment, palette: Palette) -> None:
        """Draw the moment into a figure or a part of one."""


class Picture(Protocol):
    """A function that draws one panel of a run."""

    def __call__(
        self,
        run: Run,
        *,
        time: float | None = None,
        theme: Theme = "light",
        ghosts: Iterable[Run] = (),
    ) -> DisplayedFigure:
        """Draw the run at flow time `time`, by default its end; see `picture_of`."""


ARGUMENTS = """
Parameters
----------
run : Run
time : float, optional
    The flow time to draw; by default the end of the run.
theme : {"light", "dark"}, optional
    For paper, or for dark surroundings.
ghosts : iterable of Run, optional
    Up to four other runs, A to D, drawn lighter behind it at the same flow time where the picture
    has curves, bars or points to compare.

Raises
------
InvalidInput
    If the run has no such time, there is no such theme, there are too many ghosts, or the picture
    is not one of this run.
"""


def picture_of(name: str, panel: Panel) -> Picture:
    """The function of this name that draws a panel by itself."""

    def picture(
        run: Run,
        *,
        time: float | None = None,
        theme: Theme = "light",
        ghosts: Iterable[Run] = (),
    ) -> DisplayedFigure:
        with style(theme) as palette:
            moment = Moment(run, time, ghosts)
            figure = DisplayedFigure(figsize=panel.size(moment))
            panel.draw(figure, moment, palette)
        return figure

    picture.__name__ = picture.__qualname__ = name
    picture.__doc__ = "\n".join([(panel.__doc__ or "").strip(), ARGUMENTS])
    return picture


def _panels() -> Iterator[tuple[str, Panel]]:
    """The modules of `panels` that draw."""
    for found in iter_modules(panels.__path__):
        module = import_module(f"{panels.__name__}.{found.name}")
        if hasattr(module, "draw"):
            yield found.name, module


PICTURES: dict[str, Picture] = {name: picture_of(name, panel) for name, panel in _panels()}
"""Every picture by its name; a new one is a module in `panels`."""
