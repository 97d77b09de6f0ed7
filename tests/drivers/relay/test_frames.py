"""Byte for byte: what the board class sends, and what it makes of the reply, for every frame of every profile."""

import asyncio
from collections.abc import Coroutine

import pytest
from msgspec.structs import replace as with_changes

from drivers.relay import frames
from drivers.relay.board import Board
from drivers.relay.frames import RtuFraming, TcpFraming
from drivers.relay.port import open_port, silence_s
from drivers.relay.profile import Frame, Profile, load_profile, profile_names
from drivers.relay.settings import BoardSettings, RtuLine, TcpLine
from drivers.relay.talk import Order, Pulsed, Talk
from drivers.relay.wire import Wire
from drivers.trouble import Cause
from tests.drivers.relay.conftest import Heard
from tests.drivers.relay.scripted import ScriptedBoards, SerialBoards, TcpBoards, with_crc

MODBUS = [
    name for name in profile_names() if load_profile(name).protocol == "modbus" and not load_profile(name).refused
]
VECTORS = [
    pytest.param(name, frame, id=f"{name}-{frame.what}-{frame.channel}")
    for name in MODBUS
    for frame in load_profile(name).frame
]


def act(talk: Talk, board: Board, frame: Frame) -> Coroutine[object, object, object]:
    """Let the board class do what the frame is for."""
    if frame.what == "pulse":
        board.ready = board.answers = True
        answer = asyncio.get_running_loop().create_future()
        return talk.pulse(Order(board, frame.channel, frame.pulse_ms, answer))
    return talk.poll(board)


def bytes_of(text: str) -> bytes:
    return bytes.fromhex(text)


def pdu_of(frame: bytes, profile: Profile) -> tuple[int, bytes]:
    return (frame[6], frame[7:]) if "tcp" in profile.transports else (frame[0], frame[1:-2])


async def wire_to(boards: ScriptedBoards) -> Wire:
    line = TcpLine("lan", "127.0.0.1", boards.tcp_port) if isinstance(boards, TcpBoards) else None
    return Wire(await open_port(line or RtuLine("bus", str(boards.port), 57600)), 0.2, lambda: None)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "frame"), VECTORS)
async def test_every_frame_of_every_profile(
    name: str, frame: Frame, serial: SerialBoards, tcp: TcpBoards, heard: Heard
) -> None:
    profile = load_profile(name)
    if frame.what == "read_coils":
        profile = with_changes(profile, inputs=None)
    boards: ScriptedBoards = tcp if "tcp" in profile.transports else serial
    address, request = pdu_of(bytes_of(frame.request), profile)
    board = boards.add(address, inputs=64)
    board.registers = {0x1000: 1}
    board.scripted = {request: pdu_of(bytes_of(frame.reply), profile)[1]} if frame.what == "pulse" else {}
    wire = await wire_to(boards)
    try:
        driven = Board(BoardSettings(name, "line", profile, address))
        result = await act(Talk(wire, heard), driven, frame)
    finally:
        wire.close()
    assert result in (None, Pulsed(name, frame.channel, frame.pulse_ms))
    sent = [tcp_with_first_id(seen) if boards is tcp else seen for seen in boards.frames]
    assert bytes_of(frame.request) in sent


def tcp_with_first_id(frame: bytes) -> bytes:
    return b"\x00\x01" + frame[2:]


@pytest.mark.parametrize(("name", "frame"), VECTORS)
def test_every_reply_is_understood(name: str, frame: Frame) -> None:
    profile = load_profile(name)
    address, pdu = pdu_of(bytes_of(frame.request), profile)
    right = pdu_of(bytes_of(frame.reply), profile)[1]
    request = frames.Request("board", address, pdu, right[:5] if pdu[0] > 4 else right[:2], len(right))
    framing = TcpFraming() if "tcp" in profile.transports else RtuFraming()
    assert framing.wrap(request) == bytes_of(frame.request)
    assert framing.find(request, bytes_of(frame.reply)) == right
    assert all(framing.find(request, bytes_of(frame.reply)[:cut]) is None for cut in range(len(right) + 2))


@pytest.mark.parametrize(
    ("text", "name", "channel", "pulse_ms"),
    [
        ("01 05 02 00 00 05 0C 71", "waveshare-rtu-relay-8ch", 1, 500),
        ("01 05 02 1F 00 05 3D B7", "waveshare-rtu-relay-32ch", 32, 500),
        ("01 05 02 00 00 07 8D B0", "waveshare-rtu-relay-8ch", 1, 700),
        ("FE 10 00 03 00 02 04 00 04 00 05 01 6F", "jy-dam-8", 1, 500),
    ],
)
def test_the_timed_pulse_is_the_makers_frame(text: str, name: str, channel: int, pulse_ms: int) -> None:
    pulse = load_profile(name).pulse
    assert pulse
    address = bytes_of(text)[0]
    assert RtuFraming().wrap(frames.pulse(pulse, "board", address, channel, pulse_ms)) == bytes_of(text)


def test_reads_are_the_makers_frames() -> None:
    assert RtuFraming().wrap(frames.read_coils("b", 1, 0, 32)) == bytes_of("01 01 00 00 00 20 3D D2")
    assert RtuFraming().wrap(frames.read_inputs("b", 1, 0, 8)) == bytes_of("01 02 00 00 00 08 79 CC")


def test_every_relay_board_shows_its_first_and_last_pulse() -> None:
    for name in MODBUS:
        profile = load_profile(name)
        shown = {frame.channel for frame in profile.frame if frame.what == "pulse"}
        assert shown == ({1, profile.channels} if profile.channels else set()), name


def test_the_pulse_never_lands_on_another_channel() -> None:
    for name in MODBUS:
        profile = load_profile(name)
        channels = range(1, profile.channels + 1)
        sent = {frames.pulse(profile.pulse, "b", 1, n, 1000).pdu for n in channels if profile.pulse}
        assert len(sent) == profile.channels


def test_a_reply_is_found_behind_noise_and_foreign_frames() -> None:
    request = frames.read_inputs("b", 3, 0, 8)
    reply = with_crc(bytes([3, 2, 1, 0x55]))
    foreign = with_crc(bytes([4, 2, 1, 0x55]))
    late_echo = with_crc(bytes([3, 5, 2, 0, 0, 5]))
    for before in (b"", b"\x00", b"\x03\x02", foreign, late_echo, foreign + late_echo):
        assert RtuFraming().find(request, before + reply) == bytes([2, 1, 0x55])


def test_what_is_not_the_reply_is_named() -> None:
    framing, asked = RtuFraming(), frames.read_inputs("b", 1, 0, 8)
    assert framing.blame(asked, b"") is Cause.NO_REPLY
    assert framing.blame(asked, with_crc(bytes([4, 2, 1, 0x55]))) is Cause.FOREIGN
    assert framing.blame(asked, b"\x01\x02") is Cause.GARBLED
    assert framing.blame(asked, with_crc(bytes([1, 2, 1, 0x55]))[:-1] + b"\x00") is Cause.GARBLED


def test_a_refusal_is_read_in_words() -> None:
    request = frames.read_inputs("b", 1, 0, 8)
    reply = RtuFraming().find(request, with_crc(bytes([1, 0x82, 2])))
    assert reply
    assert frames.refusal(reply) == "exception 2 (illegal address)"


def test_a_tcp_reply_to_an_older_request_is_stepped_over() -> None:
    framing, request = TcpFraming(), frames.read_inputs("b", 1, 0, 8)
    first, second = framing.wrap(request), framing.wrap(request)
    late, right = (frame[:4] + bytes([0, 4, 1, 2, 1, value]) for frame, value in ((first, 1), (second, 0)))
    assert framing.find(request, late) is None
    assert framing.find(request, late + right) == bytes([2, 1, 0])
    assert framing.find(request, late + right[:3]) is None


@pytest.mark.parametrize(
    "garbage", [b"\x00" * 300, b"\xff" * 300, b"\x00\x01\x00\x00\x00\x00\x01\x02", b"\x00\x01\x00\x09"]
)
def test_garbage_is_never_a_reply(garbage: bytes) -> None:
    request = frames.read_inputs("b", 1, 0, 8)
    for framing in (RtuFraming(), TcpFraming()):
        framing.wrap(request)
        assert framing.find(request, garbage) is None
        assert framing.blame(request, garbage) in Cause


def test_the_silence_is_three_and_a_half_characters_and_fixed_on_fast_lines() -> None:
    assert silence_s(9600) == pytest.approx(0.003646, abs=1e-6)
    assert silence_s(19_200) == pytest.approx(0.001823, abs=1e-6)
    assert silence_s(115_200) == 0.00175
