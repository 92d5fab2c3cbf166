"""What is wrong with data, in English.

Cells of a file are given as texts, as they stand there.
"""

from __future__ import annotations

from lcn_widgets.core.inputs import Catalogue

say = Catalogue(
    "data",
    {
        "many": "{samples} samples of {inputs} inputs are too many here: {remedy}",
        "many.samples": "use at most {limit} samples",
        "many.network": "use a smaller network",
        "csv.choose": "choose a file with one sample per row, "
        "{inputs} inputs and {outputs} outputs",
        "csv.empty": "the CSV holds no numbers: {remedy}",
        "csv.cells": "row {row} of the CSV has {cells} cells: the network needs "
        "{inputs} inputs and {outputs} outputs, {needed} in all",
        "csv.cell": "row {row}, column {column} of the CSV holds {cell}: "
        "every cell must be a finite number",
        "arrays.ragged": "row {row} of {name} has {entries} numbers and row 1 has {first}: "
        "give every row one number per sample",
        "arrays.missing": "type X with {inputs} rows and Y with {outputs}, "
        "a column for every sample",
        "signal.long": "input size {size} is too long for {signal}, whose rows have "
        "{length} values: use at most {limit}",
        "signal.windows": "{signal} has {windows} windows of length {length}, not {samples}: "
        "use at most {windows} samples",
        "signal.derivative": "a final filter of width 1 cannot compute a derivative: "
        "use a width of 2 or more",
        "signal.missing": "the sample file {file} of matplotlib is not installed here: "
        "use random inputs, or give the signal as a CSV file",
        "counterexample": "the counterexample is a statement about one network: "
        "use input size 4, widths (2,2) and strides (2,1)",
        "remedy.blur": "learn the blur",
        "remedy.example": "put an example there",
        "remedy.network": "use its network",
        "remedy.size": "use input size {size}",
        "remedy.teacher": "use a teacher filter",
        "roots": "{count, plural, one {# root does} other {# roots do}} not fit a final filter of "
        "width k_v = {width}: give {needed}, with inf for each root at infinity, or none",
        "target": "the target",
        "teacher": "{entries} coefficients do not fit a final filter of width k_v = {width}: "
        "give {width}, or none to draw them",
    },
)
