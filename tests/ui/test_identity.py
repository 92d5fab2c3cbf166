"""By what a reloaded page knows an explorer again, and that what it asks for is what it had."""

from __future__ import annotations

from lcn_widgets import Explorer
from lcn_widgets.ui.sections import control_names


def test_explorers_of_a_process_are_numbered():
    first, second = Explorer(), Explorer()
    assert first._identity["kernel"] == second._identity["kernel"]
    assert second._identity["number"] == first._identity["number"] + 1


def test_the_same_controls_make_the_same_run_bit_for_bit():
    """So that to undo, the page has only to put the controls back."""
    explorer = Explorer()
    controls = {name: getattr(explorer, name) for name in control_names()}
    buffer = explorer._buffer
    explorer.preset = "stiff"
    assert explorer._buffer != buffer
    with explorer.hold_trait_notifications():
        for name, value in controls.items():
            setattr(explorer, name, value)
    assert explorer.run.experiment == Explorer().experiment
    assert explorer._buffer == buffer
    assert explorer.preset == Explorer().preset
