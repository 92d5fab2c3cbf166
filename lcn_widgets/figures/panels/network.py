"""The layers as banded matrices and their product W⁽ᴺ⁾ ⋯ W⁽¹⁾ = V."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.figure import FigureBase
from matplotlib.patches import Rectangle

from lcn_widgets.core.inputs import Array
from lcn_widgets.figures.moment import Moment
from lcn_widgets.figures.style import Palette

GAP = 3.0
"""Space between two matrices, in cells."""


def size(moment: Moment) -> tuple[float, float]:
    """Width and height in inches: cells are square and at most 0.2 inches wide."""
    columns, rows = _extent(moment)
    cell = min(0.2, 10.0 / columns)
    return max(5.4, columns * cell + 0.4), rows * cell + 1.2


def draw(figure: FigureBase, moment: Moment, palette: Palette) -> None:
    """Draw filled squares for positive entries, hollow ones for negative, by size."""
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_aspect("equal", anchor="W")
    axes.set_title("Layers and their product: filled squares are positive, hollow ones negative")
    columns, rows = _extent(moment)
    left = 0.0
    for sign, matrix, colour, name, detail in _factors(moment, palette):
        if sign:
            axes.text(left - GAP / 2, 0, sign, ha="center", va="center", fontsize=12)
        _draw_matrix(axes, matrix, left, colour, palette)
        _label(axes, left + matrix.shape[1] / 2, rows, name, detail, colour)
        left += matrix.shape[1] + GAP
    axes.set_xlim(-0.5, columns + 0.5)
    axes.set_ylim(rows / 2 + 0.5, -rows / 2 - 0.5)


def _extent(moment: Moment) -> tuple[float, int]:
    dims = moment.architecture.dims
    return sum(dims[:-1]) + dims[0] + GAP * moment.architecture.depth, max(dims[1:])


def _factors(moment: Moment, palette: Palette) -> Iterator[tuple[str, Array, str, str, str]]:
    """Sign before, matrix, colour, name and sizes, from left to right."""
    architecture = moment.architecture
    matrices = architecture.convolution_matrices(moment.filters)
    for i in reversed(range(architecture.depth)):
        sign = "" if i == architecture.depth - 1 else r"$\times$"
        sizes = f"$k={architecture.widths[i]}$, $s={architecture.strides[i]}$"
        yield sign, matrices[i], palette.layer(i), rf"$W^{{({i + 1})}}$", sizes
    product = architecture.final_matrix(moment.filters)
    sizes = f"$k_v={architecture.final_width}$, $s_v={architecture.final_stride}$"
    yield "$=$", product, palette.final, "$V$", sizes


def _draw_matrix(axes: Axes, matrix: Array, left: float, colour: str, palette: Palette) -> None:
    rows, columns = matrix.shape
    top = -rows / 2
    axes.add_patch(
        Rectangle((left, top), columns, rows, facecolor="none", edgecolor=palette.grid, zorder=0)
    )
    largest = np.abs(matrix).max()
    if largest == 0.0:
        return
    squares, faces = [], []
    for row, column in np.argwhere(matrix):
        side = 0.92 * np.sqrt(abs(matrix[row, column]) / largest)
        corner = (left + column + (1 - side) / 2, top + row + (1 - side) / 2)
        squares.append(Rectangle(corner, side, side))
        faces.append(colour if matrix[row, column] > 0 else palette.surface)
    axes.add_collection(
        PatchCollection(squares, facecolors=faces, edgecolors=colour, linewidths=0.6)
    )


def _label(axes: Axes, centre: float, rows: int, name: str, detail: str, colour: str) -> None:
    place = {"xytext": (0, -4), "textcoords": "offset points", "ha": "center", "va": "top"}
    axes.annotate(f"{name}\n{detail}", (centre, rows / 2), color=colour, **place)
