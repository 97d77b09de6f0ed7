"""Time that passes only when nobody has anything to do: a day in a fraction of a second, the same every time."""

import asyncio
import selectors
from collections.abc import Callable
from typing import Any


class _Selector(selectors.SelectSelector):
    def __init__(self, idle: Callable[[float], None]) -> None:
        super().__init__()
        self._idle = idle

    def select(self, timeout: float | None = None) -> list[Any]:
        """Nothing ever arrives from outside: waiting is time passing."""
        if timeout is None:
            raise RuntimeError("everybody waits for something that will never happen")
        self._idle(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on its own clock; ``on_idle`` is told the seconds that pass, and the time then."""

    def __init__(self, on_idle: Callable[[float, float], None]) -> None:
        self._now_s = 0.0
        self._on_idle = on_idle
        super().__init__(_Selector(self._pass))

    def time(self) -> float:
        """Virtual seconds since the loop was made."""
        return self._now_s

    def _pass(self, seconds: float) -> None:
        if seconds > 0:
            self._now_s += seconds
            self._on_idle(seconds, self._now_s)
