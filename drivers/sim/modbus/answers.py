"""A request on a line to the replies on it: who hears it, what each does, and what becomes of the reply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from drivers.sim.crossing import collide, garble
from drivers.sim.modbus import eletechsup, jy, waveshare, wellpro
from drivers.sim.modbus.bits import ILLEGAL_FUNCTION, Handler, read_coils, read_inputs, refuse
from drivers.sim.modbus.frame import seal, unseal
from drivers.sim.world.board import Board
from drivers.sim.world.replies import ReplyFault, Spoil

READS = frozenset({0x01, 0x02, 0x03, 0x04})
MAKERS = {"waveshare": waveshare, "jy": jy, "eletechsup": eletechsup, "wellpro": wellpro}
SEEN: Mapping[int, Handler] = {0x01: read_coils, 0x02: read_inputs}
"""What an observer may read of boards that speak no Modbus themselves."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A PDU from an address; ``late_ms`` after the board's usual turnaround, ``garbled`` on the way."""

    address: int
    pdu: bytes
    late_ms: float = 0.0
    garbled: bool = False


def answer(board: Board, pdu: bytes) -> bytes:
    """What one board does and says, PDU in, PDU out."""
    if not pdu:
        return b""
    functions = MAKERS[board.kind].FUNCTIONS if board.kind in MAKERS else SEEN
    handler = functions.get(pdu[0])
    return handler(board, pdu) if handler else refuse(pdu, ILLEGAL_FUNCTION)


def ask(boards: Iterable[Board], address: int, pdu: bytes) -> list[Reply]:
    """The replies of all boards that hear the address; faults of the boards' replies are used up."""
    modbus = [board for board in boards if board.powered and board.kind in MAKERS]
    hearing = [board for board in modbus if MAKERS[board.kind].hears(board, address)]
    replies = [_reply(board, address, pdu) for board in hearing]
    return [reply for reply in replies if reply is not None]


def look(boards: Iterable[Board], address: int, pdu: bytes) -> Reply | None:
    """An observer's reading: nothing is written, no fault used up."""
    for board in boards:
        if board.powered and board.address == address:
            read = answer(board, pdu) if pdu[:1] and pdu[0] in READS else refuse(pdu, ILLEGAL_FUNCTION)
            return Reply(address, read)
    return None


def rtu_replies(boards: Iterable[Board], frame: bytes) -> list[tuple[bytes, float]]:
    """The frames (and each one's lateness in ms) that follow a frame; none for what is no whole frame."""
    opened = unseal(frame)
    if opened is None:
        return []
    replies = ask(boards, *opened)
    together = [rtu_frame(reply) for reply in replies if not reply.late_ms]
    late = [(rtu_frame(reply), reply.late_ms) for reply in replies if reply.late_ms]
    return ([(collide(together), 0.0)] if together else []) + late


def rtu_frame(reply: Reply) -> bytes:
    """A reply as bytes on a serial line."""
    frame = seal(reply.address, reply.pdu)
    return garble(frame, len(frame) * 4) if reply.garbled else frame


def _reply(board: Board, address: int, pdu: bytes) -> Reply | None:
    spoil = board.replies.take(pdu)
    if spoil is not None and spoil.fault is ReplyFault.UNHEARD:
        return None
    said = answer(board, pdu)
    if not said or not MAKERS[board.kind].answers(address):
        return None
    return _spoiled(Reply(address, said), spoil)


def _spoiled(reply: Reply, spoil: Spoil | None) -> Reply | None:
    match spoil:
        case Spoil(ReplyFault.LOST):
            return None
        case Spoil(ReplyFault.GARBLED):
            return Reply(reply.address, reply.pdu, garbled=True)
        case Spoil(ReplyFault.LATE, late_ms):
            return Reply(reply.address, reply.pdu, late_ms=late_ms)
        case Spoil(ReplyFault.FOREIGN):
            return Reply(reply.address % 247 + 1, reply.pdu)
    return reply
