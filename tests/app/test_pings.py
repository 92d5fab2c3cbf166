"""No page that answers is ever dropped, one that is gone is."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import sys
from types import SimpleNamespace

import jupyter_server.base.websocket as websocket
import pytest
from serving.servers import delayed, lcn_widgets
from serving.students import Student, socket_of, visit
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from lcn_widgets.app.pings import PING_INTERVAL, PING_TIMEOUT, hush_tornado, ping_settings

LINE = 0.15  # seconds in each direction
SESSIONS = 20
PERIODS = 6  # of pings, twice as many as may go unanswered
STUDENTS = 2  # who have a kernel each; the other sessions look on

# The console script, with every second what is else every half minute.
HASTY = """
import lcn_widgets.app.pings as pings
pings.PING_TIMEOUT //= pings.PING_INTERVAL // 1000
pings.PING_INTERVAL = 1000
from lcn_widgets.app.command_line import main
main()
"""


class Page(websocket.WebSocketMixin):
    """A socket as Jupyter pings it, with a clock and a page of the test's own."""

    def __init__(self, monkeypatch, answers_after: float | None):
        self.settings = ping_settings()
        self.log = logging.getLogger("test")
        self.ws_connection = SimpleNamespace(client_terminated=False)
        self.now = 0.0
        self.closed_at: float | None = None
        self._answers_after = answers_after
        monkeypatch.setattr(
            websocket, "ioloop",
            SimpleNamespace(IOLoop=SimpleNamespace(current=lambda: self), PeriodicCallback=None),
        )  # fmt: skip

    def time(self) -> float:
        return self.now

    def close(self) -> None:
        self.closed_at = self.now

    def ping(self, _: bytes) -> None:
        if self._answers_after is not None:
            begin, self.now = self.now, self.now + self._answers_after
            self.on_pong(b"")
            self.now = begin

    def live(self, periods: int) -> None:
        for period in range(1, periods + 1):
            self.now = period * PING_INTERVAL / 1000 + 0.01 * (period % 3)  # never quite in time
            if self.closed_at is None:
                self.send_ping()


@pytest.mark.parametrize("seconds", [0.0, 0.3, 20.0])
def test_a_page_that_answers_is_never_dropped(monkeypatch, seconds):
    page = Page(monkeypatch, answers_after=seconds)
    page.live(periods=1000)
    assert page.closed_at is None


def test_a_page_that_is_gone_is_dropped(monkeypatch):
    page = Page(monkeypatch, answers_after=None)
    page.live(periods=10)
    assert page.closed_at is not None
    assert page.closed_at <= (PING_TIMEOUT + PING_INTERVAL) / 1000 + 1


def test_two_answers_may_be_lost():
    assert PING_TIMEOUT >= 3 * PING_INTERVAL


def test_only_the_one_complaint_is_kept_from_the_log(caplog, monkeypatch):
    log = logging.getLogger("tornado.general")
    monkeypatch.setattr(log, "filters", [])
    hush_tornado()
    log.warning(
        f"The websocket_ping_timeout ({PING_TIMEOUT}) cannot be longer"
        f" than the websocket_ping_interval ({PING_INTERVAL})."
        f"\nSetting websocket_ping_timeout={PING_INTERVAL}"
    )
    log.warning("The websocket_ping_timeout (7) cannot be longer than the websocket_ping_interval")
    (kept,) = caplog.messages
    assert "(7)" in kept


def test_sessions_on_a_slow_line_stay_open_idle_and_busy(tmp_path):
    """The same for three minutes, with a kernel for each session: tests/benchmarks/sessions.py."""
    with (
        lcn_widgets(folder=tmp_path, command=(sys.executable, "-c", HASTY)) as server,
        delayed(server.url, LINE) as url,
    ):
        asyncio.run(stay(url))
        assert "websocket_ping" not in server.log.read_text()


async def stay(url: str) -> None:
    """Keep sessions open, with changes and without, while another vanishes; it alone is cut."""
    kernels = await asyncio.gather(*(visit(url) for _ in range(STUDENTS)))
    done = asyncio.Event()
    async with asyncio.TaskGroup() as sessions:
        for i in range(SESSIONS):
            session = work if i < STUDENTS else look_on
            sessions.create_task(session(url, kernels[i % STUDENTS], done))
        await vanish(url, kernels[0])
        done.set()


async def work(url: str, kernel: str, done: asyncio.Event) -> None:
    async with socket_of(url, kernel) as socket:
        student = Student(socket)
        await student.settle()
        for seed in itertools.count(100):
            await student.change(initialization_seed=seed)  # raises if the connection is cut
            if done.is_set():
                break


async def look_on(url: str, kernel: str, done: asyncio.Event) -> None:
    async with socket_of(url, kernel) as socket:
        while not done.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(socket.recv(), 0.5)


async def vanish(url: str, kernel: str) -> None:
    async with socket_of(url, kernel) as socket:
        socket.transport.pause_reading()  # hears no ping
        await asyncio.sleep(PERIODS)
        socket.transport.resume_reading()
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(hear(socket), PERIODS)


async def hear(socket: ClientConnection) -> None:
    while True:
        await socket.recv()
