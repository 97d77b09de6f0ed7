"""A frame on a line to what its lock boards say: who hears it, what each does, and what becomes of the reply."""

from collections.abc import Iterable

from drivers.sim.crossing import collide, garble
from drivers.sim.lock_boards import cu16, cu48, lock8a, scu, winnsen, wkly
from drivers.sim.world.board import Board
from drivers.sim.world.replies import ReplyFault, Spoil

MAKERS = {"lock8a": lock8a, "cu16": cu16, "cu48": cu48, "scu": scu, "winnsen": winnsen, "wkly": wkly}
SPEAKS_FIRST = {"lock8a": lock8a.change, "wkly": wkly.change}


def replies(boards: Iterable[Board], frame: bytes) -> list[tuple[bytes, float]]:
    """The frames (and each one's lateness in ms) that follow ``frame``; none for what is no whole frame."""
    hearing = [board for board in boards if _hears(board, frame)]
    said = [reply for reply in (_reply(board, frame) for board in hearing) if reply is not None]
    together = [reply for reply, late_ms in said if not late_ms]
    late = [(reply, late_ms) for reply, late_ms in said if late_ms]
    return ([(collide(together), 0.0)] if together else []) + late


def change(board: Board, number: int) -> bytes:
    """What a board says by itself when the door at an input moved; empty where it does not."""
    if not board.plan.speaks_first or board.kind not in SPEAKS_FIRST or number > len(board.relays):
        return b""
    return SPEAKS_FIRST[board.kind](board, number)


def _hears(board: Board, frame: bytes) -> bool:
    return board.powered and board.kind in MAKERS and MAKERS[board.kind].hears(board, frame)


def _reply(board: Board, frame: bytes) -> tuple[bytes, float] | None:
    spoil = board.replies.take(frame)
    if spoil is not None and spoil.fault is ReplyFault.UNHEARD:
        return None
    says = board.address ^ 1 if spoil is not None and spoil.fault is ReplyFault.FOREIGN else board.address
    said = MAKERS[board.kind].reply(board, frame, says)
    match spoil:
        case _ if not said:
            return None
        case Spoil(ReplyFault.LOST):
            return None
        case Spoil(ReplyFault.GARBLED) as spoil:
            return garble(said, board.replies.wrong_bit(spoil, said)), 0.0
        case Spoil(ReplyFault.LATE, late_ms):
            return said, late_ms
    return said, 0.0
