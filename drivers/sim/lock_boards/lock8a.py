"""The "8A/80" family: five bytes, the last their exclusive or.

8A open, 80 query, 9A hold, 9B release, 90 open by bits, 82 what the board says by itself. A state is 11 where the
feedback contact is closed, 00 where it is open; lock 0 stands for all.
"""

from drivers.sim.lock_boards.sums import with_xor
from drivers.sim.world.board import Board

OPEN, QUERY, SEVERAL, HOLD, RELEASE, CHANGED = 0x8A, 0x80, 0x90, 0x9A, 0x9B, 0x82
PRESSED, RELEASED = 0x11, 0x00
LOCKS_OF_THREE_BYTES = 24


def hears(board: Board, frame: bytes) -> bool:
    """Whole, and at its address."""
    several = 6 if board.input_count <= LOCKS_OF_THREE_BYTES else 10
    right_size = len(frame) == (several if frame[:1] == bytes((SEVERAL,)) else 5)
    return right_size and frame[1] == board.address and with_xor(frame[:-1]) == frame


def reply(board: Board, frame: bytes, says: int) -> bytes:
    """What it does and says, under the address ``says``."""
    head, _, lock, *_ = frame
    if head == SEVERAL:
        return b""
    if lock == 0:
        return _all(board, head, says)
    if lock > len(board.relays):
        return b""
    relay = board.relay(lock)
    if head == OPEN:
        relay.pulse(board.plan.own_pulse_ms)
    elif head in (HOLD, RELEASE):
        relay.switch(on=head == HOLD)
    return with_xor((head, says, lock, _state(board, lock)))


def change(board: Board, number: int) -> bytes:
    """What it says when a door moved."""
    return with_xor((CHANGED, board.address, number, _state(board, number)))


def _all(board: Board, head: int, says: int) -> bytes:
    if head == OPEN:
        for relay in board.relays:
            relay.pulse(board.plan.own_pulse_ms)
        return with_xor((head, says, 0, RELEASED))
    bits = sum(1 << number - 1 for number in range(1, board.input_count + 1) if board.input(number))
    # Up to 24 locks: three bytes, highest first. The board of 50: seven bytes, lowest first.
    small = board.input_count <= LOCKS_OF_THREE_BYTES
    masks = bits.to_bytes(3, "big") if small else bits.to_bytes(7, "little")
    return with_xor((QUERY, says, *masks, 0x33))


def _state(board: Board, number: int) -> int:
    return PRESSED if board.input(number) else RELEASED
