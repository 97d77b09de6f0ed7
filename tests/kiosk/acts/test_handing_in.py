"""Handing in: a number, the notices, and everything sealed on the disk before anybody is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hall.counter.opening import Opened, open_parts
from intake.identity.case_number import is_case_number
from intake.notices.basis import rule_with_basis
from intake.notices.qr import QrContent, read_qr
from intake.review.application import Agent, ApplicantStanding
from intake.review.decide import review
from intake.review.outcome import Outcome, ToBeCorrected
from kiosk.devices.sheet import Sheet
from kiosk.examples.catalogue import catalogue_in_use
from kiosk.flows.effects import HandIn, Print
from kiosk.flows.inputs import HandedIn, Printed
from kiosk.flows.inputs import Paper as PaperState
from kiosk.flows.visit import Visit
from kiosk.store import Wanted
from tests.kiosk.acts.story import (
    ID,
    MAC,
    PARTNER_NUMBER,
    SECRETS,
    TODAY,
    UNSEAL,
    Window,
    by_clerk,
    couple,
    jpeg,
    paper,
    tolerable,
    window,
)

Change = Callable[[Visit], Visit]


def verdict(visit: Visit, *, tolerance: bool = False) -> Outcome:
    assert visit.item
    application = visit.application(tolerance_chosen=tolerance)
    return review(visit.item, application, ApplicantStanding(), TODAY, catalogue_in_use().holidays)


async def handed_in(one: Window, visit: Visit, *, tolerance: bool = False) -> HandedIn:
    one.acts.carry_out(HandIn(visit, verdict(visit, tolerance=tolerance), tolerance))
    return await one.hears(HandedIn)


async def test_the_accepted_leave_with_a_number_and_a_notice(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        handed = await handed_in(one, couple(one.pages))

        assert is_case_number(handed.case)
        assert handed.case.startswith("E2611231001")
        (notice,) = handed.notices
        assert notice.written_number == "二政服受字〔2026〕第1000001号"
        assert [row.name.zh for row in notice.rows] == ["双方身份证件", "双方近期半身免冠合影照片"]
        read = read_qr(notice.qr, MAC)
        assert isinstance(read, QrContent)
        assert read.case == handed.case
        assert one.woken, "it is uploaded at once"


@pytest.mark.parametrize("decided", [lambda visit: visit, by_clerk])
async def test_an_agents_papers_stand_on_the_notice_too(tmp_path: Path, decided: Change) -> None:
    async with window(tmp_path) as one:
        visit = decided(couple(one.pages))
        brought = {"mandate": paper(one.pages, 1, "red"), "agent_identity": paper(one.pages, 1, "green")}
        agent = Agent(name="苏和", number=PARTNER_NUMBER, mobile="13800000000")

        (notice,) = (await handed_in(one, replace(visit, agent=agent, papers=visit.papers | brought))).notices

        assert [row.name.zh for row in notice.rows][2:] == ["授权委托书", "代理人身份证件"]


async def test_where_a_clerk_decides_everything_that_lacks_stands_on_the_receipt(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = by_clerk(without_photo(couple(one.pages)))
        outcome = verdict(visit)
        assert isinstance(outcome, ToBeCorrected)

        (receipt,) = (await handed_in(one, visit)).notices

        assert "1 项" in receipt.warning.zh
        assert "以窗口审核为准" in receipt.warning.zh
        told = [(row.name, row.rule, row.remedy) for row in receipt.lacking]
        laws = visit.item.basis if visit.item else ()
        assert told == [(gap.name, rule_with_basis(gap, laws), gap.remedy) for gap in outcome.gaps]


async def test_only_the_hall_opens_what_was_handed_in(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        handed = await handed_in(one, visit)

        opened = open_parts("k1", ID, one.sealed_parts(), UNSEAL, lambda picture: picture in (jpeg(), jpeg("blue")))
        assert isinstance(opened, Opened)
        submission = opened.submission
        assert submission.case == handed.case
        assert submission.application == visit.application()
        assert [(ref.material, ref.part) for ref in submission.pages] == [("identities", 1), ("photo", 2)]
        assert submission.outcome == verdict(visit)
        assert submission.notices == tuple(notice.number for notice in handed.notices)
        files = on_disk(tmp_path)
        assert handed.case.encode() in files, "the disk was read"
        assert not [text for text in SECRETS if text.encode() in files]
        assert jpeg() not in files


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def unmarried(answer: str) -> Change:
    return lambda visit: replace(visit, answers=visit.answers | {"unmarried": answer})


def without_photo(visit: Visit) -> Visit:
    return replace(visit, papers={"identities": visit.papers["identities"]})


OUTCOMES: dict[str, tuple[Change, bool, list[str]]] = {
    "everything is there": (lambda visit: visit, False, ["受理通知书"]),
    "something lacks": (without_photo, False, ["材料补正通知书"]),
    "a condition is not met": (unmarried("no"), False, ["不予受理通知书"]),
    "something may come later": (tolerable, True, ["容缺受理通知书", "容缺受理承诺书"]),
    "a clerk decides": (by_clerk, False, ["材料接收凭证"]),
    "a clerk decides, and something lacks": (
        lambda visit: by_clerk(without_photo(visit)),
        False,
        ["材料接收凭证"],
    ),
    "a clerk decides, something is promised": (
        lambda visit: by_clerk(tolerable(visit)),
        True,
        ["材料接收凭证", "容缺受理承诺书"],
    ),
    "a supplement": (
        lambda visit: replace(visit, reason="supplement", case="E26110100017"),
        False,
        ["材料接收凭证"],
    ),
}


async def test_the_receipt_of_a_supplement_says_the_days_of_its_case(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = replace(couple(one.pages), reason="supplement", case="E26110100017", promised=date(2026, 11, 30))
        (receipt,) = (await handed_in(one, visit)).notices

        assert receipt.closing[0].zh == "承诺于2026年11月30日前（含当日）办结。"
        assert "办理期限不变" in receipt.opening.zh


@pytest.mark.parametrize("story", OUTCOMES)
async def test_each_outcome_has_its_notices_and_each_is_printed_once(tmp_path: Path, story: str) -> None:
    change, tolerance, wanted = OUTCOMES[story]
    async with window(tmp_path) as one:
        handed = await handed_in(one, change(couple(one.pages)), tolerance=tolerance)
        assert [notice.title.zh for notice in handed.notices] == wanted

        one.acts.carry_out(Print(handed.notices))
        assert (await one.hears(Printed)).paper is PaperState.PRINTED
        assert [job.split()[0] for job in one.tray.jobs] == wanted


async def test_a_correction_keeps_its_case_and_sends_only_the_new_pages(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        before = couple(one.pages)
        later = replace(
            before,
            reason="correction",
            case="E26110100017",
            reopened=before.application(),
            papers={"photo": before.papers["photo"]},
        )

        handed = await handed_in(one, later)

        assert handed.case == "E26110100017"
        (acceptance,) = handed.notices
        assert len(acceptance.rows) == 2, "an acceptance lists everything that was accepted"
        opened = open_parts("k1", ID, one.sealed_parts(), UNSEAL, lambda _picture: True)
        assert isinstance(opened, Opened)
        assert [ref.material for ref in opened.submission.pages] == ["photo"]
        assert set(opened.submission.application.given) == {"identities", "photo"}


async def test_what_was_only_counted_anew_stands_on_the_receipt_and_the_hall_is_told(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        before = by_clerk(couple(one.pages))
        counted = replace(before.papers["photo"], pages=())
        later = replace(
            before, reason="correction", case="E26110100017", reopened=before.application(), papers={"photo": counted}
        )
        (receipt,) = (await handed_in(one, later)).notices
        assert [row.name.zh for row in receipt.rows] == ["双方近期半身免冠合影照片"]
        opened = open_parts("k1", ID, one.sealed_parts(), UNSEAL, lambda _picture: True)
        assert isinstance(opened, Opened)
        assert (opened.submission.pages, opened.submission.brought) == ((), ("photo",))


async def test_papers_and_answers_that_nothing_asks_for_any_more_stay_here(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        changed_their_mind = replace(
            visit,
            answers=visit.answers | {"partner_passport": "E12345678"},
            papers=visit.papers | {"single_proof": paper(one.pages, 1, "red"), "mandate": paper(one.pages, 1, "green")},
        )

        await handed_in(one, changed_their_mind)

        opened = open_parts("k1", ID, one.sealed_parts(), UNSEAL, lambda _picture: True)
        assert isinstance(opened, Opened)
        assert opened.submission.application == visit.application()
        assert {ref.material for ref in opened.submission.pages} == {"identities", "photo"}
        assert len(opened.pages) == 2


async def test_a_second_press_is_the_same_submission(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        first = await handed_in(one, visit)

        assert await handed_in(one, visit) == first
        assert one.store.submissions.not_sent() == (1, 0)


async def test_a_full_disk_is_told_and_nobody_gets_a_number(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        one.store.books.change("PRAGMA max_page_count = 1")
        big = couple(one.pages)
        one.pages.put_back({page.id: Sheet(bytes(200_000), 1, 1) for page in big.papers["photo"].pages})

        assert await handed_in(one, big) == HandedIn(case="")
        assert one.store.submissions.not_sent() == (0, 0)


async def test_when_the_days_numbers_are_given_nobody_is_told_a_wrong_one(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        for number in range(999):
            wanted = Wanted(letter="E", series=1, day=TODAY)
            one.store.submissions.keep(f"{number:032x}", 0, wanted, lambda _numbers: ())

        assert (await handed_in(one, couple(one.pages))).case == ""


async def test_a_page_that_was_dropped_is_never_left_out_in_silence(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        one.pages.drop(page.id for page in visit.papers["photo"].pages)

        assert (await handed_in(one, visit)).case == ""


async def test_paper_that_runs_out_in_between_is_told(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        handed = await handed_in(one, tolerable(couple(one.pages)), tolerance=True)
        one.tray.paper = PaperState.OUT

        one.acts.carry_out(Print(handed.notices))

        assert (await one.hears(Printed)).paper is PaperState.OUT
        assert one.tray.jobs == []


async def test_a_printer_that_says_nothing_gets_every_notice_and_nothing_is_claimed(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        handed = await handed_in(one, tolerable(couple(one.pages)), tolerance=True)
        one.tray.paper = PaperState.SENT

        one.acts.carry_out(Print(handed.notices))

        assert (await one.hears(Printed)).paper is PaperState.SENT
        assert len(one.tray.jobs) == len(handed.notices) > 1


async def test_what_was_promised_goes_on_when_the_person_leaves(tmp_path: Path) -> None:
    async with window(tmp_path) as one:
        visit = couple(one.pages)
        one.acts.carry_out(HandIn(visit, verdict(visit)))
        one.acts.leave()
        one.acts.wipe(None)

        assert (await one.hears(HandedIn)).case
        opened = open_parts("k1", ID, one.sealed_parts(), UNSEAL, lambda _picture: True)
        assert isinstance(opened, Opened)
