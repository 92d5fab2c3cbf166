"""The parts of an experiment as the page shows them, and the names of their controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lcn_widgets.core.data import DATA
from lcn_widgets.core.inputs import Parameter, Recipe, parameters
from lcn_widgets.core.risk import LOSSES
from lcn_widgets.core.training import INITIALIZATIONS, METHODS


@dataclass(frozen=True)
class Section:
    """A choice of kind with the parameters of each kind; `name` is its key in an experiment."""

    name: str
    label: str
    kinds: Mapping[str, type[Recipe]]

    def control(self, parameter: str) -> str:
        """Name of the control, and trait, of a parameter."""
        return f"{self.name}_{parameter}"

    def controls(self, kind: str) -> dict[str, Parameter]:
        """Parameters of one kind by the name of their control."""
        return {self.control(name): p for name, p in parameters(self.kinds[kind]).items()}


ARCHITECTURE = ("input_dim", "widths", "strides")
STRUCTURE = frozenset({"widths", "strides"})
"""Controls of the layers: what else has to fit them moves along."""
SECTIONS = (
    Section("loss", "Loss", LOSSES),
    Section("data", "Data", DATA),
    Section("initialization", "Start", INITIALIZATIONS),
    Section("method", "Method", METHODS),
)


def all_parameters() -> dict[str, Parameter]:
    """Every parameter of every kind by the name of its control.

    Kinds of a section share the control of a parameter they share; it is described as the
    first of them describes it.
    """
    found: dict[str, Parameter] = {}
    for section in SECTIONS:
        for kind in section.kinds:
            found = {**section.controls(kind), **found}
    return found


def control_names() -> Iterator[str]:
    """Names of all control traits."""
    yield from ARCHITECTURE
    yield from (section.name for section in SECTIONS)
    yield from all_parameters()


def control_of(field: str) -> str:
    """Name of the control that an error's `field` ("loss.p", "data.kind") belongs to, or ""."""
    section, _, parameter = field.partition(".")
    names = set(control_names())
    candidates = (f"{section}_{parameter}", section)
    return next((name for name in candidates if name in names), "")


def is_rows(parameter: Parameter) -> bool:
    """Whether the control holds rows of numbers, which it does as a text, one line per row."""
    return parameter.type == "rows"
