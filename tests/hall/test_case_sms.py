"""What applicants are told of their case by SMS: owed by the act itself, to the phone they gave."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from hall.cases import handover, routing, terms
from hall.cases.acts import Turn
from hall.cases.dossier import dossier
from hall.cases.findings import Found, Lack, to_look_at
from hall.cases.models import Case, IssuedNotice
from hall.cases.record import Actor
from hall.cases.sweep import sweep
from hall.cases.transitions import By
from hall.cases.vault import notice_mac
from hall.cases.window import Decide, accept, correct, judge, refuse, tolerate, withdraw
from hall.here import credentials, machine
from hall.notices.token import notice_of_token
from hall.sms.models import Sms
from hall.sms.phones import Phones
from intake.contract.stage import Stage
from intake.contract.submission import Delivery
from intake.review.application import Application
from intake.review.outcome import ToBeCorrected
from tests.hall.case_story import (
    CLERK_DECIDES,
    KIOSK_DECIDES,
    TOLERANT,
    applied,
    at,
    comes_in,
    handing_in,
    later,
)
from tests.hall.conftest import HOME
from tests.hall.database import database
from tests.intake.story import TODAY, applying, item

WANG, LI = Actor("wang", By.CLERK), Actor("li", By.CLERK)
MARKET = Actor("market", By.DEPARTMENT, "market")
RULED = "MZ-SH-01"
LINK = f"{machine().counter.url}/n/"

pytestmark = pytest.mark.usefixtures("hall_home")


def judged(number: str, decide: Decide, day: date = TODAY, lacking: str = "") -> object:
    case = Case.objects.get(pk=number)
    found = [Found(one.key, Lack.UNSIGNED if one.key == lacking else None) for one in to_look_at(dossier(case))]
    return judge(Turn(number, case.revision, WANG, at(day)), found, decide)


def turn(number: str, who: Actor, day: date) -> Turn:
    return Turn(number, Case.objects.get(pk=number).revision, who, at(day))


def texts(number: str) -> list[str]:
    return list(Sms.objects.filter(case=number).order_by("id").values_list("text", flat=True))


def reasons(number: str) -> list[str]:
    return list(Sms.objects.filter(case=number).order_by("id").values_list("reason", flat=True))


def brought(application: Application, **how: Any) -> str:
    return comes_in(*handing_in(application, **how)).case


def ready(way: str) -> str:
    """A case of the market's whose result is there."""
    number = applied(CLERK_DECIDES, delivery=Delivery(way, "前进路1号")).case  # type: ignore[arg-type]
    judged(number, accept)
    routing.give_opinion(turn(number, MARKET, later(1)), "agree", "")
    routing.decide(turn(number, MARKET, later(1)), True, "")
    routing.ready(turn(number, WANG, later(1)), "许可证1号")
    assert Case.objects.get(pk=number).stage == Stage.READY
    return number


# what came in


def test_accepted_by_the_rules_is_told_with_the_last_day_and_a_link_to_the_notice() -> None:
    number = applied(KIOSK_DECIDES).case
    (text,) = texts(number)
    assert f"您的申请{number}已受理，最晚11月" in text
    notice = notice_of_token(text.rpartition(LINK)[2], notice_mac)
    assert IssuedNotice.objects.get(case=number, kind="A").pk == notice


def test_what_waits_for_a_clerk_is_received_and_then_accepted() -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, accept, later(1))
    received, accepted = texts(number)
    assert f"办件编号{number}，5个工作日内短信告诉您是否受理" in received
    assert "已受理，最晚11月30日办结" in accepted


def test_everything_to_correct_is_told_with_its_count_day_and_link_and_once_mended_that_it_came() -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, correct, lacking="licence")
    assert "有1处需要补正，请最晚" in texts(number)[1]
    assert LINK in texts(number)[1]
    brought(applying(item(CLERK_DECIDES)), reason="correction", case=number, day=later(3), label="new")
    assert reasons(number) == ["received", "to_be_corrected", "received"]
    assert "审核后短信告诉您是否受理" in texts(number)[2]


def test_what_the_rules_find_lacking_is_told_too() -> None:
    number = applied(KIOSK_DECIDES, lacking=(item(KIOSK_DECIDES).material[0].key,)).case
    assert reasons(number) == ["to_be_corrected"]


def test_a_promise_is_told_with_the_paper_and_its_day() -> None:
    number = applied(RULED, tolerance=True, lacking=("income_proof",)).case
    judged(number, tolerate(signed=False), lacking="income_proof")
    case = Case.objects.get(pk=number)
    assert case.owed_by
    assert f"请最晚{case.owed_by.month}月{case.owed_by.day}日补交" in texts(number)[1]
    assert "收入" in texts(number)[1]
    brought(applying(item(RULED), tolerance=True), reason="supplement", case=number, only=("income_proof",))
    assert reasons(number) == ["received", "tolerated", "supplemented"]


def test_a_refusal_is_told() -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, refuse("不在本市经营", ""))
    assert "不予受理" in texts(number)[1]
    assert LINK in texts(number)[1]


# what happens later


def test_five_working_days_without_a_word_are_told_as_accepted() -> None:
    number = applied(CLERK_DECIDES).case
    sweep(later(9), at(later(9)))
    sweep(later(9), at(later(9)))
    assert reasons(number) == ["received", "accepted_by_term"]
    assert LINK in texts(number)[1]


def test_a_term_that_ran_out_is_told() -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, correct, lacking="licence")
    sweep(later(200), at(later(200)))
    assert reasons(number)[-1] == "lapsed"
    assert LINK in texts(number)[-1]


def test_more_time_is_told_when_it_was_approved_not_when_it_was_asked_for() -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, accept)
    terms.ask_extension(turn(number, MARKET, later(1)), 3, "现场核查")
    assert reasons(number)[-1] == "accepted"
    terms.decide_extension(turn(number, LI, later(1)), approved=True)
    assert f"办件{number}延长3个工作日，最晚12月3日办结" in texts(number)[-1]


def test_a_result_is_told_where_it_waits_at_the_counter_and_when_the_post_has_it() -> None:
    assert "到大厅窗口领取结果" in texts(ready("counter"))[-1]
    posted = ready("post")
    assert reasons(posted)[-1] == "accepted"
    handover.by_post(turn(posted, WANG, later(2)), "ea123456789cn")
    assert "邮件号EA123456789CN" in texts(posted)[-1]


def test_of_a_result_for_the_locker_the_locker_tells_with_the_code() -> None:
    assert reasons(ready("locker"))[-1] == "accepted"


def test_who_has_it_in_hand_is_not_called_to_the_counter_any_more() -> None:
    number = ready("counter")
    handover.at_counter(turn(number, WANG, later(1)), "巴特尔", identity_checked=True)
    assert set(Sms.objects.filter(case=number).values_list("state", flat=True)) == {"not_needed"}


def test_a_withdrawn_application_is_told_nothing_more() -> None:
    number = applied(CLERK_DECIDES).case
    judged(number, withdraw("不办了"))
    assert list(Sms.objects.filter(case=number).values_list("state", flat=True)) == ["not_needed"]


# to whom


def test_the_number_is_sealed_and_shown_masked() -> None:
    number = applied(KIOSK_DECIDES).case
    sms = Sms.objects.get(case=number)
    phones = Phones(credentials().text("hall_box.key"))
    assert (phones.unseal(sms.phone_sealed), sms.phone_masked) == ("13800138000", "138****8000")
    assert b"13800138000" not in database().on_disk(HOME)


def test_who_acts_for_somebody_is_told_too_and_one_phone_once() -> None:
    acted_for = applying(item(CLERK_DECIDES), agent=True)
    number = brought(acted_for)
    assert list(Sms.objects.filter(case=number).values_list("recipient", "phone_masked").order_by("id")) == [
        ("applicant", "138****8000"),
        ("agent", "139****9000"),
    ]
    assert acted_for.agent
    shared = replace(acted_for, agent=replace(acted_for.agent, mobile="+86 138 0013 8000"))
    assert Sms.objects.filter(case=brought(shared)).count() == 1


# exactly once


def test_the_same_submission_twice_is_told_once() -> None:
    submission, pages = handing_in(applying(item(KIOSK_DECIDES)))
    comes_in(submission, pages)
    comes_in(submission, pages)
    assert Sms.objects.count() == 1


def test_an_act_that_is_not_done_tells_nothing() -> None:
    number = applied(TOLERANT, lacking=("photo",)).case
    before = reasons(number)
    judged(number, accept, lacking="photo")
    judge(Turn(number, 99, WANG, at(TODAY)), (), accept)
    assert reasons(number) == before


def test_what_lacks_is_all_counted() -> None:
    number = brought(replace(applying(item(KIOSK_DECIDES)), given={}))
    outcome = dossier(Case.objects.get(pk=number)).outcome
    assert isinstance(outcome, ToBeCorrected)
    assert f"有{len(outcome.gaps)}处需要补正" in texts(number)[0]
