"""Ways on from what does not work, as buttons of the page: a few words and controls to be moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lcn_widgets.core.experiment import Experiment
from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.ui.controls import plain_form, values_in_use
from lcn_widgets.ui.sections import control_of
from lcn_widgets.ui.wording import say


def ways_on(
    problem: InvalidInput, values: Mapping[str, Any], shown: Experiment | None
) -> Iterator[dict[str, Any]]:
    """Remedies of the problem, then the way back to the experiment that is shown.

    Parameters
    ----------
    problem : InvalidInput
    values : mapping of str to object
        The values of all controls.
    shown : Experiment, optional
        That of the last run that worked.
    """
    for remedy in problem.remedies:
        changes = {control_of(field): value for field, value in remedy.changes.items()}
        yield {
            "message": remedy.message,
            "changes": {name: plain_form(name)(value) for name, value in changes.items()},
        }
    if shown is None:
        return
    changes = {name: value for name, value in values_in_use(shown).items()
               if value != plain_form(name)(values[name])}  # fmt: skip
    if changes:
        yield {"message": say("back"), "changes": changes}
