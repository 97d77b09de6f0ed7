"""KERONG CU16: 02, one byte of board and lock, command, 03, sum. Locks from 0.

30 and 32 ask, 31 unlocks, 33 unlocks all, 38 tells the unlock time; F0 is heard by all boards. The reply to 31 is
taken to be that to a question, as a public program expects.
"""

from drivers.sim.lock_boards.sums import with_sum
from drivers.sim.world.board import Board

STATUS, UNLOCK, STATUS_ALL, UNLOCK_ALL, TIME = 0x30, 0x31, 0x32, 0x33, 0x38
EVERYBODY = 0xF


def hears(board: Board, frame: bytes) -> bool:
    """Whole, and at its address or everybody's."""
    return (
        len(frame) == 5
        and frame[0] == 0x02
        and frame[3] == 0x03
        and with_sum(frame[:-1]) == frame
        and frame[1] >> 4 in (board.address, EVERYBODY)
    )


def reply(board: Board, frame: bytes, says: int) -> bytes:
    """What it does and says, under the board number ``says``."""
    command, lock = frame[2], frame[1] % 16
    named = (says % 16) << 4 | lock
    if command == TIME:
        return with_sum((0x02, named, TIME, int(board.plan.own_pulse_ms / 10) % 256, 0x03))
    if command == UNLOCK and lock < len(board.relays):
        board.relay(lock + 1).pulse(board.plan.own_pulse_ms)
    elif command == UNLOCK_ALL:
        for relay in board.relays:
            relay.pulse(board.plan.own_pulse_ms)
    elif command not in (STATUS, STATUS_ALL, UNLOCK):
        return b""
    bits = sum(1 << number - 1 for number in range(1, board.input_count + 1) if board.input(number))
    return with_sum((0x02, named, 0x35, *bits.to_bytes(4, "little"), 0x03))
