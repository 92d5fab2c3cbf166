"""Entries on networks, their polynomials and roots."""

from __future__ import annotations

from lcn_widgets.core.glossary.sources import KMMT, PAPER
from lcn_widgets.core.glossary.term import Term

NETWORKS = (
    Term(
        "network", "linear convolutional network",
        "A network without activation functions in which each layer slides one short filter over "
        "its input. As there is nothing between the layers, the whole slides one longer filter.",
        source=f"{PAPER}, section 1",
    ),
    Term(
        "layer-index", "number of a layer",
        "Layers are counted from 1, which sees the input, to N, which gives the output.",
        symbol="i",
    ),
    Term(
        "depth", "number of layers", "How many layers the network has.", symbol="N",
    ),
    Term(
        "input-size", "input size",
        "How many numbers the network takes in: the length of one input signal.",
        symbol="d₀", source=f"{PAPER}, section 1",
    ),
    Term(
        "sizes", "sizes",
        "The lengths of the input, of what each layer passes on, and of the output. A layer of "
        "width k and stride s makes (size − k)/s + 1 of a size, which must be a whole number.",
        symbol="d", source=f"{PAPER}, section 1", spellings=("dᵢ", "d_N"),
    ),
    Term(
        "width", "filter width",
        "How many numbers the filter of a layer has: so many neighbouring inputs go into each of "
        "its outputs.",
        symbol="k", source=f"{PAPER}, section 1", spellings=("kᵢ",),
    ),
    Term(
        "stride", "stride",
        "By how many places the filter of a layer moves on from one output to the next.",
        symbol="s", source=f"{PAPER}, section 1", spellings=("sᵢ",),
    ),
    Term(
        "filter", "filter of a layer",
        "The numbers that layer i multiplies neighbouring inputs with. They are the coefficients "
        "of its polynomial, and what is learned.",
        symbol="w⁽ⁱ⁾", source=f"{PAPER}, section 1",
    ),
    Term(
        "filters", "all filters",
        "The filters of all layers, one after the other in one vector: the point that moves.",
        symbol="w", source=f"{PAPER}, section 1", spellings=("w(t)",),
    ),
    Term(
        "start", "start",
        "The filters of all layers at time 0, before anything was learned.",
        symbol="w₀", source=f"{PAPER}, section 1",
    ),
    Term(
        "final-filter", "final filter",
        "The one filter that the whole network slides over its input. Its polynomial is the "
        "product of the polynomials of the layers.",
        symbol="v", source=f"{PAPER}, Proposition 1.1", spellings=("v(t)", "vᵢ"),
    ),
    Term(
        "final-width", "width of the final filter",
        "How many neighbouring inputs one output of the whole network sees.",
        symbol="kᵥ", source=f"{PAPER}, Proposition 1.1", spellings=("k_v",),
    ),
    Term(
        "final-stride", "stride of the final filter",
        "By how many places the final filter moves on: the product of all strides.",
        symbol="sᵥ", source=f"{PAPER}, Proposition 1.1", spellings=("s_v",),
    ),
    Term(
        "product-map", "product of the layers",
        "The map from the filters w of the layers to the final filter v. Many w have the same v: "
        "one layer times 2 and another times ½ changes nothing.",
        symbol="π", source=KMMT,
    ),
    Term(
        "layer-matrix", "matrix of a layer",
        "The filter of layer i as a matrix: each row is the filter, moved on by the stride.",
        symbol="W⁽ⁱ⁾", source=f"{PAPER}, section 1",
    ),
    Term(
        "network-matrix", "matrix of the network",
        "What the whole network does to its input: the product of the matrices of the layers, the "
        "last one first. Its rows are the final filter v.",
        symbol="V", source=f"{PAPER}, Proposition 1.1",
    ),
    Term(
        "polynomial", "polynomial of a layer",
        "The filter of layer i as a polynomial: its entries are the coefficients, the constant "
        "first. With strides in the layers before it is one in a power of x.",
        symbol="p̃ᵢ", source=f"{PAPER}, equation 2.1",
    ),
    Term(
        "root", "root",
        "A complex number at which a polynomial is 0. The roots of the layers are those of v, "
        "each the root of one layer; they give a filter but for a factor.",
        source=f"{PAPER}, Proposition 2.1", spellings=("roots", "Roots", "roots of v"),
    ),
    Term(
        "plane", "complex plane",
        "Roots are complex numbers: the real part (Re) to the right, the imaginary part (Im) "
        "upwards. The circle has radius 1.",
        spellings=("Re", "Im"),
    ),
    Term(
        "infinity", "root at infinity",
        "If the last entry of a filter is 0, its polynomial has one root less than others: this "
        "root has gone to infinity, from where it may come back on the other side.",
        symbol="∞", spellings=("infinity",),
    ),
    Term(
        "ring", "ring of roots",
        "With strides in the layers before, the roots of a layer come in rings about 0: turned by "
        "a full turn over the product of those strides they are the same.",
        source=f"{PAPER}, equation 2.1", spellings=("ring", "rings"),
    ),
    Term(
        "pair", "conjugate pair",
        "Two roots a + bi and a − bi, mirror images. Filters are real, so a root that is not real "
        "has its mirror image beside it, and leaves the real axis only together with another.",
        spellings=("conjugate pair", "conjugate pairs"),
    ),
)  # fmt: skip
"""In the order in which they can be read."""
