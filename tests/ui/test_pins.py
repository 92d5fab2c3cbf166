"""Pinned runs: up to four, each sent once, compared with whatever runs."""

from __future__ import annotations

import asyncio

import pytest

from lcn_widgets import Explorer, InvalidInput
from lcn_widgets.core.experiment import compare, run
from lcn_widgets.ui.wire import encode


@pytest.fixture
def explorer():
    widget = Explorer(widths=(2, 2), strides=(1, 1), input_dim=6)
    yield widget
    widget.close()


def test_a_pinned_run_stays_and_is_sent_as_any_run_is(explorer: Explorer):
    first = explorer.run
    assert explorer.pin() == "A"
    for seed in range(1, 11):
        explorer.initialization_seed = seed
    assert explorer.run is not first
    assert explorer.pinned == {"A": first}
    header, buffer = encode(first, 0)
    assert explorer._ghost_a == {"header": header, "buffer": buffer}


def test_a_run_is_sent_when_it_is_pinned_and_not_again(explorer: Explorer):
    explorer.pin()
    sent = explorer._ghost_a
    explorer.initialization_seed = 1
    explorer.pin()
    assert explorer._ghost_a is sent
    explorer.unpin("A")
    assert (explorer._ghost_a, list(explorer.pinned)) == ({}, ["B"])
    assert explorer.pin() == "A"
    explorer.unpin()
    assert explorer.pinned == {}


def test_there_are_four_letters(explorer: Explorer):
    assert [explorer.pin() for _ in range(4)] == list("ABCD")
    with pytest.raises(InvalidInput, match="unpin one"):
        explorer.pin()


def test_what_a_page_asks_for_is_run_or_refused_with_a_sentence(explorer: Explorer):
    other = Explorer(widths=(3, 2), strides=(1, 1), input_dim=7)
    wanted = other.experiment
    explorer._pinned = {"B": wanted.to_dict(), "C": {"version": 1}, "E": 5, "D": []}
    assert [pinned.experiment for pinned in explorer.pinned.values()] == [wanted]
    assert set(explorer._pinned) == {"B"}
    assert explorer._comparison["refused"]["id"] == "ui.pins.refused"
    said = compare(explorer.run, run(wanted)).message.to_dict()
    assert explorer._comparison["B"]["message"] == said


def test_the_comparison_follows_the_insights_of_a_run(explorer: Explorer):
    async def visit() -> None:
        explorer.pin()
        explorer._revision = 7
        explorer.initialization_seed = 3
        while not explorer._insights or explorer._insights["revision"] != 7:
            await asyncio.sleep(0)
        while explorer._insights["pending"]:
            await asyncio.sleep(0)

    asyncio.run(visit())
    assert explorer._comparison["revision"] == 7
    expected = compare(explorer.run, explorer.pinned["A"])
    assert explorer._comparison["A"]["message"] == expected.message.to_dict()
