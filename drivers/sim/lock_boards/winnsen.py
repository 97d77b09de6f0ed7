"""Winnsen: 90, length, command, station, lock from 1, 03; no checksum.

05 unlocks, 12 asks for one lock. 02 is the answer to an unlock of a lock that was driven a moment ago. In the newer
firmware a status reply names the state before the lock.
"""

from drivers.sim.world.board import Board

UNLOCK, ASK = 0x05, 0x12
DONE, FAILED, RESTING = 0x01, 0x00, 0x02
REST_MS = 1500.0


def hears(board: Board, frame: bytes) -> bool:
    """Whole, and at its station."""
    return len(frame) == 6 and frame[:2] == b"\x90\x06" and frame[3] == board.address and frame[5] == 0x03


def reply(board: Board, frame: bytes, says: int) -> bytes:
    """What it does and says, under the station ``says``."""
    command, lock = frame[2], frame[4]
    there = 1 <= lock <= len(board.relays)
    if command == UNLOCK:
        return bytes((0x90, 0x07, 0x80 | UNLOCK, says, lock, _unlock(board, lock) if there else FAILED, 0x03))
    if command != ASK or not there:
        return b""
    named = (lock, board.input(lock)) if board.plan.older else (board.input(lock), lock)
    return bytes((0x90, 0x07, 0x80 | ASK, says, *named, 0x03))


def _unlock(board: Board, lock: int) -> int:
    relay = board.relay(lock)
    if relay.rested_ms < REST_MS:
        return RESTING
    relay.pulse(board.plan.own_pulse_ms)
    return DONE
