"""The devices of one machine, from its TOML: the only file of the kiosk that sees drivers."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from config.kiosk import KioskMachine
from drivers.id_reader.card import CardKind, IdCard
from drivers.id_reader.reader import IdReader
from drivers.printer.printer import Printer
from drivers.printer.state import PaperLeft, PrinterState
from drivers.scanner.serial_scanner import SerialScanner
from drivers.trouble import Cause, Trouble
from intake.identity.nations import nation
from kiosk.flows.inputs import CardRead, Paper, Printed, ReaderTrouble, Unread
from kiosk.flows.visit import Card

if TYPE_CHECKING:
    from drivers.probe.technician import Technician
    from drivers.probe.words import Says
    from kiosk.devices.camera import Frames


def scanner_of(machine: KioskMachine, on_text: Callable[[str], None]) -> SerialScanner | None:
    """The scanner, if there is one."""
    return SerialScanner(machine.screen.scanner, on_text) if machine.screen.scanner else None


class ReceiptPrinter:
    """The receipt printer as the acts know one. ``void``: what ends a piece of paper that did not come out whole."""

    def __init__(self, printer: Printer, void: Callable[[], bytes]) -> None:
        self._printer = printer
        self._void = void
        self._torn = False

    async def print(self, job: bytes) -> Printed:
        """Print, and say what became of it. What hangs out half from before is first marked as void, and cut off."""
        before = await asyncio.to_thread(self._void) if self._torn else b""
        done = await self._printer.print(before + job)
        if done is not None:
            paper = paper_of(done)
            torn = is_torn(done) and not paper.went
            self._torn = torn or (self._torn and not paper.went)
            return Printed(paper, torn=torn)
        self._torn = False
        after = await self._printer.state()
        return Printed(Paper.PRINTED, isinstance(after, PrinterState) and after.paper is PaperLeft.NEAR_END)


def printer_of(machine: KioskMachine) -> ReceiptPrinter | None:
    """The receipt printer, if there is one."""
    table = machine.printer
    return ReceiptPrinter(Printer(table.port, table.baud), partial(_void, table.width_dots)) if table else None


def _void(width_dots: int) -> bytes:
    from kiosk.paper.receipt import void_mark  # noqa: PLC0415 (the first screen prints nothing)

    return void_mark(width_dots)


def is_torn(result: PrinterState | Trouble) -> bool:
    """Whether a part of what did not come out whole may be on paper."""
    return result.sent if isinstance(result, Trouble) else result.begun


def paper_of(result: PrinterState | Trouble) -> Paper:
    """What a person is told of a print that did not come out whole, or of which the printer says nothing."""
    if isinstance(result, Trouble):
        return Paper.JAMMED if result.sent else Paper.NO_PRINTER
    if result.paper is PaperLeft.OUT:
        return Paper.OUT
    if result.cover_open:
        return Paper.COVER_OPEN
    if result.jammed or result.offline:
        return Paper.JAMMED
    return Paper.JAMMED if result.known else Paper.SENT


class CardReader:
    """The identity card reader as the acts know one; feeds ``CardRead`` and ``ReaderTrouble``."""

    def __init__(self, port: str, baud: int, feed: Callable[[CardRead | ReaderTrouble], None]) -> None:
        self._feed = feed
        self._reader = IdReader(port, self._card, self._trouble, baud=baud)

    async def run(self) -> None:
        """Serve until cancelled."""
        await self._reader.run()

    def look(self, *, on: bool) -> None:
        """Look for a card, or stop."""
        self._reader.look(on)

    def _card(self, card: IdCard) -> None:
        self._feed(read_card(card, laid_now=self._reader.laid_now))

    def _trouble(self, trouble: Trouble) -> None:
        gone = trouble.cause in {Cause.PORT_GONE, Cause.NO_REPLY}
        self._feed(ReaderTrouble(Unread.NO_READER if gone else Unread.UNREADABLE))


def read_card(card: IdCard, *, laid_now: bool) -> CardRead | ReaderTrouble:
    """What a flow hears of a card; of a kind we do not know only that it is one."""
    if card.kind is CardKind.UNSUPPORTED:
        return ReaderTrouble(Unread.UNKNOWN_CARD)
    sex = {1: "male", 2: "female"}.get(card.sex, "")
    told = Card(card.name, card.number, card.birth, card.address, card.valid_to, sex, nation(card.nation))
    return CardRead(told, laid_now)


def reader_of(machine: KioskMachine, feed: Callable[[CardRead | ReaderTrouble], None]) -> CardReader | None:
    """The card reader, if there is one."""
    table = machine.id_reader
    return CardReader(table.port, table.baud, feed) if table else None


def frames_of(machine: KioskMachine) -> "Frames | None":
    """The document camera, if there is one."""
    table = machine.camera
    if table is None:
        return None
    from drivers.camera.camera import Camera  # noqa: PLC0415 (OpenCV)

    return Camera(table.source, table.width, table.height)


def probe_words(language: str) -> "Says":
    """What the installation check says in that language."""
    from drivers.probe.words import Words  # noqa: PLC0415 (only the glass of the installation check needs it)

    return Words(language)


async def prove(toml: Path, who: str, technician: "Technician", words: "Says", *, anew: bool | None) -> bool | str:
    """The installation check (``drivers/probe``) with ``technician``: all is right, or not; or why it cannot be done.

    ``anew``: whatever lies there from before is forgotten; None: the technician is asked.
    """
    from drivers.probe.__main__ import REPORT_SUFFIX  # noqa: PLC0415
    from drivers.probe.course import Status, Wanted, run  # noqa: PLC0415
    from drivers.probe.machine import MachineError  # noqa: PLC0415
    from drivers.probe.report import ReportError  # noqa: PLC0415

    wanted = Wanted(toml, toml.with_suffix(REPORT_SUFFIX), who, soak=None, again=anew)
    try:
        status = await run(wanted, technician, words)
    except (MachineError, ReportError, OSError) as error:
        return str(error)
    return words.say("lockerd") if status is Status.LOCKERD_RUNS else status is Status.RIGHT
