"""What is computed beside an event loop, so that the loop goes on answering."""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from lcn_widgets.core.inputs import Progress, Work, working

T = TypeVar("T")

FAREWELL = 2.0
"""Seconds that the end of the process waits for threads to come to their next step."""


class Job(Generic[T]):
    """One computation, made once: by a thread of its own, or by whoever cannot wait for that.

    Parameters
    ----------
    compute : callable
        Without arguments. It is asked to stop by way of the core's `Work`.
    """

    def __init__(self, compute: Callable[[], T]):
        self._compute = compute
        self._work = Work()
        self._begun = threading.Lock()
        self._ended = threading.Event()
        self._result: T
        self._error: BaseException | None = None

    def stop(self) -> None:
        """Nobody wants the result any more: `result` raises `Stopped`."""
        self._work.stop()

    @property
    def stopped(self) -> bool:
        """Whether it has been told to stop."""
        return self._work.stopped

    @property
    def progress(self) -> Progress | None:
        """How far it is."""
        return self._work.progress

    def make(self) -> None:
        """Compute, unless another thread has begun to; then wait until that has ended."""
        if not self._begun.acquire(blocking=False):
            self._ended.wait()
            return
        try:
            with working(self._work):
                self._work.check()
                self._result = self._compute()
        except BaseException as error:
            self._error = error
            if isinstance(error, KeyboardInterrupt):
                raise
        finally:
            self._ended.set()

    def result(self) -> T:
        """What was computed, or the exception that ended it."""
        self.make()
        if self._error is not None:
            raise self._error
        return self._result


_threads: weakref.WeakKeyDictionary[threading.Thread, Job[object]] = weakref.WeakKeyDictionary()


def in_a_thread(job: Job[T], done: Callable[[], None]) -> None:
    """Make the job in a thread of its own, which then calls `done`.

    A process that ends does not wait for the result.
    """

    def make() -> None:
        job.make()
        done()

    thread = threading.Thread(target=make, name="lcn_widgets", daemon=True)
    _threads[thread] = job  # type: ignore[assignment]
    thread.start()


@atexit.register
def _stop_all() -> None:
    """Come to an end before the interpreter does: a thread inside a library would not survive."""
    for job in list(_threads.values()):
        job.stop()
    for thread in list(_threads):
        thread.join(FAREWELL)
