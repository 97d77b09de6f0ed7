"""``python -m tests.failures.kiosk_cut_off FOLDER URL CA KEYS``: a kiosk without glass, switched on anew for each line.

``hands_in ID``: a draft is kept, the application handed in, its notice printed, and all of it brought to the hall.
``comes_back ID``: the power is back; what waits is counted, and brought to the hall. Every line is a process of its own
(fork), so that it can be killed; the answer is a line of JSON. Store, acts, uploader and wire are production's.
"""

import asyncio
import base64
import json
import os
import sys
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from nacl.public import PublicKey, SealedBox

from intake.clock.day import after_hours
from intake.review.application import ApplicantStanding
from intake.review.decide import review
from kiosk.acts.acts import Acts, Paperwork, Room
from kiosk.acts.desk import Desk
from kiosk.acts.keys import notice_mac
from kiosk.applying import now
from kiosk.devices.absent import NoCamera, NoReader
from kiosk.devices.darkroom import PictureRoom
from kiosk.devices.pages import PageStore
from kiosk.examples.catalogue import OFFICE, catalogue_in_use
from kiosk.flows import begin
from kiosk.flows.effects import HandIn, KeepDraft, Print
from kiosk.flows.inputs import DraftKept, HandedIn, Input, Paper, Printed
from kiosk.flows.visit import Visit
from kiosk.hall.client import HallClient
from kiosk.hall.token import api_key
from kiosk.hall.uploader import Uploader
from kiosk.hall.wire import Hall, Reply, Wire
from kiosk.store import Books, Drafts, Store, Submissions
from kiosk.store.books import Act, StoreTrouble, T
from kiosk.store.store import FILE
from tests.failures.power import Power
from tests.kiosk.acts.story import NoTyping, couple, paper, slip_words, words
from tests.kiosk.story import PLACE
from tests.real.wait import until

STORE, PRINTED = "store", "printed"
Fed = TypeVar("Fed", bound=Input)


class CutBooks(Books):
    """Its commits are moments."""

    def __init__(self, path: Path, power: Power) -> None:
        super().__init__(path)
        self._power = power
        self._db.set_trace_callback(power.statement)

    def act(self, do: Act[T]) -> T | StoreTrouble:
        done = super().act(do)
        self._power.committed()
        return done


class CutWire(Wire):
    """Its requests are moments: before they leave, and when the answer is here."""

    power: Power

    async def send(self, method: str, path: str, *told: Any, **limits: Any) -> Reply | None:
        with self.power.around(f"{method} {path.split('/')[3]}"):
            return await super().send(method, path, *told, **limits)


class CutPrinter:
    """Paper is a line of a file; each copy is a moment."""

    def __init__(self, path: Path, power: Power) -> None:
        self._path = path
        self._power = power

    async def print(self, job: bytes) -> Printed:
        with self._power.around("printing"), self._path.open("ab") as paper:
            paper.write(job + b"\n")
        return Printed(Paper.PRINTED)


class Machine:
    """One kiosk, switched on."""

    def __init__(self, folder: Path, hall: Hall, keys: Path) -> None:
        power = Power(folder)
        books = CutBooks(folder / STORE / FILE, power)
        self.store = Store(folder / STORE, books, Submissions(books), Drafts(books))
        wire = CutWire(hall)
        wire.power = power
        self.client = HallClient(wire)
        self.pages = PageStore()
        self._fed: list[Input] = []
        model = replace(begin(replace(PLACE, applies=True), "run", 0), catalogue=catalogue_in_use())
        printer = CutPrinter(folder / PRINTED, power)
        self.acts = Acts(self._room(printer, keys), lambda: model, self._fed.append, _bug)

    def _room(self, printer: CutPrinter, keys: Path) -> Room:
        seal = SealedBox(PublicKey(base64.b64decode((keys / "hall_box.pub").read_text()))).encrypt
        mac = notice_mac((keys / "notice_mac.key").read_text().strip())
        return Room(
            desk=Desk(kiosk="k1", letter="E", series=1, office=OFFICE, mac=mac, seal=seal),
            store=self.store,
            client=self.client,
            pages=self.pages,
            reader=NoReader(self._fed.append),
            camera=NoCamera(self._fed.append),
            darkroom=PictureRoom(),
            composer=NoTyping(),
            paperwork=Paperwork(printer=printer, receipt=words, slip=slip_words),
            wake_uploader=lambda: None,
            now=now,
        )

    async def hands_in(self, submission: str) -> None:
        """From the draft to the hall's word."""
        papers = {key: paper(self.pages, 3, colour) for key, colour in colours(submission).items()}
        visit = couple(self.pages, id=submission, papers=papers)
        self.acts.carry_out(KeepDraft(visit))
        await self._hears(DraftKept)
        self.acts.carry_out(_whole(visit, now()))
        handed = await self._hears(HandedIn)
        self.acts.carry_out(Print(handed.notices))
        await self._hears(Printed)
        await self.brings_up()

    async def brings_up(self) -> int:
        """Everything to the hall; how many the screen said were waiting, when it began."""
        said: list[int] = []
        task = asyncio.create_task(Uploader(self.client, self.store, on_count=said.append, pause_s_min=0.05).run())
        await until(lambda: said)
        await until(self._all_gone)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return said[0]

    def _all_gone(self) -> bool:
        drafts = self.store.drafts
        return self.store.submissions.not_sent() == (0, 0) and not (drafts.to_upload() or drafts.to_end())

    async def _hears(self, kind: type[Fed]) -> Fed:
        await until(lambda: any(isinstance(one, kind) for one in self._fed))
        return next(one for one in self._fed if isinstance(one, kind))


def colours(submission: str) -> dict[str, str]:
    """Everybody's pages look otherwise."""
    return {"identities": f"#f0{submission[-4:]}", "photo": f"#0f{submission[-4:]}"}


def _whole(visit: Visit, at: datetime) -> HandIn:
    assert visit.item
    holidays, late = catalogue_in_use().holidays, after_hours(at)
    return HandIn(visit, review(visit.item, visit.application(), ApplicantStanding(), at.date(), holidays, late=late))


def _bug(error: BaseException | None) -> None:
    if error:
        raise error


async def _switched_on(folder: Path, hall: Hall, keys: Path, act: str, submission: str) -> int:
    machine = Machine(folder, hall, keys)
    waiting = 0
    if act == "hands_in":
        await machine.hands_in(submission)
    else:
        waiting = await machine.brings_up()
    await machine.client.close()
    machine.store.close()
    return waiting


def _forked(folder: Path, hall: Hall, keys: Path, act: str, submission: str) -> tuple[int, int]:
    """Exit status, negative for a signal; and how many waited."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        waiting = asyncio.run(_switched_on(folder, hall, keys, act, submission))
        os.write(theirs, str(waiting).encode())
        os._exit(0)
    os.close(theirs)
    _, status = os.waitpid(child, 0)
    with os.fdopen(ours) as told:
        return os.waitstatus_to_exitcode(status), int(told.read() or 0)


def main() -> None:
    """Line by line."""
    import_module("aiohttp")  # once, and not after every fork
    catalogue_in_use()
    folder, url, ca_file, keys = Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])
    (folder / STORE).mkdir(mode=0o700)
    key = api_key((keys / "hall_api-k1.key").read_text().strip())
    for line in sys.stdin:
        act, submission = line.split()
        status, waiting = _forked(folder, Hall(url, "k1", key, ca_file), keys, act, submission)
        print(json.dumps({"status": status, "waiting": waiting}), flush=True)


if __name__ == "__main__":
    main()
