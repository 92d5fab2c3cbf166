"""The real servers: the console script in a process of its own, and a slow way to reach it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

START_TIMEOUT = 60.0  # seconds
TOKEN = "test"
SCRIPT = (str(Path(sys.executable).with_name("lcn-widgets")),)
VOILA_READY = "voila/static/voila.js"
"""A path that answers as soon as the server does; the root would start a kernel."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def status(self, path: str) -> int:
        """HTTP status of a path."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def wait_for_status(self, path: str, wanted: int, timeout: float = 10.0) -> None:
        """Wait until a path answers with `wanted`."""
        end = time.monotonic() + timeout
        while (status := self.status(path)) != wanted:
            assert time.monotonic() < end, f"{path} still answers {status}"

    def kernels(self) -> list[psutil.Process]:
        """Operating-system processes of all kernels."""
        return psutil.Process(self.process.pid).children()

    def kernel_process(self, kernel: str) -> psutil.Process:
        """Operating-system process of a kernel."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return next(child for child in children if any(kernel in a for a in child.cmdline()))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def lcn_widgets(
    *options: str, folder: Path, ready: str = VOILA_READY, command: Sequence[str] = SCRIPT
) -> Iterator[Server]:
    """Run `lcn-widgets` with `options` in `folder` until the block ends.

    It is ready when the path `ready` answers over HTTP. Another `command` takes the same options.
    """
    port = free_port()
    log = folder / "server.log"
    environment = {
        **os.environ,
        "JUPYTER_TOKEN": TOKEN,
        "JUPYTER_CONFIG_DIR": str(_jupyter_configuration(folder)),
        "PYTHONUNBUFFERED": "1",
    }
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [*command, "--no-browser", f"--port={port}", *options],
            cwd=folder, env=environment, stdout=sink, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        server = Server(f"http://localhost:{port}/", process, log)
        _wait_until_ready(server, ready)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:  # a server that hangs must not outlive its test
            process.kill()
            raise


def _jupyter_configuration(folder: Path) -> Path:
    """A configuration of the tests' own: test machines often run as root."""
    configuration = folder / "configuration"
    configuration.mkdir()
    settings = {"ServerApp": {"allow_root": True}}
    (configuration / "jupyter_server_config.json").write_text(json.dumps(settings))
    return configuration


def _wait_until_ready(server: Server, path: str) -> None:
    for _ in range(int(START_TIMEOUT / 0.1)):
        with contextlib.suppress(urllib.error.URLError, OSError):
            if server.status(path) == 200:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(timeout=0.1)
            break
    raise RuntimeError(f"the server did not start:\n{server.log.read_text()}")


@contextlib.contextmanager
def delayed(url: str, seconds: float) -> Iterator[str]:
    """A second address of the server at `url`, with a delay in each direction."""
    port = int(url.rstrip("/").rsplit(":", 1)[1])
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    proxy = asyncio.run_coroutine_threadsafe(_listen(port, seconds), loop).result(10)
    try:
        yield f"http://localhost:{proxy.sockets[0].getsockname()[1]}/"
    finally:
        asyncio.run_coroutine_threadsafe(_close(proxy), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(port: int, seconds: float) -> asyncio.Server:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("localhost", port)
        with contextlib.suppress(asyncio.CancelledError):  # when the second address is given up
            await asyncio.gather(
                _pump(reader, back, seconds), _pump(there, writer, seconds), return_exceptions=True
            )

    return await asyncio.start_server(serve, "127.0.0.1", 0)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, seconds: float) -> None:
    """Hand on what arrives, each piece `seconds` later, in order."""
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(due - loop.time())
            if not piece:
                break
            sink.write(piece)
            await sink.drain()

    delivery = asyncio.create_task(deliver())
    try:
        while piece := await source.read(65536):
            pieces.put_nowait((loop.time() + seconds, piece))
        pieces.put_nowait((loop.time() + seconds, b""))
        await delivery
    finally:
        delivery.cancel()
        sink.close()


async def _close(proxy: asyncio.Server) -> None:
    proxy.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
