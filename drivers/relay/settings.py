"""Which wires there are and which board sits where: what configuration hands to :class:`Electronics`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from drivers.relay.profile import Profile

T = TypeVar("T")
REPLY_TIMEOUT_MS = 300


@dataclass(frozen=True, slots=True)
class RtuLine:
    """A serial port, 8N1. ``port`` is a path that survives re-plugging (a udev name)."""

    name: str
    port: str
    baud: int
    reply_timeout_ms: int = REPLY_TIMEOUT_MS


@dataclass(frozen=True, slots=True)
class TcpLine:
    """A Modbus TCP host."""

    name: str
    host: str
    port: int = 502
    reply_timeout_ms: int = REPLY_TIMEOUT_MS


AnyLine = RtuLine | TcpLine


@dataclass(frozen=True, slots=True)
class BoardSettings:
    """One board: its name, the name of its line, what it can do, and its Modbus address (1..247)."""

    name: str
    line: str
    profile: Profile
    address: int


def faults(lines: Sequence[AnyLine], boards: Sequence[BoardSettings]) -> list[str]:
    """Every reason why these lines and boards cannot work together; empty when they can."""
    by_name = {line.name: line for line in lines}
    found = [f"line {name}: named twice" for name in _twice([line.name for line in lines])]
    found += [f"board {name}: named twice" for name in _twice([board.name for board in boards])]
    places = _twice([(board.line, board.address) for board in boards])
    found += [f"line {line}: two boards at address {address}" for line, address in places]
    return found + [fault for board in boards if (fault := _misfit(board, by_name.get(board.line)))]


def _misfit(board: BoardSettings, line: AnyLine | None) -> str:
    profile = board.profile
    if line is None:
        return f"board {board.name}: no line {board.line}"
    kind = "rtu" if isinstance(line, RtuLine) else "tcp"
    if kind not in profile.transports:
        return f"board {board.name}: {profile.model} speaks {' and '.join(profile.transports)}, not {kind}"
    if isinstance(line, RtuLine) and line.baud > profile.baud_max:
        return f"board {board.name}: {line.baud} baud, but {profile.model} stands at most {profile.baud_max}"
    return "" if 1 <= board.address <= 247 else f"board {board.name}: address {board.address} is not in 1..247"


def _twice(things: Sequence[T]) -> list[T]:
    return [thing for thing, times in Counter(things).items() if times > 1]
