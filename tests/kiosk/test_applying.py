"""Applying put together from TOML and credentials: from the touch to the hall, and without a hall or a disk."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from config.credentials import Credentials
from config.kiosk import Hall as HallTable
from config.kiosk import KioskMachine
from config.load import load_kiosk
from intake.review.application import ApplicantStanding
from intake.review.decide import review
from kiosk.acts.keys import MacKeyError, keys_of
from kiosk.applying import Applying, today
from kiosk.flows import begin
from kiosk.flows.effects import Look
from kiosk.flows.inputs import CameraSaw, Sight
from kiosk.flows.states import Home
from kiosk.flows.submit.states import Camera, Done, HandingIn
from kiosk.hall.wire import Hall
from kiosk.settings import place_of
from kiosk.shell import Shell
from kiosk.texts import load_texts
from tests.kiosk.acts.story import HALL_KEY, couple
from tests.kiosk.hall.stand_in import KEY, Counter, served
from tests.kiosk.shell_story import LastScene, no_cabinet
from tests.real.authority import Authority
from tests.real.wait import until

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tls(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "tls")


def credentials(folder: Path) -> Credentials:
    folder.mkdir()
    secrets = {"hall_api.key": KEY, "notice_mac.key": b"m" * 32, "hall_box.pub": bytes(HALL_KEY.public_key)}
    for name, secret in secrets.items():
        (folder / name).write_bytes(base64.b64encode(secret))
        (folder / name).chmod(0o600)
    return Credentials(folder)


def machine(folder: Path, hall: Hall) -> KioskMachine:
    """The example's kiosk, with no devices but what it stores in ``folder``."""
    example = load_kiosk(ROOT / "config" / "examples" / "kiosk.toml")
    assert example.applications
    table = structs.replace(
        example.applications, store=str(folder / "store"), catalogue=str(ROOT / "config" / "catalogue")
    )
    here = structs.replace(example, applications=table, hall=HallTable(url=hall.url, ca_file=hall.ca_file))
    return structs.replace(here, kiosk=structs.replace(here.kiosk, id="k1"), printer=None, id_reader=None, camera=None)


@asynccontextmanager
async def running(folder: Path, hall: Hall) -> AsyncIterator[tuple[Shell, Applying]]:
    here, keys = machine(folder, hall), keys_of(credentials(folder / "credentials"))
    model = begin(place_of(here, keys.mac), "run", 0)
    shell = Shell(model, load_texts(("zh", "en")), LastScene(), lambda _: "box", no_cabinet)
    shell.model = shell.model.show(Home())
    assert here.applications
    applying = Applying(here, here.applications, keys, shell)
    task = asyncio.create_task(applying.run())
    try:
        yield shell, applying
        assert not task.done()
        assert shell.failure is None
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def hands_in(shell: Shell, applying: Applying) -> None:
    """Somebody with everything presses the last button."""
    assert shell.model.catalogue
    visit = couple(applying.pages)
    assert visit.item
    outcome = review(visit.item, visit.application(), ApplicantStanding(), today(), shell.model.catalogue.holidays)
    waiting = HandingIn(outcome, shell.model.now_ms, lost=True)
    shell.model = replace(shell.model, visit=visit).show(waiting)
    shell.touched("again")


async def test_from_the_touch_to_the_hall(tmp_path: Path, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, running(tmp_path, hall) as (shell, applying):
        await until(lambda: shell.model.catalogue and shell.model.hall_up)
        hands_in(shell, applying)
        await until(lambda: isinstance(shell.model.screen, Done))
        done = shell.model.screen
        assert isinstance(done, Done)
        counter.case_of = lambda _submission: done.case
        await until(lambda: isinstance(shell.model.screen, Done) and shell.model.screen.sent)

        assert counter.acknowledged == ["a" * 32]
        assert shell.model.waiting == 0


async def test_without_a_hall_it_is_kept_and_said_to_wait(tmp_path: Path, tls: Authority) -> None:
    async with served(Counter(), tls) as hall:
        pass
    async with running(tmp_path, hall) as (shell, applying):
        await until(lambda: shell.model.catalogue)
        hands_in(shell, applying)
        await until(lambda: isinstance(shell.model.screen, Done))
        await until(lambda: shell.model.waiting == 1)

        assert not shell.model.hall_up


async def test_a_machine_without_a_camera_says_so(tmp_path: Path, tls: Authority) -> None:
    async with served(Counter(), tls) as hall, running(tmp_path, hall) as (shell, applying):
        await until(lambda: shell.model.catalogue)
        shell.model = replace(shell.model, visit=couple(applying.pages)).show(Camera("photo"))
        shell.acts.carry_out(Look(on=True))
        await until(lambda: isinstance(shell.model.screen, Camera) and shell.model.screen.saw)

        assert shell.model.screen == Camera("photo", saw=CameraSaw(Sight.NO_CAMERA))


async def test_a_store_that_cannot_be_opened_leaves_the_cabinet_working(
    tmp_path: Path, tls: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "store").touch()
    async with served(Counter(), tls) as hall, running(tmp_path, hall) as (shell, _applying):
        await until(lambda: "nobody can apply here" in caplog.text)

        assert shell.model.catalogue is None


def test_a_secret_that_is_none_is_told_by_its_name(tmp_path: Path) -> None:
    good = credentials(tmp_path / "credentials")
    (tmp_path / "credentials" / "notice_mac.key").write_text("c2hvcnQ=")

    with pytest.raises(MacKeyError, match=r"notice_mac\.key"):
        keys_of(good)
