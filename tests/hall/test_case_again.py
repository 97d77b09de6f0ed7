"""People come back with their notice: corrections, supplements, questions, one rating; and nobody else gets in."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from hall.cases.acts import Turn
from hall.cases.dossier import application_of, outcome_of
from hall.cases.models import Case, CasePage, Commitment, Credit, IssuedNotice, Rating
from hall.cases.originals import originals_came
from hall.cases.papers import notice_of
from hall.cases.progress import progress_by_notice, progress_by_person
from hall.cases.rating import rate
from hall.cases.receive import receive
from hall.cases.record import Actor
from hall.cases.reopen import material_deposit, open_case
from hall.cases.sweep import sweep
from hall.cases.transitions import By
from hall.cases.tries import FREE, FREE_KIOSK
from intake.contract.answers import Acknowledged, HallRefusal, MaterialDeposit, OpenedCase, Progress, Rated, Refused
from intake.contract.questions import Rate
from intake.contract.stage import Stage
from intake.notices.notice import Kind, NoticeNumber
from intake.review.outcome import Accepted
from intake.said import spoken
from tests.hall.case_story import (
    CLERK_DECIDES,
    KIOSK_DECIDES,
    applied,
    at,
    comes_in,
    handing_in,
    later,
)
from tests.intake.story import NUMBERS, TODAY, applying, item, without

NUMBER = NUMBERS["person"]
OTHER = "110101199003070134"
CARD = "RS-SB-01"  # the kiosk decides it, in five working days; the photo may come later


def code_of(case: str) -> str:
    """The QR code of the case's first notice."""
    row = IssuedNotice.objects.filter(case=case).order_by("id").first()
    assert row
    return notice_of(row).qr


def opened(case: str, number: str = NUMBER, day: date = TODAY) -> OpenedCase:
    answer = open_case(code_of(case), number, day)
    assert isinstance(answer, OpenedCase), answer
    return answer


def refusal(answer: object) -> HallRefusal:
    assert isinstance(answer, Refused), answer
    return answer.refusal


def promised() -> str:
    """A case that was tolerated on a commitment to bring the photo within three days."""
    return applied(CARD, tolerance=True, lacking=("photo",)).case


def brings_the_photo(case: str, day: date, arrives: date | None = None) -> Acknowledged:
    whole = applying(item(CARD), tolerance=True)
    sent = handing_in(whole, reason="supplement", case=case, day=day, only=("photo",))
    return comes_in(*sent, day=arrives)


# corrections


def test_only_what_is_open_is_asked_and_mending_it_is_accepted(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    again = opened(told.case)
    assert (again.reason, again.open) == ("correction", (("material", "card"),))
    assert again.application.applicant.name == "巴特尔"

    whole = applying(item(KIOSK_DECIDES))
    done = comes_in(*handing_in(whole, reason="correction", case=told.case, day=later(3), only=("card",)))
    case = Case.objects.get(pk=told.case)
    assert (done.stage, case.promised) == (Stage.ACCEPTED, later(3)), "the day the last material came counts"
    assert set(CasePage.objects.filter(round=1).values_list("material", flat=True)) == {"card"}
    assert case.received == TODAY


def test_a_correction_that_still_lacks_stays_open_until_the_same_day(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card", "commitment"))
    before = Case.objects.get(pk=told.case).correct_by
    half = without(applying(item(KIOSK_DECIDES)), "commitment")
    comes_in(*handing_in(half, reason="correction", case=told.case, day=later(3), only=("card",)))
    assert Case.objects.get(pk=told.case).stage == Stage.TO_BE_CORRECTED
    assert Case.objects.get(pk=told.case).correct_by == before
    assert opened(told.case).open == (("material", "commitment"),)


def test_what_is_not_corrected_in_time_lapses(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    last = Case.objects.get(pk=told.case).correct_by
    assert last
    assert sweep(last, at(last)) == 0, "the last day is in time"
    assert sweep(later(60), at(later(60))) == 1
    paper = notice_of(IssuedNotice.objects.get(case=told.case, kind=Kind.ENDING))
    assert (paper.addressee, len(paper.rows)) == ("巴特尔", 1)
    assert spoken(last).zh in paper.opening.zh
    assert refusal(open_case(code_of(told.case), NUMBER, later(60))) is HallRefusal.ENDED


def test_a_correction_of_a_case_that_is_not_here_is_refused(hall_home: Path) -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)), reason="correction", case="E26112399990")
    assert refusal(receive(submission, pages, submission.at_ms)) is HallRefusal.UNKNOWN


# promises


def test_a_promise_that_is_kept_goes_on_as_any_other_case(hall_home: Path) -> None:
    case = promised()
    assert (opened(case).reason, opened(case).open) == ("supplement", (("material", "photo"),))
    assert brings_the_photo(case, later(1)).stage is Stage.ACCEPTED
    assert Commitment.objects.get().state == "kept"


def test_a_supplement_moves_no_day_of_its_case_and_the_receipt_says_so(hall_home: Path) -> None:
    told = applied(CARD, tolerance=True, lacking=("photo",))
    before = Case.objects.get(pk=told.case)
    assert (before.stage, opened(told.case).promised) == (Stage.TOLERATED, before.promised)
    assert before.promised
    assert before.legal

    sent = handing_in(applying(item(CARD)), reason="supplement", case=told.case, day=later(1), only=("photo",))
    receipt = replace(sent[0], notices=(NoticeNumber(Kind.RECEIPT, 2026, 1_000_001),))
    assert comes_in(receipt, sent[1]).stage is Stage.ACCEPTED

    case = Case.objects.get(pk=told.case)
    assert (case.promised, case.legal, case.clock) == (before.promised, before.legal, before.clock)
    assert outcome_of(case.outcome) == Accepted(before.promised, before.legal)
    kept = notice_of(IssuedNotice.objects.filter(case=case).latest("id"))
    assert before.promised.isoformat() in kept.closing[0].en
    assert "办理期限不变" in kept.opening.zh


def test_a_promise_that_is_not_kept_ends_the_acceptance_and_is_on_record(hall_home: Path) -> None:
    case = promised()
    assert sweep(later(3), at(later(3))) == 0
    assert sweep(later(4), at(later(4))) == 1
    assert sweep(later(4), at(later(4))) == 0, "twice does nothing twice"
    assert Case.objects.get(pk=case).stage == Stage.LAPSED
    assert Credit.objects.get().case == case
    paper = notice_of(IssuedNotice.objects.get(case=case, kind=Kind.ENDING))
    assert [row.name.zh for row in paper.rows] == ["近期证件照片"]


def test_what_was_handed_in_in_time_at_a_kiosk_without_a_network_is_in_time(hall_home: Path) -> None:
    case = promised()
    sweep(later(4), at(later(4)))
    assert brings_the_photo(case, later(1), arrives=later(5)).stage is Stage.ACCEPTED
    assert not Credit.objects.exists()


def test_what_comes_too_late_is_kept_and_a_clerk_is_told(hall_home: Path) -> None:
    case = promised()
    sweep(later(4), at(later(4)))
    assert brings_the_photo(case, later(5)).stage is Stage.LAPSED
    assert "beside" in Case.objects.get(pk=case).trouble
    assert CasePage.objects.filter(case=case, round=1).exists()


def test_paper_originals_are_waited_for_until_they_came(hall_home: Path) -> None:
    case = promised()
    waited = material_deposit(code_of(case))
    assert isinstance(waited, MaterialDeposit)
    assert [name.zh for name in waited.names] == ["近期证件照片"]
    seen = Case.objects.get(pk=case).revision
    originals_came(Turn(case, seen, Actor("wang", By.CLERK), at(TODAY)), complete=True)
    assert Case.objects.get(pk=case).stage == Stage.ACCEPTED
    assert refusal(material_deposit(code_of(case))) is HallRefusal.NOTHING_OPEN


def test_what_the_hall_keeps_of_a_second_visit_is_what_the_kiosk_printed(hall_home: Path) -> None:
    case = applied("RS-JY-01", lacking=("end_proof",)).case
    sent = handing_in(applying(item("RS-JY-01")), reason="correction", case=case, day=later(1), only=("end_proof",))
    assert comes_in(*sent).stage is Stage.ACCEPTED
    kept = notice_of(IssuedNotice.objects.get(case=case, kind=Kind.ACCEPTANCE))
    assert [row.name.zh for row in kept.rows] == ["居民身份证或者社会保障卡", "终止、解除劳动关系证明"]


def test_a_paper_that_was_only_counted_anew_stands_on_the_receipt_of_the_hall_too(hall_home: Path) -> None:
    case = applied(CLERK_DECIDES).case
    sent, _ = handing_in(applying(item(CLERK_DECIDES)), reason="supplement", case=case, day=later(1), only=("licence",))
    assert comes_in(replace(sent, pages=()), {}).stage is Stage.RECEIVED
    kept = notice_of(IssuedNotice.objects.filter(case=case, kind=Kind.RECEIPT).latest("id"))
    assert len(kept.rows) == 1


# five days


def test_five_working_days_without_a_word_and_it_is_accepted_from_receipt(hall_home: Path) -> None:
    told = applied(CLERK_DECIDES)
    assert sweep(date(2026, 11, 30), at(date(2026, 11, 30))) == 0
    assert sweep(date(2026, 12, 1), at(date(2026, 12, 1))) == 1
    case = Case.objects.get(pk=told.case)
    assert (case.stage, case.promised) == (Stage.ACCEPTED, date(2026, 11, 30))
    assert isinstance(outcome_of(case.outcome), Accepted)
    paper = notice_of(IssuedNotice.objects.get(case=case, kind=Kind.ACCEPTANCE))
    assert paper.day == date(2026, 12, 1)
    assert "自收到申请材料之日（2026年11月23日）起即为受理" in paper.opening.zh


# who


def test_a_notice_alone_opens_nothing(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    assert refusal(open_case(code_of(told.case), OTHER, TODAY)) is HallRefusal.NOT_YOU
    assert refusal(open_case(code_of(told.case), "", TODAY)) is HallRefusal.NOT_YOU
    assert refusal(open_case(code_of(told.case)[:-1] + "A", NUMBER, TODAY)) is HallRefusal.NOTICE_NOT_OURS
    assert refusal(open_case("https://elsewhere.example/", NUMBER, TODAY)) is HallRefusal.NOTICE_NOT_OURS


def test_the_agent_may_take_it_up_too(hall_home: Path) -> None:
    whole = applying(item(KIOSK_DECIDES), agent=True)
    agent = whole.agent
    assert agent
    mine = replace(without(whole, "card"), agent=replace(agent, number=OTHER))
    told = comes_in(*handing_in(mine))
    assert opened(told.case, OTHER).case == told.case


def test_guessing_the_number_is_paused_and_the_right_one_must_wait(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    clock = Clock()
    for _ in range(FREE + 1):
        open_case(code_of(told.case), OTHER, TODAY, kiosk="k1", clock=clock)
    waits = open_case(code_of(told.case), NUMBER, TODAY, kiosk="k2", clock=clock)
    assert isinstance(waits, Refused)
    assert (waits.refusal, waits.wait_s) == (HallRefusal.TOO_MANY_TRIES, 60)
    clock.now += 60_000
    assert isinstance(open_case(code_of(told.case), NUMBER, TODAY, kiosk="k2", clock=clock), OpenedCase)


def test_a_kiosk_at_which_many_cases_are_guessed_is_paused(hall_home: Path) -> None:
    cases = [applied(KIOSK_DECIDES, lacking=("card",)).case for _ in range(FREE_KIOSK // FREE + 1)]
    clock = Clock()
    for case in cases:
        for _ in range(FREE):
            open_case(code_of(case), OTHER, TODAY, kiosk="k1", clock=clock)
    fresh = applied(KIOSK_DECIDES, lacking=("card",)).case
    assert refusal(open_case(code_of(fresh), NUMBER, TODAY, kiosk="k1", clock=clock)) is HallRefusal.TOO_MANY_TRIES
    assert isinstance(open_case(code_of(fresh), NUMBER, TODAY, kiosk="k2", clock=clock), OpenedCase)


# progress and rating


def cases_of(answer: Progress | Refused) -> list[str]:
    assert isinstance(answer, Progress), answer
    return [one.case for one in answer.cases]


def test_progress_by_notice_names_nobody(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)
    answer = progress_by_notice(code_of(told.case), TODAY)
    assert isinstance(answer, Progress)
    (one,) = answer.cases
    assert (one.case, one.stage, one.promised, one.may_rate) == (told.case, Stage.ACCEPTED, TODAY, False)
    assert "巴特尔" not in repr(answer)


def test_progress_tells_the_day_that_must_be_kept(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    answer = progress_by_notice(code_of(told.case), TODAY)
    assert isinstance(answer, Progress)
    last = Case.objects.get(pk=told.case).correct_by
    assert last
    assert answer.cases[0].note.en == f"Please correct it by {last.isoformat()}"


def test_progress_by_a_typed_number_needs_the_phone_and_a_card_does_not(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)
    assert cases_of(progress_by_person(NUMBER, "", card=True, today=TODAY)) == [told.case]
    assert cases_of(progress_by_person(NUMBER, "138 0013 8000", card=False, today=TODAY)) == [told.case]
    assert cases_of(progress_by_person(NUMBER, "13900139000", card=False, today=TODAY)) == []
    assert cases_of(progress_by_person(OTHER, "13800138000", card=False, today=TODAY)) == []
    assert cases_of(progress_by_person("", "", card=True, today=TODAY)) == []


def test_guessing_the_phone_is_paused(hall_home: Path) -> None:
    applied(KIOSK_DECIDES)
    clock = Clock()
    for _ in range(FREE + 1):
        progress_by_person(NUMBER, "13900139000", card=False, today=TODAY, clock=clock)
    again = progress_by_person(NUMBER, "13800138000", card=False, today=TODAY, clock=clock)
    assert refusal(again) is HallRefusal.TOO_MANY_TRIES


def test_one_rating_a_case_by_whoever_saw_its_progress(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES)
    clock = Clock()
    assert refusal(rate(Rate(case=told.case, key="x", grade=5), clock=clock)) is HallRefusal.UNKNOWN
    Case.objects.update(stage=Stage.HANDED_OVER)
    answer = progress_by_notice(code_of(told.case), TODAY)
    assert isinstance(answer, Progress)
    (one,) = answer.cases
    assert one.may_rate
    assert refusal(rate(Rate(case=told.case, key="x", grade=1), clock=clock)) is HallRefusal.NOT_YOU
    poor = Rate(case=told.case, key=one.key, grade=1, reasons=("等候时间长",))
    assert rate(poor, clock=clock) == Rated()
    assert refusal(rate(replace(poor, grade=5), clock=clock)) is HallRefusal.RATED_ALREADY
    assert Rating.objects.get().grade == 1


def test_a_mended_name_is_the_cases_name(hall_home: Path) -> None:
    told = applied(KIOSK_DECIDES, lacking=("card",))
    whole = applying(item(KIOSK_DECIDES))
    mended = replace(whole, applicant=replace(whole.applicant, name="巴雅尔"))
    comes_in(*handing_in(mended, reason="correction", case=told.case, day=later(1), only=("card",)))
    case = Case.objects.get(pk=told.case)
    assert (application_of(case).applicant.name, case.masked_name) == ("巴雅尔", "**尔")


class Clock:
    """The hall's clock, moved by hand."""

    def __init__(self) -> None:
        self.now = at(TODAY)

    def __call__(self) -> int:
        return self.now
