"""Pictures from the phone and pages belong to one visit; what comes late is not heard by the next person."""

import asyncio
import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from nacl.public import PublicKey, SealedBox

from intake.contract.answers import Help, PhoneSession
from intake.contract.questions import AskHelp, OpenPhoneSession
from intake.pages.head import Unfit
from kiosk.devices.pages import PageStore
from kiosk.devices.sheet import Sheet
from kiosk.flows.effects import Ask, FetchPicture, TurnPage
from kiosk.flows.inputs import HallSaid, PageTaken, PageTurned, PictureNotFetched, PictureUnfit
from tests.kiosk.acts.story import Window, couple, jpeg, page, window
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority
from tests.real.wait import until


async def phone_page(one: Window, counter: Counter) -> "SealedBox[PublicKey]":
    """A page for the phone is opened; what the hall seals its pictures with."""
    counter.answer = PhoneSession(session="s", url="https://hall.example/m/s", seconds=600)
    one.acts.carry_out(Ask(7, OpenPhoneSession(box="", title="照片")))
    assert await one.hears(HallSaid) == HallSaid(7, counter.answer)
    asked = counter.asked[-1]
    assert isinstance(asked, OpenPhoneSession)
    assert asked.title == "照片"
    return SealedBox(PublicKey(base64.b64decode(asked.box)))


async def test_a_picture_that_was_not_sealed_to_this_visit_is_unfit(tmp_path: Path, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, window(tmp_path / "store", hall) as one:
        first = await phone_page(one, counter)
        one.acts.leave()
        await phone_page(one, counter)
        counter.pictures = {"p1": first.encrypt(jpeg())}

        one.acts.carry_out(FetchPicture("s", "p1"))

        assert await one.hears(PictureUnfit) == PictureUnfit("p1", Unfit.DAMAGED)


async def test_a_picture_is_fetched_once_the_hall_is_reached_again(tmp_path: Path, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, window(tmp_path / "store", hall) as one:
        box = await phone_page(one, counter)
        sealed = box.encrypt(jpeg("white", (600, 800)))
        counter.pictures, counter.cut_after = {"p1": sealed}, 0
        one.acts.carry_out(FetchPicture("s", "p1"))
        assert await one.hears(PictureNotFetched) == PictureNotFetched("p1")

        counter.pictures, counter.cut_after = {"p1": sealed}, None
        one.acts.carry_out(FetchPicture("s", "p1"))
        taken = await one.hears(PageTaken)

        assert one.pages.sheet(taken.page.id)


async def test_the_cause_is_told_when_a_phone_sends_no_picture(tmp_path: Path, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, window(tmp_path / "store", hall) as one:
        box = await phone_page(one, counter)
        counter.pictures = {"p1": box.encrypt(b"%PDF-1.7")}

        one.acts.carry_out(FetchPicture("s", "p1"))

        assert await one.hears(PictureUnfit) == PictureUnfit("p1", Unfit.PDF)


async def test_a_picture_that_comes_after_the_person_has_gone_is_heard_by_nobody(
    tmp_path: Path, tls: Authority
) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, window(tmp_path / "store", hall) as one:
        box = await phone_page(one, counter)
        counter.pictures = {"p1": box.encrypt(jpeg())}

        one.acts.carry_out(FetchPicture("s", "p1"))
        await asyncio.sleep(0)
        one.acts.leave()
        one.acts.wipe(None)
        counter.answer = Help(coming=False)
        one.acts.carry_out(Ask(8, AskHelp()))
        await one.hears(HallSaid)

        assert not one.told(PageTaken)


async def test_a_page_is_turned(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        taken = page(one.pages)

        one.acts.carry_out(TurnPage(taken.id))
        turned = await one.hears(PageTurned)

        assert turned.old == taken.id
        assert (turned.page.width, turned.page.height) == (160, 120)
        assert turned.page.digest != taken.digest


async def test_the_pages_of_a_visit_go_with_it_and_those_of_the_next_stay(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        stranger, next_person = page(one.pages), couple(one.pages)

        one.acts.wipe(next_person)

        assert one.pages.sheet(stranger.id) is None
        assert all(one.pages.sheet(sheet.id) for paper in next_person.papers.values() for sheet in paper.pages)


@pytest.fixture
async def shown() -> list[bool]:
    """One entry a picture that got ready; they get ready in the order they were asked for."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    return []


async def another_is_shown(pages: PageStore, shown: list[bool]) -> None:
    """So what was asked for before is over."""
    already = len(shown)
    taken = pages.add(Sheet(jpeg(), 160, 120))
    assert taken
    assert pages.look(f"page:{taken.id}") is None
    await until(lambda: len(shown) > already)


async def test_the_glass_gets_a_page_small_and_large_and_not_after_it_was_dropped(shown: list[bool]) -> None:
    pages = PageStore(on_picture=lambda: shown.append(True))
    taken = pages.add(Sheet(jpeg("red", (1240, 1754)), 1240, 1754))
    assert taken

    assert pages.look(f"thumb:{taken.id}") is None, "it is decoded beside the loop"
    await until(lambda: shown)
    thumb = pages.look(f"thumb:{taken.id}")
    assert thumb
    assert thumb[:2] == (226, 320)
    assert len(thumb[2]) == 226 * 320 * 3
    assert pages.look(f"page:{taken.id}") is None
    pages.drop([taken.id])
    await another_is_shown(pages, shown)
    assert pages.look(f"page:{taken.id}") is None
    assert pages.look(f"thumb:{taken.id}") is None
    assert len(shown) == 2


async def test_the_guides_samples_are_shown_and_nothing_else_of_the_disk(tmp_path: Path, shown: list[bool]) -> None:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "permit.jpg").write_bytes(jpeg("blue", (400, 300)))
    (tmp_path / "secret.jpg").write_bytes(jpeg())
    pages = PageStore(on_picture=lambda: shown.append(True), samples=tmp_path / "samples")

    assert pages.look("sample:permit") is None
    await until(lambda: shown)
    sample = pages.look("sample:permit")
    assert sample
    assert sample[:2] == (400, 300)
    for other in ("../secret", "none-such", "", "PERMIT"):
        assert pages.look(f"sample:{other}") is None
    await another_is_shown(pages, shown)
    assert len(shown) == 2


async def test_what_is_no_picture_is_never_shown(shown: list[bool]) -> None:
    pages = PageStore(on_picture=lambda: shown.append(True))
    taken = pages.add(Sheet(b"\xff\xd8 no picture", 10, 10))
    assert taken

    assert pages.look(f"page:{taken.id}") is None
    await another_is_shown(pages, shown)
    assert pages.look(f"page:{taken.id}") is None
    assert len(shown) == 1


def test_there_is_room_for_so_many_pages_and_no_more() -> None:
    pages = PageStore()

    assert all(pages.add(Sheet(b"x", 1, 1)) for _ in range(199))
    assert pages.add(Sheet(b"x", 1, 1)) is None
    assert PageStore().add(Sheet(bytes(5_000_000), 1, 1)) is None
