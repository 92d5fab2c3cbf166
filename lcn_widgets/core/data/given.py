"""Data given by the user: a CSV text or arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from lcn_widgets.core.data.recipe import DataRecipe, check_size
from lcn_widgets.core.data.synthetic import TeacherData
from lcn_widgets.core.data.wording import say
from lcn_widgets.core.inputs import MAX_TEXT, InvalidInput, Remedy, parameter
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset

SEPARATORS = ",;\t"
EXAMPLE_SAMPLES = 20
"""Samples of the data that show how they are written."""
EXAMPLE_INPUTS = 1_000
"""Longest inputs that such data are made of."""


@dataclass(frozen=True)
class CsvData(DataRecipe):
    """One sample per row: d_0 inputs, then d_N outputs.

    The cells are separated by commas, or by semicolons or tabs if the first row has no comma;
    numbers have a decimal point. A first row without a number is a header and is skipped, and so
    are empty rows.

    Parameters
    ----------
    text : str
        The contents of the file, at most one million characters.
    """

    text: str = parameter(
        "", label="CSV file", type="file",
        help="One sample per row: the inputs, then the outputs; a header row may come first; "
        f"at most {MAX_TEXT // 10**6} million characters.",
    )  # fmt: skip
    kind: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV file"
    note: ClassVar[str] = "Your own data, one sample per row."

    def build(self, architecture: Architecture) -> Dataset:
        """Read the rows."""
        inputs, outputs = architecture.dims[0], architecture.dims[-1]
        rows = _numbered_rows(self.text)
        if not rows:
            remedy = say("csv.choose", inputs=inputs, outputs=outputs)
            message = say("csv.empty", remedy=remedy) if self.text.strip() else remedy
            remedies = _example_text(architecture)
            raise InvalidInput(message, field="data.text", remedies=remedies)
        check_size(architecture, len(rows), field="data.text")
        table = np.array([_read_row(number, cells, architecture) for number, cells in rows])
        return Dataset(table[:, :inputs].T, table[:, inputs:].T)


@dataclass(frozen=True)
class ArrayData(DataRecipe):
    """Arrays, as in the paper: one sample per column.

    Parameters
    ----------
    X : array_like, shape (d_0, m)
    Y : array_like, shape (d_N, m)
    """

    X: tuple[tuple[float, ...], ...] = parameter(
        (), label="X", type="rows",
        help="One row for each of the d_0 inputs, one column per sample.",
    )  # fmt: skip
    Y: tuple[tuple[float, ...], ...] = parameter(
        (), label="Y", type="rows",
        help="One row for each of the d_N outputs, one column per sample.",
    )  # fmt: skip
    kind: ClassVar[str] = "arrays"
    label: ClassVar[str] = "Arrays"
    note: ClassVar[str] = "The arrays X and Y themselves, one sample per column."

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, rows in (("X", self.X), ("Y", self.Y)):
            for number, row in enumerate(rows, start=1):
                if len(row) != len(rows[0]):
                    counts = {"entries": len(row), "first": len(rows[0])}
                    raise InvalidInput(
                        say("arrays.ragged", row=number, name=name, **counts), field=f"data.{name}"
                    )

    def build(self, architecture: Architecture) -> Dataset:
        """The arrays as a dataset."""
        if not (self.X and self.Y):
            needed = {"inputs": architecture.dims[0], "outputs": architecture.dims[-1]}
            raise InvalidInput(
                say("arrays.missing", **needed),
                field="data.Y" if self.X else "data.X",
                remedies=_example_arrays(architecture),
            )
        dataset = Dataset(self.X, self.Y)
        try:
            dataset.check_fits(architecture)
        except InvalidInput as problem:
            remedies = (*_size_for(architecture, len(self.X), len(self.Y)),
                        *_example_arrays(architecture))  # fmt: skip
            raise InvalidInput(problem.message, field=problem.field, remedies=remedies) from None
        check_size(architecture, dataset.samples, field="data.X")
        return dataset


def _numbered_rows(text: str) -> list[tuple[int, list[str]]]:
    """Rows of cells with their numbers in the file, without empty rows and the header."""
    lines = [(i, line.strip()) for i, line in enumerate(text.lstrip("\ufeff").splitlines(), 1)]
    lines = [(i, line) for i, line in lines if line]
    if not lines:
        return []
    separator = next((s for s in SEPARATORS if s in lines[0][1]), ",")
    rows = [(i, [cell.strip() for cell in line.split(separator)]) for i, line in lines]
    is_header = not any(_is_number(cell) for cell in rows[0][1])
    return rows[1:] if is_header else rows


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _size_for(architecture: Architecture, inputs: int, outputs: int) -> tuple[Remedy, ...]:
    """The input size with these data, if the layers have one."""
    fits = inputs == architecture.final_width + architecture.final_stride * (outputs - 1)
    return (Remedy(say("remedy.size", size=inputs), {"input_dim": inputs}),) if fits else ()


def _example(architecture: Architecture) -> Dataset | None:
    """Some data that fit, with few digits; none where they would be too long to be looked at."""
    if architecture.dims[0] > EXAMPLE_INPUTS:
        return None
    made = TeacherData(samples=EXAMPLE_SAMPLES).build(architecture)
    return Dataset(np.round(made.X, 2), np.round(made.Y, 2))


def _example_text(architecture: Architecture) -> tuple[Remedy, ...]:
    made = _example(architecture)
    if made is None:
        return ()
    rows = np.concatenate([made.X, made.Y]).T.tolist()
    text = "\n".join(",".join(map(str, row)) for row in rows)
    return (Remedy(say("remedy.example"), {"data.text": text}),)


def _example_arrays(architecture: Architecture) -> tuple[Remedy, ...]:
    made = _example(architecture)
    if made is None:
        return ()
    arrays = {"data.X": made.X.tolist(), "data.Y": made.Y.tolist()}
    return (Remedy(say("remedy.example"), arrays),)


def _read_row(number: int, cells: list[str], architecture: Architecture) -> list[float]:
    inputs, outputs = architecture.dims[0], architecture.dims[-1]
    if len(cells) != inputs + outputs:
        sizes = {"inputs": inputs, "outputs": outputs, "needed": inputs + outputs}
        k_v, s_v = architecture.final_width, architecture.final_stride
        fitting = (len(cells) - k_v + s_v) // (s_v + 1)  # outputs with which the cells would do
        size = _size_for(architecture, len(cells) - fitting, fitting) if fitting > 0 else ()
        raise InvalidInput(
            say("csv.cells", row=number, cells=len(cells), **sizes),
            field="data.text",
            remedies=(*size, *_example_text(architecture)),
        )
    values = [float(cell) if _is_number(cell) else math.nan for cell in cells]
    for column, (value, cell) in enumerate(zip(values, cells, strict=True), start=1):
        if not math.isfinite(value):
            raise InvalidInput(
                say("csv.cell", row=number, column=column, cell=f"{cell[:20]!r}"), field="data.text"
            )
    return values
