"""A student who goes on asking while others trouble the server, and the server's memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import psutil

from .servers import Server
from .students import Student, socket_of

PAUSE = 0.05  # seconds between two questions, and between two looks at the memory


@dataclass
class Vigil:
    """What was seen."""

    waits: list[float] = field(default_factory=list)
    """Seconds the student waited for each answer."""
    memory: list[float] = field(default_factory=list)
    """Megabytes of the server's process."""


@asynccontextmanager
async def vigil(server: Server, kernel: str) -> AsyncIterator[Vigil]:
    """Keep watch until the block ends and the last question has been answered."""
    seen = Vigil()
    done = asyncio.Event()
    process = psutil.Process(server.process.pid)

    async def ask(student: Student) -> None:
        while not done.is_set():
            seen.waits.append(await student.change())
            await asyncio.sleep(PAUSE)

    async def weigh() -> None:
        while not done.is_set():
            seen.memory.append(process.memory_info().rss / 1e6)
            await asyncio.sleep(PAUSE)

    async with socket_of(server.url, kernel) as socket, asyncio.TaskGroup() as watch:
        student = Student(socket)
        await student.settle()
        watch.create_task(ask(student))
        watch.create_task(weigh())
        try:
            yield seen
        finally:
            done.set()
