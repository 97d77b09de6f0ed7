"""Printer, card reader and scanner on the page: what they show, and what a hand can do to them.

``GET /api/papers`` the papers printed, the oldest first; ``/api/papers/N.png`` one of them, ``hanging.png`` what hangs
out; ``POST /api/printer/{verb}`` (``end-after?lines=N``), ``/api/reader/{verb}``, ``/api/reader/lay/{card}``: a hand;
``/api/scanner/paper/N`` holds a printed paper before the scanner, ``/api/scanner/read`` a code with the text sent.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict

from aiohttp import web

from drivers.sim.bench.reply import done, unknown
from drivers.sim.machine import Machine
from drivers.sim.printer import PrintedPaper, SimulatedPrinter
from drivers.sim.sam import SimulatedReader
from drivers.sim.scanner import TEXT_BYTES_MAX, SimulatedScanner

Json = dict[str, object]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LINES = 12
LINES_MAX = 10_000


def printer_state(printer: SimulatedPrinter | None) -> Json | None:
    """The printer's port, what is wrong with it, and its papers without their pictures; None without a printer."""
    if printer is None:
        return None
    return {
        "link": str(printer.link),
        "plugged": printer.plugged,
        "width_dots": printer.width_dots,
        "faults": asdict(printer.faults) | {"out": printer.faults.out},
        "hanging_dots": printer.hanging_dots,
        "papers": [_paper_state(paper) for paper in printer.papers],
    }


def reader_state(reader: SimulatedReader | None) -> Json | None:
    """The reader's port, its faults, the card that lies on it and those at hand; None without a reader."""
    if reader is None:
        return None
    return {
        "link": str(reader.link),
        "plugged": reader.plugged,
        "faults": asdict(reader.faults),
        "laid": reader.laid.id if reader.laid else None,
        "reads": reader.reads,
        "cards": [
            {"id": card.id, "kind": card.kind, "name": card.name, "number": card.number}
            for card in reader.cards.values()
        ],
    }


def scanner_state(scanner: SimulatedScanner | None) -> Json | None:
    """The scanner's port; None without one."""
    return None if scanner is None else {"link": str(scanner.link), "plugged": scanner.plugged}


def counter_routes(machine: Machine) -> list[web.RouteDef]:
    """All of this file's."""
    routes = _Routes(machine)
    return [
        web.get("/api/papers", routes.papers),
        web.get("/api/papers/{number}.png", routes.picture),
        web.post("/api/printer/{verb}", routes.printer),
        web.post("/api/reader/lay/{card}", routes.lay),
        web.post("/api/reader/{verb}", routes.reader),
        web.post("/api/scanner/read", routes.read_text),
        web.post("/api/scanner/paper/{number}", routes.read_paper),
    ]


def _fault(name: str, there: bool) -> Callable[[SimulatedPrinter], bool]:
    def verb(printer: SimulatedPrinter) -> bool:
        setattr(printer.faults, name, there)
        printer.go_on()
        return True

    return verb


def _reader_fault(name: str, there: bool) -> Callable[[SimulatedReader], bool]:
    def verb(reader: SimulatedReader) -> bool:
        setattr(reader.faults, name, there)
        return True

    return verb


def _renew_paper(printer: SimulatedPrinter) -> bool:
    printer.renew_paper()
    return True


PRINTER_VERBS: Mapping[str, Callable[[SimulatedPrinter], bool]] = {
    "plug": SimulatedPrinter.plug,
    "unplug": SimulatedPrinter.unplug,
    "tear-off": SimulatedPrinter.tear_off,
    "take-papers": SimulatedPrinter.take_papers,
    "renew-paper": _renew_paper,
    "near-end": _fault("near_end", True),
    "open-cover": _fault("cover_open", True),
    "shut-cover": _fault("cover_open", False),
    "jam": _fault("jammed", True),
    "unjam": _fault("jammed", False),
    "go-offline": _fault("offline", True),
    "go-online": _fault("offline", False),
    "hush": _fault("silent", True),
    "speak": _fault("silent", False),
    "garble": _fault("garbled", True),
    "ungarble": _fault("garbled", False),
}
READER_VERBS: Mapping[str, Callable[[SimulatedReader], bool]] = {
    "plug": SimulatedReader.plug,
    "unplug": SimulatedReader.unplug,
    "lift": SimulatedReader.lift,
    "smudge": _reader_fault("unreadable", True),
    "wipe": _reader_fault("unreadable", False),
    "hush": _reader_fault("silent", True),
    "speak": _reader_fault("silent", False),
    "garble": _reader_fault("garbled", True),
    "ungarble": _reader_fault("garbled", False),
}


class _Routes:
    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    async def papers(self, _request: web.Request) -> web.Response:
        printer = self._machine.printer
        papers = printer.papers if printer else []
        return web.json_response([_paper_state(paper) | {"text": paper.text} for paper in papers])

    async def picture(self, request: web.Request) -> web.Response:
        """One paper, or what hangs out."""
        number, printer = request.match_info["number"], self._machine.printer
        if printer is not None and number == "hanging":
            return _png(printer.hanging_png())
        for paper in printer.papers if printer else ():
            if str(paper.number) == number:
                return _png(paper.png())
        return unknown("paper", ())

    async def printer(self, request: web.Request) -> web.Response:
        name, printer = request.match_info["verb"], self._machine.printer
        lines = request.query.get("lines", str(LINES))
        if printer is not None and name == "end-after" and lines.isdecimal():
            printer.paper_ends_after(min(int(lines), LINES_MAX))
            return self._told(True)
        verb = PRINTER_VERBS.get(name)
        if verb is None or printer is None:
            return unknown("verb", [*PRINTER_VERBS, "end-after"] if printer else ())
        return self._told(verb(printer))

    async def reader(self, request: web.Request) -> web.Response:
        verb, reader = READER_VERBS.get(request.match_info["verb"]), self._machine.reader
        if verb is None or reader is None:
            return unknown("verb", READER_VERBS if reader else ())
        return self._told(verb(reader))

    async def lay(self, request: web.Request) -> web.Response:
        card, reader = request.match_info["card"], self._machine.reader
        if reader is None or card not in reader.cards:
            return unknown("card", reader.cards if reader else ())
        return self._told(reader.lay(card))

    async def read_text(self, request: web.Request) -> web.Response:
        """A code on a telephone, or on a paper from elsewhere; the body is its text."""
        scanner = self._machine.scanner
        if scanner is None:
            return unknown("scanner", ())
        text = (await request.content.read(TEXT_BYTES_MAX + 1)).decode(errors="replace")
        return done(scanner.read(text))

    async def read_paper(self, request: web.Request) -> web.Response:
        """One printed paper is held before it."""
        scanner, printer = self._machine.scanner, self._machine.printer
        papers = {str(paper.number): paper for paper in printer.papers} if printer else {}
        paper = papers.get(request.match_info["number"])
        if scanner is None or paper is None:
            return unknown("paper", papers)
        return done(scanner.read_picture(paper.png()))

    def _told(self, moved: bool) -> web.Response:
        self._machine.live.tell()
        return done(moved)


def _paper_state(paper: PrintedPaper) -> Json:
    return {"number": paper.number, "at_ms": paper.at_ms, "cut": paper.cut, "height_dots": paper.height_dots}


def _png(data: bytes) -> web.Response:
    return web.Response(body=data, content_type="image/png", headers={"Cache-Control": "no-store"})
