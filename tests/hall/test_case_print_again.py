"""A notice that did not come out of one printer comes out of another: for those whose it is, a few times a day."""

from pathlib import Path

from msgspec.structs import replace

from hall.cases.models import Case, History, IssuedNotice
from hall.cases.papers import notice_of
from hall.cases.progress import progress_by_notice, progress_by_person
from hall.cases.reprint import PRINTS_A_DAY_MAX, print_again
from intake.contract.answers import CaseProgress, HallRefusal, Notices, Progress, Refused
from intake.contract.questions import PrintAgain
from intake.contract.stage import Stage
from intake.notices.notice import Kind
from tests.hall.case_story import DAY_MS, KIOSK_DECIDES, TOLERANT, applied, at, comes_in, handing_in, later
from tests.intake.story import NUMBERS, TODAY, applying, item

NUMBER = NUMBERS["person"]


def first(answer: Progress | Refused) -> CaseProgress:
    assert isinstance(answer, Progress), answer
    return answer.cases[0]


def scanned(case: str) -> CaseProgress:
    """The case as it is told to whoever scans its first notice."""
    row = IssuedNotice.objects.filter(case=case).order_by("id").first()
    assert row
    return first(progress_by_notice(notice_of(row).qr, TODAY))


def asked(case: str, key: str, at_ms: int = at(TODAY)) -> Notices | Refused:
    return print_again(PrintAgain(case=case, key=key), kiosk="k2", clock=lambda: at_ms)


def kinds(answer: Notices | Refused) -> list[Kind]:
    assert isinstance(answer, Notices), answer
    return [notice.number.kind for notice in answer.notices]


def test_whoever_scans_the_notice_gets_every_notice_of_the_case_as_it_was(hall_home: Path) -> None:
    told = applied(TOLERANT, tolerance=True, lacking=("photo",))

    answer = asked(told.case, scanned(told.case).print_key)

    stored = [notice_of(row) for row in IssuedNotice.objects.filter(case=told.case).order_by("id")]
    assert isinstance(answer, Notices)
    assert list(answer.notices) == stored
    assert len(stored) == 2


def test_it_is_told_in_the_history_who_had_it_printed_where(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)
    before = Case.objects.get(pk=told.case)

    asked(told.case, scanned(told.case).print_key)

    row = History.objects.filter(case=told.case).latest("id")
    assert (row.by, row.what, row.before, row.after) == ("k2", "printed_again", before.stage, before.stage)
    assert Case.objects.get(pk=told.case).revision == before.revision


def test_the_card_is_proof_and_a_typed_number_is_not(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)

    by_card = first(progress_by_person(NUMBER, "", card=True, today=TODAY))
    typed = first(progress_by_person(NUMBER, "13800138000", card=False, today=TODAY))

    assert kinds(asked(told.case, by_card.print_key)) == [Kind.ACCEPTANCE]
    assert typed.print_key == ""
    assert asked(told.case, typed.print_key) == Refused(refusal=HallRefusal.NOT_YOU)


def test_a_key_is_of_one_case_and_of_a_day(hall_home: Path) -> None:
    mine, other = applied(KIOSK_DECIDES), applied(KIOSK_DECIDES)
    key = scanned(mine.case).print_key

    assert asked(other.case, key) == Refused(refusal=HallRefusal.NOT_YOU)
    assert asked(mine.case, key, at(later(1))) == asked(mine.case, key)
    assert asked(mine.case, key, at(later(2))) == Refused(refusal=HallRefusal.NOT_YOU)
    assert asked("E99999999999", key) == Refused(refusal=HallRefusal.UNKNOWN)


def test_a_rating_key_prints_nothing(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)
    Case.objects.update(stage=Stage.HANDED_OVER)

    assert asked(told.case, scanned(told.case).key) == Refused(refusal=HallRefusal.NOT_YOU)


def test_three_times_a_day_and_no_more(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)
    key = scanned(told.case).print_key

    for _ in range(PRINTS_A_DAY_MAX):
        assert kinds(asked(told.case, key)) == [Kind.ACCEPTANCE]

    assert asked(told.case, key) == Refused(refusal=HallRefusal.PRINTED_ENOUGH)
    assert kinds(asked(told.case, key, at(TODAY) + DAY_MS)) == [Kind.ACCEPTANCE]


def test_what_was_to_be_corrected_is_not_printed_any_more_once_it_is(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    assert kinds(asked(told.case, scanned(told.case).print_key)) == [Kind.CORRECTION]

    comes_in(*handing_in(applying(item(KIOSK_DECIDES)), reason="correction", case=told.case, only=("card",)))

    assert kinds(asked(told.case, scanned(told.case).print_key)) == [Kind.ACCEPTANCE]


def test_without_a_notice_nothing_is_offered(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(replace(submission, notices=()), pages)

    assert first(progress_by_person(NUMBER, "", card=True, today=TODAY)).print_key == ""
