"""The SAM module's frames, byte for byte as HARDWARE 3.1 has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.id_reader.frames import FIND, HEAD, KEPT_BYTES_MAX, READ, SELECT, Garbled, Reply, ReplyParser, request
from drivers.sim.sam_card import PHOTO

FOUND = bytes.fromhex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97")
NONE = bytes.fromhex("AA AA AA 96 69 00 04 00 00 80 84")
SELECTED = bytes.fromhex("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C")
NOT_SELECTED = bytes.fromhex("AA AA AA 96 69 00 04 00 00 81 85")
NOT_READ = bytes.fromhex("AA AA AA 96 69 00 04 00 00 41 45")


@pytest.mark.parametrize(
    ("frame", "written"),
    [
        (request(0x11, 0xFF), "AA AA AA 96 69 00 03 11 FF ED"),
        (request(0x10, 0xFF), "AA AA AA 96 69 00 03 10 FF EC"),
        (request(0x12, 0xFF), "AA AA AA 96 69 00 03 12 FF EE"),
        (FIND, "AA AA AA 96 69 00 03 20 01 22"),
        (SELECT, "AA AA AA 96 69 00 03 20 02 21"),
        (READ, "AA AA AA 96 69 00 03 30 01 32"),
    ],
)
def test_requests_are_those_of_the_manual(frame: bytes, written: str) -> None:
    assert frame == bytes.fromhex(written)


@pytest.mark.parametrize(
    ("frame", "status"), [(FOUND, 0x9F), (NONE, 0x80), (SELECTED, 0x90), (NOT_SELECTED, 0x81), (NOT_READ, 0x41)]
)
def test_replies_are_those_of_the_manual(frame: bytes, status: int) -> None:
    reply = ReplyParser().feed(frame)
    assert isinstance(reply, Reply)
    assert reply.status == status


def read_reply(text: bytes) -> bytes:
    """1295 bytes: head, length 0508, status, two lengths, text, photo, checksum."""
    body = bytes.fromhex("05 08 00 00 90 01 00 04 00") + text + PHOTO
    total = 0
    for byte in body:
        total ^= byte
    return HEAD + body + bytes((total,))


@given(st.binary(min_size=256, max_size=256), st.lists(st.integers(1, 1290), max_size=6), st.binary(max_size=20))
def test_a_reply_comes_whole_however_the_bytes_arrive(text: bytes, cuts: list[int], noise: bytes) -> None:
    frame = noise.replace(b"\xaa", b"") + read_reply(text)
    parser = ReplyParser()
    ends = [*sorted(cuts), len(frame)]
    replies = [parser.feed(frame[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    (reply,) = [one for one in replies if one is not None]
    assert isinstance(reply, Reply)
    assert (reply.data[4:], reply.size) == (text, 4 + 256 + 1024)


def test_the_photo_is_added_up_and_never_kept() -> None:
    frame, parser = read_reply(bytes(256)), ReplyParser()
    for byte in frame[:-1]:
        assert parser.feed(bytes((byte,))) is None

    held = b"".join(bytes(value) for value in vars(parser).values() if isinstance(value, bytes | bytearray))
    assert PHOTO[:64] not in held
    assert len(held) <= KEPT_BYTES_MAX + 10


@pytest.mark.parametrize("at", [5, 7, 20, 700, 1294])
def test_one_wrong_bit_anywhere_is_noticed(at: int) -> None:
    frame = bytearray(read_reply(bytes(256)))
    frame[at] ^= 0x01
    reply = ReplyParser().feed(bytes(frame) + bytes(2000))

    assert isinstance(reply, Garbled)


def test_extra_bytes_of_the_preamble_do_no_harm() -> None:
    reply = ReplyParser().feed(b"\xaa\xaa\x96" + b"\xaa\xaa" + NONE)
    assert isinstance(reply, Reply)


def test_what_is_on_a_card_never_shows_in_a_log() -> None:
    reply = ReplyParser().feed(read_reply("李".encode("utf-16-le").ljust(256, b" ")))
    assert "李" not in repr(reply)
    assert "data" not in repr(reply)
