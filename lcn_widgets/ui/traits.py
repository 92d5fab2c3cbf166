"""The controls as traits: synced, and made from the registries of the core."""

from __future__ import annotations

from typing import Any

import traitlets

from lcn_widgets.core.experiment import Experiment
from lcn_widgets.ui.controls import plain_form, values_of
from lcn_widgets.ui.sections import all_parameters


class Control(traitlets.TraitType[Any, Any]):
    """A synced value that takes NumPy numbers, arrays, lists and tuples alike.

    It judges nothing: the core does, in one place, when the experiment is made. So two
    assignments may pass through a state that fits nothing.
    """

    def __init__(self, control: str, default: Any, *, echo: bool = True):
        self._plain = plain_form(control)
        super().__init__(default_value=self._plain(default))
        # An echo tells other pages of the same kernel; a whole file is not worth it.
        self.tag(sync=True, page=True, control=True, echo_update=echo)

    def validate(self, obj: Any, value: Any) -> Any:
        """The value made of plain Python numbers, texts and tuples."""
        return self._plain(value)


def control_traits() -> dict[str, Control]:
    """One trait for every control, with the values of the default experiment."""
    files = {name for name, parameter in all_parameters().items() if parameter.type == "file"}
    return {
        name: Control(name, value, echo=name not in files)
        for name, value in values_of(Experiment()).items()
    }


class Controls(traitlets.HasTraits):
    """One trait for every control."""

    locals().update(control_traits())
