"""Tasks begun by an input: none is lost to the garbage collector, none fails unseen."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Running:
    """``fail(error)`` is told of an exception, which is a bug."""

    def __init__(self, fail: Callable[[BaseException | None], None]) -> None:
        self._fail = fail
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def cancel(self) -> None:
        """End what was begun; nothing of it is heard any more."""
        for task in self._tasks:
            task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            self._fail(task.exception())
