"""How a message of the kernel's web socket is put together, checked before it is believed.

A message begins with a table of offsets: where its parts begin. Jupyter believes that table, and
two protocols differ in the width and in the byte order of its numbers. Bytes of the one read as the
other, or made up, announce up to 2⁶⁴ parts, and a server that counts to that number serves nobody
else meanwhile.
"""

from __future__ import annotations

import struct
from itertools import pairwise

V1 = "v1.kernel.websocket.jupyter.org"
"""Subprotocol of the pages of today; a socket without one speaks the legacy protocol."""

MAX_MESSAGE = 2**23
"""Most bytes of a message to the explorer's own server.

The longest is a CSV file of a million characters, six bytes each where JSON has to escape them.
"""
MAX_PARTS = 1_000
"""Most parts of a message; widgets send a handful."""
MAX_HEADER = 2**16
"""Most bytes of a v1 header, which the server parses; they are some 300."""
MAX_JSON = 2**22
"""Most characters of JSON in the legacy protocol; objects take up to 24 times their memory."""

CHANNELS = (b"shell", b"control", b"stdin")


class Malformed(ValueError):
    """A message that is not one, with what is wrong."""


def check(message: bytes | str, protocol: str | None) -> None:
    """Raise `Malformed` unless reading `message` costs no more than its length allows."""
    if protocol == V1:
        _check_v1(message)
    elif isinstance(message, bytes):
        _check_legacy(message)
    else:
        _check_size("JSON", len(message), MAX_JSON)


def _check_v1(message: bytes | str) -> None:
    """Table: the number of offsets, then as many, 8 bytes each, little-endian.

    Parts are the channel, header, parent header, metadata, content and any buffers; the last offset
    is the end.
    """
    if isinstance(message, str):
        raise Malformed("text where the protocol has bytes")
    first, second, third, *_ = _offsets(message, width=8, order="<", code="Q", least=6)
    if message[first:second] not in CHANNELS:
        raise Malformed("no channel to a kernel")
    _check_size("header", third - second, MAX_HEADER)


def _check_legacy(message: bytes) -> None:
    """Table: the number of parts, then where each begins, 4 bytes each, big-endian.

    Parts are the whole message as JSON and any buffers.
    """
    first, *others = _offsets(message, width=4, order=">", code="I", least=1)
    _check_size("JSON", (others or [len(message)])[0] - first, MAX_JSON)


def _offsets(message: bytes, width: int, order: str, code: str, least: int) -> tuple[int, ...]:
    """The table, if it fits into the message, and its offsets ascend from there to the end."""
    count = int.from_bytes(message[:width], "little" if order == "<" else "big")
    end = width * (count + 1)
    if not least <= count <= MAX_PARTS:
        raise Malformed(f"a table of {count} offsets")
    if end > len(message):
        raise Malformed("a table longer than the message")
    offsets = struct.unpack_from(f"{order}{count}{code}", message, width)
    if not all(a <= b for a, b in pairwise((end, *offsets, len(message)))):
        raise Malformed("offsets that do not ascend within the message")
    return offsets


def _check_size(name: str, size: int, limit: int) -> None:
    if size > limit:
        raise Malformed(f"{name} of length {size} where {limit} is allowed")
