"""The form: one question after the other, errors at once and all together, what is typed in Chinese."""

from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from intake.catalogue.item import Condition
from intake.review.application import Application
from kiosk.flows.apply.form import ROWS_A_PAGE, answers, gaps, questions
from kiosk.flows.apply.states import Form, Identified, Keeping, Kept, Leave, NotOpen, Question
from kiosk.flows.effects import KeepDraft
from kiosk.flows.inputs import DraftKept, Paper
from kiosk.flows.states import Home
from kiosk.flows.submit.states import Papers, Review
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.applicant_story import (
    ALLOWANCE,
    CARD,
    MARRIAGE,
    OTHER,
    RELIEF,
    SHOP,
    asked_for,
    chooses,
    identified_for,
    spells,
    visit,
)
from tests.kiosk.notice_story import NoticeStory
from tests.kiosk.story import FlowStep, Story, play, presses, touches, types, waits


def question(story: Story) -> Question:
    assert isinstance(story.screen, Question)
    return story.screen


def keys(story: Story) -> list[str]:
    return [one.key for one in questions(story.model)]


def seen(story: Story) -> str:
    shown = scene(story.model, load_texts(("zh",)), 1080, 1920)
    return "\n".join(one.text for one in shown.elements if isinstance(one, Words))


def fills_in_shop(story: NoticeStory) -> NoticeStory:
    play(
        story,
        FlowStep(chooses("yes"), Question),
        FlowStep(chooses("no"), Question),
        FlowStep(chooses("shop"), Question),
        FlowStep(types("86"), Question),
        FlowStep(touches("ok"), Question),
        FlowStep(presses("3", "enter"), Form),
    )
    return story


def test_conditions_come_first_then_each_field_and_then_the_papers() -> None:
    story = fills_in_shop(asked_for(SHOP))
    assert answers(visit(story)) == {
        "licensed": "yes",
        "prepacked": "no",
        "business": "shop",
        "area": "86",
        "staff": "3",
    }
    assert gaps(story.model) == {}

    play(story, FlowStep(touches("ok"), Papers))


def test_a_condition_that_is_not_met_is_said_on_the_spot_with_where_to_go() -> None:
    story = play(asked_for(SHOP), FlowStep(chooses("no"), NotOpen))
    assert "应当先取得营业执照" in seen(story)
    assert "个体工商户设立登记" in seen(story)

    play(story, FlowStep(touches("again"), Question), FlowStep(chooses("no"), NotOpen))
    play(story, FlowStep(touches("notice"), Review))


def test_who_is_told_so_may_leave_and_nothing_stays() -> None:
    story = play(asked_for(SHOP), FlowStep(chooses("no"), NotOpen), FlowStep(touches("leave"), Home))

    assert story.model.visit is None


def test_fields_appear_and_disappear_with_the_answers() -> None:
    story = asked_for(MARRIAGE)
    play(story, FlowStep(chooses("yes"), Question), FlowStep(chooses("yes"), Question))
    play(story, FlowStep(spells("qiqige", 0), Question), FlowStep(touches("ok"), Question))
    assert "partner_passport" not in keys(story)

    play(story, FlowStep(chooses("yes"), Question))
    assert question(story).key == "partner_passport"
    play(story, FlowStep(touches("back"), Question), FlowStep(chooses("no"), Question))
    assert question(story).key == "partner_number"
    assert "partner_passport" not in keys(story)


@pytest.mark.parametrize(
    ("typed", "remedy"), [("20260230", "年、月、日"), ("20270101", "核对并更正"), ("2026", "年、月、日")]
)
def test_a_date_that_does_not_exist_or_is_still_to_come_is_told(typed: str, remedy: str) -> None:
    story = play(asked_for(RELIEF), FlowStep(chooses("illness"), Question), FlowStep(types(typed), Question))
    play(story, FlowStep(touches("ok"), Question))
    wrong = question(story).wrong
    assert wrong
    assert remedy in wrong.zh

    play(story, FlowStep(touches("key.clear"), Question), FlowStep(types("20261101"), Question))
    play(story, FlowStep(touches("ok"), Form))
    assert answers(visit(story))["happened_on"] == "2026-11-01"


def test_a_number_out_of_its_bounds_is_told_beside_the_field() -> None:
    story = asked_for(SHOP)
    play(story, FlowStep(chooses("yes"), Question), FlowStep(chooses("no"), Question))
    play(story, FlowStep(chooses("shop"), Question), FlowStep(types("3"), Question), FlowStep(touches("ok"), Question))

    assert question(story).key == "area"
    assert question(story).wrong


def test_all_gaps_are_told_at_once_and_the_first_is_led_to() -> None:
    story = asked_for(SHOP)
    story.model = story.model.show(Form())
    assert "请回答这个问题" not in seen(story)

    play(story, FlowStep(touches("ok"), Form))
    assert seen(story).count("请回答这个问题") + seen(story).count("请填写") == ROWS_A_PAGE
    assert "还有 5 项" in seen(story)
    play(story, FlowStep(touches("ok"), Question))
    assert question(story).key == "licensed"
    play(story, FlowStep(chooses("yes"), Form))
    assert story.screen == Form(told=True)


def test_one_answer_is_changed_and_leads_back_to_the_form() -> None:
    story = play(fills_in_shop(asked_for(SHOP)), FlowStep(touches("row.business"), Question))

    play(story, FlowStep(chooses("canteen"), Form))

    assert answers(visit(story))["business"] == "canteen"


def test_what_is_there_already_is_kept_by_going_on_and_is_shown_masked() -> None:
    story = asked_for(MARRIAGE)
    play(story, FlowStep(chooses("yes"), Question), FlowStep(chooses("yes"), Question))
    play(story, FlowStep(spells("qiqige", 0), Question), FlowStep(touches("ok"), Question))
    play(story, FlowStep(chooses("no"), Question), FlowStep(types(OTHER), Question), FlowStep(touches("ok"), Form))
    assert OTHER not in seen(story)
    assert "其其格" not in seen(story)

    play(story, FlowStep(touches("row.partner_number"), Question))
    assert OTHER not in seen(story)
    assert f"***{OTHER[-4:]}" in seen(story)
    play(story, FlowStep(touches("ok"), Form))
    assert answers(visit(story))["partner_number"] == OTHER


def test_the_card_fills_in_what_it_knows() -> None:
    story = identified_for(ALLOWANCE)
    item = visit(story).item
    assert item
    born = structs.replace(item.field[0], key="born", kind="date", prefill="birth")
    home = structs.replace(item.field[0], key="home", kind="text", prefill="address")
    told = structs.replace(item, field=(born, home, *item.field))
    story.model = replace(story.model, visit=replace(visit(story), item=told))

    play(story, FlowStep(touches("ok"), Question), FlowStep(chooses("yes"), Question))

    assert answers(visit(story))["born"] == "1965-03-12"
    assert answers(visit(story))["home"] == CARD.address
    assert question(story).key == "bank"


def test_the_way_back_leads_through_the_questions_to_who_it_is() -> None:
    story = play(asked_for(SHOP), FlowStep(chooses("yes"), Question), FlowStep(touches("back"), Question))
    assert question(story).key == "licensed"

    play(story, FlowStep(touches("back"), Identified), FlowStep(touches("ok"), Question))
    assert question(story).key == "prepacked", "what was answered is not asked again"


def test_of_a_case_taken_up_again_only_what_is_open_is_asked() -> None:
    story = fills_in_shop(asked_for(SHOP))
    before = visit(story).application()
    story.model = replace(story.model, visit=replace(visit(story), answers={}, reopened=before, open=OPEN)).show(Form())

    assert keys(story) == ["area"]
    assert "86" in seen(story)
    play(story, FlowStep(touches("row.area"), Question), FlowStep(touches("key.clear"), Question))
    play(story, FlowStep(types("90"), Question), FlowStep(touches("ok"), Form), FlowStep(touches("ok"), Papers))
    assert visit(story).answers == {"area": "90"}
    assert visit(story).application().answers["staff"] == "3"


OPEN = frozenset({("field", "area"), ("material", "licence")})


def test_of_a_case_whose_people_are_not_right_they_are_told_anew() -> None:
    story = fills_in_shop(asked_for(SHOP))
    before: Application = visit(story).application()
    open_ = frozenset({("applicant", "mobile")})
    story.model = replace(story.model, visit=replace(visit(story), reopened=before, open=open_)).show(Form())

    play(story, FlowStep(touches("people"), Identified), FlowStep(touches("back"), Form))
    play(story, FlowStep(touches("people"), Identified), FlowStep(touches("ok"), Papers))


def test_what_is_open_in_a_case_is_asked_anew_although_it_would_pass() -> None:
    story = fills_in_shop(asked_for(SHOP))
    told = replace(visit(story), answers={}, reopened=visit(story).application(), open=OPEN)
    story.model = replace(story.model, visit=told).show(Identified())

    play(story, FlowStep(touches("ok"), Question))
    assert question(story).key == "area"
    play(story, FlowStep(touches("ok"), Form), FlowStep(touches("back"), Leave))


def test_fields_that_only_some_answers_ask_for_are_no_gaps_yet() -> None:
    story = asked_for(MARRIAGE)

    assert set(gaps(story.model)) == {"of_age", "unmarried", "partner_name", "partner_abroad"}


def test_a_form_is_left_and_kept_for_later() -> None:
    story = asked_for(SHOP)
    play(story, FlowStep(touches("leave"), Leave), FlowStep(touches("stay"), Question))
    play(story, FlowStep(touches("leave"), Leave), FlowStep(touches("keep"), Keeping))
    assert story.wanted(KeepDraft).visit == visit(story)

    story.feed(DraftKept("ED1:slip", Paper.OUT, date(2026, 12, 23)))
    assert isinstance(story.screen, Kept)
    assert "没有打印小票" in seen(story)
    assert "保存到2026年12月23日（含当日）" in seen(story)
    assert "slip" not in repr(story.model)
    play(story, FlowStep(touches("ok"), Home))
    assert story.model.visit is None


def test_a_slip_sent_to_a_printer_that_says_nothing_can_be_photographed_too() -> None:
    story = play(asked_for(SHOP), FlowStep(touches("leave"), Leave), FlowStep(touches("keep"), Keeping))

    story.feed(DraftKept("ED1:slip", Paper.SENT, date(2026, 12, 23)))

    assert "请看出纸口" in seen(story)
    assert "用手机拍下这个码" in seen(story)


def test_what_could_not_be_kept_is_not_lost() -> None:
    story = play(asked_for(SHOP), FlowStep(touches("leave"), Leave), FlowStep(touches("keep"), Keeping))
    story.feed(DraftKept(""))
    assert "没能保存" in seen(story)

    play(story, FlowStep(touches("stay"), Question))
    assert visit(story).number


def test_leaving_without_keeping_wipes_everything() -> None:
    story = play(asked_for(SHOP), FlowStep(touches("leave"), Leave), FlowStep(touches("wipe"), Home))

    assert story.model.visit is None


def test_who_fills_in_a_form_has_two_quiet_minutes_and_is_asked_before_it_is_wiped() -> None:
    story = play(asked_for(SHOP), FlowStep(waits(100), Question))
    assert "您还在吗" not in seen(story)

    play(story, FlowStep(waits(8), Question))
    assert "您还在吗" in seen(story)
    play(story, FlowStep(touches("still_here"), Question))
    assert "您还在吗" not in seen(story)
    play(story, FlowStep(waits(119), Question), FlowStep(waits(2), Home))
    assert story.model.visit is None


def test_every_question_of_every_item_can_be_shown() -> None:
    story = asked_for(SHOP)
    for item in story.model.catalogue.index.items if story.model.catalogue else ():
        story.model = replace(story.model, visit=replace(visit(story), item=item, answers={}))
        for one in questions(story.model):
            story.model = story.model.show(Question(one.key))
            assert (one.question if isinstance(one, Condition) else one.label) in seen(story)
