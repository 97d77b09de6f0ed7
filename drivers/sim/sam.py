"""An identity card reader (SAM module) on a pseudo-terminal, and the hand that lays cards on it.

After one successful read it finds the card no more until it has been lifted, as real ones do (HARDWARE 3.1).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from drivers.sim.sam_card import PHOTO, TEXT_BYTES, Card
from drivers.sim.sam_frames import Commands, frame
from drivers.sim.terminal import Terminal

_OK = bytes.fromhex("00 00 90")
_FOUND = bytes.fromhex("00 00 9F 00 00 00 00")
_NONE = bytes.fromhex("00 00 80")
_SELECTED = _OK + bytes(8)
_NOT_SELECTED = bytes.fromhex("00 00 81")
_NOT_READ = bytes.fromhex("00 00 41")
_BAD_CHECKSUM = bytes.fromhex("00 00 10")
_UNKNOWN_COMMAND = bytes.fromhex("00 00 21")
_MODULE_ID = _OK + bytes(16)
_LENGTHS = TEXT_BYTES.to_bytes(2, "big") + len(PHOTO).to_bytes(2, "big")


@dataclass
class ReaderFaults:
    """What is wrong, as long as it stands.

    ``unreadable``: cards are found and cannot be read; ``reads_garbled``: only what is read of a card is garbled;
    ``finds_again``: the reader goes on finding a card it has read, as some do; ``stumbles``: how many more times a card
    is not selected, as while it slides into its place.
    """

    unreadable: bool = False
    reads_garbled: bool = False
    finds_again: bool = False
    stumbles: int = 0
    silent: bool = False
    garbled: bool = False


class SimulatedReader:
    """One reader and the cards at hand. Call from one event loop only."""

    def __init__(self, link: Path, cards: Iterable[Card] = (), on_change: Callable[[], None] = lambda: None) -> None:
        self.faults = ReaderFaults()
        self.cards = {card.id: card for card in cards}
        self.laid: Card | None = None
        self.finds = 0
        self.reads = 0
        self._on_change = on_change
        self._terminal = Terminal(link, self._hear)
        self._commands = Commands()
        self._selected = False
        self._given = False
        self._answers: dict[bytes, Callable[[], bytes]] = {
            b"\x11\xff": lambda: _OK,
            b"\x10\xff": lambda: _OK,
            b"\x12\xff": lambda: _MODULE_ID,
            b"\x20\x01": self._find,
            b"\x20\x02": self._select,
            b"\x30\x01": self._read,
        }

    @property
    def link(self) -> Path:
        """The port's stable name."""
        return self._terminal.link

    @property
    def plugged(self) -> bool:
        """The port is there."""
        return self._terminal.plugged

    def plug(self) -> bool:
        """Make the port appear."""
        self._commands, self._selected, self._given = Commands(), False, False
        return self._terminal.plug()

    def unplug(self) -> bool:
        """Pull it out."""
        return self._terminal.unplug()

    def lay(self, card: str) -> bool:
        """Lay a card down; False while one lies there. :raises KeyError: no such card."""
        laid = self.cards[card]
        if self.laid is not None:
            return False
        self.laid, self._selected, self._given = laid, False, False
        return True

    def lift(self) -> bool:
        """Take the card away; False when none lies there."""
        there, self.laid = self.laid is not None, None
        return there

    def _hear(self, data: bytes) -> None:
        for command in self._commands.feed(data):
            self._say(_BAD_CHECKSUM if command is None else self._answers.get(command, lambda: _UNKNOWN_COMMAND)())

    def _find(self) -> bytes:
        self.finds += 1
        return _FOUND if self._there() else _NONE

    def _there(self) -> bool:
        return self.laid is not None and (not self._given or self.faults.finds_again)

    def _select(self) -> bytes:
        stumbled = self.faults.stumbles > 0
        self.faults.stumbles -= stumbled
        self._selected = self._there() and not stumbled
        return _SELECTED if self._selected else _NOT_SELECTED

    def _read(self) -> bytes:
        if not self._selected or self.laid is None or self.faults.unreadable:
            return _NOT_READ
        self._selected, self._given = False, True
        self.reads += 1
        self._on_change()
        return _OK + _LENGTHS + self.laid.text() + PHOTO

    def _say(self, body: bytes) -> None:
        if self.faults.silent:
            return
        whole = frame(body)
        if self.faults.garbled or (self.faults.reads_garbled and len(body) > len(PHOTO)):
            whole = whole[:-1] + bytes((whole[-1] ^ 0xFF,))
        self._terminal.say(whole)
