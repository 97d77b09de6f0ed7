"""Clerks, staff and applicants act at the same moment: one is first, the other is told; nothing is miscounted."""

from functools import partial

import psycopg

from hall.cases.acts import Answer, Conflict, Done, Turn
from hall.cases.models import Case, CaseEvent, IssuedNotice, NoticeCount
from hall.cases.record import Actor
from hall.cases.settling import settle_cabinets
from hall.cases.transitions import By
from hall.cases.tries import FREE
from hall.cases.window import judge, refuse
from hall.clock import now_ms
from hall.dashboard.login import note_failure
from hall.dashboard.models import LoginTry
from hall.here import credentials
from hall.kiosks.models import Kiosk
from hall.phone.proof import prove
from hall.platform.carrier import Carrier
from hall.platform.event import event_of
from hall.sms.courier import resend
from hall.sms.models import Sms, State
from tests.hall.case_story import CLERK_DECIDES, KIOSK_DECIDES, NOON_MS, applied
from tests.hall.desk_story import Cabinet, Person, ready
from tests.hall.postgres.at_once import READS_ONLY, Lock, together
from tests.hall.test_platform import Platform

CASES = "SELECT number FROM cases_case FOR UPDATE"


def refuses(name: str, number: str, seen: int) -> Answer:
    """A clerk who saw revision ``seen`` does not accept it."""
    return judge(Turn(number, seen, Actor(name, By.CLERK), now_ms()), [], refuse("材料不符", "三楼"))


def test_of_two_clerks_the_second_is_told_what_the_first_did(lock: Lock) -> None:
    number = applied(CLERK_DECIDES).case
    seen = Case.objects.get(pk=number).revision

    told = lock.holds_up(CASES, [partial(refuses, name, number, seen) for name in ("wang", "li")])

    assert {type(answer) for answer in told} == {Done, Conflict}
    (conflict,) = (answer for answer in told if isinstance(answer, Conflict))
    assert conflict.by == Case.objects.get(pk=number).changed_by
    assert IssuedNotice.objects.filter(case=number, by="desk").count() == 1


def test_notices_written_at_once_have_numbers_of_their_own(lock: Lock) -> None:
    numbers = [applied(CLERK_DECIDES).case for _ in range(4)]
    acts = [partial(refuses, "wang", number, Case.objects.get(pk=number).revision) for number in numbers]

    lock.holds_up(READS_ONLY.format("cases_notice_count"), acts)

    written = IssuedNotice.objects.filter(by="desk").values_list("written", flat=True)
    assert len(set(written)) == 4
    assert NoticeCount.objects.get().last == 4


def test_who_guesses_with_many_hands_is_counted_with_each(lock: Lock) -> None:
    case = Case.objects.get(pk=applied(KIOSK_DECIDES).case)

    told = lock.holds_up(CASES, [partial(prove, case, "0000", NOON_MS)] * 8)

    assert [answer is False for answer in told].count(True) == FREE + 1
    assert prove(case, "8000", NOON_MS) is not True


def test_wrong_passwords_by_many_browsers_are_all_counted(lock: Lock) -> None:
    note_failure("wang", NOON_MS)

    lock.holds_up("SELECT name FROM login_try FOR UPDATE", [partial(note_failure, "wang", NOON_MS)] * 5)

    assert LoginTry.objects.get(pk="wang").failures == 6
    together([partial(note_failure, "li", NOON_MS)] * 5)
    assert LoginTry.objects.get(pk="li").failures == 5


def test_two_who_resend_one_sms_make_one_repeat(lock: Lock) -> None:
    applied(CLERK_DECIDES)
    first = Sms.objects.get()
    Sms.objects.update(state=State.FAILED)

    again = lock.holds_up("SELECT id FROM sms FOR UPDATE", [partial(resend, first, NOON_MS)] * 2)

    assert [sms.copy for sms in again] == [1, 1]
    assert Sms.objects.count() == 2


def test_what_a_cabinet_told_is_written_down_once(lock: Lock) -> None:
    clerk, market = Person("wang", "clerk"), Person("market", "department", "market")
    number, cabinet = ready(clerk, market), Cabinet()
    cabinet.holds("k1-7", number)
    cabinet.is_emptied_by_the_applicant("k1-7")

    lock.holds_up(CASES, [settle_cabinets, settle_cabinets])

    case = Case.objects.get(pk=number)
    assert (case.stage, case.handover_set.count()) == ("handed_over", 1)


def test_an_event_committed_late_goes_out_and_nothing_twice(lock: Lock) -> None:
    platform = Platform()
    make = partial(event_of, letter="E", hall="二政服")
    carrier = Carrier(platform, make, credentials().text("platform_signing.key"), lambda: NOON_MS)
    applied(KIOSK_DECIDES)
    with psycopg.connect(lock.url) as late:
        # Its number is taken now, and nobody sees it yet.
        late.execute(
            "INSERT INTO cases_event (at_ms, \"case\", kind, body) SELECT at_ms, 'late', kind, body FROM cases_event"
        )
        applied(KIOSK_DECIDES)
        assert carrier.turn()
        assert len(platform.taken) == 2
    assert carrier.turn()
    assert not carrier.turn()

    by_number = list(CaseEvent.objects.order_by("seq").values_list("case", "out"))
    assert [out for _, out in by_number] == [1, 3, 2]
    assert by_number[1][0] == "late"
    assert [event.seq for event in platform.taken] == [1, 2, 3]


def test_every_page_of_staff_can_be_read(lock: Lock) -> None:
    lead, viewer = Person("zhao", "lead"), Person("li", "viewer")
    number = ready(Person("wang", "clerk"), Person("market", "department", "market"))
    Cabinet().holds("k1-7", number)

    for address in ("/", "/live", f"/kiosk/{Kiosk.objects.earliest('id').id}", "/sms"):
        viewer.opens(address)
    for address in ("/desk/", "/desk/?tab=all", "/desk/statistics", "/desk/credit", f"/desk/case/{number}"):
        lead.opens(address)
