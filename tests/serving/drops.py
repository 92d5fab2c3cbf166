"""Connections that break while messages are on their way, in each of the ways they do."""

from __future__ import annotations

import asyncio
import socket
import struct
import uuid
from collections.abc import Iterator
from contextlib import AsyncExitStack
from random import Random

from websockets.asyncio.client import ClientConnection
from websockets.frames import Frame, Opcode

from .students import introduction, socket_of, upload

FILE = "0.125," * 160_000  # a CSV file about as long as the page takes
AT_A_TIME = 5
PAUSE = 0.2  # seconds after each, on average
LONGEST = 60.0  # seconds for one of them


async def drop_many(url: str, kernel: str, count: int, seed: int) -> None:
    """Break `count` connections to a kernel, several at a time."""
    random = Random(seed)
    ways = iter([torn, reset, closed, replaced] * count)

    async def drop_some(mine: Iterator[int]) -> None:
        for _ in mine:
            async with asyncio.timeout(LONGEST):
                await next(ways)(url, kernel, random)
            await asyncio.sleep(random.uniform(0, 2 * PAUSE))

    left = iter(range(count))
    await asyncio.gather(*(drop_some(left) for _ in range(AT_A_TIME)))


async def torn(url: str, kernel: str, random: Random) -> None:
    """Break within a message."""
    connection = await _busy(url, kernel, random)
    frame = Frame(Opcode.BINARY, upload(FILE)).serialize(mask=True)
    connection.transport.write(frame[: random.randrange(len(frame))])
    await asyncio.sleep(random.uniform(0, 0.05))
    await _break(connection)


async def reset(url: str, kernel: str, random: Random) -> None:
    """Break while answers are on their way."""
    await _break(await _busy(url, kernel, random))


async def closed(url: str, kernel: str, random: Random) -> None:
    """Say goodbye while a file is on its way there, and answers back."""
    connection = await _busy(url, kernel, random)
    await connection.send(upload(FILE))
    await connection.close()


async def replaced(url: str, kernel: str, random: Random) -> None:
    """Come back as one who was gone, so that the server closes the first connection itself.

    The news of that takes its time on a slow line: there are messages in both directions meanwhile.
    It is the same where the server ends a connection because its pings were not answered.
    """
    session = uuid.uuid4().hex
    first = await _busy(url, kernel, random, session)
    first.transport.pause_reading()
    async with AsyncExitStack() as stack:
        second = await stack.enter_async_context(socket_of(url, kernel, session))
        for _ in range(random.randint(1, 3)):
            await _ask(second)  # the answers go to both
            await asyncio.sleep(random.uniform(0, 0.05))
        for _ in range(random.randint(1, 3)):
            await _ask(first)
        await first.send(upload(FILE))
        await asyncio.sleep(random.uniform(0, 0.05))
        await _break(first)


async def _busy(url: str, kernel: str, random: Random, session: str = "") -> ClientConnection:
    """A connection on which answers are, or will be, on their way."""
    connection = await socket_of(url, kernel, session)
    await _ask(connection)
    await asyncio.sleep(random.uniform(0, 0.05))
    return connection


async def _ask(connection: ClientConnection) -> None:
    for piece in introduction(uuid.uuid4().hex):
        await connection.send(piece)


async def _break(connection: ClientConnection) -> None:
    """End as a machine does that knows of no connection (any more)."""
    end = connection.transport.get_extra_info("socket")
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.transport.abort()
    await connection.wait_closed()
