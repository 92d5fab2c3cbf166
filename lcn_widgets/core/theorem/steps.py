"""The steps of the proof: from the data to the final filter, to the layers, to the limit."""

from __future__ import annotations

from dataclasses import dataclass

from lcn_widgets.core.theorem.quantities import GRADIENT, LARGEST_LAYER, LENGTH, Quantity


@dataclass(frozen=True)
class Step:
    """One step of the proof, to which each claim belongs.

    Parameters
    ----------
    name : str
    title : str
    printed : str
        Title of its picture in print.
    quantity : Quantity, optional
        What the step is about; it lies below every bound of the step that there is.
    arrives : bool
        Whether it is to come below its bound only in the end, not to stay below it all the time.
    """

    name: str
    title: str
    printed: str
    quantity: Quantity | None = None
    arrives: bool = False


DATA = Step("data", "Loss and data", "The loss and the data")
# ‖v‖₂ ≤ ‖v‖₁, so that it is below the bounds of both norms
FILTER = Step("filter", "Bound on v", "The final filter", LENGTH)
LAYERS = Step("layers", "Bound on every layer", "The largest layer", LARGEST_LAYER)
LIMIT = Step("limit", "Convergence", "The gradient as part of its start", GRADIENT, arrives=True)

CHAIN = (DATA, FILTER, LAYERS, LIMIT)
"""The steps in the order of the proof."""
