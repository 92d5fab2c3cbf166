"""A class on one server: sessions on a slow line for minutes, and connections that break."""

import asyncio
import contextlib
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np
import psutil
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.benchmarks.measure import title
from tests.serving.drops import drop_many
from tests.serving.servers import Server, delayed, lcn_widgets
from tests.serving.students import Student, socket_of, visit
from tests.serving.vigil import vigil

SESSIONS = 20
IDLE = 5  # of them look on only
LINE = 0.15  # seconds in each direction
DURATION = 180.0  # seconds
THOUGHT = 5.0  # seconds between two changes of a student, on average
BREAKS = 50
SOON, SMALL = 1.0, 300  # seconds, MB


@dataclass
class Lesson:
    """What became of the sessions."""

    drops: int = 0
    changes: int = 0
    waits: list[float] = field(default_factory=list)


def report() -> None:
    with tempfile.TemporaryDirectory() as folder, lcn_widgets(folder=Path(folder)) as server:
        with delayed(server.url, LINE) as url:
            asyncio.run(_lesson(server, url))
        asyncio.run(_breaks(server))


async def _lesson(server: Server, url: str) -> None:
    title(f"{SESSIONS} sessions, {LINE * 1e3:g} ms away, {DURATION:g} s (goal: no drop, none lost)")
    lesson = Lesson()
    kernels = await asyncio.gather(*(visit(url) for _ in range(SESSIONS)))
    async with asyncio.TaskGroup() as sessions:
        for i, kernel in enumerate(kernels):
            sessions.create_task(_session(url, kernel, lesson, Random(i), idle=i < IDLE))
    median, most, slowest = 1e3 * np.quantile(lesson.waits, (0.5, 0.95, 1))
    lost = lesson.changes - len(lesson.waits)
    print("   drops  changes     lost   median     95 %  slowest   server")
    print(
        f"{lesson.drops:8d} {lesson.changes:8d} {lost:8d} {median:5.0f} ms {most:5.0f} ms"
        f" {slowest:5.0f} ms {_megabytes(server):5.0f} MB",
        flush=True,
    )


async def _session(url: str, kernel: str, lesson: Lesson, random: Random, idle: bool) -> None:
    """Change something now and then, or look on if idle, until the lesson is over."""
    loop = asyncio.get_running_loop()
    try:
        async with socket_of(url, kernel) as socket:
            student = Student(socket)
            await student.settle()
            end = loop.time() + DURATION
            if idle:
                await _look_on(socket)
            while loop.time() < end:
                await asyncio.sleep(random.uniform(0, 2 * THOUGHT))
                lesson.changes += 1
                lesson.waits.append(await student.change(initialization_seed=lesson.changes))
    except ConnectionClosed:
        lesson.drops += 1
    except TimeoutError:
        pass  # a change that was not answered


async def _look_on(socket: ClientConnection) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(DURATION):
            while True:
                await socket.recv()


async def _breaks(server: Server) -> None:
    title(f"{BREAKS} connections break (goal: others answered in {SOON:g} s, below {SMALL} MB)")
    quiet, troubled = await visit(server.url), await visit(server.url)
    async with vigil(server, quiet) as seen:
        await drop_many(server.url, troubled, BREAKS, seed=0)
    print(f"answers {len(seen.waits)}, slowest {max(seen.waits) * 1e3:.0f} ms")
    print(f"server at most {max(seen.memory):.0f} MB", flush=True)


def _megabytes(server: Server) -> float:
    return psutil.Process(server.process.pid).memory_info().rss / 1e6
