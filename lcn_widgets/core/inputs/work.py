"""Work that takes long: how far it is, and how it is told to stop.

Loops that may take more than some tenths of a second make `step` or `check` of the present work
once a round. By default that does nothing. Whoever computes for somebody who may lose interest
does so within `working(work)`; another thread then reads `work.progress` and may `work.stop()`.

The present work is a context variable, so that every thread has its own and functions of the
core need no argument for it. A budget of steps would be counted in `step` as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from lcn_widgets.core.inputs.message import Message


class Stopped(Exception):
    """The work was told to stop: nobody wants its result any more."""


@dataclass(frozen=True)
class Progress:
    """How far work is.

    Parameters
    ----------
    message : Message
        What is being computed.
    share : float or None
        Part of it that is done, from 0 to 1; None where nobody knows.
    """

    message: Message
    share: float | None


class Work:
    """One computation, as the thread that computes and the one that waits share it."""

    def __init__(self) -> None:
        self._stopped = False
        self._step: tuple[Callable[..., Message], tuple[Any, ...], float | None] | None = None

    def stop(self) -> None:
        """Raise `Stopped` at the next step."""
        self._stopped = True

    @property
    def stopped(self) -> bool:
        """Whether it has been told to stop."""
        return self._stopped

    def check(self) -> None:
        """One more round of a loop that has nothing to tell.

        Raises
        ------
        Stopped
            If it has been told to stop.
        """
        if self._stopped:
            raise Stopped

    def step(self, words: Callable[..., Message], *facts: Any, share: float | None = None) -> None:
        """One more round.

        Parameters
        ----------
        words : callable
            Makes a message of the facts, once somebody asks how far it is.
        *facts
        share : float, optional
            Part of it that is done, from 0 to 1, if that is known.

        Raises
        ------
        Stopped
            If it has been told to stop.
        """
        self._step = (words, facts, share)
        self.check()

    @property
    def progress(self) -> Progress | None:
        """How far it is, None before the first step that tells."""
        if self._step is None:
            return None
        words, facts, share = self._step
        return Progress(words(*facts), share)


class _Unwatched(Work):
    """Work that nobody waits for, or stops."""

    def check(self) -> None:
        """Nothing."""

    def step(self, words: Callable[..., Message], *facts: Any, share: float | None = None) -> None:
        """Nothing."""


_UNWATCHED = _Unwatched()
_present: ContextVar[Work] = ContextVar("work", default=_UNWATCHED)


def present_work() -> Work:
    """The work that this thread is at."""
    return _present.get()


@contextmanager
def working(work: Work) -> Iterator[Work]:
    """Within the block this thread is at `work`."""
    before = _present.set(work)
    try:
        yield work
    finally:
        _present.reset(before)
