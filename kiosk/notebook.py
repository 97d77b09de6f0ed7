"""The technician's notebook: how far the walk through the cabinet is, on the disk and on paper.

It lies in the kiosk's own folder, not beside ``kiosk.toml`` as the report of ``python -m drivers.probe`` does: the
touch screen must not be able to write there.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from durable import files
from kiosk.devices.printing import PaperPrinter
from kiosk.flows.effects import KeepWalk, PrintWalk
from kiosk.flows.inputs import Input, WalkKept, WalkPrinted
from kiosk.flows.model import Model
from kiosk.flows.proof import FINDINGS
from kiosk.flows.walk import Walk
from kiosk.running import Running
from kiosk.screens.walk_report import report
from kiosk.texts import Texts

BYTES_MAX = 1024 * 1024

log = logging.getLogger(__name__)


class _Kept(Struct, frozen=True):
    kiosk: str
    walk: Walk
    version: Literal[1] = 1


def read_walk(path: Path, kiosk: str) -> Walk:
    """The walk as it was left; an empty one where there is none of this kiosk, or it cannot be read."""
    try:
        with path.open("rb") as file:
            kept = msgspec.json.decode(file.read(BYTES_MAX), type=_Kept)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return Walk()
    known = {tried.finding for tried in kept.walk.doors.values()} <= FINDINGS
    return kept.walk if known and kept.kiosk == kiosk else Walk()


class Notebook:
    """``path``: a JSON file; the report for people stands beside it as ``.txt``. ``fail`` hears of bugs."""

    def __init__(
        self,
        path: Path,
        printer: PaperPrinter,
        width_dots: int,
        say: Texts,
        model: Callable[[], Model],
        feed: Callable[[Input], None],
        fail: Callable[[BaseException | None], None],
    ) -> None:
        self._path, self._printer, self._width_dots, self._say = path, printer, width_dots, say
        self._model, self._feed = model, feed
        self._works = Running(fail)
        self._one_at_a_time = asyncio.Lock()

    def carry_out(self, effect: KeepWalk | PrintWalk) -> None:
        """Begin it; nothing is fed before this returns."""
        lines = list(report(self._model(), self._say))
        self._works.begin(self._keep(effect.walk, lines) if isinstance(effect, KeepWalk) else self._print(lines))

    async def _keep(self, walk: Walk, lines: list[str]) -> None:
        kept = msgspec.json.format(msgspec.json.encode(_Kept(str(self._model().place.kiosk), walk)), indent=2)
        async with self._one_at_a_time:
            self._feed(WalkKept(await asyncio.to_thread(self._write, kept, "\n".join(lines) + "\n")))

    def _write(self, kept: bytes, text: str) -> bool:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            files.write(self._path, kept)
            files.write(self._path.with_suffix(".txt"), text.encode())
        except OSError as error:
            log.error("the installation check is not kept: %s", error)
            return False
        return True

    async def _print(self, lines: list[str]) -> None:
        from kiosk.paper.walk import strip  # noqa: PLC0415 (the first screen prints nothing)

        printed = await self._printer.print(await asyncio.to_thread(strip, lines, self._width_dots))
        self._feed(WalkPrinted(printed.paper))
