"""A frame as its manual prints it: bytes in hex, and words for what stands in their place. Pure.

``8A board lock 11 check`` is a form. The words:

- ``board``, ``lock``: the board's address, the lock's number on the wire; ``board:lock`` both in one byte, four bits
  each; ``board:0`` and ``board:any`` the board's four bits only;
- ``check``: the checksum over all bytes before it;
- ``result``: whether the board did it; ``door``: one door's state; ``any``: a byte without meaning for us;
- ``9-16``: eight inputs, the first one lowest.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import xor
from typing import Literal

Checksum = Literal["xor", "sum", "none"]
Read = Mapping[str, int]
"""What stood for each word; masks under their own text, such as ``9-16``."""

INPUTS_A_BYTE = 8
_WORDS = frozenset({"board", "lock", "board:lock", "board:0", "board:any", "check", "result", "door", "any"})
_ASKED = frozenset({"board", "lock", "board:lock", "board:0", "check"})
_HEX = re.compile(r"[0-9A-F]{2}\Z")
_MASK = re.compile(r"([0-9]{1,2})-([0-9]{1,2})\Z")

_SUMS: Mapping[Checksum, Callable[[Sequence[int]], int]] = {
    "xor": lambda data: reduce(xor, data, 0),
    "sum": lambda data: sum(data) & 0xFF,
    "none": lambda _: 0,
}


class Form:
    """One form. :raises ValueError: a word nobody knows, or a checksum where the board has none."""

    def __init__(self, text: str, checksum: Checksum) -> None:
        self.text = text
        self._words = tuple(text.split())
        self._sum = _SUMS[checksum]
        for word in self._words:
            if not (_HEX.match(word) or word in _WORDS or _is_mask(word)):
                raise ValueError(f"{word!r} in {text!r} is neither a byte in hex nor a word of forms")
        if "check" in self._words and checksum == "none":
            raise ValueError(f"{text!r} has a check, but the board's checksum is none")

    def __len__(self) -> int:
        return len(self._words)

    @property
    def names_lock(self) -> bool:
        """Whether it is about one lock."""
        return any(word in {"lock", "board:lock"} for word in self._words)

    @property
    def askable(self) -> bool:
        """Whether a computer can fill it in: no word in it that only a board knows."""
        return all(_HEX.match(word) or word in _ASKED for word in self._words)

    def mentions(self, word: str) -> bool:
        """Whether ``word`` stands in it."""
        return word in self._words

    def may_equal(self, other: "Form") -> bool:
        """Whether the same bytes could be of both forms."""
        pairs = zip(self._words, other._words, strict=False)
        fixed = ((ours, theirs) for ours, theirs in pairs if _HEX.match(ours) and _HEX.match(theirs))
        return len(self) == len(other) and all(ours == theirs for ours, theirs in fixed)

    def masks(self) -> list[tuple[str, int]]:
        """Its bytes of eight inputs: the word, and the number of the first input."""
        return [(word, int(word.split("-")[0])) for word in self._words if _is_mask(word)]

    def made(self, board: int, lock: int = 0) -> bytes:
        """The bytes for a board and, where it names one, a lock. Numbers as they are on the wire."""
        frame: list[int] = []
        for word in self._words:
            frame.append(self._byte(word, board, lock, frame))
        return bytes(frame)

    def read(self, frame: bytes) -> Read | None:
        """What stands for each word; None when it is not this form: length, a fixed byte or the checksum is wrong."""
        if len(frame) != len(self._words):
            return None
        found: dict[str, int] = {}
        for place, (word, byte) in enumerate(zip(self._words, frame, strict=True)):
            if _HEX.match(word):
                fits = byte == int(word, 16)
            elif word == "check":
                fits = byte == self._sum(frame[:place])
            else:
                fits = _note(found, word, byte)
            if not fits:
                return None
        return found

    def _byte(self, word: str, board: int, lock: int, before: Sequence[int]) -> int:
        match word:
            case "board":
                return board
            case "lock":
                return lock
            case "board:lock":
                return board << 4 | lock
            case "board:0":
                return board << 4
            case "check":
                return self._sum(before)
        return int(word, 16)


def _is_mask(word: str) -> bool:
    found = _MASK.match(word)
    return found is not None and int(found[2]) - int(found[1]) == INPUTS_A_BYTE - 1 and int(found[1]) >= 1


def _note(found: dict[str, int], word: str, byte: int) -> bool:
    """Keep a byte under its word; False when it contradicts what the word stood for before."""
    high, low = byte >> 4, byte & 0x0F
    match word:
        case "any":
            return True
        case "board:lock":
            found["board"], found["lock"] = high, low
        case "board:0":
            found["board"] = high
            return low == 0
        case "board:any":
            found["board"] = high
        case _:
            found[word] = byte
    return True
