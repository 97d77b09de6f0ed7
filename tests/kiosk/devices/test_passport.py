"""A passport under the kiosk's camera: read, told, and its picture gone."""

import asyncio

import pytest
from msgspec.structs import replace

from drivers.sim.camera.papers import holder_of
from drivers.sim.camera.shot import Laying, shoot
from kiosk.devices.zone_eye import LOOKS_MAX
from kiosk.flows.inputs import PageTaken, Sight, ZoneRead
from tests.kiosk.devices.test_camera import Desk, watching
from tests.real.wait import until

PASSPORT = Laying(paper="护照", other=8, angle=4)


def zones(desk: Desk) -> list[str]:
    return [one.signs for one in desk.fed if isinstance(one, ZoneRead)]


async def test_a_passport_laid_down_is_read_and_no_page_is_kept() -> None:
    async with watching(Desk()) as desk:
        desk.lens.picture = shoot(PASSPORT).picture
        desk.camera.look(on=True, zone=True)
        await until(lambda: zones(desk) != [])
        desk.camera.look(on=False)

        assert zones(desk)[0] == "".join(holder_of("护照", 8).zone)
        assert not [one for one in desk.fed if isinstance(one, PageTaken)]
        assert desk.pages.live is None
        assert zones(desk)[0] not in repr(desk.fed)


@pytest.mark.parametrize(
    ("laying", "why"),
    [(replace(PASSPORT, blur=4.0), Sight.BLURRED), (Laying(paper="户口簿", angle=2), Sight.NO_ZONE)],
)
async def test_why_nothing_is_read_is_said_after_a_few_looks(laying: Laying, why: Sight) -> None:
    async with watching(Desk()) as desk:
        desk.lens.picture = shoot(laying).picture
        desk.camera.look(on=True, zone=True)
        await until(lambda: desk.saw[-1:] == [why])

        assert desk.looks > LOOKS_MAX
        assert zones(desk) == []


async def test_pages_are_taken_again_when_papers_follow_the_passport() -> None:
    async with watching(Desk()) as desk:
        desk.camera.look(on=True, zone=True)
        await asyncio.sleep(0)
        desk.camera.look(on=False)
        desk.lens.picture = shoot(PASSPORT).picture
        desk.camera.look(on=True)
        await until(lambda: desk.taken != [])

        assert zones(desk) == []
