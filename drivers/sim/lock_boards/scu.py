"""KERONG SCU, one lock a board: F5, address, 70 in the third byte asks, 71 in the fourth opens; sum over six bytes."""

from drivers.sim.lock_boards.sums import with_sum
from drivers.sim.world.board import Board

ASK, OPEN, DONE = 0x70, 0x71, 0x10


def hears(board: Board, frame: bytes) -> bool:
    """Whole, and at its address."""
    return len(frame) == 8 and frame[:2] == bytes((0xF5, board.address)) and with_sum(frame[:6]) == frame[:7]


def reply(board: Board, frame: bytes, says: int) -> bytes:
    """What it does and says, under the address ``says``."""
    if frame[3] == OPEN:
        board.relay(1).pulse(board.plan.own_pulse_ms)
    elif frame[2] != ASK:
        return b""
    return bytes((0xF5, says, 0x00, DONE, 0x00, 0x00, 0x00, board.input(1)))
