"""Messages that are none, for sockets with either protocol."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from random import Random

from jupyter_server.services.kernels.connection.base import (
    serialize_binary_message,
    serialize_msg_to_ws_v1,
)

from .students import message, parts

DEEP = "[" * 50_000


def for_v1(random: Random) -> Iterator[bytes | str]:
    """One of every kind that a socket with the v1 protocol must not fall for."""
    good = message("comm_info_request", {})
    count = struct.unpack_from("<Q", good)[0]
    yield b""
    yield random.randbytes(random.randrange(1, 8))
    yield b"\xff" * random.randrange(8, 100)  # -1
    yield random.randbytes(random.choice((100, 10_000, 1_000_000)))
    yield _v1(good, 0, random.randrange(2**20, 2**63))  # as many offsets
    yield _v1(good, 0, len(good) // 8 + random.randrange(1, 9))  # just more than there is room for
    yield _v1(good, 0, random.randrange(6))  # too few
    yield struct.pack("<1002Q", 1001, *[8 * 1002] * 1001)  # too many, all well
    yield _v1(good, random.randint(1, count), random.randrange(2**32, 2**63))  # beyond the end
    yield _v1(good, random.randint(2, count), random.randrange(8 * (count + 1)))  # descending
    yield _v1(good, 1, random.randrange(8))  # parts that overlap the table
    yield good[: random.randrange(len(good))]
    yield _legacy_message(random)
    yield json.dumps(parts("comm_info_request", {}))
    yield DEEP
    yield serialize_msg_to_ws_v1([b"{}"] * 4, random.choice(("iopub", "", "shells")))
    for header in (DEEP, "{}", "[]", "7", '"x"', "", "{", '{"a": "' + "x" * 2**17 + '"}', "\xff"):
        yield serialize_msg_to_ws_v1([header.encode("latin-1"), *[b"{}"] * 3], "shell")


def for_legacy(random: Random) -> Iterator[bytes | str]:
    """One of every kind that a socket without a protocol must not fall for."""
    good = _legacy_message(random)
    yield b""
    yield b"\xff" * random.randrange(4, 100)
    yield random.randbytes(random.choice((3, 100, 10_000, 1_000_000)))
    yield message("comm_info_request", {})  # v1
    yield struct.pack(">I", random.randrange(2**20, 2**32)) + good[4:]
    yield good[:4] + struct.pack(">I", random.randrange(2**30, 2**32)) + good[8:]
    yield good[: random.randrange(12)]
    yield DEEP
    yield '{"a":' * 100_000
    yield "[[]," * 2**21
    yield random.choice(("", "7", "null", "[]", '"x"', "{", "{}", '{"header": 7}'))
    yield json.dumps({**parts("comm_info_request", {}), "channel": "shell", "buffers": [7]})
    yield json.dumps({**parts("comm_info_request", {}), "channel": []})


RAW: tuple[Callable[[Random], bytes], ...] = (
    lambda random: b"\x82\xff" + struct.pack(">Q", random.randrange(2**23 + 1, 2**62)) + b"mask",
    lambda random: bytes([0x80 | random.randrange(3, 8), 0x80]) + b"mask",  # an unknown opcode
    lambda random: b"\xf2\x80mask",  # extensions that nobody agreed on
    lambda random: b"\x80\x80mask",  # goes on with nothing
    lambda random: b"\x81\x82\0\0\0\0\xff\xff",  # text that is not UTF-8
)
"""Bytes that are not even messages."""


def _v1(good: bytes, place: int, number: int) -> bytes:
    """A message with another number in its table."""
    return good[: 8 * place] + struct.pack("<Q", number) + good[8 * (place + 1) :]


def _legacy_message(random: Random) -> bytes:
    buffers = [random.randbytes(random.randrange(1000)) for _ in range(random.randint(1, 5))]
    return serialize_binary_message({**parts("comm_info_request", {}), "buffers": buffers})
