"""Which frames the search sends: only ones that read, one for each language and address. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from drivers.relay.profile import Profile
from drivers.relay.request import Request
from drivers.relay.settings import AnyLine, BoardSettings, RtuLine, TcpLine
from drivers.relay.speech import speech_of

BAUDS = (2400, 4800, 9600, 19200, 38400, 57600, 115200)
MODBUS_READS = frozenset({0x01, 0x02, 0x03})
PATIENCE_S = 0.08
"""A board thinks for some 5 to 50 ms (hardware notes 1.1 to 1.3); the ones of the file are given their line's time."""
NETWORK_PATIENCE_S = 0.15
FRAME_BITS = 160


class Scope(StrEnum):
    """How far to search: the file's own baud rates and languages; all bauds; all languages too."""

    QUICK = "quick"
    BAUDS = "bauds"
    ALL = "all"


class Question(Struct, frozen=True):
    """One frame and who could understand it."""

    request: Request
    family: str
    own_frames: bool


def expected(boards: Iterable[BoardSettings]) -> list[Question]:
    """The boards of the file, each asked in its own way."""
    return [_question(board.profile, board.address, board.name) for board in boards]


def sweep(profiles: Sequence[Profile], line: AnyLine) -> list[Question]:
    """One question for each address and each way of asking that ``profiles`` know on ``line``. No frame twice."""
    found: dict[tuple[bytes, str], Question] = {}
    for profile in _speakers(profiles, line):
        first, last = profile.addresses
        for address in range(first, last + 1):
            question = _question(profile, address, "?")
            found.setdefault(_shape(question), question)
    return sorted(found.values(), key=lambda question: question.own_frames)


def bauds(line: AnyLine, scope: Scope) -> Sequence[int]:
    """The rates to try on ``line``, its own one first; 0 stands for a line that has none to choose."""
    if isinstance(line, TcpLine):
        return (0,)
    if scope is Scope.QUICK or not isinstance(line, RtuLine):
        return (line.baud,)
    return (line.baud, *(baud for baud in BAUDS if baud != line.baud))


def seconds(questions: Sequence[Question], baud: int) -> float:
    """How long they take if nobody answers."""
    return len(questions) * (PATIENCE_S + 2 * FRAME_BITS / baud if baud else NETWORK_PATIENCE_S)


def _speakers(profiles: Iterable[Profile], line: AnyLine) -> Iterator[Profile]:
    kind = "tcp" if isinstance(line, TcpLine) else "rtu"
    for profile in profiles:
        if kind in profile.transports and (isinstance(line, TcpLine) or line.baud <= profile.baud_max):
            yield profile


def _question(profile: Profile, address: int, device: str) -> Question:
    own_frames = profile.frames is not None
    request = speech_of(profile, device, address).polls[0]
    if not own_frames and request.pdu[0] not in MODBUS_READS:
        raise ValueError(f"{profile.model}: a poll that does not read")
    return Question(request, profile.model, own_frames)


def _shape(question: Question) -> tuple[bytes, str]:
    # Any Modbus board answers any function, if only by refusing it: how much is asked for makes no new question.
    request = question.request
    if question.own_frames:
        return request.pdu, str(request.reply_bytes)
    return request.pdu[:1], str(request.address)
