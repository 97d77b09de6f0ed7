"""KERONG CU48 and CU24: 02, board, lock from 0, command, 03, sum. 60 asks for all locks, 61 opens one."""

from drivers.sim.lock_boards.sums import with_sum
from drivers.sim.world.board import Board

STATUS, OPEN, DONE, FAILED = 0x60, 0x61, 0x75, 0x00


def hears(board: Board, frame: bytes) -> bool:
    """Whole, and at its address."""
    return len(frame) == 6 and frame[:2] == bytes((0x02, board.address)) and with_sum(frame[:-1]) == frame


def reply(board: Board, frame: bytes, says: int) -> bytes:
    """What it does and says, under the address ``says``."""
    lock, command = frame[2], frame[3]
    if command == STATUS:
        size = board.input_count // 8
        bits = sum(1 << number - 1 for number in range(1, board.input_count + 1) if board.input(number))
        return with_sum((0x02, says, 0x00, DONE, size, *bits.to_bytes(size, "little")))
    if command != OPEN:
        return b""
    if lock >= len(board.relays):
        return with_sum((0x02, says, lock, FAILED, 0x00))
    board.relay(lock + 1).pulse(board.plan.own_pulse_ms)
    return with_sum((0x02, says, lock, DONE, 0x00))
