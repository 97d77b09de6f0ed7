"""When bytes are on the wire: pure arithmetic, checked against the table of limits that was measured."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.sim.wire import Wire

TURNAROUND_S = 0.001


@pytest.mark.parametrize(
    ("baud", "received", "limit_ms"), [(9600, 9, 26.0), (19200, 9, 13.5), (115200, 9, 6.0), (9600, 8, 25.0)]
)
def test_a_transaction_takes_what_the_wire_needs(baud: int, received: int, limit_ms: float) -> None:
    wire = Wire(baud)
    over_s = wire.hear(0.0, bytes(8))
    end_s, _ = wire.say(over_s + TURNAROUND_S, bytes(received))[-1]
    assert (end_s + wire.silence_s) * 1000 == pytest.approx(limit_ms, abs=0.06)


def test_bytes_without_a_pause_are_one_frame() -> None:
    wire = Wire(9600)
    wire.hear(0.0, b"ab")
    wire.hear(0.004, b"cd")
    assert wire.frame().data == b"abcd"


def test_a_frame_within_the_silence_is_too_soon() -> None:
    wire = Wire(9600)
    wire.frame()
    end_s, _ = wire.say(1.0, bytes(8))[-1]
    wire.hear(end_s + wire.silence_s * 0.9, b"request")
    assert wire.frame().too_soon


def test_a_frame_after_the_silence_is_in_time() -> None:
    wire = Wire(9600)
    end_s, _ = wire.say(1.0, bytes(8))[-1]
    wire.hear(end_s + wire.silence_s, b"request")
    assert not wire.frame().too_soon


def test_a_flood_is_cut_at_the_longest_frame() -> None:
    wire = Wire(115200)
    for _ in range(100):
        wire.hear(0.0, bytes(4096))
    assert len(wire.frame().data) == 257


@given(st.sampled_from([2400, 9600, 19200, 115200]), st.binary(min_size=1, max_size=256))
def test_a_reply_arrives_in_order_and_the_last_byte_at_its_time(baud: int, frame: bytes) -> None:
    wire = Wire(baud)
    pieces = wire.say(1.0, frame)
    times = [at_s for at_s, _ in pieces]
    assert b"".join(piece for _, piece in pieces) == frame
    assert times[-1] == pytest.approx(1.0 + len(frame) * 10 / baud)
    assert all(later - sooner > 0.0004 for sooner, later in pairwise(times))
