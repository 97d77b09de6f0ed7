"""A case at the desk, from the kiosk to the applicant's hand; who may do what, and what is refused."""

import re
import shutil
from pathlib import Path

import msgspec
import pytest
from django.test import Client

from hall.cases.catalogue import Folder
from hall.cases.models import Case, CaseEvent, Commitment, Finding, Handover, IssuedNotice, Rating, Task
from hall.cases.progress import progress_by_person
from hall.cases.record import CaseFact
from hall.cases.vault import vault
from hall.clock import now_ms
from hall.desk.figures import figures
from hall.desk.models import Looked
from hall.desk.words import WORDS, desk_word
from hall.sms.models import Sms
from hall.staff.logins import save_staff
from intake.clock.day import day_of
from intake.contract.answers import Progress
from intake.contract.stage import Stage
from intake.contract.submission import Delivery
from tests.hall.case_story import CLERK_DECIDES, JOINT, KIOSK_DECIDES
from tests.hall.desk_story import PASSWORD, Person, ready, received, stage
from tests.hall.story import CATALOGUE
from tests.hall.test_case_catalogue import RENAMED
from tests.intake.story import NUMBERS

# who


@pytest.mark.parametrize("address", ["/desk/", "/desk/case/E1", "/desk/statistics", "/desk/credit"])
def test_without_a_login_there_is_no_desk(hall_home: Path, address: str) -> None:
    assert Client().get(address).headers["Location"] == f"/login?next={address}"


@pytest.mark.parametrize("role", ["maintenance", "viewer"])
def test_who_looks_after_machines_sees_no_cases(hall_home: Path, role: str) -> None:
    number = received()
    person = Person(role, role)
    assert "/desk/" not in person.opens("/")
    addresses = ["/desk/", f"/desk/case/{number}", f"/desk/case/{number}/page/1", f"/desk/case/{number}/notice/1"]
    assert {person.browser.get(address).status_code for address in addresses} == {403}


def test_a_department_sees_its_own_cases_and_no_others(clerk: Person, market: Person) -> None:
    number = received()
    police = Person("police", "department", "police")
    assert "个体工商户" in market.sees(number)
    assert police.browser.get(f"/desk/case/{number}").status_code == 404
    assert police.tries(number, "opinion", opinion="agree").status_code == 404


def test_a_department_login_needs_its_department(hall_home: Path) -> None:
    assert save_staff("li", "department", PASSWORD)
    assert save_staff("li", "clerk", PASSWORD, "market")


def test_a_department_does_not_decide_for_the_window(clerk: Person, market: Person) -> None:
    number = received()
    assert market.tries(number, "accept").status_code == 403
    assert clerk.tries(number, "decide", granted="yes").status_code == 403


def test_every_look_at_a_case_is_written_down(clerk: Person) -> None:
    number = received()
    page = clerk.sees(number)
    assert "巴特尔" in page
    picture = next(part.split('"')[0] for part in page.split('src="') if "/page/" in part)
    answer = clerk.browser.get(picture)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert answer.content.startswith(b"\xff\xd8")
    seen = Looked.objects.order_by("id").values_list("by", "case", "what")
    assert [(by, case, what.split()[0]) for by, case, what in seen] == [
        ("wang", number, "case"),
        ("wang", number, "page"),
    ]


# the window


def test_a_case_cannot_pass_with_nothing_ticked(clerk: Person) -> None:
    number = received()
    assert "没有勾选" in clerk.cannot(number, "accept")
    assert stage(number) == Stage.RECEIVED


def test_a_case_cannot_pass_with_one_main_material_not_looked_at(clerk: Person) -> None:
    number = received()
    ticks = clerk.ticks(number)
    del ticks["is.identity"]
    assert "没有勾选" in clerk.cannot(number, "accept", **ticks)
    assert Finding.objects.filter(case=number).count() == len(ticks["look"]) - 1, "what was ticked is kept"


def test_accepted_with_a_notice_and_sent_to_its_department(clerk: Person, market: Person) -> None:
    number = received()
    assert number in clerk.queue("waiting")
    assert number not in market.queue()
    clerk.does(number, "accept", **clerk.ticks(number))
    assert stage(number) == Stage.ACCEPTED
    assert number not in clerk.queue("waiting")
    assert number in market.queue()
    notice = IssuedNotice.objects.get(case=number, kind="A")
    assert (notice.by, notice.written[:4]) == ("desk", "二政服受")
    pdf = clerk.browser.get(f"/desk/case/{number}/notice/{notice.id}")
    assert (pdf.content[:5], pdf.headers["Cache-Control"]) == (b"%PDF-", "no-store")


def test_what_is_not_in_order_is_not_accepted_as_if_it_were(clerk: Person) -> None:
    number = received()
    assert "不符合的项目" in clerk.cannot(number, "accept", **clerk.ticks(number, identity="unreadable"))


def test_everything_to_correct_is_told_once_and_never_again(clerk: Person) -> None:
    number = received(CLERK_DECIDES)
    ticks = clerk.ticks(number, application="unsigned", licence="contradicts")
    ticks["words.licence"] = "字号不同"
    clerk.does(number, "correct", **ticks)
    assert stage(number) == Stage.TO_BE_CORRECTED
    assert Case.objects.get(pk=number).correct_by
    page = clerk.sees(number)
    assert "字号不同" in page
    assert "一次性告知过" in clerk.cannot(number, "correct", **clerk.ticks(number, rules="missing"))
    assert IssuedNotice.objects.filter(case=number, kind="C").count() == 1


def test_nothing_to_correct_is_no_correction(clerk: Person) -> None:
    number = received()
    assert "没有不符合" in clerk.cannot(number, "correct", **clerk.ticks(number))


def test_a_promise_signed_at_the_kiosk_is_accepted_with_tolerance(clerk: Person) -> None:
    number = received(tolerance=True, lacking=("photo",))
    clerk.does(number, "tolerate", **clerk.ticks(number, photo="missing"))
    assert stage(number) == Stage.TOLERATED
    assert set(IssuedNotice.objects.filter(case=number, by="desk").values_list("kind", flat=True)) == {"T"}
    assert Commitment.objects.get(case=number).state == "open"


def test_without_a_signature_nothing_is_tolerated(clerk: Person) -> None:
    number = received(lacking=("photo",))
    ticks = clerk.ticks(number, photo="missing")
    assert "签署" in clerk.cannot(number, "tolerate", **ticks)
    clerk.does(number, "tolerate", **ticks, signed="yes")
    assert stage(number) == Stage.TOLERATED
    assert set(IssuedNotice.objects.filter(case=number, by="desk").values_list("kind", flat=True)) == {"T", "P"}


def test_a_main_material_is_never_tolerated_missing(clerk: Person) -> None:
    number = received()
    assert "主要材料" in clerk.cannot(number, "tolerate", **clerk.ticks(number, identity="missing"), signed="yes")


def test_bad_credit_rules_tolerance_out_until_it_is_repaired(clerk: Person) -> None:
    lead = Person("zhao", "lead")
    lead.browser.post("/desk/credit", {"number": NUMBERS["person"], "name": "巴特尔", "why": "承诺未履行"})
    assert "*" in lead.opens("/desk/credit")
    assert "巴特尔" not in lead.opens("/desk/credit")
    number = received(lacking=("photo",))
    ticks = clerk.ticks(number, photo="missing")
    assert "失信" in clerk.cannot(number, "tolerate", **ticks, signed="yes")
    assert clerk.browser.post("/desk/credit/1/repair").status_code == 403
    entry = lead.opens("/desk/credit").split("/repair")[0].rsplit("/", 1)[1]
    lead.browser.post(f"/desk/credit/{entry}/repair")
    clerk.does(number, "tolerate", **ticks, signed="yes")


def test_not_accepted_needs_a_reason_and_says_where_to_go(clerk: Person) -> None:
    number = received()
    assert "理由" in clerk.cannot(number, "refuse", **clerk.ticks(number))
    clerk.does(number, "refuse", reason="经营场所在住宅楼内", go_to="请到咨询台")
    assert stage(number) == Stage.NOT_ACCEPTED
    assert IssuedNotice.objects.filter(case=number, kind="N").exists()


def test_a_clerk_sees_what_the_applicant_was_told_by_sms_and_sends_it_again_when_it_did_not_arrive(
    clerk: Person,
) -> None:
    number = received()
    Sms.objects.update(state="failed", trouble="absent subscriber")
    page = clerk.sees(number)
    assert "收到材料 · 138****8000" in page
    assert "发送失败" in page
    answer = clerk.browser.post(f"/sms/{Sms.objects.get().id}/resend", {"from": "case"})
    assert answer.headers["Location"] == f"/desk/case/{number}"
    assert "待发送" in clerk.sees(number)


def test_two_clerks_the_second_is_told_and_nothing_is_overwritten(clerk: Person) -> None:
    number = received()
    li = Person("li", "clerk")
    seen = Case.objects.get(pk=number).revision
    ticks = clerk.ticks(number)
    clerk.does(number, "accept", **ticks)
    told = li.cannot(number, "refuse", seen=seen, reason="不符合")
    assert "wang" in told
    assert "受理" in told
    assert stage(number) == Stage.ACCEPTED
    assert not IssuedNotice.objects.filter(case=number, kind="N").exists()


def test_who_came_second_finds_their_ticks_and_words_again(clerk: Person) -> None:
    number = received()
    li = Person("li", "clerk")
    seen = Case.objects.get(pk=number).revision
    ticks = clerk.ticks(number, identity="unreadable") | {"words.identity": "照片反光", "reason": "住宅楼内"}
    clerk.does(number, "take")
    page = li.tries(number, "correct", seen=seen, **ticks).content.decode()
    line = page.split('<li data-material="identity">')[1].split("</li>")[0]
    assert re.search(r'value="bad"\s+checked', line)
    assert re.search(r'value="unreadable"\s+selected', line)
    assert 'value="照片反光"' in line
    assert page.count('value="good" checked') == len(ticks["look"]) - 1
    assert not Finding.objects.filter(case=number).exists(), "nothing was written"


def test_words_are_not_lost_either_where_the_form_is_gone(clerk: Person) -> None:
    number = received()
    li = Person("li", "clerk")
    seen = Case.objects.get(pk=number).revision
    ticks = clerk.ticks(number)
    clerk.does(number, "accept", **ticks)
    sent = ticks | {"words.identity": "照片反光", "reason": "住宅楼内"}
    page = li.tries(number, "refuse", seen=seen, **sent).content.decode()
    assert "照片反光" in page
    assert "住宅楼内" in page


def test_an_act_from_a_page_without_a_revision_is_a_conflict(clerk: Person) -> None:
    number = received()
    answer = clerk.browser.post(f"/desk/case/{number}/act", {"act": "take", "revision": "x" * 30})
    assert answer.status_code == 409
    assert clerk.browser.post(f"/desk/case/{number}/act", {"act": "burn"}).status_code == 404


def test_my_cases_are_those_i_took(clerk: Person) -> None:
    number = received()
    assert clerk.queue("mine") == []
    clerk.does(number, "take")
    assert clerk.queue("mine") == [number]


# departments


def test_a_joint_case_goes_through_its_departments_to_the_lead(clerk: Person, market: Person) -> None:
    number = received(JOINT)
    fire, city = Person("fire", "department", "fire"), Person("city", "department", "city")
    clerk.does(number, "accept", **clerk.ticks(number))
    assert number in clerk.queue("to_route")
    assert "部门" in clerk.cannot(number, "route")
    clerk.does(number, "route", department=["fire", "city"])
    assert {task.department: task.lead for task in Task.objects.filter(case=number)} == {
        "market": True,
        "fire": False,
        "city": False,
    }
    fire.does(number, "opinion", opinion="agree")
    told = msgspec.json.decode(CaseEvent.objects.latest("seq").body, type=CaseFact)
    assert (told.what, told.department, told.by_department) == ("opinion", "market", "fire")
    assert "没有提交意见" in market.cannot(number, "decide", granted="yes")
    assert "理由" in city.cannot(number, "opinion", opinion="disagree")
    city.does(number, "opinion", opinion="disagree", words="招牌过大，请缩小")
    market.does(number, "opinion", opinion="agree")
    assert stage(number) == Stage.EXAMINED
    assert "承办部门" in fire.cannot(number, "decide", granted="yes")
    market.does(number, "decide", granted="yes", words="准予，招牌按意见缩小")
    market.does(number, "ready", result="营业执照 152501600123456")
    assert stage(number) == Stage.READY


def test_handed_over_at_the_counter_to_whoever_showed_their_identity(clerk: Person, market: Person) -> None:
    number = ready(clerk, market)
    assert number in clerk.queue("ready")
    assert "身份证件" in clerk.cannot(number, "hand_over", signed_by="巴特尔")
    assert "姓名" in clerk.cannot(number, "hand_over", identity="yes")
    clerk.does(number, "hand_over", identity="yes", signed_by="巴特尔")
    row = Handover.objects.get(case=number)
    assert (row.way, row.by, row.identity_checked) == ("counter", "wang", True)
    assert row.signed
    assert vault().open(row.signed).decode() == "巴特尔"
    assert stage(number) == Stage.HANDED_OVER


def test_the_post_takes_it_with_a_number_where_the_applicant_chose_the_post(clerk: Person, market: Person) -> None:
    number = ready(clerk, market)
    assert "没有选择邮寄" in clerk.cannot(number, "post", tracking="EB123456789CN")
    posted = ready(clerk, market, delivery=Delivery("post", "二连浩特市团结路2号"))
    assert "格式" in clerk.cannot(posted, "post", tracking="12")
    assert "团结路" in clerk.does(posted, "post", tracking="eb123456789cn")
    assert Handover.objects.get(case=posted).tracking == "EB123456789CN"
    asked = progress_by_person(NUMBERS["person"], "", card=True, today=day_of(now_ms()))
    assert isinstance(asked, Progress)
    assert {one.case: one.tracking for one in asked.cases} == {posted: "EB123456789CN", number: ""}


# figures


def test_figures_tell_timeliness_and_ratings(clerk: Person, market: Person) -> None:
    number = ready(clerk, market)
    received(KIOSK_DECIDES)
    Rating.objects.create(case_id=number, grade=1, words="等太久", at_ms=now_ms())
    page = clerk.opens("/desk/statistics?days=90")
    assert "市市场监督管理局" in page
    assert "100%" in page
    assert "等太久" in page
    rating = Rating.objects.get()
    assert market.browser.post(f"/desk/rating/{rating.id}", {"words": "x"}).status_code == 403
    clerk.browser.post(f"/desk/rating/{rating.id}", {"words": "已电话致歉"})
    clerk.browser.post(f"/desk/rating/{rating.id}", {"words": "第二次"})
    assert Rating.objects.get().followed == "已电话致歉"
    assert "异地就医" not in market.opens("/desk/statistics"), "a department sees its own figures"


def test_figures_tell_how_often_guides_were_updated(clerk: Person, tmp_path: Path) -> None:
    kept = Path(shutil.copytree(CATALOGUE, tmp_path / "catalogue"))
    folder = Folder(kept)
    folder.now()
    before = (kept / "market.toml").read_text(encoding="utf-8")
    (kept / "market.toml").write_text(before.replace(*RENAMED, 1), encoding="utf-8")
    folder.now()
    today = day_of(now_ms())
    by_department, by_item = figures(today, today)
    assert [(one.name.zh, one.updates) for one in by_department] == [("市市场监督管理局", 1)]
    assert [(one.name.zh, one.updates) for one in by_item] == [("个体工商户登记（设立）", 1)]
    assert "指南更新" in clerk.opens("/desk/statistics")
    assert figures(today, today, "police") == ([], [])


# words


@pytest.mark.parametrize("pair", WORDS.values())
def test_every_word_of_the_desk_is_there_in_both_languages(pair: tuple[str, str]) -> None:
    assert all(pair)


def test_the_desk_speaks_english_too(clerk: Person) -> None:
    number = received()
    clerk.browser.get("/lang/en")
    page = clerk.sees(number)
    assert "Tell everything to correct" in page
    assert desk_word("no such word", "zh") == "no such word"
