"""One parser of bytes from outside: how it is called, what may come of it, and from which bytes to begin."""

import contextlib
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

INPUT_BYTES_MAX = 64 * 1024
ANSWER_S_MAX = 2.0
"""Far above what any of them needs; an input that costs a parser so much would hold up everybody else."""


@dataclass(frozen=True, slots=True)
class Target:
    """``reads`` returns whatever the bytes are; only ``refuses`` may come out of it as an exception."""

    name: str
    reads: Callable[[bytes], object]
    seeds: Sequence[bytes]
    refuses: tuple[type[Exception], ...] = ()

    def try_out(self, data: bytes) -> None:
        """Give it ``data``. :raises AssertionError: it took too long. Anything else raised is a finding."""
        began_s = time.process_time()
        with contextlib.suppress(*self.refuses):
            self.reads(data)
        took_s = time.process_time() - began_s
        assert took_s < ANSWER_S_MAX, f"{self.name}: {took_s:.1f} s for {len(data)} bytes"


def at_once(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError("it waits for something")


def in_pieces(data: bytes, size: int = 7) -> list[bytes]:
    """As a port gives them: not in one go."""
    return [data[at : at + size] for at in range(0, len(data), size)]
