"""Pages under the camera: taken by themselves once they lie still, told when they cannot be, gone with the visit."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from intake.pages.head import Unfit
from kiosk.devices.camera import DocumentCamera
from kiosk.devices.darkroom import from_phone, turned
from kiosk.devices.pages import PAGES_MAX, PageStore
from kiosk.devices.sheet import Sheet
from kiosk.flows.inputs import CameraSaw, NoRoom, PageTaken, Sight, ZoneRead
from tests.real.wait import until

SIZE = (1280, 720)
A4_SPAN_MM = 640
"""So much of the table is seen when the sheets of these pictures are A4."""


def table() -> NDArray[np.uint8]:
    return np.full((SIZE[1], SIZE[0], 3), 60, np.uint8)


def with_page(x: int = 400, y: int = 60, lines: int = 20) -> NDArray[np.uint8]:
    """A sheet of print on a dark table."""
    picture = Image.fromarray(table())
    pen = ImageDraw.Draw(picture)
    pen.rectangle((x, y, x + 420, y + 594), fill=(240, 240, 240))
    for line in range(lines):
        for word in range(5):
            left, top = x + 40 + word * 68, y + 40 + line * 26
            pen.rectangle((left, top, left + 44 + (line * word) % 17, top + 9), fill=(20, 20, 20))
    return np.asarray(picture, np.uint8)


class Lens:
    """A camera whose picture the story sets; ``picture`` None: it has none."""

    def __init__(self) -> None:
        self.picture: NDArray[Any] | None = table()
        self.number = 0
        self.begun = 0
        self.ended = 0
        self.broken = False

    def begin(self) -> None:
        self.begun += 1

    def end(self) -> None:
        self.ended += 1

    def latest(self) -> tuple[int, NDArray[Any]] | None:
        self.number += 1
        return None if self.picture is None else (self.number, self.picture)


class Desk:
    """A camera at work; ``fed`` is what the flows hear."""

    def __init__(self, span_mm: float = 450) -> None:
        self.lens = Lens()
        self.fed: list[CameraSaw | PageTaken | NoRoom | ZoneRead] = []
        self.looks = 0
        self.pages = PageStore(on_picture=self._looked)
        self.camera = DocumentCamera(self.lens, self.pages, self.fed.append, span_mm, every_s=0.01)

    def _looked(self) -> None:
        self.looks += 1

    @property
    def taken(self) -> list[PageTaken]:
        return [one for one in self.fed if isinstance(one, PageTaken)]

    @property
    def saw(self) -> list[Sight]:
        return [one.sight for one in self.fed if isinstance(one, CameraSaw)]

    async def looks_again(self, times: int = 3) -> None:
        before = self.looks
        await until(lambda: self.looks >= before + times)


@asynccontextmanager
async def watching(desk: Desk) -> AsyncIterator[Desk]:
    task = asyncio.create_task(desk.camera.run())
    desk.camera.look(on=True)
    try:
        yield desk
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_page_that_lies_still_is_taken_once() -> None:
    async with watching(Desk()) as desk:
        await until(lambda: Sight.NO_PAGE in desk.saw)
        desk.lens.picture = with_page()
        await until(lambda: desk.taken)
        await desk.looks_again(10)

        assert len(desk.taken) == 1
        page = desk.taken[0].page
        sheet = desk.pages.sheet(page.id)
        assert sheet
        with Image.open(io.BytesIO(sheet.jpeg)) as picture:
            assert picture.size == (page.width, page.height)
            assert picture.height > picture.width
        assert desk.saw[-1] is Sight.SAME_PAGE


@pytest.mark.parametrize(("span_mm", "long_mm"), [(450, 210), (620, 297)])
async def test_how_large_a_page_is_follows_from_how_much_table_this_camera_sees(span_mm: float, long_mm: float) -> None:
    async with watching(Desk(span_mm)) as desk:
        desk.lens.picture = with_page()
        await until(lambda: desk.taken)

        assert max(desk.taken[0].page.width, desk.taken[0].page.height) == round(long_mm / 25.4 * 150)


async def test_the_outline_is_told_with_the_shape_of_this_cameras_picture() -> None:
    async with watching(Desk()) as desk:
        desk.lens.picture = with_page()[:, 160:1120]
        await until(lambda: any(isinstance(one, CameraSaw) and one.outline for one in desk.fed))

        (seen,) = {one.aspect for one in desk.fed if isinstance(one, CameraSaw) and one.outline}
        assert seen == pytest.approx(4 / 3)


async def test_what_lies_still_is_told_once_so_that_it_keeps_nobodys_visit_open() -> None:
    async with watching(Desk()) as desk:
        desk.lens.picture = with_page()
        await until(lambda: desk.taken)
        await desk.looks_again()
        told = len(desk.fed)
        await desk.looks_again(10)

        assert len(desk.fed) == told


async def test_the_button_takes_a_page_that_was_refused() -> None:
    async with watching(Desk()) as desk:
        desk.lens.picture = with_page(y=300)
        await until(lambda: Sight.CUT_OFF in desk.saw)
        desk.camera.take()
        await until(lambda: desk.taken)

        assert desk.taken[0].page.trouble == "cut_off"


async def lay_again(desk: Desk, picture: NDArray[np.uint8]) -> PageTaken:
    """The table is cleared and a page laid down; what was taken then."""
    before = len(desk.taken)
    desk.lens.picture = table()
    await until(lambda: desk.saw[-1:] == [Sight.NO_PAGE])
    desk.lens.picture = picture
    await until(lambda: len(desk.taken) > before)
    return desk.taken[-1]


async def test_a_page_laid_down_again_is_taken_and_said_to_be_the_same() -> None:
    async with watching(Desk()) as desk:
        first = await lay_again(desk, with_page())
        other = await lay_again(desk, with_page(lines=9))
        again = await lay_again(desk, with_page(x=380, y=70))

        assert (first.twins, other.twins) == ((), ())
        assert again.twins == (first.page.id,)


async def test_a_page_taken_by_the_button_is_compared_like_any_other() -> None:
    async with watching(Desk()) as desk:
        first = await lay_again(desk, with_page())
        desk.camera.take()
        await until(lambda: len(desk.taken) == 2)

        assert desk.taken[1].twins == (first.page.id,)


async def test_a_page_that_was_turned_is_known_again() -> None:
    async with watching(Desk()) as desk:
        first = await lay_again(desk, with_page())
        sheet = desk.pages.sheet(first.page.id)
        around = turned(sheet) if sheet else None
        kept = desk.pages.add(around) if around else None
        desk.pages.drop([first.page.id])

        assert kept
        assert (await lay_again(desk, with_page())).twins == (kept.id,)


async def test_a_page_out_of_a_draft_is_known_again() -> None:
    async with watching(Desk()) as desk:
        first = await lay_again(desk, with_page())
        sheet = desk.pages.sheet(first.page.id)
        assert sheet
        desk.pages.drop([first.page.id])
        desk.pages.put_back({"of the draft": Sheet(sheet.jpeg, sheet.width, sheet.height)})

        assert (await lay_again(desk, with_page())).twins == ("of the draft",)


async def test_a_page_that_was_thrown_away_is_like_no_other() -> None:
    async with watching(Desk()) as desk:
        first = await lay_again(desk, with_page())
        desk.pages.drop([first.page.id])

        assert (await lay_again(desk, with_page())).twins == ()


async def test_a_page_from_the_phone_is_known_under_the_camera() -> None:
    async with watching(Desk(span_mm=A4_SPAN_MM)) as desk:
        sheet = from_phone(encoded(with_page()))
        assert isinstance(sheet, Sheet)
        kept = desk.pages.kept(await desk.pages.compared(sheet))
        assert isinstance(kept, PageTaken)

        assert (await lay_again(desk, with_page())).twins == (kept.page.id,)


async def test_where_no_page_is_seen_the_button_takes_all_of_the_picture() -> None:
    async with watching(Desk()) as desk:
        await until(lambda: Sight.NO_PAGE in desk.saw)
        desk.camera.take()
        await until(lambda: desk.taken)

        page = desk.taken[0].page
        assert page.width > page.height


async def test_a_page_there_is_no_room_for_is_told() -> None:
    async with watching(Desk()) as desk:
        desk.pages.put_back({str(number): Sheet(b"x", 1, 1) for number in range(PAGES_MAX)})
        desk.lens.picture = with_page()
        await until(lambda: NoRoom() in desk.fed)

        assert not desk.taken


async def test_a_camera_that_is_pulled_is_told_and_found_again() -> None:
    async with watching(Desk()) as desk:
        await until(lambda: Sight.NO_PAGE in desk.saw)
        desk.lens.picture, desk.lens.broken = None, True
        await until(lambda: desk.saw[-1] is Sight.NO_CAMERA)
        assert desk.pages.look("live") is None, "an old picture would say that it sees"
        desk.lens.picture, desk.lens.broken = table(), False
        await until(lambda: desk.saw[-1] is Sight.NO_PAGE)


async def test_when_nobody_looks_the_camera_is_off_and_its_picture_gone() -> None:
    async with watching(Desk()) as desk:
        await until(lambda: desk.pages.look("live"))
        desk.camera.look(on=False)

        assert desk.pages.look("live") is None
        await until(lambda: desk.lens.ended == 1)
        looks = desk.looks
        await asyncio.sleep(0.05)
        assert desk.looks == looks
        assert desk.pages.look("live") is None


async def test_the_next_person_may_lay_down_the_same_form() -> None:
    async with watching(Desk()) as desk:
        desk.lens.picture = with_page()
        await until(lambda: desk.taken)
        desk.camera.forget()
        await until(lambda: len(desk.taken) == 2)


async def test_the_live_picture_fits_the_glass() -> None:
    async with watching(Desk()) as desk:
        await until(lambda: desk.pages.look("live"))
        live = desk.pages.look("live")

        assert live
        assert live[:2] == (640, 360)
        assert len(live[2]) == 640 * 360 * 3


def encoded(picture: NDArray[np.uint8], kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind)
    return out.getvalue()


def test_the_page_in_a_phones_picture_is_found_and_straightened() -> None:
    sheet = from_phone(encoded(with_page()))

    assert isinstance(sheet, Sheet)
    assert sheet.height > sheet.width


def test_a_picture_without_a_page_in_it_is_taken_whole() -> None:
    sheet = from_phone(encoded(np.full((600, 800, 3), 200, np.uint8)))

    assert isinstance(sheet, Sheet)
    assert sheet.jpeg.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (b"", Unfit.EMPTY),
        (b"%PDF-1.7 <script>", Unfit.PDF),
        (b"\xff\xd8\xff garbage", Unfit.DAMAGED),
        (encoded(with_page())[:5000], Unfit.DAMAGED),
    ],
)
def test_what_is_no_picture_is_told_why(picture: bytes, why: Unfit) -> None:
    assert from_phone(picture) is why


def test_a_page_is_turned_clockwise() -> None:
    half = np.full((160, 120, 3), 255, np.uint8)
    half[:, :60] = 0

    around = turned(Sheet(encoded(half), 120, 160))

    assert around
    assert (around.width, around.height) == (160, 120)
    with Image.open(io.BytesIO(around.jpeg)) as picture:
        grey = np.asarray(picture.convert("L"))
    assert grey[:50].mean() < 20
    assert grey[70:].mean() > 235
