"""What the kernel told a page, read from its web socket: the runs as they were sent."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
from playwright.sync_api import Page, WebSocket

from lcn_widgets import Experiment


class SentRun:
    """A run as the page received it."""

    def __init__(self, header: dict[str, Any], block: bytes):
        self.header = header
        self.experiment = Experiment.from_dict(header["experiment"])
        self._block = block

    def array(self, name: str, track: int = 0) -> np.ndarray:
        """An array of a track by its name."""
        address = self.header["tracks"][track]["arrays"][name]
        count = int(np.prod(address["shape"], dtype=int))
        flat = np.frombuffer(self._block, "<f8", count, address["offset"])
        return flat.reshape(address["shape"])


class KernelMessages:
    """Listens to a page from before it is opened."""

    def __init__(self, page: Page):
        self.runs: list[SentRun] = []
        self.asked = 0
        self.answered = 0
        page.on("websocket", self._connected)

    @property
    def idle(self) -> bool:
        """Whether the kernel has answered all that the page has asked."""
        return self.answered >= self.asked

    def _connected(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        state, _ = _changes(frame)
        self.asked = max(self.asked, state.get("_revision", 0))

    def _received(self, frame: str | bytes) -> None:
        state, buffers = _changes(frame)
        if "_header" in state and "_buffer" in buffers:
            self.runs.append(SentRun(state["_header"], buffers["_buffer"]))
        self.answered = max(self.answered, state.get("_answer", {}).get("revision", 0))


def _changes(frame: str | bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The traits that a message changes, and those of them that are bytes."""
    if isinstance(frame, str):
        return {}, {}
    # v1.kernel.websocket.jupyter.org: offsets of channel, headers, content and buffers
    (count,) = struct.unpack_from("<Q", frame)
    offsets = struct.unpack_from(f"<{count}Q", frame, 8)
    parts = [frame[a:b] for a, b in zip(offsets, (*offsets[1:], len(frame)), strict=True)]
    data = json.loads(parts[4]).get("data", {})
    if not isinstance(data, dict) or not isinstance(data.get("state"), dict):
        return {}, {}
    names = [path[0] for path in data.get("buffer_paths", [])]
    return data["state"], dict(zip(names, parts[5:], strict=False))
