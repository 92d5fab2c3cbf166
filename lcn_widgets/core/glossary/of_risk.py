"""Entries on data, loss and risk."""

from __future__ import annotations

from lcn_widgets.core.glossary.sources import DERIVED, PAPER
from lcn_widgets.core.glossary.term import Term

RISK = (
    Term(
        "inputs", "inputs",
        "All inputs of the data, one in each column.",
        symbol="X", source=f"{PAPER}, section 1",
    ),
    Term(
        "outputs", "wanted outputs",
        "What the network should make of the inputs X, one output in each column; as one long "
        "vector it is y.",
        symbol="Y", source=f"{PAPER}, section 1", spellings=("y",),
    ),
    Term(
        "patch-matrix", "patch matrix",
        "Each row is a window of k_v neighbouring inputs that the network sees at once. All "
        "outputs of the network are Pv: the data speak to v through P only.",
        symbol="P", source=DERIVED, spellings=("patches", "Patches"),
    ),
    Term(
        "target", "target",
        "The final filter to be learned: the one that made the data, or the one that fits them "
        "best. It may be out of reach for the network.",
        spellings=("target", "teacher", "Target", "least-squares filter", "binomial blur"),
    ),
    Term(
        "residual", "residual",
        "What the network puts out minus what it should: one number for each output.",
        symbol="Pv − y",
    ),
    Term(
        "loss", "loss",
        "The function that makes a cost of each residual. The risk is the sum of these costs.",
        symbol="ℓ", source=f"{PAPER}, section 1",
    ),
    Term(
        "risk", "risk",
        "How badly the network fits the data: the sum of the losses of all residuals. It depends "
        "on the final filter v alone.",
        symbol="L", source=f"{PAPER}, section 1", spellings=("risk", "Risk", "L(w)"),
    ),
    Term(
        "best", "best risk",
        "The least risk known: that of the best filter of width k_v, whether the network can "
        "reach it or not, or that of the target if this is less.",
        spellings=("best", "best filter", "best known"),
    ),
    Term(
        "gap", "risk above the best",
        "The risk minus the least one known. It tends to 0 if the flow finds the best filter, and "
        "stays above 0 if it ends elsewhere.",
        spellings=("risk − best", "above the best filter", "above the least possible"),
    ),
    Term(
        "norm", "norm",
        "The length of a vector: the root of the sum of squares, written ‖·‖ or ‖·‖₂. ‖·‖₁ is the "
        "sum of the sizes of all entries.",
        symbol="‖·‖", source=f"{PAPER}, section 1", spellings=("‖·‖₁", "‖v‖₁", "‖v(t)‖₂"),
    ),
    Term(
        "gradient", "gradient of the risk",
        "The direction in the space of all filters in which the risk rises fastest. Its norm says "
        "how steep it is there; where it is 0, the flow stands still.",
        symbol="∇L", spellings=("‖∇L‖", "∇", "‖∇L(w)‖", "∇ᵢL"),
    ),
)  # fmt: skip
"""In the order in which they can be read."""
