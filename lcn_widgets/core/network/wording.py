"""What is wrong with the sizes of a network or with its filters, in English.

Sizes of all layers and shapes of arrays are given as texts, for example ``(3,2)``.
"""

from __future__ import annotations

from lcn_widgets.core.inputs import Catalogue

say = Catalogue(
    "network",
    {
        "layers": "{layers} {field} make a network of {layers} layers: "
        "use from 1 to {limit} layers",
        "layers.list": "{field} {value} is not a list of whole numbers: write for example (3, 2)",
        "layers.number": "{field, select, widths {filter width} other {stride}} of layer {layer}:",
        "layers.differ": "{widths} widths and {strides} strides do not match: "
        "give one of each for every layer",
        "entries": "filter widths {widths} have {entries} entries: "
        "the limit is {limit} entries in all layers",
        "final_width": "widths {widths} with strides {strides} make a final filter of width "
        "{width}: the limit is {limit}",
        "input": "input size",
        "fit": "input size {size} does not fit widths {widths}, strides {strides}: "
        "layer {layer} would slide a filter of width {width} by {stride} over length {length}; "
        "the nearest {count, plural, one {size that fits is} other {sizes that fit are}} "
        "{sizes, list}",
        "filters": "filters of shapes {shapes} do not fit: the widths are {widths}",
        "w": "w has shape {shape}: widths {widths} need {entries} entries along the last axis",
        "differences": "differences of shape {shape} do not fit: {layers, plural, "
        "one {# layer has} other {# layers have}} {needed, plural, one {# difference} "
        "other {# differences}} of consecutive squared norms",
        "conjugate": "the root {root} of {owner} has no conjugate partner, so that the filter "
        "would not be real: replace another root by {partner}",
        "vanishes": "layer {layer} vanishes and cannot be rescaled: "
        "give every layer a nonzero entry",
        "dense.size": "layer size",
        "dense.layers": "{sizes} layer sizes are no network: "
        "give d_0, …, d_N with N from 1 to {limit}",
        "dense.entries": "layer sizes {dims} have {entries} matrix entries: the limit is {limit}",
        "dense.w": "w has shape {shape}: layer sizes {dims} need {entries} entries "
        "along the last axis",
    },
)
