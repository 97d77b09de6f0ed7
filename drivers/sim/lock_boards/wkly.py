"""WKLY: the letters WKLY, length of the whole frame, address, command, data, exclusive or of all. Channels from 1.

82 opens one, 83 asks for one, 86 opens all, 88 holds, 89 releases; 85 is what the board says by itself. A reply's data:
00 done or FF failed, channel, door (00 open, 01 closed).
"""

from drivers.sim.lock_boards.sums import with_xor
from drivers.sim.world.board import Board

HEADER = b"WKLY"
OPEN, ASK, CHANGED, OPEN_ALL, HOLD, RELEASE = 0x82, 0x83, 0x85, 0x86, 0x88, 0x89
DONE, FAILED = 0x00, 0xFF


def hears(board: Board, frame: bytes) -> bool:
    """Whole, and at its address."""
    return (
        len(frame) >= 8
        and frame[:4] == HEADER
        and frame[4] == len(frame)
        and frame[5] == board.address
        and with_xor(frame[:-1]) == frame
    )


def reply(board: Board, frame: bytes, says: int) -> bytes:
    """What it does and says, under the address ``says``."""
    command, channel = frame[6], frame[7] if len(frame) > 8 else 0
    if command == OPEN_ALL:
        for relay in board.relays:
            relay.pulse(board.plan.own_pulse_ms)
        return _framed(says, command, DONE)
    if not 1 <= channel <= len(board.relays):
        return _framed(says, command, FAILED, channel, FAILED)
    if command == OPEN:
        board.relay(channel).pulse(board.plan.own_pulse_ms)
    elif command in (HOLD, RELEASE):
        board.relay(channel).switch(on=command == HOLD)
    elif command != ASK:
        return b""
    return _framed(says, command, DONE, channel, board.input(channel))


def change(board: Board, number: int) -> bytes:
    """What it says when a door moved."""
    return _framed(board.address, CHANGED, number, board.input(number))


def _framed(address: int, *rest: int) -> bytes:
    return with_xor((*HEADER, 7 + len(rest), address, *rest))
