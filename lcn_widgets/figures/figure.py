"""A figure that shows itself in a notebook cell without pyplot."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from matplotlib.figure import Figure

RESOLUTION = 2.0
"""Pixels drawn for each pixel shown, for sharp text on fine screens."""


class DisplayedFigure(Figure):
    """A matplotlib figure that Jupyter displays as the last value of a cell.

    Pyplot would register figures of its own kind with the notebook and keep each of them alive
    in a global list; this one is an ordinary object. ``savefig`` writes PDF, SVG or PNG as usual.
    """

    def _repr_png_(self) -> tuple[bytes, dict[str, Any]]:
        picture = BytesIO()
        self.savefig(picture, format="png", dpi=RESOLUTION * self.dpi)
        width, height = (round(side * self.dpi) for side in self.get_size_inches())
        return picture.getvalue(), {"width": width, "height": height}
