"""A message is believed only if reading it costs no more than its length allows."""

from __future__ import annotations

import struct
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
    serialize_binary_message,
    serialize_msg_to_ws_v1,
)
from serving.hostile import for_legacy, for_v1
from serving.students import V1, parts

from lcn_widgets.app.framing import MAX_HEADER, MAX_JSON, MAX_PARTS, Malformed, check

BUFFERS = st.lists(st.binary(max_size=50), max_size=20)
PARTS = st.lists(st.binary(max_size=50), min_size=4, max_size=4)

unhurried = settings(derandomize=True, deadline=None)


def believed(message: bytes | str, protocol: str | None) -> bool:
    try:
        check(message, protocol)
    except Malformed:
        return False
    return True


@unhurried
@given(PARTS, BUFFERS, st.sampled_from(["shell", "control", "stdin"]))
def test_what_a_page_sends_is_believed(four, buffers, channel):
    message = serialize_msg_to_ws_v1([*four, *buffers], channel)
    check(message, V1)
    assert deserialize_msg_from_ws_v1(message) == (channel, [*four, *buffers])


@unhurried
@given(BUFFERS)
def test_what_a_page_of_the_legacy_protocol_sends_is_believed(buffers):
    message = serialize_binary_message({**parts("comm_msg", {}), "buffers": buffers})
    check(message, None)
    assert deserialize_binary_message(message)["buffers"] == buffers


@unhurried
@given(PARTS, BUFFERS)
def test_neither_protocol_is_taken_for_the_other(four, buffers):
    with pytest.raises(Malformed):
        check(serialize_msg_to_ws_v1([*four, *buffers], "shell"), None)
    with pytest.raises(Malformed):
        check(serialize_binary_message({**parts("comm_msg", {}), "buffers": buffers}), V1)


@st.composite
def altered(draw):
    """A message with a few numbers of its table, or bytes anywhere, changed, and perhaps cut."""
    message = bytearray(serialize_msg_to_ws_v1([*draw(PARTS), *draw(BUFFERS)], "shell"))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(message) // 8 - 1))
        number = draw(st.integers(0, len(message)) | st.integers(0, 2**64 - 1))
        struct.pack_into("<Q", message, 8 * place, number)
    return bytes(message[: draw(st.none() | st.integers(0, len(message)))])


@settings(unhurried, max_examples=500)
@given(altered() | st.binary(max_size=200))
def test_what_is_believed_is_read_within_its_length(message):
    if not believed(message, V1):
        return
    channel, read = deserialize_msg_from_ws_v1(message)  # ends: at most so many parts
    assert 4 <= len(read) <= MAX_PARTS
    assert len(channel) + sum(map(len, read)) <= len(message)


def test_as_many_parts_as_allowed_and_no_more():
    check(serialize_msg_to_ws_v1([b"{}"] * (MAX_PARTS - 2), "shell"), V1)
    with pytest.raises(Malformed, match=f"a table of {MAX_PARTS + 1} offsets"):
        check(serialize_msg_to_ws_v1([b"{}"] * (MAX_PARTS - 1), "shell"), V1)


def test_what_the_server_parses_is_short():
    check(serialize_msg_to_ws_v1([b"x" * MAX_HEADER, b"", b"", b"x" * 2 * MAX_HEADER], "shell"), V1)
    with pytest.raises(Malformed, match="header of"):
        check(serialize_msg_to_ws_v1([b"x" * (MAX_HEADER + 1), b"", b"", b""], "shell"), V1)
    check("x" * MAX_JSON, None)
    with pytest.raises(Malformed, match="JSON of"):
        check("x" * (MAX_JSON + 1), None)


@pytest.mark.parametrize("seed", range(20))
def test_no_hostile_table_is_believed(seed):
    """Those that pass have a sound table and fail to be JSON of the right kind."""
    for make, protocol in ((for_v1, V1), (for_legacy, None)):
        for message in make(Random(seed)):
            if believed(message, protocol):
                assert isinstance(message, str) or len(message) < 2 * MAX_HEADER
