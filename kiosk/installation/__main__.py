"""``python -m kiosk.installation kiosk.toml``: the installation check at the touch screen, beside no lockerd.

Exit status 0: everything is right; 1: not everything; 2: the screen or the file cannot be used.
"""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from config.kiosk import KioskMachine
from config.load import ConfigError, load_kiosk
from kiosk.controls import ToldPane
from kiosk.glass import FontMissingError, open_glass
from kiosk.installation.course import Course, Prove
from kiosk.installation.pinyin import Pinyin
from kiosk.installation.sheet import Sheet
from kiosk.installation.technician import GlassTechnician
from kiosk.installation.view import Says, scene
from kiosk.proof import read_proof
from kiosk.scene import Scene
from kiosk.settings import place_of, window_of
from kiosk.shell import Pane, monotonic_ms
from kiosk.texts import load_texts
from kiosk.watchdog import feed_watchdog
from kiosk.wiring import printer_of, probe_words, prove

if TYPE_CHECKING:
    from kiosk.glass.window import Glass

log = logging.getLogger("installation")


def main(arguments: list[str] | None = None, prove: Prove = prove) -> int:
    """Run until the technician ends it, or the window is closed."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
    try:
        machine = load_kiosk(options.file)
        glass = open_glass(window_of(machine), options.fonts, options.cache)
    except (ConfigError, FontMissingError) as error:
        print(f"installation: {error}", file=sys.stderr)
        return 2
    return asyncio.run(serve(machine, glass, options, prove))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kiosk.installation", description=__doc__)
    parser.add_argument("file", type=Path, help="kiosk.toml, which is corrected when the technician agrees")
    parser.add_argument("--who", default="", help="who checks; asked for otherwise")
    parser.add_argument("--fonts", type=Path, default=Path("var/fonts"), help="folder of NotoSansSC-*.otf")
    parser.add_argument("--cache", type=Path, default=Path("var/kivy"), help="folder Kivy and librime may write into")
    parser.add_argument("--controls", type=Path, metavar="FILE", help="tell there what can be touched, and where")
    return parser.parse_args(arguments)


async def serve(machine: KioskMachine, glass: "Glass", options: argparse.Namespace, prove: Prove) -> int:
    """Screen and course on one loop, until one of them ends."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    words: dict[str, Says] = {language: probe_words(language) for language in machine.kiosk.languages}
    pane = ToldPane(glass, options.controls) if options.controls else glass
    pinyin = Pinyin(options.cache / "rime")
    technician = GlassTechnician(
        _sheet(machine, options.file), lambda: shown(technician.sheet), monotonic_ms, pinyin.compose
    )
    shown = _shown(pane, machine.kiosk.languages, words)
    pinyin.feed = technician.feed
    course = Course(machine, options.file, options.who, technician, words, printer_of(machine), prove)
    glass.on_touch, glass.on_key, glass.on_close = technician.touched, technician.key, ended.set
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    walking = loop.create_task(course.run())
    beside = [loop.create_task(work) for work in (glass.run(), feed_watchdog(), ended.wait(), pinyin.run())]
    await asyncio.wait([walking, *beside], return_when=asyncio.FIRST_COMPLETED)
    failed = [error for task in (walking, *beside) if task.done() and (error := task.exception())]
    for task in (walking, *beside):
        task.cancel()
    # A check that is cut off lets go of all relays and lines before this returns.
    await asyncio.gather(walking, *beside, return_exceptions=True)
    glass.close()
    if failed:
        log.critical("a bug ends the installation check; what was found is kept", exc_info=failed[0])
    return int(bool(failed) or not course.is_right)


def _sheet(machine: KioskMachine, toml: Path) -> Sheet:
    place, proof = place_of(machine), read_proof(toml, machine.kiosk.id)
    return Sheet(
        kiosk=machine.kiosk.id,
        languages=place.languages,
        language=place.languages[0],
        doors=place.doors,
        screen=place.screen,
        prints=machine.printer is not None,
        found=proof.doors if proof else {},
    )


def _shown(pane: Pane, languages: tuple[str, ...], words: dict[str, Says]) -> Callable[[Sheet], None]:
    """Shows a sheet, if it looks different."""
    texts, last = load_texts(languages), Scene("", ())

    def show(sheet: Sheet) -> None:
        nonlocal last
        now = scene(sheet, texts, words, pane.width, pane.height)
        if now.name != last.name:
            log.info("screen: %s", now.name)
        if now != last:
            last = now
            pane.show(now)

    return show


if __name__ == "__main__":
    sys.exit(main())
