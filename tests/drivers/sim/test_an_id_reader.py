"""The simulated SAM module speaks as the manual has it (HARDWARE 3.1), with no code of the driver's."""

from pathlib import Path

import pytest

from drivers.sim.sam import SimulatedReader
from drivers.sim.sam_card import PHOTO, TEXT_BYTES, Card
from drivers.sim.sam_frames import Commands, frame

LI = Card("li", "resident", "李样例", "11010519491231002X", "01", "示例街1号", "二连浩特市公安局", "20120608", "长期")


def commands(data: bytes) -> list[bytes | None]:
    return list(Commands().feed(data))


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("00 00 9F 00 00 00 00", "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"),
        ("00 00 80", "AA AA AA 96 69 00 04 00 00 80 84"),
        ("00 00 81", "AA AA AA 96 69 00 04 00 00 81 85"),
        ("00 00 41", "AA AA AA 96 69 00 04 00 00 41 45"),
    ],
)
def test_replies_are_framed_as_the_manual_has_them(body: str, written: str) -> None:
    assert frame(bytes.fromhex(body)) == bytes.fromhex(written)


def test_commands_are_found_among_noise_and_in_pieces() -> None:
    find = bytes.fromhex("AA AA AA 96 69 00 03 20 01 22")
    pieces = Commands()

    assert commands(b"\xaa\x00" + find + b"\xff" + find) == [b"\x20\x01", b"\x20\x01"]
    assert [*pieces.feed(find[:4]), *pieces.feed(find[4:8]), *pieces.feed(find[8:])] == [b"\x20\x01"]
    assert commands(find[:-1] + b"\x23") == [None]


def test_a_card_is_256_bytes_and_a_read_reply_1295() -> None:
    body = bytes.fromhex("00 00 90 01 00 04 00") + LI.text() + PHOTO

    assert len(LI.text()) == TEXT_BYTES
    assert len(frame(body)) == 1295
    assert frame(body)[:14] == bytes.fromhex("AA AA AA 96 69 05 08 00 00 90 01 00 04 00")
    assert LI.text()[122:158].decode("utf-16-le") == "11010519491231002X"


def test_one_card_lies_there_at_a_time(tmp_path: Path) -> None:
    reader = SimulatedReader(tmp_path / "reader", (LI,))

    assert reader.lay("li")
    assert not reader.lay("li")
    assert reader.lift()
    assert not reader.lift()
    with pytest.raises(KeyError):
        reader.lay("nobody")
