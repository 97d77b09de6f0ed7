"""Our few MQTT packets, against the standard and against bytes that come in any pieces."""

import contextlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.ingest import wire
from hall.ingest.wire import Connack, Goodbye, Publish, Reader, Suback, WireError

CONNACK = bytes.fromhex("20 06 00 00 03 22 00 0a".replace(" ", ""))
SUBACK = bytes.fromhex("90 05 00 01 00 01 87".replace(" ", ""))
QOS1_RETAINED = b"\x33\x09\x00\x01t\x00\x05\x00abc"
QOS0 = b"\x30\x05\x00\x01t\x00x"
GOODBYE = b"\xe0\x02\x8b\x00"
STREAM = CONNACK + SUBACK + QOS1_RETAINED + QOS0 + b"\xd0\x00" + GOODBYE
PACKETS = [Connack(0), Suback(b"\x01\x87"), Publish("t", b"abc", 5, True), Publish("t", b"x", 0, False), Goodbye(0x8B)]


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_packets_are_read_whole_however_the_bytes_are_cut(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(STREAM)]
    reader = Reader(1000)
    pieces = [STREAM[a:b] for a, b in pairwise(places)]
    assert [packet for piece in pieces for packet in reader.feed(piece)] == PACKETS


@given(st.binary(max_size=300))
def test_garbage_is_packets_or_a_wire_error_and_nothing_else(data: bytes) -> None:
    with contextlib.suppress(WireError):
        list(Reader(1000).feed(data))


@given(st.text(max_size=300), st.binary(max_size=40_000))
def test_what_we_publish_reads_back(topic: str, payload: bytes) -> None:
    assert list(Reader(100_000).feed(wire.publish(topic, payload))) == [Publish(topic, payload, 0, False)]


def test_a_packet_over_the_limit_is_refused_before_it_is_gathered() -> None:
    with pytest.raises(WireError):
        list(Reader(1000).feed(b"\x30\xe9\x07"))


def test_a_length_of_five_bytes_is_refused() -> None:
    with pytest.raises(WireError):
        list(Reader(1000).feed(b"\x30\xff\xff\xff\xff\x7f"))


def test_acknowledgements_go_out_together() -> None:
    assert wire.pubacks([5, 258]) == b"\x40\x02\x00\x05\x40\x02\x01\x02"
