"""Runs in threads of their own: the event loop goes on, the newest wins, nothing is left behind."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest

from lcn_widgets import Architecture, Descent, Experiment, LogCoshLoss, TeacherData
from lcn_widgets.core.inputs.work import Stopped, present_work
from lcn_widgets.ui.explorer import Explorer
from lcn_widgets.ui.jobs import Job, in_a_thread

SMALL = Experiment(architecture=Architecture(5, (3, 3), (1, 1)))
SLOW = Experiment(
    architecture=Architecture(5, (3, 3), (1, 1)), loss=LogCoshLoss(),
    data=TeacherData(samples=20_000), method=Descent(1e-9, 100_000),
)  # fmt: skip
"""It takes a minute or more, so that no machine is quick enough to finish it in a test."""


def ours():
    return [thread for thread in threading.enumerate() if thread.name == "lcn_widgets"]


async def until(condition):
    while not condition():
        await asyncio.sleep(0.01)


def test_a_job_is_made_once_whoever_asks():
    made = []
    job = Job(lambda: made.append(1) or 7)
    in_a_thread(job, lambda: None)
    assert job.result() == job.result() == 7
    assert made == [1]


def test_a_job_that_is_stopped_early_is_not_made_at_all():
    made = []
    job = Job(lambda: made.append(1))
    job.stop()
    with pytest.raises(Stopped):
        job.result()
    assert made == []


def test_a_stopped_thread_ends():
    def endless():
        while True:
            present_work().check()

    job, done = Job(endless), threading.Event()
    in_a_thread(job, done.set)
    assert not done.is_set()
    job.stop()
    assert done.wait(60)
    with pytest.raises(Stopped):
        job.result()


def test_the_loop_goes_on_while_a_run_is_computed_and_the_newest_wins():
    async def scene():
        explorer = Explorer(SMALL)
        explorer.experiment = SLOW
        explorer.set_state({"_revision": 1})
        assert explorer._work == {"revision": 1}  # heard at once
        await until(lambda: "seconds" in explorer._work)
        await until(lambda: "doing" in explorer._work)
        assert explorer._work["doing"]["id"] == "training.descent.progress"
        assert explorer._header["experiment"] == SMALL.to_dict()
        explorer.experiment = SMALL
        explorer.initialization_seed = 5
        explorer.set_state({"_revision": 2})
        await until(lambda: explorer._answer["revision"] == 2)
        assert explorer._header["revision"] == 2
        assert explorer._header["experiment"]["initialization"]["seed"] == 5
        assert explorer._work == {}
        explorer.close()
        await until(lambda: not ours())

    asyncio.run(scene())


def test_a_run_is_stopped_and_the_last_one_stays():
    async def scene():
        explorer = Explorer(SMALL)
        picture = explorer._buffer
        explorer.experiment = SLOW
        explorer.set_state({"_revision": 1})
        await until(lambda: "seconds" in explorer._work)
        explorer.set_state({"_stop": 1})
        assert explorer._work["stopped"] == {"id": "ui.stopped", "values": {}}
        assert explorer._answer == {"revision": 1, "errors": {}, "suggestions": {}}
        assert explorer._buffer is picture
        assert explorer.run.experiment == SMALL
        await until(lambda: explorer._insights.get("pending") == [])  # of the run that stayed
        explorer.close()
        await until(lambda: not ours())

    asyncio.run(scene())


def test_a_cell_gets_its_run_at_once_although_another_is_computed():
    async def scene():
        explorer = Explorer(SMALL)
        explorer.experiment = SLOW
        await asyncio.sleep(0.05)
        explorer.experiment = SMALL
        explorer.initialization_seed = 3
        assert explorer.run.experiment.initialization.seed == 3
        assert explorer._header["experiment"]["initialization"]["seed"] == 3
        explorer.close()
        await until(lambda: not ours())

    asyncio.run(scene())


def test_a_process_ends_although_a_run_is_computed():
    code = f"""
import asyncio
from lcn_widgets import Experiment
from lcn_widgets.ui.explorer import Explorer
async def scene():
    explorer = Explorer(Experiment.from_dict({SMALL.to_dict()}))
    explorer.experiment = Experiment.from_dict({SLOW.to_dict()})
    while "seconds" not in explorer._work:
        await asyncio.sleep(0.05)
asyncio.run(scene())
print("the end")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "the end\n"
    assert done.stderr == ""
