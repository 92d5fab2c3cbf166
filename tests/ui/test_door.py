"""A hostile client of the kernel's comm: it is told one sentence or nothing, and breaks nothing."""

from __future__ import annotations

import asyncio
import json
import logging
import threading

import psutil
import pytest

from lcn_widgets import Architecture, Explorer, run
from lcn_widgets.ui import door
from lcn_widgets.ui.pins import LETTERS, ghost_trait
from lcn_widgets.ui.sections import control_names
from lcn_widgets.ui.wording import words


def nested(depth: int) -> list:
    value: list = []
    for _ in range(depth):
        value = [value]
    return value


NONSENSE = {
    "nothing": None,
    "a number that is none": float("nan"),
    "infinity": float("-inf"),
    "a huge number": 10**400,
    "a larger one": 10**3000,
    "truth": True,
    "a text": "nonsense",
    "half a character": "\ud800",
    "a long text": "9" * 1_500_000,
    "an empty list": [],
    "a long list": [1] * 30_000,
    "a deep list": nested(200),
    "mixed": [1, "two", None, {"three": [4]}],
    "a dictionary": {"kind": "normal", "count": -1, "anew": {"a": 1}, "A": {"version": 1}},
    "a dictionary with half a character": {"\ud800": 1},
}
OF_PAGES = {"panels", "time_axis", "speed", "loop", "opens_at", "theme", "preset", "questions"}
OF_PAGES |= {"predictions", "hidden", "_revision", "_stop", "_starts", "_pinned"}


@pytest.fixture
def explorer():
    widget = Explorer(widths=(2, 2), strides=(1, 1), input_dim=5)
    yield widget
    widget.close()


def say(explorer: Explorer, **state: object) -> None:
    """What arrives by the comm."""
    explorer._handle_msg({"content": {"data": {"method": "update", "state": state}}, "buffers": []})


def test_pages_may_set_controls_and_a_few_more_traits(explorer: Explorer):
    """The rest is the kernel's: among it the page's own program, which other pages would run."""
    allowed = {name for name in explorer.keys if explorer.trait_metadata(name, "page")}
    assert allowed == OF_PAGES | set(control_names())


@pytest.mark.parametrize(
    "name",
    ["_esm", "_css", "_schema", "_identity", "_header", "_buffer", "_insights", "_scores"]
    + ["_answer", "_work", "_many", "_comparison", "layout", "_dom_classes", "_model_module"]
    + [ghost_trait(letter) for letter in LETTERS],
)
def test_what_the_kernel_says_no_page_says_instead(explorer: Explorer, name: str):
    before = getattr(explorer, name)
    for value in ("alert(1)", {"message": "alert(1)"}, ["alert(1)"], b"alert(1)"):
        say(explorer, **{name: value}, speed=2.0)
        assert getattr(explorer, name) is before
    assert explorer.speed == 2.0


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_changes_nothing_but_what_is_asked(explorer, caplog, kind: str):
    before = explorer.run, explorer.experiment, explorer.theme
    for name in sorted(OF_PAGES | {"_surprise", ""}):
        say(explorer, **{name: NONSENSE[kind]})
        assert (explorer.run, explorer.experiment, explorer.theme) == before, name
        if explorer.has_trait(name):
            json.dumps(explorer.get_state(name), allow_nan=False)
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_in_a_control_is_explained_in_a_short_sentence(explorer, caplog, kind: str):
    for name in control_names():
        was = getattr(explorer, name)
        before = explorer.run
        say(explorer, **{name: NONSENSE[kind]})
        answer = json.dumps(explorer._answer, allow_nan=False)
        assert len(answer) < 2000
        answer.encode()
        if explorer.errors:
            assert explorer.run is before
            assert all(len(sentence) < 400 for sentence in explorer.errors.values())
        setattr(explorer, name, was)
        assert explorer.errors == {}
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"content": None},
        {"content": {"data": []}},
        {"content": {"data": {"method": "update", "state": ["speed"]}}},
        {"content": {"data": {"method": "update", "state": {}, "buffer_paths": [["a", 1]]}}},
        {"content": {"data": {"method": ["update"]}}},
        {"content": {"data": {"method": "explode"}}},
    ],
)
def test_a_message_that_is_none_is_noted_in_one_line(explorer, caplog, message):
    explorer._handle_msg(message)
    assert [(r.levelno, r.exc_info) for r in caplog.records] == [(logging.WARNING, None)]


def test_storms_end_with_the_last_wish_and_few_threads():
    async def scene() -> None:
        explorer = Explorer(widths=(2, 2), strides=(1, 1), input_dim=5)
        threads, most = threading.active_count(), 0
        for i in range(1, 601):
            say(explorer, initialization_seed=i, _revision=i)
            say(explorer, _stop=i, _starts={"count": 10_000, "anew": ["initialization"], "n": i})
            if i % 60 == 0:
                await asyncio.sleep(0)
                most = max(most, threading.active_count())
        say(explorer, _starts={"count": 0}, initialization_seed=7, _revision=601)
        while explorer._answer["revision"] != 601 or explorer._many["running"]:
            await asyncio.sleep(0.02)
        assert most <= threads + 8
        assert explorer.run.experiment.initialization.seed == 7
        while explorer._starting._busy:
            await asyncio.sleep(0.02)
        explorer.close()

    asyncio.run(scene())
    commands = [" ".join(child.cmdline()) for child in psutil.Process().children(recursive=True)]
    assert [command for command in commands if "spawn_main" in command] == []


@pytest.mark.parametrize("count", [-1, 10**9, 10**399, 2.5, "many", [3], {"a": 1}, True])
def test_a_number_of_starts_that_is_none_is_refused_with_a_sentence(explorer, count):
    say(explorer, _starts={"count": count, "anew": ["initialization"]})
    assert explorer._many["problem"]["id"] in words()


@pytest.mark.parametrize("anew", [None, 3, "data", ["method"], [["data"]], [None], {"data": 1}])
def test_what_cannot_be_drawn_anew_is_refused_with_a_sentence(explorer, anew):
    say(explorer, _starts={"count": 3, "anew": anew})
    assert explorer._many["problem"]["id"] == "experiment.ensemble.anew"
    assert len(json.dumps(explorer._many)) < 500


def test_what_fits_passes():
    experiment = run(Explorer().experiment).experiment.to_dict()
    assert door.is_fit(dict.fromkeys(LETTERS, experiment))
    assert door.is_fit([[[[1.5, "inf", None, True, {"a": -3}]]]])
    assert Architecture(5, (2, 2), (1, 1)).final_width == 3
