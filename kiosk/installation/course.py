"""The check from beginning to end, as often as the technician wants; then its report, and paper."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from config.kiosk import KioskMachine
from kiosk.devices.printing import PaperPrinter
from kiosk.flows.inputs import Paper
from kiosk.installation.sheet import Over
from kiosk.installation.technician import GlassTechnician
from kiosk.installation.view import Says
from kiosk.proof import SUFFIX, read_proof

REPORT_BYTES_MAX = 256 * 1024


class Prove(Protocol):
    """``kiosk.wiring.prove``."""

    async def __call__(
        self, toml: Path, who: str, technician: GlassTechnician, words: Says, *, anew: bool | None
    ) -> bool | str:
        """All is right, or not; or why it cannot be done."""


class Course:
    """``is_right``: whether the last check found everything right."""

    def __init__(
        self,
        machine: KioskMachine,
        toml: Path,
        who: str,
        technician: GlassTechnician,
        words: Mapping[str, Says],
        printer: PaperPrinter | None,
        prove: Prove,
    ) -> None:
        self._machine, self._toml, self._who, self._technician = machine, toml, who, technician
        self._words, self._printer, self._prove = words, printer, prove
        self.is_right = False

    async def run(self) -> None:
        """Until the technician ends it."""
        wish, anew = "", None
        while wish != "finish":
            self.is_right = False
            told = await self._prove(self._toml, self._who, self._technician, self, anew=anew)
            self.is_right = told is True
            over = Over(why=told) if isinstance(told, str) else Over(right=told)
            proof = read_proof(self._toml, self._machine.kiosk.id)
            if proof:
                self._technician.found(proof.doors)
                self._who = proof.who
            wish = await self._technician.ends(over, self._print)
            anew = wish == "anew"

    def say(self, what: str, **values: object) -> str:
        """The words of the report, in the language that is on the glass when they are written."""
        return self._words[self._technician.sheet.language].say(what, **values)

    async def _print(self) -> Paper:
        from kiosk.paper.walk import strip  # noqa: PLC0415 (the first screen prints nothing)

        if self._printer is None or self._machine.printer is None:
            return Paper.NO_PRINTER
        text = await asyncio.to_thread(_text, self._toml.with_suffix(SUFFIX).with_suffix(".txt"))
        lines = [line.strip() for line in text.splitlines()]
        paper = await asyncio.to_thread(strip, lines or [""], self._machine.printer.width_dots)
        return (await self._printer.print(paper)).paper


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(REPORT_BYTES_MAX).decode("utf-8", "replace")
