"""Processes for many runs: few, of this machine, and gone as soon as nobody needs them.

A process started here imports this module first, before NumPy: it must not import it itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 4
"""Processes at once, whatever the machine."""
MEMORY = 4e8
"""Bytes of free memory that each of them needs."""
CGROUP = Path("/sys/fs/cgroup")
"""Where a container has its limits."""


@contextmanager
def processes(wanted: int) -> Iterator[Executor]:
    """At most `wanted` processes, fewer on a small machine; at the end of the block they are gone.

    They do not wait for what they are at, and do not outlive this process either: each watches a
    pipe that nobody writes to, and ends when this side of it is closed.
    """
    spawn = multiprocessing.get_context("spawn")  # a kernel has threads, which no fork survives
    theirs, ours = spawn.Pipe(duplex=False)
    workers = max(1, min(wanted, affordable()))
    executor = _Pool(workers, mp_context=spawn, initializer=_attend, initargs=(theirs,))
    try:
        yield executor
    finally:
        ours.close()
        executor.shutdown(wait=True, cancel_futures=True)
        theirs.close()


class _Pool(ProcessPoolExecutor):
    """Processes with which their runs end, not before.

    Python's own thread, which tells all runs that the processes are gone, else ends with a
    traceback at a run that has been cancelled.
    """

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Hand a run to a process."""
        future = super().submit(fn, *args, **kwargs)
        future.cancel = _never  # type: ignore[method-assign]
        return future


def _never() -> bool:
    return False


def affordable() -> int:
    """How many processes this machine can have besides."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return int(min(MOST, cores or 1, _free_memory() / MEMORY))


def _free_memory() -> float:
    """Bytes that are free, of the machine and of the container; inf where nobody says."""
    free = float("inf")
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/meminfo").read_text().splitlines()
        available = next(line for line in lines if line.startswith("MemAvailable:"))
        free = 1024.0 * float(available.split()[1])
    with suppress(OSError, ValueError):  # "max" where there is no limit
        limit = float((CGROUP / "memory.max").read_text())
        free = min(free, limit - float((CGROUP / "memory.current").read_text()))
    return free


def _attend(theirs: Connection) -> None:
    """Begin a process: one thread for NumPy, deaf to interrupts, and an end with the pipe."""
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(theirs,), daemon=True).start()


def _end_with(theirs: Connection) -> None:
    with suppress(EOFError, OSError):
        theirs.recv()
    os._exit(0)
