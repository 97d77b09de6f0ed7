"""Applying put together from TOML and credentials: from the touch to the hall, and without a hall or a disk."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.acts.keys import MacKeyError, keys_of
from kiosk.flows.effects import Look
from kiosk.flows.inputs import CameraSaw, Sight
from kiosk.flows.submit.states import Camera, Done
from tests.kiosk.acts.story import couple
from tests.kiosk.applying_story import credentials, hands_in, running
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority
from tests.real.wait import until


@pytest.fixture
def tls(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "tls")


async def test_from_the_touch_to_the_hall(tmp_path: Path, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, running(tmp_path, hall) as (shell, applying):
        await until(lambda: shell.model.catalogue and shell.model.hall_up)
        hands_in(shell, couple(applying.pages))
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
        hands_in(shell, couple(applying.pages))
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
