"""A receipt printer (ESC/POS) on a pseudo-terminal: it prints pictures of paper and answers truthfully, or not at all.

``link`` is the port's stable name. What a person or a mishap may do to it are attributes of ``faults`` and verbs.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drivers.sim.printer_bytes import Parser
from drivers.sim.printer_paper import SPACING_DOTS, Strip
from drivers.sim.terminal import Terminal

PAPERS_MAX = 50
_CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REALTIME = re.compile(b"\x10\x04[\x01-\x04]|" + re.escape(_CLEAR), re.DOTALL)
_FIXED = 0x12


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """One piece of paper. ``number`` counts from 1; ``cut``: by the printer, else it was torn off or the roll ended."""

    number: int
    at_ms: int
    cut: bool
    strip: Strip

    @property
    def text(self) -> str:
        """Its lines as text; pictures are none."""
        return "\n".join(self.strip.text)

    @property
    def height_dots(self) -> int:
        """How long it is."""
        return self.strip.height

    def png(self) -> bytes:
        """As it looks."""
        return self.strip.png()


@dataclass
class PrinterFaults:
    """What is wrong, as long as it stands. ``paper_dots``: how much the roll still has; None: plenty."""

    near_end: bool = False
    paper_dots: int | None = None
    cover_open: bool = False
    offline: bool = False
    jammed: bool = False
    silent: bool = False
    garbled: bool = False

    @property
    def out(self) -> bool:
        """The roll has ended."""
        return self.paper_dots is not None and self.paper_dots <= 0

    @property
    def stops(self) -> bool:
        """It does not print now; what comes waits."""
        return self.out or self.cover_open or self.offline or self.jammed


class SimulatedPrinter:
    """One printer. Call from one event loop only. ``says_when_over``: it knows ``GS r``, as not every clone does."""

    def __init__(
        self,
        link: Path,
        width_dots: int = 576,
        on_change: Callable[[], None] = lambda: None,
        *,
        says_when_over: bool = True,
        now_ms: Callable[[], int] = lambda: int(time.time() * 1000),
    ) -> None:
        self.faults = PrinterFaults()
        self.papers: list[PrintedPaper] = []
        self.width_dots = width_dots
        self.heard_bytes = 0
        self._terminal = Terminal(link, self._hear)
        self._on_change = on_change
        self._says_when_over = says_when_over
        self._now_ms = now_ms
        self._parser = Parser()
        self._strip = Strip(width_dots)
        self._tail = b""
        self._printed = 0

    @property
    def link(self) -> Path:
        """The port's stable name."""
        return self._terminal.link

    @property
    def plugged(self) -> bool:
        """The port is there."""
        return self._terminal.plugged

    @property
    def hanging_dots(self) -> int:
        """How much paper hangs out and is not cut yet."""
        return self._strip.height

    def plug(self) -> bool:
        """Plug it in, freshly switched on: what it had not printed is forgotten."""
        self._parser = Parser()
        return self._terminal.plug()

    def unplug(self) -> bool:
        """Pull it out."""
        return self._terminal.unplug()

    def paper_ends_after(self, lines: int) -> None:
        """The roll has so many lines left."""
        self.faults.paper_dots = lines * SPACING_DOTS

    def renew_paper(self) -> None:
        """A new roll: what hung out is taken away, and printing goes on where it stopped."""
        self.tear_off()
        self.faults.paper_dots, self.faults.near_end = None, False
        self.go_on()

    def tear_off(self) -> bool:
        """Tear off what hangs out; False when nothing does."""
        return self._part(cut=False)

    def take_papers(self) -> bool:
        """Take what was printed away; False when there is none."""
        there = bool(self.papers)
        self.papers.clear()
        return there

    def hanging_png(self) -> bytes:
        """What hangs out and is not cut yet, as it looks."""
        return self._strip.png()

    def go_on(self) -> None:
        """Do what was sent, as far as nothing hinders; called after a fault was mended."""
        while not self.faults.stops and (op := self._parser.take()):
            if op.kind == "cut":
                self._part(cut=True)
            elif op.kind == "say_when_over":
                self._over()
            else:
                self._use(self._strip.do(op))

    def _hear(self, data: bytes) -> None:
        """Realtime commands are obeyed as they arrive, before what is still to be printed."""
        self.heard_bytes += len(data)
        joined, at = self._tail + data, len(self._tail)
        for found in _REALTIME.finditer(joined):
            if found.end() > len(self._tail):
                self._parser.feed(joined[at : found.end()])
                at = found.end()
                self.go_on()
                self._obey(found[0])
        self._parser.feed(joined[at:])
        self._tail = joined[1 - len(_CLEAR) :]
        self.go_on()
        self._on_change()

    def _obey(self, realtime: bytes) -> None:
        if realtime == _CLEAR:
            self._parser.clear()
        else:
            self._say(self._status(realtime[-1]))

    def _over(self) -> None:
        """The answer to ``GS r 1``, which clones may not know."""
        if self._says_when_over:
            self._say(0x03 * self.faults.near_end)

    def _use(self, dots: int) -> None:
        if self.faults.paper_dots is not None:
            self.faults.paper_dots = max(0, self.faults.paper_dots - dots)

    def _part(self, *, cut: bool) -> bool:
        strip, self._strip = self._strip, self._strip.tear()
        if not strip.height:
            return False
        self._printed += 1
        self.papers.append(PrintedPaper(self._printed, self._now_ms(), cut, strip))
        del self.papers[:-PAPERS_MAX]
        return True

    def _status(self, asked: int) -> int:
        faults = self.faults
        return (
            _FIXED
            | {
                1: 0x08 * faults.stops,
                2: 0x04 * faults.cover_open | 0x20 * faults.out | 0x40 * faults.jammed,
                3: 0x08 * faults.jammed,
                4: 0x0C * (faults.near_end or faults.out) | 0x60 * faults.out,
            }[asked]
        )

    def _say(self, byte: int) -> None:
        if not self.faults.silent:
            self._terminal.say(bytes((byte ^ 0x55 if self.faults.garbled else byte,)))
