"""A Jupyter server with a login, as JupyterLab and Binder have it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from .students import PATIENCE, V1, message


def close_code_of_a_hostile_message(url: str, token: str) -> int | None:
    """Have a kernel say who it is, then send what is no message; the code of the close."""
    with _kernel(url, token) as kernel:
        address = f"ws{url.removeprefix('http')}api/kernels/{kernel}/channels?token={token}"
        with connect(address, subprotocols=[V1], max_size=None) as socket:
            socket.send(message("kernel_info_request", {}))
            while _kind(socket.recv(PATIENCE)) != "kernel_info_reply":
                pass
            socket.send(b"\xff" * 64)
            with pytest.raises(ConnectionClosed):
                _hear(socket)
            return socket.close_code


@contextmanager
def _kernel(url: str, token: str) -> Iterator[str]:
    """A kernel of its own, by its id."""
    headers = {"Authorization": f"token {token}"}
    start = urllib.request.Request(f"{url}api/kernels", b"{}", headers)
    with urllib.request.urlopen(start, timeout=PATIENCE) as answer:
        kernel = json.load(answer)["id"]
    try:
        yield kernel
    finally:
        end = urllib.request.Request(f"{url}api/kernels/{kernel}", None, headers, method="DELETE")
        urllib.request.urlopen(end, timeout=PATIENCE).close()


def _hear(socket: ClientConnection) -> None:
    while True:
        socket.recv(PATIENCE)


def _kind(frame: str | bytes) -> str:
    _, (header, *_) = deserialize_msg_from_ws_v1(frame)
    return str(json.loads(header)["msg_type"])
