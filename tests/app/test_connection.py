"""Whatever a connection does or suffers, the server answers the others and stays small."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterable
from random import Random

from jupyter_server.services.kernels.connection.base import deserialize_binary_message
from serving.drops import drop_many
from serving.hostile import RAW, for_legacy, for_v1
from serving.servers import Server
from serving.students import PATIENCE, V1, message, parts, socket_of, upload
from serving.vigil import Vigil, vigil
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from lcn_widgets.app.framing import MAX_MESSAGE

LONGEST_FILE = 1_000_000  # characters that the page takes
SOON = 1.0  # seconds within which others are answered
SMALL = 300.0  # megabytes of the server's process
REFUSED = 1007


def check(seen: Vigil) -> None:
    print(f"\nslowest answer {max(seen.waits):.2f} s, at most {max(seen.memory):.0f} MB")
    assert max(seen.waits) < SOON
    assert max(seen.memory) < SMALL


def test_others_are_answered_while_connections_break(server, quiet_kernel, troubled_kernel):
    async def trouble() -> Vigil:
        async with vigil(server, quiet_kernel) as seen:
            await drop_many(server.url, troubled_kernel, count=50, seed=6)
        return seen

    check(asyncio.run(trouble()))


def test_others_are_answered_while_hostile_messages_arrive(server, quiet_kernel, troubled_kernel):
    random = Random(6)
    v1 = [frame for _ in range(10) for frame in for_v1(random)]
    legacy = [frame for _ in range(5) for frame in for_legacy(random)]
    assert len(v1) + len(legacy) > 300
    before = server.log.read_text().count("refused")

    async def trouble() -> Vigil:
        async with vigil(server, quiet_kernel) as seen:
            await asyncio.gather(
                send_each(server, troubled_kernel, v1, V1),
                send_each(server, troubled_kernel, legacy, None),
                send_raw(server, troubled_kernel, random),
            )
        return seen

    check(asyncio.run(trouble()))
    log = server.log.read_text()
    assert log.count("refused") - before == len(v1) + len(legacy)  # a line for each …
    assert "Uncaught exception" not in log  # … and not what tornado has to say of it


async def send_each(
    server: Server, kernel: str, frames: Iterable[bytes | str], protocol: Subprotocol | None
) -> None:
    """Send every message on a connection of its own, which the server has to end."""
    for frame in frames:
        async with socket_of(server.url, kernel, protocol=protocol) as socket:
            await socket.send(frame)
            await asyncio.wait_for(socket.wait_closed(), 10)
            assert socket.close_code == REFUSED, frame[:80]


async def send_raw(server: Server, kernel: str, random: Random) -> None:
    for raw in RAW:
        async with socket_of(server.url, kernel) as socket:
            socket.transport.write(raw(random))
            await asyncio.wait_for(socket.wait_closed(), 10)


def test_the_longest_file_arrives_and_nothing_longer(server, troubled_kernel):
    async def send() -> None:
        async with socket_of(server.url, troubled_kernel) as socket:
            await socket.send(upload("\0" * LONGEST_FILE))  # which JSON writes as \u0000
            await socket.send(message("kernel_info_request", {}))
            while b"kernel_info_reply" not in await asyncio.wait_for(socket.recv(), PATIENCE):
                pass
            with contextlib.suppress(ConnectionClosed):  # it may be heard of already here
                await socket.send(bytes(MAX_MESSAGE + 1))
            await asyncio.wait_for(socket.wait_closed(), PATIENCE)

    asyncio.run(send())


def test_a_page_of_the_legacy_protocol_is_served(server, quiet_kernel, troubled_kernel):
    """Its answers are binary messages, which are not taken for those of the v1 protocol."""

    async def trouble() -> Vigil:
        async with (
            vigil(server, quiet_kernel) as seen,
            socket_of(server.url, troubled_kernel, protocol=None) as socket,
        ):
            opening = {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}
            request = {"comm_id": "c", "data": {"method": "request_states"}}
            for piece in (
                parts("comm_open", opening, version="1.0.0"),
                parts("comm_msg", request),
            ):
                await socket.send(json.dumps({**piece, "channel": "shell"}))
            async with asyncio.timeout(10):
                while not isinstance(frame := await socket.recv(), bytes):
                    pass
            answer = deserialize_binary_message(frame)
            assert answer["content"]["data"]["method"] == "update_states"
            assert max(map(len, answer["buffers"])) > 10_000  # the run itself
        return seen

    check(asyncio.run(trouble()))
