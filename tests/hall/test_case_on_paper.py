"""What is brought on paper, through the locker or over the counter: in time is in time, and nothing is asked twice."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from hall.cases.acts import Answer, Done, Turn
from hall.cases.dossier import open_commitment
from hall.cases.models import Case, Commitment, Credit, IssuedNotice
from hall.cases.originals import originals_awaited, originals_came
from hall.cases.papers import notice_of
from hall.cases.progress import progress_by_notice
from hall.cases.record import Actor, clock_of
from hall.cases.reopen import open_case
from hall.cases.settling import settle_cabinets
from hall.cases.sweep import sweep
from hall.cases.transitions import By
from hall.cases.window import accept, correct
from hall.sms.models import Reason, Sms
from intake.contract.answers import CaseProgress, OpenedCase, Progress
from intake.contract.stage import Stage
from intake.materials.given import Given
from intake.notices.notice import Kind
from intake.review.outcome import Accepted
from intake.said import Said
from locker.contract.facts import DepositKind
from tests.hall.case_story import applied, at, comes_in, handing_in, later
from tests.hall.desk_story import Cabinet, Person
from tests.hall.test_case_promises import code_of, judged, revision
from tests.intake.story import NUMBERS, TODAY, applying, decided, giving, item

CARD = "RS-SB-01"  # the kiosk decides it, in five working days; the photo may come later
WANG = Actor("wang", By.CLERK)
EVENING_MS, NIGHT_MS = 10 * 3_600_000, 13 * 3_600_000
"""From noon: ten in the evening of the same day, and one at night of the next."""


def promised() -> tuple[str, date]:
    """A case tolerated on a promise, and its last day."""
    number = applied(CARD, tolerance=True, lacking=("photo",)).case
    return number, Commitment.objects.get(case=number).until


def put_in(number: str, at_ms: int, deposit: str = "k1-8") -> Cabinet:
    cabinet = Cabinet()
    cabinet.holds(deposit, number, DepositKind.MATERIAL, placed_at_ms=at_ms)
    return cabinet


def swept(day: date) -> int:
    """The sweep after midnight of this day."""
    return sweep(day, at(day) - 11 * 3_600_000)


def registered(number: str, day: date, *came: str) -> Answer:
    return originals_came(Turn(number, revision(number), WANG, at(day)), came=came)


def stage(number: str) -> str:
    return Case.objects.get(pk=number).stage


def awaited(number: str) -> list[str]:
    return [one.zh for one in originals_awaited(Case.objects.get(pk=number))]


def owed(number: str) -> list[str]:
    made = open_commitment(Case.objects.get(pk=number))
    return [one.name.zh for one in made.owed] if made else []


def texts(number: str) -> list[str]:
    return list(Sms.objects.filter(case=number).order_by("id").values_list("reason", flat=True))


# in time


def test_what_lies_in_the_locker_on_the_last_evening_is_in_time(hall_home: Path) -> None:
    number, until = promised()
    cabinet = put_in(number, at(until) + EVENING_MS)
    assert swept(until + timedelta(days=1)) == 0
    cabinet.is_emptied_by_staff("k1-8")
    assert swept(until + timedelta(days=4)) == 1, "taken out is on record, and not ended"
    assert (stage(number), Credit.objects.count()) == (Stage.TOLERATED, 0)
    assert registered(number, until + timedelta(days=4), *awaited(number)) == Done(Stage.ACCEPTED)
    assert Commitment.objects.get(case=number).state == "kept"


def test_what_is_put_in_after_midnight_is_late(hall_home: Path) -> None:
    number, until = promised()
    put_in(number, at(until) + NIGHT_MS)
    assert swept(until + timedelta(days=1)) == 1
    assert stage(number) == Stage.LAPSED
    assert settle_cabinets() == 0


def test_what_a_clerk_finds_not_in_order_after_the_last_day_is_late_and_told_at_once(hall_home: Path) -> None:
    number, until = promised()
    cabinet = put_in(number, at(until) + EVENING_MS)
    cabinet.is_emptied_by_staff("k1-8")
    settle_cabinets()
    assert registered(number, until + timedelta(days=1)) == Done(Stage.LAPSED)
    assert Credit.objects.get().case == number
    assert IssuedNotice.objects.filter(case=number, kind=Kind.ENDING).exists()
    assert texts(number)[-1] == Reason.LAPSED


def test_what_is_not_in_order_before_the_last_day_may_be_brought_again(hall_home: Path) -> None:
    number, until = promised()
    cabinet = put_in(number, at(until) - EVENING_MS)
    cabinet.is_emptied_by_staff("k1-8")
    settle_cabinets()
    assert registered(number, until) == Done(Stage.TOLERATED)
    assert texts(number)[-1] == Reason.SUPPLEMENT_SENT_BACK
    assert swept(until + timedelta(days=1)) == 1
    assert stage(number) == Stage.LAPSED


def test_a_cabinet_that_tells_it_late_restores_what_was_ended_meanwhile(hall_home: Path) -> None:
    number, until = promised()
    assert swept(until + timedelta(days=1)) == 1
    assert (stage(number), Credit.objects.count()) == (Stage.LAPSED, 1)
    put_in(number, at(until) + EVENING_MS)
    assert settle_cabinets() == 1
    case = Case.objects.get(pk=number)
    assert (case.stage, case.changed_by, Credit.objects.count()) == (Stage.TOLERATED, "k1", 0)
    assert texts(number)[-1] == Reason.ORIGINALS_CAME
    assert (settle_cabinets(), swept(until + timedelta(days=2))) == (0, 0)


def test_who_asks_meanwhile_is_told_that_it_is_looked_at(hall_home: Path) -> None:
    number, until = promised()
    put_in(number, at(until) + EVENING_MS)
    assert "正在核对" in asked(number, until).note.zh


# one after the other


def test_a_promise_is_kept_when_the_last_of_its_papers_has_come(hall_home: Path) -> None:
    number = applied("NM-DW-01", tolerance=True, lacking=("equipment", "staff")).case
    first, second = owed(number)
    registered(number, later(1), first)
    assert (owed(number), first in awaited(number)) == ([second], False)
    registered(number, later(2), second)
    assert Commitment.objects.get(case=number).state == "kept"


def test_the_rest_of_the_papers_can_be_registered_later(hall_home: Path) -> None:
    number = applied("SC-QY-01").case
    first, *rest = awaited(number)
    assert rest
    registered(number, later(1), first)
    assert awaited(number) == rest
    registered(number, later(2), *rest)
    assert awaited(number) == []


@pytest.mark.parametrize("again", [False, True])
def test_a_paper_on_record_is_not_registered_twice(hall_home: Path, again: bool) -> None:
    number = applied("SC-QY-01").case
    names = awaited(number)
    registered(number, later(1), *names)
    assert isinstance(registered(number, later(2), *(names if again else ())), Done) is False


# what is asked for


def test_only_what_the_hall_keeps_is_asked_for_on_paper(hall_home: Path) -> None:
    assert awaited(applied("GA-HJ-02").case) == [], "shown to the camera, and taken home"
    assert awaited(applied("ZR-BDC-03").case) == ["不动产登记证明", "贷款结清证明"]


def test_an_agents_mandate_is_kept_by_the_hall(hall_home: Path) -> None:
    number = comes_in(*handing_in(applying(item("GA-HJ-02"), agent=True))).case
    assert awaited(number) == ["授权委托书"]


def test_who_asks_for_the_progress_is_told_which_papers_are_awaited(hall_home: Path) -> None:
    number = applied("ZR-BDC-03").case
    names = awaited(number)
    registered(number, later(1), names[0])
    assert asked(number).awaited == (Said(names[1], "Proof that the loan is paid"),)
    registered(number, later(2), names[1])
    assert asked(number).awaited == ()
    assert asked(*lapsed_promise()).awaited == (), "what has ended waits for nothing"


def asked(number: str, day: date = TODAY) -> CaseProgress:
    told = progress_by_notice(code_of(number), day)
    assert isinstance(told, Progress)
    return told.cases[0]


def lapsed_promise() -> tuple[str, date]:
    number, until = promised()
    swept(until + timedelta(days=1))
    return number, until + timedelta(days=1)


# corrected on paper


def to_be_corrected(*lacking: str) -> tuple[str, date]:
    number = applied("RS-JY-01", lacking=lacking).case
    until = Case.objects.get(pk=number).correct_by
    assert until
    return number, until


def test_a_gap_may_be_closed_with_the_paper_itself_and_a_clerk_looks(hall_home: Path) -> None:
    number, until = to_be_corrected("end_proof")
    assert awaited(number) == ["终止、解除劳动关系证明"]
    cabinet = put_in(number, at(until) + EVENING_MS)
    assert swept(until + timedelta(days=1)) == 0, "it lies there, in time"
    cabinet.is_emptied_by_staff("k1-8")
    settle_cabinets()
    assert registered(number, until + timedelta(days=3), *awaited(number)) == Done(Stage.RECEIVED)
    assert swept(until + timedelta(days=9)) == 0
    assert number in Person("li", "clerk").queue("waiting")
    assert judged(number, accept, until + timedelta(days=9)) == Done(Stage.ACCEPTED)
    assert clock_of(Case.objects.get(pk=number)).complete == until, "the day the last material came"


def test_a_correction_that_is_not_in_order_after_its_last_day_ends(hall_home: Path) -> None:
    number, until = to_be_corrected("end_proof")
    put_in(number, at(until) + EVENING_MS).is_emptied_by_staff("k1-8")
    settle_cabinets()
    assert registered(number, until + timedelta(days=1)) == Done(Stage.LAPSED)


def test_a_correction_in_the_locker_of_a_cabinet_that_tells_it_late_is_taken_up_again(hall_home: Path) -> None:
    number, until = to_be_corrected("end_proof")
    assert swept(until + timedelta(days=1)) == 1
    put_in(number, at(until) + EVENING_MS)
    assert settle_cabinets() == 1
    assert stage(number) == Stage.TO_BE_CORRECTED


def half_on_paper() -> tuple[OpenedCase, str]:
    """Two gaps, one of which a clerk has registered on paper; taken up at a kiosk the day after."""
    number, _ = to_be_corrected("identity", "end_proof")
    assert registered(number, later(1), "终止、解除劳动关系证明") == Done(Stage.TO_BE_CORRECTED)
    opened = open_case(code_of(number), NUMBERS["person"], later(1))
    assert isinstance(opened, OpenedCase)
    return opened, number


def test_what_came_on_paper_is_neither_asked_nor_missed_at_the_kiosk_again(hall_home: Path) -> None:
    opened, number = half_on_paper()
    assert opened.open == (("material", "identity"),)
    whole = giving(opened.application, identity=applying(item("RS-JY-01")).given["identity"])
    told = decided(item("RS-JY-01"), whole, today=later(1))
    assert isinstance(told, Accepted), "the kiosk does not ask for it once more"
    sent = handing_in(whole, reason="correction", case=number, day=later(1), only=("identity",), told=told)
    assert comes_in(*sent).stage is Stage.ACCEPTED
    assert not Case.objects.get(pk=number).disputed


def test_what_a_kiosk_says_came_on_paper_counts_only_by_the_records_of_the_hall(hall_home: Path) -> None:
    claimed = giving(applying(item("RS-JY-01")), end_proof=Given(originals=1, on_paper=True))
    assert comes_in(*handing_in(claimed)).stage is Stage.RECEIVED


def test_an_acceptance_lists_what_came_on_paper_too(hall_home: Path) -> None:
    number, _ = to_be_corrected("end_proof")
    registered(number, later(1), *awaited(number))
    judged(number, accept, later(1))
    assert accepted_papers(number) == ["居民身份证或者社会保障卡", "终止、解除劳动关系证明"]


def test_a_paper_brought_to_the_window_and_seen_there_stands_on_the_acceptance(hall_home: Path) -> None:
    number, _ = to_be_corrected("end_proof")
    judged(number, accept, later(1))
    assert accepted_papers(number) == ["居民身份证或者社会保障卡", "终止、解除劳动关系证明"]


def test_a_paper_that_turns_out_wrong_is_asked_for_again(hall_home: Path) -> None:
    number = applied("SC-QY-01").case
    first, *rest = awaited(number)
    registered(number, later(1), first, *rest)
    assert awaited(number) == []
    assert judged(number, correct, later(2), "application") == Done(Stage.TO_BE_CORRECTED)
    assert awaited(number) == [first]


def accepted_papers(number: str) -> list[str]:
    issued = IssuedNotice.objects.get(case=number, kind=Kind.ACCEPTANCE)
    return [row.name.zh for row in notice_of(issued).rows]
