"""``python -m kiosk kiosk.toml``: the screen of one machine. ``--check FILE`` only tells whether the file is good."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from config.check import check_kiosk
from config.credentials import Credentials
from config.kiosk import KioskMachine
from config.load import ConfigError, load_kiosk
from kiosk.acts.keys import Keys, MacKeyError, keys_of
from kiosk.controls import ToldPane
from kiosk.devices.absent import NoPrinter
from kiosk.devices.printing import PaperPrinter
from kiosk.flows import Linked, Noticed, begin
from kiosk.flows.proof import Proof
from kiosk.flows.walk import Walk
from kiosk.glass import FontMissingError, open_glass
from kiosk.hall.token import ApiKeyError
from kiosk.notebook import Notebook, read_walk
from kiosk.proof import read_proof
from kiosk.sealing import KEY_NAME, Sealer, SealKeyError, sealer
from kiosk.settings import paper_dots, place_of, window_of
from kiosk.shell import Shell, monotonic_ms
from kiosk.texts import load_texts
from kiosk.watchdog import feed_watchdog
from kiosk.wiring import printer_of, scanner_of
from locker.client import CabinetClient

if TYPE_CHECKING:
    from kiosk.glass.window import Glass

SORRY_S = 3
SAME_FILE = Path()  # --check after the file's name

WALK = Path("var/kiosk.walk.json")

log = logging.getLogger("kiosk")


@dataclass(frozen=True, slots=True)
class Notes:
    """Installation checks: the walk in ``file`` as it was left, and the report of ``drivers.probe``."""

    file: Path = WALK
    walk: Walk = field(default_factory=Walk)
    proof: Proof | None = None


def main(arguments: list[str] | None = None, clock: Callable[[], int] = monotonic_ms) -> int:
    """Run until the window is closed (0), the settings are wrong (2) or a bug shows (1).

    ``clock`` tells the flows' monotonic milliseconds.
    """
    options = _options(arguments)
    if options.check:
        return check_kiosk(options.check)
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
    try:
        machine = load_kiosk(options.file)
        credentials = Credentials(machine.lockerd.credentials)
        seal = sealer(credentials.text(KEY_NAME))
        keys = keys_of(credentials) if machine.applications else None
        glass = open_glass(window_of(machine), options.fonts, options.cache)
    except (ConfigError, SealKeyError, ApiKeyError, MacKeyError, FontMissingError) as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return 2
    proof = read_proof(options.file, machine.kiosk.id)
    notes = Notes(options.walk, read_walk(options.walk, machine.kiosk.id), proof)
    return asyncio.run(serve(machine, glass, seal, keys, options.controls, notes, clock))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kiosk", description="The touch screen of one cabinet.")
    parser.add_argument("file", type=Path, nargs="?", help="kiosk.toml")
    parser.add_argument(
        "--check", type=Path, nargs="?", const=SAME_FILE, metavar="FILE", help="tell every mistake in the file, and end"
    )
    parser.add_argument("--fonts", type=Path, default=Path("var/fonts"), help="folder of NotoSansSC-*.otf")
    parser.add_argument("--cache", type=Path, default=Path("var/kivy"), help="folder Kivy may write into")
    parser.add_argument("--controls", type=Path, metavar="FILE", help="tell there what can be touched, and where")
    parser.add_argument("--walk", type=Path, default=WALK, help="file in which the installation check is kept")
    options = parser.parse_args(arguments)
    if options.check == SAME_FILE:
        options.check = options.file
    if not (options.file or options.check):
        parser.error("which machine? name its kiosk.toml")
    return options


async def serve(
    machine: KioskMachine,
    glass: "Glass",
    seal: Sealer,
    keys: Keys | None = None,
    controls: Path | None = None,
    notes: Notes | None = None,
    clock: Callable[[], int] = monotonic_ms,
) -> int:
    """Screen, lockerd's client, scanner, and applying with ``keys``, on one loop, until one of them ends."""
    loop, notes = asyncio.get_running_loop(), notes or Notes()
    place = place_of(machine, keys.mac if keys else None, notes.proof)
    client = CabinetClient(
        Path(machine.lockerd.socket),
        on_notice=lambda notice: shell.feed(Noticed(notice)),
        on_link=lambda up: shell.feed(Linked(up)),
    )
    model = replace(begin(place, uuid4().hex, clock()), walk=notes.walk)
    pane = ToldPane(glass, controls) if controls else glass
    shell = Shell(model, load_texts(place.languages), pane, seal, client.ask, clock)
    printer = printer_of(machine) or NoPrinter()
    shell.notebook = _notebook(machine, notes.file, shell, printer)
    loop.set_exception_handler(lambda _loop, context: shell.fail(context.get("exception")))
    glass.on_touch = lambda control: shell.touched(control, glass.apart_ms)
    glass.on_drag, glass.on_key, glass.on_close = shell.dragged, shell.key, shell.close
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, shell.close)
    works = [glass.run(), client.run(), shell.tick(), feed_watchdog()]
    if scanner := scanner_of(machine, shell.scanned):
        works.append(scanner.run())
    if machine.applications and keys:
        works.append(_applying(machine, keys, shell, glass, printer))
    return await _until_over(shell, glass, [loop.create_task(work) for work in works])


def _notebook(machine: KioskMachine, file: Path, shell: Shell, printer: PaperPrinter) -> Notebook:
    dots = paper_dots(machine)
    return Notebook(file, printer, dots, load_texts(("zh",))["zh"], lambda: shell.model, shell.feed, shell.fail)


async def _applying(machine: KioskMachine, keys: Keys, shell: Shell, glass: "Glass", printer: PaperPrinter) -> None:
    """Put together after the first frame: what it imports is not small."""
    from kiosk.applying import Applying  # noqa: PLC0415

    if machine.applications is not None:
        applying = Applying(machine, machine.applications, keys, shell, printer)
        glass.pictures, applying.pages.on_picture = applying.pages.look, glass.refresh_pictures
        await applying.run()


async def _until_over(shell: Shell, glass: "Glass", tasks: list[asyncio.Task[None]]) -> int:
    """Wait for the window to be closed, or for anything at all to fail."""
    await asyncio.wait([shell.over, *tasks], return_when=asyncio.FIRST_COMPLETED)
    failed = [error for task in tasks if task.done() and (error := task.exception())]
    error = shell.failure or next(iter(failed), None)
    if error is not None:
        log.critical("a bug ends the screen", exc_info=error)
        shell.apologise()
        glass.draw_now()
        await asyncio.sleep(SORRY_S)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    glass.close()
    return 1 if error else 0


if __name__ == "__main__":
    sys.exit(main())
