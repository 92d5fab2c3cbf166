"""Silence for what ends in an outcome instead: a step that overflows, a solver's complaint."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

_lock = threading.Lock()
_inside = 0
_silence = ExitStack()


@contextmanager
def quietly() -> Iterator[None]:
    """Within the block nothing is warned of.

    Filters of warnings belong to the whole process: of several threads the first silences them
    and the last puts them back, in whatever order they come and go.
    """
    global _inside
    with _lock:
        if not _inside:
            _silence.enter_context(warnings.catch_warnings())
            warnings.simplefilter("ignore")
        _inside += 1
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside:
                _silence.close()
