"""Many starts beside the page: told as they end, given up at once, and no process left behind."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import subprocess
import sys
import time

import psutil
import pytest

from lcn_widgets import Descent, IdentityData, InvalidInput, LogCoshLoss, TeacherData, preset_named
from lcn_widgets.core.experiment.ensemble import ensemble
from lcn_widgets.core.training.initialization import ExplicitFilters
from lcn_widgets.ui import pool
from lcn_widgets.ui.explorer import Explorer
from lcn_widgets.ui.wording import words

SPURIOUS = preset_named("spurious").experiment
SLOW = dataclasses.replace(
    SPURIOUS, loss=LogCoshLoss(), data=TeacherData(samples=20_000), method=Descent(1e-9, 100_000)
)
"""A run of it takes half a minute or more."""


def workers(process=None):
    """Processes of ensembles, of this process or another."""
    found = []
    for child in (process or psutil.Process()).children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it may end at any moment
            if "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


async def until(condition):
    while not condition():
        await asyncio.sleep(0.02)


def test_the_page_is_told_where_the_runs_end_as_they_end():
    async def scene():
        explorer = Explorer(SPURIOUS)
        explorer.set_state({"_starts": {"count": 40, "anew": ["initialization"]}})
        assert explorer._many["running"] is True
        assert explorer._many["done"] == 0
        await until(lambda: not explorer._many["running"])
        told = explorer._many
        json.dumps(told, allow_nan=False)
        expected = ensemble(SPURIOUS, range(40))
        assert told["done"] == told["wanted"] == 40
        assert [limit["count"] for limit in told["limits"]] == [x.count for x in expected.limits]
        assert [limit["seed"] for limit in told["limits"]] == [
            limit.first.seed for limit in expected.limits
        ]
        assert told["message"]["id"] in words()
        assert workers() == []
        opened = next(limit for limit in told["limits"] if limit["seed"] != 4)
        explorer.initialization_seed = opened["seed"]  # a click on a bar
        await until(lambda: explorer._header["experiment"]["initialization"]["seed"] != 4)
        assert explorer._many == told  # of the same problem
        assert explorer.run.limit.risk == opened["risk"]
        explorer.input_dim = 5
        await until(lambda: explorer._many == {})  # of another one
        explorer.close()

    asyncio.run(scene())


def test_giving_up_leaves_no_process():
    async def scene():
        explorer = Explorer(SPURIOUS)
        explorer._starting.ask(lambda: SLOW, 50, ("initialization",))
        await until(lambda: len(workers()) == min(50, pool.affordable()))
        explorer.set_state({"_starts": {"count": 0}})
        await until(lambda: not explorer._many["running"])
        assert explorer._many["done"] < 50
        assert workers() == []
        explorer.close()

    asyncio.run(scene())


def test_another_wish_and_a_closed_explorer_give_up_as_well():
    async def scene():
        explorer = Explorer(dataclasses.replace(SPURIOUS, data=IdentityData()))
        explorer._starting.ask(lambda: SLOW, 50, ("initialization",))
        await until(workers)
        explorer.set_state({"_starts": {"count": 3, "anew": ["data", "initialization"]}})
        assert explorer._many["anew"] == ["data", "initialization"]
        await until(lambda: not explorer._many["running"])
        assert explorer._many["done"] == 3
        explorer._starting.ask(lambda: SLOW, 50, ("initialization",))
        await until(workers)
        explorer.close()
        await until(lambda: not workers())

    asyncio.run(scene())


def test_processes_do_not_outlive_a_kernel_that_is_killed():
    code = f"""
from lcn_widgets import Experiment
from lcn_widgets.ui.many import in_processes
slow = Experiment.from_dict({SLOW.to_dict()})
in_processes(slow, range(9), ("initialization",), lambda known: None)
"""
    kernel = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    watched = psutil.Process(kernel.pid)
    try:
        while not workers(watched):
            time.sleep(0.05)
        orphans = workers(watched)
    finally:
        kernel.kill()
        kernel.wait()
    assert psutil.wait_procs(orphans, timeout=30)[1] == []


def test_in_python_the_ends_are_returned_and_shown():
    explorer = Explorer(SPURIOUS)
    found = explorer.many_starts(6)
    assert [end.seed for end in found.ends] == list(range(6))
    assert explorer._many["done"] == 6
    assert explorer._many["running"] is False
    explorer.close()


def test_a_start_without_a_seed_says_what_to_do():
    explorer = Explorer(dataclasses.replace(SPURIOUS, initialization=ExplicitFilters()))
    explorer.set_state({"_starts": {"count": 10, "anew": ["initialization"]}})
    assert explorer._many["problem"]["id"] == "experiment.ensemble.seedless"
    with pytest.raises(InvalidInput, match="has no seed"):
        explorer.many_starts(10)
    explorer.close()


def test_a_small_machine_has_few_processes(monkeypatch):
    monkeypatch.setattr(pool, "_free_memory", lambda: 2.5 * pool.MEMORY)
    assert pool.affordable() <= 2
    monkeypatch.setattr(pool, "_free_memory", lambda: float("inf"))
    assert 1 <= pool.affordable() <= pool.MOST


def test_what_a_process_begins_with_does_not_load_numpy():
    """So that it can still be told to use one thread."""
    code = "import sys, lcn_widgets.ui.pool; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
