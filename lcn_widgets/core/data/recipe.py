"""What every source of data has in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from lcn_widgets.core.data.wording import say
from lcn_widgets.core.inputs import (
    EXPERIMENT_INPUTS,
    EXPERIMENT_PATCHES,
    Array,
    InvalidInput,
    Recipe,
)
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import Dataset


class DataRecipe(Recipe):
    """Describes data without holding them; `build` makes them for an architecture."""

    section: ClassVar[str] = "data"
    target_label: ClassVar[str] = "target"

    @abstractmethod
    def build(self, architecture: Architecture) -> Dataset:
        """Make the data.

        Raises
        ------
        InvalidInput
            If the architecture has no such data, or they would be too many.
        """

    def fitted(self, architecture: Architecture) -> DataRecipe:
        """The data nearest to these whose target fits the final filter of the architecture."""
        return self

    def target_filter(self, architecture: Architecture) -> Array | None:
        """The filter the outputs were made with (before noise), shape (k_v,), or None."""
        return None


def check_size(architecture: Architecture, samples: int, field: str = "data.samples") -> None:
    """Raise `InvalidInput`, before anything is made, if the data would take too much memory."""
    inputs = architecture.dims[0]
    patches = architecture.dims[-1] * architecture.final_width
    limit = min(EXPERIMENT_INPUTS // inputs, EXPERIMENT_PATCHES // patches)
    if samples > limit:
        remedy = say("many.samples", limit=limit) if limit else say("many.network")
        raise InvalidInput(
            say("many", samples=samples, inputs=inputs, remedy=remedy),
            field=field,
            suggestions=(limit,) if limit else (),
        )
