"""The event loop of a kernel, as a session needs it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

from lcn_widgets.ui.jobs import Job, in_a_thread


class EventLoop:
    """The running loop of asyncio, if there is one."""

    def soon(self, call: Callable[[], None]) -> asyncio.Handle | None:
        """Put a call off to the next turn; None where no loop runs."""
        loop = _running()
        return None if loop is None else loop.call_soon(call)

    def later(self, seconds: float, call: Callable[[], None]) -> asyncio.Handle | None:
        """Put a call off for some time; None where no loop runs."""
        loop = _running()
        return None if loop is None else loop.call_later(seconds, call)

    def beside(self, job: Job[Any], done: Callable[[], None]) -> None:
        """Make the job in a thread and then, in the loop, the call `done`.

        It is made in the context of now, in which the kernel knows whose question it answers.
        """
        loop, context = asyncio.get_running_loop(), copy_context()

        def tell() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens
                loop.call_soon_threadsafe(done, context=context)

        in_a_thread(job, tell)


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
