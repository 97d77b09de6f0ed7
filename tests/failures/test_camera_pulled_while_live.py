"""The document camera is pulled while somebody lays papers down: the screen says so, and goes on when it is back.

The kiosk's own loop and driver on the simulated camera's stream, which ends and begins again.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from drivers.sim.camera.shot import Laying
from drivers.sim.camera.stream import SimulatedCamera
from kiosk.flows.effects import Look
from kiosk.flows.inputs import Sight
from kiosk.flows.submit.states import Camera
from kiosk.scene import Words
from kiosk.screens.show import scene
from kiosk.shell import Shell
from kiosk.texts import load_texts
from tests.kiosk.acts.story import couple
from tests.kiosk.applying_story import running
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority
from tests.real.wait import until

PHOTO = "photo"


@asynccontextmanager
async def before_the_camera(folder: Path, camera: SimulatedCamera) -> AsyncIterator[Shell]:
    """Somebody whose photo is still to be taken looks at the live picture."""
    await camera.start()
    try:
        async with (
            served(Counter(), Authority(folder / "tls")) as hall,
            running(folder, hall, camera=camera.url) as (shell, applying),
        ):
            await until(lambda: shell.model.catalogue)
            visit = couple(applying.pages)
            shell.model = replace(shell.model, visit=replace(visit, papers={})).show(Camera(PHOTO))
            shell.acts.carry_out(Look(on=True))
            yield shell
    finally:
        await camera.unplug()


def sees(shell: Shell) -> Sight | None:
    saw = shell.model.screen.saw if isinstance(shell.model.screen, Camera) else None
    return saw.sight if saw else None


def said(shell: Shell) -> str:
    """Everything the screen says."""
    shown = scene(shell.model, load_texts(("zh",)), 1080, 1920)
    return "".join(one.text for one in shown.elements if isinstance(one, Words))


def taken(shell: Shell) -> int:
    visit = shell.model.visit
    return len(visit.papers[PHOTO].pages) if visit and PHOTO in visit.papers else 0


async def test_it_is_said_and_the_next_page_is_taken_when_it_is_back(tmp_path: Path) -> None:
    camera = SimulatedCamera(1280, 720)
    async with before_the_camera(tmp_path, camera) as shell:
        await until(lambda: sees(shell) is Sight.NO_PAGE)
        camera.lay(Laying(paper="申请表", angle=92))
        await until(lambda: taken(shell) == 1)

        await camera.unplug()
        await until(lambda: sees(shell) is Sight.NO_CAMERA)
        without = said(shell)
        assert taken(shell) == 1, "what was taken stays"

        camera.lay(Laying(paper="租赁合同", angle=92, other=7))
        await camera.plug()
        await until(lambda: taken(shell) == 2)
        assert said(shell) != without
