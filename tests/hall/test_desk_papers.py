"""Papers from hand to hand: results out of the locker, originals out of it and on to departments, each on record."""

from hall.cases.models import Case, Handover
from hall.cases.originals import originals_awaited
from hall.cases.progress import JUST_NOW_MS, progress_by_person, progress_by_pickup
from hall.cases.settling import settle_cabinets
from hall.clock import now_ms
from hall.kiosks.models import Deposit
from intake.clock.day import day_of
from intake.contract.answers import Progress, Refused
from intake.contract.stage import Stage
from intake.contract.submission import Delivery
from locker.contract.facts import DepositKind
from tests.hall.desk_story import Cabinet, Person, ready, received, stage
from tests.intake.story import NUMBERS


def test_what_is_collected_from_the_locker_is_handed_over_by_itself(clerk: Person, market: Person) -> None:
    number, cabinet = ready(clerk, market, delivery=Delivery("locker")), Cabinet()
    cabinet.holds("k1-7", number)
    assert "结果在柜" in clerk.sees(number)
    assert "先取回" in clerk.cannot(number, "hand_over", identity="yes", signed_by="巴特尔")
    cabinet.is_emptied_by_the_applicant("k1-7")
    asked = progress_by_person(NUMBERS["person"], "", card=True, today=day_of(now_ms()))
    assert isinstance(asked, Progress)
    assert [(one.stage, one.may_rate) for one in asked.cases] == [(Stage.HANDED_OVER, True)]
    assert Handover.objects.get(case=number).deposit == "k1-7"


def test_whoever_has_just_collected_a_result_may_rate_its_case(clerk: Person, market: Person) -> None:
    number, cabinet = ready(clerk, market, delivery=Delivery("locker")), Cabinet()
    cabinet.holds("k1-7", number)
    assert isinstance(progress_by_pickup("k1", "k1-7", now_ms()), Refused), "it lies there still"
    cabinet.is_emptied_by_the_applicant("k1-7")
    at_ms = Deposit.objects.get(deposit="k1-7").ended_at_ms or 0

    told = progress_by_pickup("k1", "k1-7", at_ms)
    assert isinstance(told, Progress)
    assert [(one.case, one.may_rate, one.print_key) for one in told.cases] == [(number, True, "")]
    assert isinstance(progress_by_pickup("k2", "k1-7", at_ms), Refused)
    assert isinstance(progress_by_pickup("k1", "k1-7", at_ms + JUST_NOW_MS + 1), Refused)


def test_paper_originals_from_the_locker_keep_the_promise(clerk: Person) -> None:
    number, cabinet = received(tolerance=True, lacking=("photo",)), Cabinet()
    clerk.does(number, "tolerate", **clerk.ticks(number, photo="missing"))
    cabinet.holds("k1-8", number, DepositKind.MATERIAL)
    assert "存放的纸质材料在柜" in clerk.sees(number)
    cabinet.is_emptied_by_staff("k1-8")
    assert "登记交接" in clerk.sees(number)
    clerk.does(number, "originals", complete="yes")
    row = Handover.objects.get(case=number, what="originals")
    assert (row.way, row.by, row.deposit, row.list) == ("locker", "wang", "k1-8", "经营者近期照片")
    assert stage(number) == Stage.ACCEPTED


def test_who_took_originals_out_is_on_record_though_nobody_opened_the_case(clerk: Person) -> None:
    number, cabinet = received(tolerance=True, lacking=("photo",)), Cabinet()
    assert number not in clerk.queue("originals")
    cabinet.holds("k1-8", number, DepositKind.MATERIAL)
    assert number in clerk.queue("originals")
    cabinet.is_emptied_by_staff("k1-8")
    assert settle_cabinets() == 1
    assert settle_cabinets() == 0, "twice does nothing twice"
    row = Handover.objects.get(case=number)
    assert (row.what, row.by, row.place, row.deposit, row.list) == (
        "taken_out", "1001", "k1 A1", "k1-8", "经营者近期照片",
    )  # fmt: skip
    assert row.at_ms == Deposit.objects.get(deposit="k1-8").ended_at_ms
    assert number in clerk.queue("originals"), "until somebody has looked at them"
    clerk.does(number, "originals", paper="经营者近期照片")
    assert number not in clerk.queue("originals")


def test_papers_go_on_to_a_department_that_signs_for_them(clerk: Person, market: Person) -> None:
    number = received("SC-QY-01")
    names = [one.zh for one in originals_awaited(Case.objects.get(pk=number))]
    clerk.does(number, "accept", **clerk.ticks(number))
    clerk.does(number, "route", department=["fire"])
    assert "勾选" in clerk.cannot(number, "originals")
    clerk.does(number, "originals", paper=names[:1])
    assert "部门" in clerk.cannot(number, "hand_on", to="police", paper=names)
    assert "勾选" in clerk.cannot(number, "hand_on", to="market", paper=names[1:])
    assert market.queue("originals") == []
    assert "待接收部门签收" in clerk.does(number, "hand_on", to="market", paper=names)
    assert "当前状态" in Person("fire", "department", "fire").cannot(number, "take_over")
    assert market.queue("originals") == [number]
    market.does(number, "take_over")
    assert market.queue("originals") == []
    row = Handover.objects.get(case=number, what="handed_on")
    assert (row.by, row.department, row.taken_by, row.list) == ("wang", "market", "market", names[0])
    assert row.taken_ms
    assert row.taken_ms >= row.at_ms


def test_what_was_collected_is_not_handed_over_once_more(clerk: Person, market: Person) -> None:
    number, cabinet = ready(clerk, market, delivery=Delivery("locker")), Cabinet()
    cabinet.holds("k1-7", number)
    cabinet.is_emptied_by_the_applicant("k1-7")
    assert "当前状态" in clerk.cannot(number, "hand_over", identity="yes", signed_by="巴特尔")
    assert Handover.objects.filter(case=number, way="counter").count() == 0


def test_looking_at_the_queue_changes_nothing(clerk: Person, market: Person) -> None:
    number, cabinet = ready(clerk, market, delivery=Delivery("locker")), Cabinet()
    cabinet.holds("k1-7", number)
    cabinet.is_emptied_by_the_applicant("k1-7")
    clerk.queue("ready")
    assert stage(number) == Stage.READY
    assert settle_cabinets() == 1
    assert stage(number) == Stage.HANDED_OVER
