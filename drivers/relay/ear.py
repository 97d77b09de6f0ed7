"""Hearing what boards say unasked: frames that tell of a door that moved, anywhere in what comes in. No clock."""

from collections.abc import Callable, Sequence

from drivers.relay.board import Board


class Ear:
    """Listens for the boards that speak first, and tells each frame to ``volunteered``, which says whether it was one.

    Bytes of replies go by here too. A frame counts only whole, with a right checksum, of a board that is there, about
    a door it has, saying a state its manual knows.
    """

    def __init__(self, boards: Sequence[Board], volunteered: Callable[[Board, bytes], bool]) -> None:
        self._boards = [board for board in boards if board.speech.change_bytes]
        self._volunteered = volunteered
        self._kept = b""

    @property
    def is_needed(self) -> bool:
        """Whether any board speaks first."""
        return bool(self._boards)

    def hear(self, data: bytes) -> None:
        """Bytes came in."""
        self._kept += data
        start = told_until = 0
        while start < len(self._kept):
            if size := self._told_at(start):
                told_until = start + size
            start = max(start + 1, told_until)
        unfinished = len(self._kept) - max(board.speech.change_bytes for board in self._boards) + 1
        self._kept = self._kept[max(told_until, unfinished, 0) :]

    def _told_at(self, start: int) -> int:
        """How many bytes the frame that begins at ``start`` has; 0 when there is none."""
        for board in self._boards:
            size = board.speech.change_bytes
            if self._volunteered(board, self._kept[start : start + size]):
                return size
        return 0
