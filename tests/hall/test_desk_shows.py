"""What a case page tells people at the desk, before they decide anything."""

import re

from hall.cases.models import Case, Handover
from hall.clock import now_ms
from hall.desk.suggested import likely_result, to_ask
from tests.hall.case_story import CLERK_DECIDES, JOINT, KIOSK_DECIDES, TOLERANT
from tests.hall.desk_story import Person, received
from tests.intake.story import item


def test_what_was_signed_at_the_kiosk_is_seen_by_who_may_see_the_case(clerk: Person, market: Person) -> None:
    number = received(tolerance=True, lacking=("photo",))
    for person in (clerk, market):
        assert 'd="M0.0 0.0 L0.0 0.0 L100.0 100.0"' in person.sees(number)


def test_where_nothing_was_signed_no_signature_is_shown(clerk: Person) -> None:
    assert 'class="signed"' not in clerk.sees(received())


def test_every_gap_stands_with_its_rule_and_the_laws_of_the_item(clerk: Person) -> None:
    page = clerk.sees(received(lacking=("photo",)))
    assert "依据：申请材料应当齐全、符合法定形式" in page
    assert "办理依据：" + "；".join(item(TOLERANT).basis) in page


def test_the_list_is_the_same_to_tick_and_to_read(clerk: Person, market: Person) -> None:
    number = received(JOINT, lacking=("plan",))
    to_tick, to_read = clerk.sees(number), market.sees(number)
    assert ('name="look"' in to_tick, 'name="look"' in to_read) == (True, False)
    assert materials(to_tick) == materials(to_read) != []


def materials(page: str) -> list[str]:
    """Lines of the list and their counts of pages."""
    return re.findall(r'data-material="(\w+)">.*?影像页数 (\d)', page, re.DOTALL)


def test_what_lacked_is_not_told_as_lacking_once_the_promise_is_kept(clerk: Person) -> None:
    number = received(tolerance=True, lacking=("photo",))
    clerk.does(number, "tolerate", **clerk.ticks(number, photo="missing"))
    assert "warn rule" in review(clerk.sees(number))
    page = clerk.does(number, "originals", complete="yes")
    assert "✓ 已补齐" in review(page)
    assert "warn rule" not in review(page)


def test_what_came_on_paper_before_the_rest_is_told_as_come(clerk: Person) -> None:
    number = received(CLERK_DECIDES, tolerance=True, lacking=("rules", "health"))
    clerk.does(number, "tolerate", **clerk.ticks(number, rules="missing", health="missing"))
    rules = next(one.name for one in item(CLERK_DECIDES).material if one.key == "rules")
    page = review(clerk.does(number, "originals", paper=[rules]))
    assert page.count("✓ 已收到纸质件") == 1
    assert "✓ 已补齐" not in page


def test_what_the_rules_found_and_what_the_applicant_was_told_are_not_mixed_up(clerk: Person) -> None:
    number = received(lacking=("premises_proof",))
    before = review(clerk.sees(number))
    clerk.does(number, "correct", **clerk.ticks(number, premises_proof="unsigned"))
    after = review(clerk.sees(number))
    assert ("系统审查：" in before, "告知内容：" in before) == (True, False)
    assert ("系统审查" in after, "告知内容：" in after) == (False, True)


def test_whoever_forgot_a_tick_sees_at_which_line(clerk: Person) -> None:
    number = received()
    ticked = clerk.ticks(number)
    forgotten = "premises_proof"
    del ticked[f"is.{forgotten}"]
    page = clerk.tries(number, "accept", **ticked).content.decode()
    lines = review(page).split("<li ")[1:]
    assert [f'data-material="{forgotten}"' in one for one in lines] == ["请查看并勾选" in one for one in lines]
    assert page.count("请查看并勾选") == 1


def test_notices_kiosks_and_days_are_called_by_their_names(clerk: Person) -> None:
    number = received()
    page, queue = clerk.sees(number), " ".join(clerk.opens("/desk/").split())
    assert ">材料接收凭证</a>" in page
    assert "<dd>一楼大厅东门文件柜" in page
    assert "一次告知期限 " in queue


def test_departments_stand_open_to_be_asked_only_while_none_was(clerk: Person) -> None:
    joint, single = received(JOINT), received()
    for number in (joint, single):
        clerk.does(number, "accept", **clerk.ticks(number))
    assert '<details class="more" open>' in clerk.sees(joint)
    assert '<details class="more" open>' not in clerk.sees(single)
    assert "增加分送部门" in clerk.sees(single)


def review(page: str) -> str:
    """The card with the list."""
    return page[page.index('id="review"') :].partition("</section>")[0]


def test_papers_came_through_the_locker_and_results_are_collected_there(clerk: Person) -> None:
    number = received()
    for what, way in (("originals", "locker"), ("handed_on", "counter"), ("result", "locker")):
        Handover.objects.create(case_id=number, what=what, way=way, at_ms=now_ms(), by="wang")
    page = " ".join(clerk.sees(number).split())
    assert "<b>纸质材料接收</b> · 经文件柜" in page
    assert "<b>纸质材料移交</b> · 经窗口" in page
    assert "<b>结果交付</b> · 文件柜自取" in page


def test_only_who_was_asked_is_ticked_again_and_the_result_of_all_is_not_promised(clerk: Person) -> None:
    number, joint = received(JOINT), item(JOINT).joint
    case = Case.objects.get(pk=number)
    assert joint is not None
    assert to_ask(case) == list(joint.departments)

    clerk.does(number, "accept", **clerk.ticks(number))
    clerk.does(number, "route", department=[case.department])
    assert (to_ask(case), likely_result(case)) == ([case.department], "")

    clerk.does(number, "route", department=list(joint.departments))
    assert likely_result(case) == item(JOINT).result


def test_figures_have_units_and_nothing_is_told_from_unknown(clerk: Person) -> None:
    received(KIOSK_DECIDES)
    page = clerk.opens("/desk/statistics")
    for head in ("收件（件）", "平均用时（工作日）", "评价（次）", "均分（满分5分）", "非常满意（次）"):
        assert f"<th>{head}</th>" in page
    assert "<td>—</td>" in page
    assert "<td></td>" not in page
