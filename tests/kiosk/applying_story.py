"""A kiosk that applies, put together from TOML and credentials, its window a scene that is remembered."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from config.credentials import Credentials
from config.kiosk import Camera as CameraTable
from config.kiosk import Hall as HallTable
from config.kiosk import KioskMachine
from config.kiosk import Printer as PrinterTable
from config.load import load_kiosk
from intake.review.application import ApplicantStanding
from intake.review.decide import review
from kiosk.acts.keys import keys_of
from kiosk.applying import Applying, today
from kiosk.devices.absent import NoPrinter
from kiosk.flows import begin
from kiosk.flows.states import Home
from kiosk.flows.submit.states import HandingIn
from kiosk.flows.visit import Visit
from kiosk.hall.wire import Hall
from kiosk.settings import place_of
from kiosk.shell import Shell
from kiosk.texts import load_texts
from kiosk.wiring import printer_of
from tests.kiosk.acts.story import HALL_KEY
from tests.kiosk.hall.stand_in import KEY
from tests.kiosk.shell_story import LastScene, no_cabinet

ROOT = Path(__file__).parents[2]


def credentials(folder: Path) -> Credentials:
    folder.mkdir()
    secrets = {"hall_api.key": KEY, "notice_mac.key": b"m" * 32, "hall_box.pub": bytes(HALL_KEY.public_key)}
    for name, secret in secrets.items():
        (folder / name).write_bytes(base64.b64encode(secret))
        (folder / name).chmod(0o600)
    return Credentials(folder)


def machine(folder: Path, hall: Hall, printer: Path | None, camera: str) -> KioskMachine:
    """The example's kiosk, with no devices but perhaps a printer or a camera, and what it stores in ``folder``."""
    example = load_kiosk(ROOT / "config" / "examples" / "kiosk.toml")
    assert example.applications
    table = structs.replace(
        example.applications, store=str(folder / "store"), catalogue=str(ROOT / "config" / "catalogue")
    )
    here = structs.replace(example, applications=table, hall=HallTable(url=hall.url, ca_file=hall.ca_file))
    paper = PrinterTable(port=str(printer), baud=115200) if printer else None
    eye = CameraTable(source=camera) if camera else None
    return structs.replace(here, kiosk=structs.replace(here.kiosk, id="k1"), printer=paper, id_reader=None, camera=eye)


@asynccontextmanager
async def running(
    folder: Path, hall: Hall, printer: Path | None = None, camera: str = ""
) -> AsyncIterator[tuple[Shell, Applying]]:
    """Everything that runs because people can apply, with the home screen before it."""
    here, keys = machine(folder, hall, printer, camera), keys_of(credentials(folder / "credentials"))
    model = begin(place_of(here, keys.mac), "run", 0)
    shell = Shell(model, load_texts(("zh", "en")), LastScene(), lambda _: "box", no_cabinet)
    shell.model = shell.model.show(Home())
    assert here.applications
    applying = Applying(here, here.applications, keys, shell, printer_of(here) or NoPrinter())
    task = asyncio.create_task(applying.run())
    try:
        yield shell, applying
        assert not task.done()
        assert shell.failure is None
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def hands_in(shell: Shell, visit: Visit, *, tolerance: bool = False) -> None:
    """Somebody presses the last button."""
    assert shell.model.catalogue
    assert visit.item
    application = visit.application(tolerance_chosen=tolerance)
    outcome = review(visit.item, application, ApplicantStanding(), today(), shell.model.catalogue.holidays)
    waiting = HandingIn(outcome, shell.model.now_ms, tolerance, lost=True)
    shell.model = replace(shell.model, visit=visit).show(waiting)
    shell.touched("again")
