"""What the rules say to the applicant at once and completely, and the way to every gap."""

from dataclasses import replace
from datetime import date

import pytest

from intake.contract.answers import Standing
from intake.contract.questions import AskStanding
from intake.contract.submission import Delivery
from intake.review.application import ApplicantStanding
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, NoTolerance, ToBeCorrected
from intake.review.supplement import Lapsed, StillOwed
from kiosk.examples.catalogue import TODAY, catalogue_in_use
from kiosk.examples.moment import WALL
from kiosk.flows.apply.entry import Entry
from kiosk.flows.apply.states import Find, Identified, NotOpen, Question
from kiosk.flows.effects import HandIn
from kiosk.flows.submit.review import gaps_of
from kiosk.flows.submit.states import ChooseDelivery, HandingIn, OnePaper, Papers, Promise, Review, Sign
from kiosk.flows.submit.verdict import verdict
from kiosk.flows.visit import Paper
from tests.kiosk.story import touches
from tests.kiosk.window_story import ON_THE_SPOT, SHOP, Window, at_the_window, draws, hall_says, page, supplementing

LINE = ((0.2, 0.2), (0.5, 0.6), (0.8, 0.3))


def reviewed(code: str = SHOP, laid: int = 0) -> Window:
    return at_the_window(code, laid, Review())


def saying(story: Window, **changed: object) -> Window:
    story.model = replace(story.model, visit=replace(story.visit, **changed))  # type: ignore[arg-type]
    return story


def lies_there(story: Window, key: str) -> None:
    """The material is laid down as it is wanted."""
    whole = at_the_window(laid=9).visit.papers[key]
    saying(story, papers=story.visit.papers | {key: whole})


def controls_of_gaps(story: Window) -> dict[str, str]:
    """Part and key of each gap to the control that leads there."""
    said = verdict(story.model)
    assert said
    return {f"{gap.part}.{gap.key}": f"go.{number}" for number, gap in enumerate(gaps_of(said))}


def test_with_everything_there_the_way_to_the_result_is_chosen_and_it_is_handed_in() -> None:
    story = reviewed(laid=9)

    touches("ok")(story)
    story.shows(ChooseDelivery)
    touches("ok")(story)

    story.shows(HandingIn)
    assert isinstance(story.handed_in.outcome, Accepted)
    assert story.handed_in.visit.delivery == Delivery("counter")


def test_with_a_gap_nothing_is_handed_in_by_the_main_button() -> None:
    story = reviewed(laid=3)

    touches("ok")(story)

    assert story.screen == Review()
    assert not story.all(HandIn)


def test_every_gap_is_told_at_once_grouped_as_people_meet_them() -> None:
    story = saying(reviewed(), answers={}, mobile="138")
    said = verdict(story.model)
    assert said

    parts = [gap.part for gap in gaps_of(said)]
    assert {gap.key for gap in gaps_of(said)} >= {"mobile", "licensed", "business", "area", "application", "licence"}
    assert parts == sorted(parts, key=["applicant", "condition", "field", "material"].index)


@pytest.mark.parametrize(
    ("gap", "screen"),
    [
        ("applicant.mobile", Identified()),
        ("condition.licensed", Question("licensed", Entry(board="zh"), mending=True)),
        ("field.area", Question("area", Entry(board="zh"), mending=True)),
        ("material.licence", OnePaper("licence", mending=True)),
    ],
)
def test_a_touch_on_a_gap_leads_where_it_is_mended(gap: str, screen: object) -> None:
    story = saying(reviewed(), answers={}, mobile="138")

    touches(controls_of_gaps(story)[gap])(story)

    assert story.screen == screen


def test_one_button_leads_from_gap_to_gap_until_nothing_is_left() -> None:
    story = reviewed(laid=3)

    for key in ("rules", "health"):
        touches("mend")(story)
        story.stands_at(OnePaper(key, mending=True))
        lies_there(story, key)
        touches("ok")(story)
        story.stands_at(Review())

    assert isinstance(verdict(story.model), Accepted)


def test_whoever_answers_an_open_question_is_back_at_the_review_with_what_is_left() -> None:
    story = reviewed(laid=9)
    rest = {key: answer for key, answer in story.visit.answers.items() if key not in {"licensed", "area"}}
    saying(story, answers=rest)

    touches("mend", "choose.yes")(story)

    story.stands_at(Review())
    assert [*controls_of_gaps(story)] == ["field.area"]


def test_an_answer_that_closes_the_item_is_put_right_and_leads_back_to_the_review() -> None:
    story = saying(reviewed(laid=9), answers={})

    touches(controls_of_gaps(story)["condition.licensed"], "choose.no")(story)
    story.stands_at(NotOpen("licensed", mending=True))
    touches("again", "choose.yes")(story)

    story.stands_at(Review())


def test_whoever_gives_a_question_up_is_back_at_the_review() -> None:
    story = saying(reviewed(laid=9), answers={})

    touches("mend", "back")(story)

    story.stands_at(Review())


def test_with_nothing_to_mend_the_button_does_nothing() -> None:
    story = reviewed(laid=9)

    touches("mend")(story)

    story.stands_at(Review())


def test_whoever_mended_a_material_is_back_at_the_review() -> None:
    story = reviewed(laid=4)

    touches(controls_of_gaps(story)["material.health"], "ok")(story)

    assert story.screen == Review()


def test_a_gap_that_is_not_there_leads_nowhere() -> None:
    story = reviewed(laid=4)

    touches("go.7", "go.x", "go.")(story)

    assert story.screen == Review()


def test_what_may_come_later_is_promised_signed_and_handed_in() -> None:
    story = reviewed(laid=3)

    touches("promise")(story)
    story.shows(Promise)
    touches("ok")(story)
    draws(*LINE)(story)
    touches("ok")(story)
    assert story.screen == ChooseDelivery(tolerance=True)
    touches("way.locker", "ok")(story)

    assert isinstance(story.handed_in.outcome, AcceptedWithTolerance)
    assert story.handed_in.tolerance_chosen
    assert len(story.handed_in.visit.signature) == 1
    assert story.handed_in.visit.delivery == Delivery("locker")


def test_a_promise_can_be_left_for_the_papers() -> None:
    story = reviewed(laid=3)

    touches("promise", "ok")(story)
    story.stands_at(Sign())
    touches("back", "back", "back")(story)

    assert story.screen == Papers()


@pytest.mark.parametrize("standing", [None, ApplicantStanding(bad_credit=True)])
def test_without_good_word_of_the_credit_records_nothing_may_come_later(standing: ApplicantStanding | None) -> None:
    story = saying(reviewed(laid=3), standing=standing)

    said = verdict(story.model)
    assert isinstance(said, ToBeCorrected)
    assert said.offer is None
    assert (NoTolerance.BAD_CREDIT in said.no_tolerance) is (standing is not None)
    touches("promise")(story)
    assert story.screen == Review()


def test_a_hall_away_is_never_taken_for_bad_credit_nor_for_good() -> None:
    story = saying(reviewed(laid=3), standing=None)

    touches("promise")(story)
    story.model = story.model.show(ChooseDelivery(tolerance=True))
    touches("ok")(story)

    assert isinstance(story.handed_in.outcome, ToBeCorrected)


def test_the_hall_can_be_asked_once_more_about_the_credit_records() -> None:
    story = saying(reviewed(laid=3), standing=None)

    touches("standing", "standing")(story)
    assert story.questions == [AskStanding(number=story.visit.number)]
    hall_says(Standing(standing=ApplicantStanding()))(story)
    touches("promise")(story)

    story.shows(Promise)


def test_where_the_kiosk_decides_the_correction_notice_is_taken_home() -> None:
    story = reviewed(ON_THE_SPOT)

    touches("notice")(story)

    story.shows(HandingIn)
    assert isinstance(story.handed_in.outcome, ToBeCorrected)


@pytest.mark.parametrize(("hour", "until"), [(14, date(2026, 11, 23)), (19, date(2026, 11, 24))])
def test_what_is_decided_the_same_day_is_promised_for_the_next_working_day_in_the_evening(
    hour: int, until: date
) -> None:
    story = reviewed(ON_THE_SPOT, laid=9)
    said = verdict(replace(story.model, wall=WALL.replace(hour=hour)))
    assert isinstance(said, Accepted)
    assert said.promised == until


def test_where_a_clerk_decides_it_may_be_handed_in_as_it_is() -> None:
    story = reviewed(laid=2)

    touches("notice")(story)
    story.shows(ChooseDelivery)
    touches("ok")(story)

    assert isinstance(story.handed_in.outcome, ToBeCorrected)


def test_nothing_at_all_is_not_handed_in_and_the_papers_are_a_touch_away() -> None:
    story = reviewed()

    touches("notice")(story)
    story.stands_at(Review())
    touches("mend")(story)

    story.stands_at(OnePaper("application", mending=True))


def test_papers_that_nothing_asks_for_any_more_are_nothing_to_hand_in() -> None:
    story = saying(reviewed(), papers={"mandate": Paper(1, 0, (page("m"),))})

    touches("notice")(story)

    assert story.screen == Review()


@pytest.mark.parametrize(("answers", "goes_on"), [({}, False), ({"area": "80"}, True)])
def test_a_correction_brings_something_new(answers: dict[str, str], *, goes_on: bool) -> None:
    story = reviewed(laid=2)
    before, visit = story.visit.application(), story.visit
    open_ = frozenset({("field", "area"), ("material", "rules")})
    again = {"reason": "correction", "case": "E26110100017", "reopened": before, "open": open_, "papers": {}}
    saying(story, **again, answers=answers)
    assert visit.answers["area"] != "80"

    touches("notice")(story)

    assert isinstance(story.screen, ChooseDelivery) is goes_on


def test_a_corrected_answer_that_needs_another_paper_asks_for_it() -> None:
    story = reviewed()
    wedding = catalogue_in_use().catalogue.in_force(TODAY)["MZ-HY-01"]
    told = {"of_age": "yes", "unmarried": "yes", "partner_name": "其其格玛", "partner_abroad": "no"}
    before = saying(story, item=wedding, answers=told, papers={}).visit.application()
    open_ = frozenset({("field", "partner_abroad")})
    again = {"reason": "correction", "case": "E26110100017", "reopened": before, "open": open_}
    saying(story, **again, answers={"partner_abroad": "yes", "partner_passport": "E12345678"})

    touches(controls_of_gaps(story)["material.single_proof"])(story)

    story.stands_at(OnePaper("single_proof", mending=True))


def test_what_cannot_be_accepted_leads_to_other_items_and_leaves_nothing() -> None:
    story = reviewed(laid=3)
    saying(story, answers=story.visit.answers | {"licensed": "no"})

    assert isinstance(verdict(story.model), NotAccepted)
    touches("other")(story)

    story.shows(Find)
    assert story.model.visit is None
    assert len(story.dropped) == len(set(story.dropped)) == 8


def test_a_wrong_answer_can_be_corrected_before_it_is_refused() -> None:
    story = reviewed(laid=3)
    saying(story, answers=story.visit.answers | {"licensed": "no"})

    touches("go.0", "choose.yes")(story)

    assert story.screen == Review()
    assert isinstance(verdict(story.model), ToBeCorrected)


def test_a_supplement_that_is_whole_is_handed_in_without_asking_how_the_result_comes() -> None:
    story = supplementing(laid=9)

    touches("ok", "ok")(story)

    assert isinstance(story.handed_in.outcome, Accepted)
    assert story.handed_in.visit.case


def test_a_supplement_goes_to_the_hall_with_the_days_of_its_case() -> None:
    story = supplementing(laid=9)
    assert story.model.visit
    last = date(2026, 12, 1)
    story.model = replace(story.model, visit=replace(story.model.visit, promised=last))

    touches("ok", "ok")(story)

    assert isinstance(story.handed_in.outcome, Accepted)
    assert story.handed_in.outcome.promised == last


def test_some_of_what_is_owed_may_be_handed_in_first() -> None:
    story = supplementing(laid=4)

    assert isinstance(verdict(story.model), StillOwed)
    touches("ok", "ok")(story)

    assert isinstance(story.handed_in.outcome, AcceptedWithTolerance)
    assert [owed.key for owed in story.handed_in.outcome.commitment.owed] == ["health"]


def test_nothing_new_is_not_handed_in() -> None:
    story = supplementing(laid=3)

    touches("ok", "ok")(story)

    assert story.screen == Review()
    assert not story.all(HandIn)


def test_a_promise_whose_days_have_run_out_is_not_taken_up() -> None:
    story = supplementing(laid=9, days=-1)
    touches("ok")(story)
    assert not isinstance(verdict(story.model), Lapsed), "what lies here now is whole"

    story = supplementing(laid=4, days=-1)
    touches("ok")(story)
    assert isinstance(verdict(story.model), Lapsed)
    touches("ok")(story)

    assert story.screen == Review()
    assert not story.all(HandIn)
