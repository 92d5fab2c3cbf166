"""Pages of the explorer without a browser: HTTP, the kernel's web socket, the widget's messages."""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.request
import uuid
from collections.abc import AsyncIterator
from typing import Any

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

V1 = Subprotocol("v1.kernel.websocket.jupyter.org")
PATIENCE = 60.0  # seconds for an answer of a kernel


def parts(kind: str, content: dict[str, Any], **metadata: str) -> dict[str, Any]:
    """A message of the page to the kernel, before it is put together for the journey."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": ""}
    header |= {"version": "5.3", "date": "2026-01-01T00:00:00Z"}
    return {"header": header, "parent_header": {}, "metadata": metadata, "content": content}


def message(kind: str, content: dict[str, Any], **metadata: str) -> bytes:
    """The same as it travels."""
    packed = [json.dumps(part).encode() for part in parts(kind, content, **metadata).values()]
    return serialize_msg_to_ws_v1(packed, "shell")


def introduction(comm: str) -> tuple[bytes, bytes]:
    """Two messages by which a page asks for all widgets, with everything they have to show."""
    opening = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
    request = {"comm_id": comm, "data": {"method": "request_states"}}
    return message("comm_open", opening, version="1.0.0"), message("comm_msg", request)


def upload(file: str) -> bytes:
    """A change of the data to a file, for a widget that is gone by now."""
    update = {"method": "update", "state": {"data_text": file}, "buffer_paths": []}
    return message("comm_msg", {"comm_id": uuid.uuid4().hex, "data": update})


async def visit(url: str) -> str:
    """Load the page; the id of the kernel behind it."""

    def load() -> str:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.read().decode()

    found = re.search(r'"kernelId": "([\w-]+)"', await asyncio.to_thread(load))
    assert found is not None
    return found[1]


def socket_of(
    url: str, kernel: str, session: str = "", protocol: Subprotocol | None = V1
) -> connect:
    """A web socket to a kernel, to be entered or awaited; it sends no pings of its own."""
    address = f"ws{url.removeprefix('http')}api/kernels/{kernel}/channels"
    return connect(
        f"{address}?session_id={session or uuid.uuid4().hex}",
        subprotocols=[protocol] if protocol else None,
        max_size=None, max_queue=None, ping_interval=None, open_timeout=PATIENCE,
    )  # fmt: skip


class Student:
    """A page with its explorer, on which controls are changed and answers awaited."""

    def __init__(self, socket: ClientConnection):
        self._socket = socket
        self._explorer = ""
        self._revision = 0

    async def settle(self) -> None:
        """Ask for the widgets, as a page does when it opens, and wait for the last insight."""
        for piece in introduction(uuid.uuid4().hex):
            await self._socket.send(piece)
        pending = True
        async for data in self._heard():
            for comm, model in data.get("states", {}).items():
                if "_insights" in model["state"]:
                    self._explorer = comm
                    self._revision = model["state"]["_revision"]
                    pending = model["state"]["_insights"].get("pending", True)
            if "_insights" in data.get("state", {}):
                pending = data["state"]["_insights"]["pending"]
            if self._explorer and not pending:
                return

    async def change(self, **controls: Any) -> float:
        """Change controls, or ask again if none are given; seconds until the answer."""
        self._revision += 1
        state = {**controls, "_revision": self._revision}
        update = {"method": "update", "state": state, "buffer_paths": []}
        begin = time.perf_counter()
        await self._socket.send(message("comm_msg", {"comm_id": self._explorer, "data": update}))
        async for data in self._heard():
            answer = data.get("state", {}).get("_answer")
            if data["method"] == "update" and answer and answer["revision"] >= self._revision:
                break
        return time.perf_counter() - begin

    async def _heard(self) -> AsyncIterator[dict[str, Any]]:
        """What the kernel's widgets say from now on."""
        while True:
            frame = await asyncio.wait_for(self._socket.recv(), PATIENCE)
            _, (header, _, _, content, *_) = deserialize_msg_from_ws_v1(frame)
            if json.loads(header)["msg_type"] == "comm_msg":
                yield json.loads(content)["data"]
