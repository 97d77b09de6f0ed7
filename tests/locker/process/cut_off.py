"""``python -m tests.locker.process.cut_off kiosk.toml``: lockerd, killed by SIGKILL exactly before or after one commit.

All of it is production code; only the ledger it is given looks, at each commit, into the file ``cut`` beside it:
``before 3`` or ``after 3`` counts from when that file came. What was being written then is left in ``where``.
"""

import asyncio
import contextlib
import os
import signal
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

from config.load import load_kiosk
from locker import __main__ as lockerd
from locker.contract.answers import AnyAnswer
from locker.contract.events import AnyEvent, Entry
from locker.contract.ids import BootId, KioskId, RequestId
from locker.credentials import read_secrets
from locker.ledger.ledger import Ledger
from locker.wiring import known_profiles

CUT, WHERE, WRITTEN = "cut", "where", "written"


class CutOffLedger(Ledger):
    """Tells what it writes, a line a commit, and may die of it."""

    folder: Path
    _counted = 0

    def commit(
        self,
        events: Sequence[AnyEvent],
        at_ms: int,
        request: RequestId | None = None,
        answer: AnyAnswer | None = None,
        verb: str = "",
    ) -> list[Entry]:
        what = " + ".join(event.__struct_config__.tag for event in events)  # type: ignore[misc]
        wish = self._wish()
        self._counted = self._counted + 1 if wish else 0
        self._die_if(wish, "before", what)
        entries = super().commit(events, at_ms, request, answer, verb)
        self._die_if(wish, "after", what)
        with contextlib.suppress(OSError), (self.folder / WRITTEN).open("a") as written:  # its disk may take nothing
            written.write(what + "\n")
        return entries

    def _wish(self) -> str:
        try:
            return (self.folder / CUT).read_text()
        except FileNotFoundError:
            return ""

    def _die_if(self, wish: str, side: str, what: str) -> None:
        if wish == f"{side} {self._counted}":
            (self.folder / WHERE).write_text(f"{side} {what}")
            os.kill(os.getpid(), signal.SIGKILL)


async def _serve(path: Path) -> None:
    machine, boot = load_kiosk(path, known_profiles()), BootId(uuid.uuid4().hex)
    asyncio.get_running_loop().set_exception_handler(lockerd._end_on_bug)
    ledger = CutOffLedger(Path(machine.lockerd.ledger), boot)
    ledger.folder = path.parent
    await lockerd._open(machine, read_secrets(machine), KioskId(machine.kiosk.id), ledger, boot)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
