"""The part of a list that one page shows."""

from collections.abc import Sequence
from typing import TypeVar

One = TypeVar("One")


def part(rows: Sequence[One], page: int, size: int) -> tuple[int, int, Sequence[One]]:
    """The page that is there, how many there are, and its rows; ``page`` past the end is the last one."""
    count = max(1, -(-len(rows) // size))
    shown = min(max(0, page), count - 1)
    return shown, count, rows[shown * size : (shown + 1) * size]
