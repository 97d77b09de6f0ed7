"""A visit is put aside and taken up again by whoever holds the slip, and read by nobody else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs
from nacl.secret import SecretBox

from intake.contract.submission import DRAFT_BYTES_MAX
from kiosk.acts.drafts import keep_draft, open_draft
from kiosk.acts.slip import Slip, read_slip
from kiosk.devices.pages import PageStore
from kiosk.devices.sheet import Sheet
from kiosk.flows.effects import HandIn, KeepDraft, OpenDraft
from kiosk.flows.inputs import DraftKept, DraftOpened, HandedIn
from kiosk.flows.inputs import Paper as PaperState
from kiosk.flows.visit import Visit
from kiosk.store import StoreTrouble
from tests.kiosk.acts.story import ID, SECRETS, TODAY, Window, couple, jpeg, window
from tests.kiosk.acts.test_handing_in import on_disk, verdict
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority


async def kept(one: Window, visit: Visit) -> DraftKept:
    one.acts.carry_out(KeepDraft(visit))
    return await one.hears(DraftKept)


async def opened(one: Window, slip: str) -> DraftOpened:
    one.acts.carry_out(OpenDraft(slip))
    return await one.hears(DraftOpened)


async def test_the_slip_opens_everything_as_it_was(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        draft = await kept(one, visit)
        one.acts.leave()
        one.acts.wipe(None)
        assert one.pages.sheet(visit.papers["photo"].pages[0].id) is None

        found = await opened(one, draft.slip)

        assert found.visit == visit
        sheet = one.pages.sheet(visit.papers["photo"].pages[0].id)
        assert sheet
        assert sheet.jpeg == jpeg("blue")
        assert draft.until == date(2026, 12, 23)
        assert one.tray.jobs == [f"{draft.slip} 结婚登记预审 2026-12-23 here"], "the hall was not reached"
        assert not draft.anywhere


async def test_nobody_reads_a_draft_without_its_slip(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        draft = await kept(one, couple(one.pages))
        slip = read_slip(draft.slip)
        assert slip
        files = on_disk(tmp_path)

        assert not [text for text in SECRETS if text.encode() in files]
        assert slip.key not in files
        assert jpeg() not in files
        stranger = Slip(slip.draft, bytes(32)).text
        assert (await opened(one, stranger)).visit is None


async def test_any_kiosk_opens_it_through_the_hall(tmp_path: Path, tls: Authority) -> None:
    counter = Counter()
    async with (
        served(counter, tls) as hall,
        window(tmp_path / "one", hall) as one,
        window(tmp_path / "two", hall) as two,
    ):
        visit = couple(one.pages)
        one.model = replace(one.model, hall_up=True)
        draft = await kept(one, visit)

        assert draft.anywhere
        assert one.tray.jobs[-1].endswith("anywhere")
        assert one.store.drafts.to_upload() is None
        assert (await opened(two, draft.slip)).visit == visit


async def test_a_draft_the_hall_has_no_room_for_is_here_and_said_to_be(tmp_path: Path, tls: Authority) -> None:
    counter = Counter()
    counter.not_now = {ID}
    async with served(counter, tls) as hall, window(tmp_path / "one", hall) as one:
        one.model = replace(one.model, hall_up=True)
        draft = await kept(one, couple(one.pages))

        assert draft.slip
        assert not draft.anywhere
        assert one.store.drafts.to_upload() is not None, "it is brought when there is room"


async def test_a_draft_larger_than_the_hall_takes_is_not_kept(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        pages = {page.id: Sheet(bytes(DRAFT_BYTES_MAX), 1, 1) for page in visit.papers["photo"].pages}

        assert keep_draft(visit, pages, one.store, TODAY) is StoreTrouble.FULL


@pytest.mark.parametrize(
    ("slip", "why"),
    [("EL1:not-a-slip", "not_ours"), ("ELD1:", "not_ours"), (Slip("b" * 32, bytes(32)).text, "hall_not_reached")],
)
async def test_a_slip_that_opens_nothing_is_told_why(tmp_path: Path, slip: str, why: str) -> None:
    async with window(tmp_path) as one:
        assert await opened(one, slip) == DraftOpened(None, why)


async def test_a_draft_of_long_ago_is_gone(tmp_path: Path, tls: Authority) -> None:
    async with served(Counter(), tls) as hall, window(tmp_path / "store", hall) as one:
        draft = await kept(one, couple(one.pages))
        one.days = 31

        assert await opened(one, draft.slip) == DraftOpened(None, "gone")


async def test_a_draft_that_was_handed_in_is_gone(tmp_path: Path, tls: Authority) -> None:
    async with served(Counter(), tls) as hall, window(tmp_path / "store", hall) as one:
        visit = couple(one.pages)
        draft = await kept(one, visit)
        one.acts.carry_out(HandIn(visit, verdict(visit)))
        assert (await one.hears(HandedIn)).case

        assert (await opened(one, draft.slip)).why == "gone"


async def test_without_paper_the_slip_is_on_the_glass(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        one.tray.paper = PaperState.OUT

        draft = await kept(one, couple(one.pages))

        assert draft.paper is PaperState.OUT
        assert (await opened(one, draft.slip)).visit


async def test_a_full_disk_keeps_no_draft_and_says_so(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        one.store.books.change("PRAGMA max_page_count = 1")
        pages = PageStore()
        visit = couple(pages, answers={f"a{n}": "字" * 200 for n in range(100)})

        assert (await kept(one, visit)).slip == ""


async def test_an_item_that_exists_no_more_is_told(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        assert visit.item
        gone = replace(visit, item=structs.replace(visit.item, code="gone"))
        draft = await kept(one, gone)

        assert await opened(one, draft.slip) == DraftOpened(None, "item_gone")


def test_a_slip_is_read_in_any_letters_and_only_when_its_check_is_right() -> None:
    slip = Slip("0123456789abcdef" * 2, bytes(range(32)))

    assert len(slip.text) == 99
    assert read_slip(slip.text) == read_slip(f" {slip.text.lower()}\n") == slip
    for place in (6, 40, 95):
        other = "A" if slip.text[place] != "A" else "B"
        assert read_slip(slip.text[:place] + other + slip.text[place + 1 :]) is None
    assert repr(slip.key) not in repr(slip)


def test_a_box_that_holds_no_visit_is_as_none() -> None:
    slip = Slip(ID, bytes(range(32)))
    for clear in (b"", b"\x93", b"\x81\xa1x" + b"\x91" * 100_000, b"\xa2\xff\xfe"):
        assert open_draft(slip, SecretBox(slip.key).encrypt(clear)) is None
    assert open_draft(slip, b"short") is None
