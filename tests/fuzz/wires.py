"""What comes from devices: lock boards, the modem, the scanner, the card reader, the printer."""

from drivers.id_reader.card import card_of
from drivers.id_reader.frames import ReplyParser
from drivers.modem.causes import in_words
from drivers.modem.pdu import read_report
from drivers.modem.splitter import Splitter
from drivers.printer.state import is_end_of_job, is_flow_control, is_status, state_of
from drivers.relay.board import Board
from drivers.relay.ear import Ear
from drivers.relay.frames import RtuFraming, TcpFraming
from drivers.relay.lock_frames import LockFraming
from drivers.relay.profile import Profile, load_profile, profile_names
from drivers.relay.request import Framing
from drivers.relay.settings import BoardSettings
from drivers.relay.speech import Speech, speech_of
from drivers.relay.wire import RECEIVED_BYTES_MAX
from drivers.scanner.serial_scanner import Lines, text_of
from tests.fuzz.target import Target, in_pieces

ADDRESS = 1
MODBUS = [profile for name in profile_names() if (profile := load_profile(name)).frames is None]
OWN = [profile for name in profile_names() if (profile := load_profile(name)).frames is not None]
SPEAK_FIRST = [profile for profile in OWN if speech_of(profile, "board", ADDRESS).change_bytes]


def _heard(profiles: list[Profile], framing: Framing, data: bytes) -> None:
    """The first byte chooses board and question; the rest is what came back."""
    chosen, received = (data[0], data[1:][-RECEIVED_BYTES_MAX:]) if data else (0, b"")
    speech: Speech = speech_of(profiles[chosen % len(profiles)], "board", ADDRESS)
    for number, request in enumerate(speech.polls):
        framing.wrap(request)
        reply = framing.find(request, received)
        framing.blame(request, received)
        if reply is not None and not request.refusal(reply):
            speech.inputs(number, reply)
    if speech.change_bytes:
        speech.change(received[: speech.change_bytes])


def _modbus_rtu(data: bytes) -> None:
    _heard(MODBUS, RtuFraming(), data)


def _modbus_tcp(data: bytes) -> None:
    _heard(MODBUS, TcpFraming(), data)


def _lock_boards(data: bytes) -> None:
    _heard(OWN, LockFraming(), data)


def _unasked(data: bytes) -> None:
    """Two boards of one kind that speak first, on one wire."""
    profile = SPEAK_FIRST[data[0] % len(SPEAK_FIRST)] if data else SPEAK_FIRST[0]
    boards = [Board(BoardSettings(f"board-{address}", "line", profile, address, 0)) for address in (1, 2)]
    ear = Ear(boards, _is_told)
    for piece in in_pieces(data[1:]):
        ear.hear(piece)


def _is_told(board: Board, frame: bytes) -> bool:
    if not board.speech.change(frame):
        return False
    board.volunteered(frame, 1.0)
    return True


def _over_tcp(frame: bytes) -> bytes:
    """The same reply behind a header of Modbus TCP that tells its true length."""
    told = frame[1:-2]
    return frame[:1] + b"\0\1\0\0" + len(told).to_bytes(2, "big") + told


def _replies(profiles: list[Profile]) -> list[bytes]:
    """The makers' own frames."""
    return [
        bytes([number]) + bytes.fromhex(frame.reply)
        for number, profile in enumerate(profiles)
        for frame in profile.frame
        if frame.reply
    ]


def _modem(data: bytes) -> None:
    splitter = Splitter()
    for piece in in_pieces(data):
        for line in splitter.feed(piece):
            read_report(line)
            in_words(line)


def _scanner(data: bytes) -> None:
    lines = Lines()
    for piece in in_pieces(data):
        for line in lines.feed(piece):
            text_of(line)


def _reader(data: bytes) -> None:
    parser = ReplyParser()
    any(parser.feed(piece) for piece in in_pieces(data))  # until its one reply is whole
    card_of(data)
    card_of(data[:256].ljust(256, b"\0"))


def _printer(data: bytes) -> None:
    for byte in data:
        is_status(byte), is_end_of_job(byte), is_flow_control(byte)
    state_of(dict(enumerate(data[:4], 1)))


MODEM_LINES = [
    b"\r\nOK\r\n> \r\n+CMGS: 12\r\n",
    b"\r\n+CDS: 25\r\n0006FE0D91688103250000F16211321040002362113210400023\x00\r\n",
    b"+CMS ERROR: 500\r\n+CREG: 0,1\r\n",
    b"0006070B913178563412F0621132104000236211321040002300\r\n",
]
CARD = "某某某".ljust(15).encode("utf-16-le").ljust(256, b" ")

TARGETS = [
    Target("modbus rtu", _modbus_rtu, _replies(MODBUS)),
    Target("modbus tcp", _modbus_tcp, [_over_tcp(frame) for frame in _replies(MODBUS)]),
    Target("lock boards", _lock_boards, _replies(OWN)),
    Target("lock boards unasked", _unasked, _replies(SPEAK_FIRST)),
    Target("modem", _modem, MODEM_LINES),
    Target("scanner", _scanner, [b"EL1:A202600042:261123:E26112300423:ABCDEFGH\r\n", "取件码\r".encode("gb18030")]),
    Target("card reader", _reader, [bytes.fromhex("AAAAAA9669000400 00 90 94"), CARD]),
    Target("printer", _printer, [b"\x12\x12\x12\x12", b"\x16\x72"]),
]
