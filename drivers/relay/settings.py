"""Which wires there are and which board sits where: what configuration hands to :class:`Electronics`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
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


@dataclass(frozen=True, slots=True)
class GatewayLine:
    """A serial line of ``baud`` behind a gateway that passes bytes on as they are (raw TCP, 透传)."""

    name: str
    host: str
    port: int
    baud: int
    reply_timeout_ms: int = REPLY_TIMEOUT_MS


AnyLine = RtuLine | TcpLine | GatewayLine
NetworkLine = TcpLine | GatewayLine


@dataclass(frozen=True, slots=True)
class BoardSettings:
    """One board: its name, the name of its line, what it can do, and its address as it is on the wire.

    ``own_pulse_ms``: how long the board lets the current flow, where nobody can tell it: measured, or from its sheet.
    """

    name: str
    line: str
    profile: Profile
    address: int
    own_pulse_ms: int = 0

    def unfit(self, channel: int, pulse_ms: int) -> str:
        """Why this board cannot give ``channel`` (from 1) a pulse of ``pulse_ms``; empty when it can."""
        if why := self.profile.unfit(channel, pulse_ms):
            return why
        if self.profile.times_itself and pulse_ms != self.own_pulse_ms:
            return f"the board's own pulse is {self.own_pulse_ms} ms; it cannot be told {pulse_ms} ms"
        return ""


def faults(lines: Sequence[AnyLine], boards: Sequence[BoardSettings]) -> list[str]:
    """Every reason why these lines and boards cannot work together; empty when they can."""
    by_name = {line.name: line for line in lines}
    found = [f"line {name}: named twice" for name in _twice([line.name for line in lines])]
    found += [f"board {name}: named twice" for name in _twice([board.name for board in boards])]
    places = _twice([(board.line, board.address) for board in boards])
    found += [f"line {line}: two boards at address {address}" for line, address in places]
    found += [
        f"line {name}: boards of two protocols, which would take each other's frames for their own"
        for name in by_name
        if len({board.profile.protocol for board in boards if board.line == name}) > 1
    ]
    return found + list(chain.from_iterable(_misfits(board, by_name.get(board.line)) for board in boards))


def _misfits(board: BoardSettings, line: AnyLine | None) -> Iterator[str]:
    profile, told = board.profile, f"board {board.name}: "
    first, last = profile.addresses
    if line is None:
        yield f"{told}no line {board.line}"
        return
    kind = "tcp" if isinstance(line, TcpLine) else "rtu"
    if kind not in profile.transports:
        yield f"{told}{profile.model} speaks {' and '.join(profile.transports)}, not {kind}"
    elif not isinstance(line, TcpLine) and line.baud > profile.baud_max:
        yield f"{told}{line.baud} baud, but {profile.model} stands at most {profile.baud_max}"
    if not first <= board.address <= last:
        yield f"{told}address {board.address} is not in {first}..{last}"
    if profile.refused:
        yield f"{told}{profile.model} must not be used: {profile.refused}"
    if profile.times_itself != bool(board.own_pulse_ms):
        needs = "needs" if profile.times_itself else "has no use for"
        yield f"{told}{profile.model} {needs} own_pulse_ms"


def _twice(things: Sequence[T]) -> list[T]:
    return [thing for thing, times in Counter(things).items() if times > 1]
