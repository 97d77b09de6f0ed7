"""Time at the desk: more of it asked for and approved, days that do not count, holidays that are not known yet."""

from datetime import timedelta

from hall.cases.catalogue import holidays_end, in_use
from hall.cases.models import Case
from hall.clock import now_ms
from hall.staff.logins import save_staff
from intake.clock.day import day_of
from tests.hall.case_story import JOINT
from tests.hall.desk_story import PASSWORD, Person, received


def test_more_time_is_approved_by_somebody_else(clerk: Person, market: Person) -> None:
    number = received(JOINT)
    clerk.does(number, "accept", **clerk.ticks(number))
    promised = Case.objects.get(pk=number).promised
    assert "10 个工作日" in market.cannot(number, "extend", days="11", reason="需要专家论证")
    market.does(number, "extend", days="5", reason="需要专家论证")
    lead = Person("zhao", "lead")
    assert lead.queue("extensions") == [number]
    assert Case.objects.get(pk=number).promised == promised
    lead.does(number, "approve")
    extended = Case.objects.get(pk=number).promised
    assert extended
    assert promised
    assert extended > promised
    assert "已经申请过" in market.cannot(number, "extend", days="1", reason="再延")


def test_nobody_approves_their_own_wish(clerk: Person, market: Person) -> None:
    number = received(JOINT)
    clerk.does(number, "accept", **clerk.ticks(number))
    market.does(number, "extend", days="5", reason="需要专家论证")
    assert save_staff("market", "lead", PASSWORD) == []
    market.browser.post("/login", {"name": "market", "password": PASSWORD})
    assert "另一人" in market.cannot(number, "approve")


def test_days_of_a_hearing_do_not_count(clerk: Person, market: Person) -> None:
    number = received(JOINT)
    clerk.does(number, "accept", **clerk.ticks(number))
    assert "理由" in market.cannot(number, "pause")
    assert "暂停计时" in market.does(number, "pause", reason="听证")
    market.does(number, "resume")
    assert "当前状态" in market.cannot(number, "resume")


def test_a_department_that_was_only_asked_does_not_touch_the_leads_days(clerk: Person, market: Person) -> None:
    number = received(JOINT)
    clerk.does(number, "accept", **clerk.ticks(number))
    clerk.does(number, "route", department=["fire"])
    fire = Person("fire", "department", "fire")
    assert "应由承办部门办理" in fire.cannot(number, "pause", reason="听证")
    assert "应由承办部门办理" in fire.cannot(number, "resume")
    assert "应由承办部门办理" in fire.cannot(number, "extend", days="5", reason="需要专家论证")


def test_the_days_of_an_ended_case_are_nobodys_any_more(clerk: Person, market: Person) -> None:
    number = received(JOINT)
    clerk.does(number, "accept", **clerk.ticks(number))
    market.does(number, "extend", days="5", reason="需要专家论证")
    clerk.does(number, "withdraw", reason="申请人撤回")
    assert "当前状态" in market.cannot(number, "pause", reason="听证")
    assert "当前状态" in Person("zhao", "lead").cannot(number, "approve")
    assert "当前状态" in clerk.cannot(number, "take")


def test_whoever_reads_the_queue_is_told_when_the_next_years_holidays_are_missing(clerk: Person) -> None:
    known = in_use().calendar.known_through
    assert holidays_end(known - timedelta(days=44)) == known
    assert holidays_end(known - timedelta(days=45)) is None
    told = "放假安排只登记到这一天" in clerk.opens("/desk/")
    assert told == (holidays_end(day_of(now_ms())) is not None)
