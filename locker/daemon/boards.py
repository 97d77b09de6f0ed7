"""What the wires said of the lock boards, kept until the books say it too."""

import asyncio
import contextlib
from collections.abc import Iterator, Set

from locker.contract.events import AnyEvent
from locker.contract.ids import BoardName
from locker.domain import observe
from locker.domain.decision import Situation


class Boards:
    """The last word on each board: ``silent`` with its cause, or answering; fit to move locks, or why not."""

    def __init__(self) -> None:
        self.silent: dict[str, str] = {}
        self._answering: set[str] = set()
        self._unfit: dict[str, str] = {}
        self._fit: set[str] = set()
        self._heard: set[str] = set()
        self._news = asyncio.Event()

    async def first_words(self, boards: Set[str], wait_s_max: float) -> None:
        """Wait until each of ``boards`` was heard or is known silent, within reason."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s_max):
                while not boards <= self._heard | self.silent.keys():
                    self._news.clear()
                    await self._news.wait()

    def heard(self, board: str) -> None:
        """Its inputs were read in this life."""
        self._heard.add(board)
        self._news.set()

    def fell_silent(self, board: str, cause: str) -> None:
        """It does not answer."""
        self.silent[board] = cause
        self._answering.discard(board)
        self._news.set()

    def answers(self, board: str) -> None:
        """It does."""
        self.silent.pop(board, None)
        self._answering.add(board)

    def is_unfit(self, board: str, why: str) -> None:
        """It must not move a lock."""
        self._unfit[board] = why
        self._fit.discard(board)

    def is_fit(self, board: str) -> None:
        """It may."""
        self._unfit.pop(board, None)
        self._fit.add(board)

    def unwritten(self, s: Situation) -> tuple[AnyEvent, ...]:
        """What the books do not say yet: a full disk may not have taken it."""
        return tuple(self._unwritten(s))

    def _unwritten(self, s: Situation) -> Iterator[AnyEvent]:
        for board, cause in self.silent.items():
            yield from observe.board_fell_silent(s, BoardName(board), cause)
        for board in sorted(self._answering):
            yield from observe.board_answered(s, BoardName(board))
        for board, why in self._unfit.items():
            yield from observe.board_unfit(s, BoardName(board), why)
        for board in sorted(self._fit):
            yield from observe.board_fit(s, BoardName(board))
