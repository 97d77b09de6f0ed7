"""An application arrives: reviewed anew, stored whole, acknowledged once; what kiosk and hall see differently waits."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from hall.cases.catalogue import in_use
from hall.cases.dossier import application_of
from hall.cases.models import Case, CaseEvent, CasePage, Commitment, Handed, History, IssuedNotice
from hall.cases.pages import Pages
from hall.cases.papers import notice_of
from hall.cases.receive import receive
from hall.cases.record import clock_of
from hall.cases.vault import vault
from intake.clock.case import Standing
from intake.clock.case import standing as in_time
from intake.contract.answers import HallRefusal, Refused
from intake.contract.stage import Stage
from intake.notices.notice import Kind
from intake.review.outcome import Accepted
from intake.signature import Signature
from tests.hall.case_story import (
    CLERK_DECIDES,
    KIOSK_DECIDES,
    SIGNED,
    TOLERANT,
    applied,
    at,
    comes_in,
    handing_in,
    later,
    picture,
)
from tests.hall.database import database
from tests.intake.story import TODAY, applying, item, without


def test_what_the_rules_accept_at_the_kiosk_is_accepted_in_the_hall(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)

    case = Case.objects.get(pk=told.case)
    assert told.stage is Stage.ACCEPTED
    assert (case.stage, case.received, case.promised, case.disputed) == ("accepted", TODAY, TODAY, False)
    assert [row.what for row in History.objects.filter(case=case)] == ["received"]
    assert [event.case for event in CaseEvent.objects.all()] == [told.case]


def test_who_comes_in_the_evening_is_promised_the_next_working_day_by_kiosk_and_hall_alike(hall_home: Path) -> None:
    told = comes_in(*handing_in(applying(item(KIOSK_DECIDES)), evening=True))

    case = Case.objects.get(pk=told.case)
    assert (case.stage, case.received, case.promised, case.disputed) == ("accepted", TODAY, later(1), False)
    assert in_time(clock_of(case), in_use().calendar, later(1)) is Standing.DUE_TODAY


def test_an_item_of_the_clerks_waits_for_a_clerk(hall_home: Path) -> None:
    assert applied(CLERK_DECIDES).stage is Stage.RECEIVED


def test_the_same_submission_twice_is_one_case(hall_home: Path) -> None:
    sent = handing_in(applying(item(KIOSK_DECIDES)))
    assert comes_in(*sent) == comes_in(*sent)
    assert (Case.objects.count(), Handed.objects.count(), CaseEvent.objects.count()) == (1, 1, 1)


def test_pages_lie_encrypted_on_the_disk_and_open_again(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(submission, pages)

    files = [path for path in (hall_home / "pages").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert not [path for path in files if b"JFIF" in path.read_bytes()]
    row = CasePage.objects.order_by("id").first()
    assert row
    assert Pages(hall_home / "pages", vault()).read(row.digest) == pages[1]


def test_nobody_can_be_known_from_the_database_alone(hall_home: Path) -> None:
    applied(KIOSK_DECIDES)
    kept = database().on_disk(hall_home)
    assert "巴特尔".encode() not in kept
    assert b"11010519491231002X" not in kept
    assert b"13800138000" not in kept
    assert application_of(Case.objects.get()).applicant.name == "巴特尔"


def test_the_notices_are_kept_as_they_were_printed(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(submission, pages)
    notice = notice_of(IssuedNotice.objects.get())
    assert notice.number == submission.notices[0]
    assert (notice.case, notice.addressee, notice.number.kind) == (submission.case, "巴特尔", Kind.ACCEPTANCE)


def test_when_kiosk_and_hall_differ_a_clerk_sees_both(hall_home: Path) -> None:
    lacking = without(applying(item(KIOSK_DECIDES)), "card")
    told = comes_in(*handing_in(lacking, told=Accepted(TODAY, TODAY)))
    case = Case.objects.get()
    assert (told.stage, case.disputed) == (Stage.RECEIVED, True)
    assert '"ToBeCorrected"' in case.outcome
    assert '"Accepted"' in case.told


def test_a_commitment_signed_at_the_kiosk_waits_for_the_clerk_who_decides(hall_home: Path) -> None:
    told = applied(TOLERANT, tolerance=True, lacking=("photo",))
    row = Commitment.objects.get()
    assert (told.stage, row.state, row.until) == (Stage.RECEIVED, "offered", later(1))
    assert sorted(IssuedNotice.objects.values_list("kind", flat=True)) == ["P", "R"]


def test_everything_that_lacks_was_told_at_the_kiosk(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    case = Case.objects.get()
    assert (told.stage, case.promised) == (Stage.TO_BE_CORRECTED, None)
    assert case.correct_by


def test_a_night_without_a_network_costs_the_applicant_no_day(hall_home: Path) -> None:
    sent = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(*sent, day=later(1))
    assert Case.objects.get().received == TODAY


def test_a_kiosk_whose_clock_is_wrong_is_not_believed(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(replace(submission, at_ms=at(later(300))), pages, day=TODAY)
    case = Case.objects.get()
    assert (case.received, case.stage, "clock" in case.trouble) == (TODAY, "received", True)


def test_a_page_that_is_missing_or_another_than_was_said_is_refused(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    broken = Refused(refusal=HallRefusal.BROKEN)
    assert receive(submission, {}, submission.at_ms) == broken
    assert receive(submission, pages | {1: picture("another")}, submission.at_ms) == broken
    assert Case.objects.count() == 0


@pytest.mark.parametrize("drawn", [(), ((),), (((0.5, 0.2), (0.51, 0.2)),)], ids=["nothing", "no line", "a dot"])
def test_a_promise_without_a_name_under_it_is_refused(hall_home: Path, drawn: Signature) -> None:
    promised = handing_in(without(applying(item(TOLERANT), tolerance=True), "photo"), signed=drawn)
    answer = receive(*promised, promised[0].at_ms)
    assert answer == Refused(refusal=HallRefusal.BROKEN)


def test_more_than_a_finger_draws_is_no_signature(hall_home: Path) -> None:
    endless = (((0.1, 0.1), (0.9, 0.3)) * 900,) * 5
    promised = handing_in(without(applying(item(TOLERANT), tolerance=True), "photo"), signed=endless)
    assert receive(*promised, promised[0].at_ms) == Refused(refusal=HallRefusal.BROKEN)


def test_what_promises_nothing_needs_no_signature(hall_home: Path) -> None:
    comes_in(*handing_in(applying(item(KIOSK_DECIDES))))


def test_what_was_signed_at_the_kiosk_stands_on_the_kept_promise(hall_home: Path) -> None:
    number = applied(TOLERANT, tolerance=True, lacking=("photo",)).case
    kept = notice_of(IssuedNotice.objects.get(case=number, kind=Kind.COMMITMENT))
    assert kept.signed == SIGNED
    assert kept.signatures[-1].zh == "申请人（签名）　　2026年11月23日"


def test_an_item_this_hall_never_had_is_refused(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    foreign = replace(submission, application=replace(submission.application, version=99))
    assert receive(foreign, pages, submission.at_ms) == Refused(refusal=HallRefusal.OUT_OF_DATE)


def test_a_kiosk_that_counts_from_the_start_again_overwrites_nobodys_case(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(submission, pages)
    other, others = handing_in(applying(item(KIOSK_DECIDES)), case=submission.case)
    told = comes_in(other, others)
    assert told.case == submission.case, "by its own number the kiosk knows what it may forget"
    assert told.renumbered != submission.case
    assert Case.objects.get(pk=told.renumbered).printed_number == submission.case
    assert comes_in(other, others) == told
