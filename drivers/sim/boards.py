"""All boards of one line, whatever they speak: what follows a frame on their wire."""

from collections.abc import Sequence

from drivers.sim.lock_boards.answers import replies
from drivers.sim.modbus.answers import rtu_replies
from drivers.sim.world.board import Board


def line_replies(boards: Sequence[Board], frame: bytes) -> list[tuple[bytes, float]]:
    """The frames that follow ``frame``, and each one's lateness in milliseconds."""
    return rtu_replies(boards, frame) + replies(boards, frame)
