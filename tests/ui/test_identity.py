"""By what a reloaded page knows an explorer again."""

from __future__ import annotations

from lcn_widgets import Explorer


def test_explorers_of_a_process_are_numbered():
    first, second = Explorer(), Explorer()
    assert first._identity["kernel"] == second._identity["kernel"]
    assert second._identity["number"] == first._identity["number"] + 1
