"""One case is shown: what can be done about it, going on with it, and rating it."""

from dataclasses import replace

import pytest

from intake.contract.answers import HallRefusal, MaterialDeposit, OpenedCase, Rated, Refused
from intake.contract.questions import AskStanding, CheckMaterialDeposit, OpenByNotice, Rate
from intake.contract.stage import ENDED, Stage
from intake.materials.given import Given
from intake.review.application import Applicant, Application
from intake.said import Said
from kiosk.examples.catalogue import TODAY, catalogue_in_use
from kiosk.flows.apply.states import Form
from kiosk.flows.enquire import states
from kiosk.flows.enquire.cases import CASES_A_PAGE, ways
from kiosk.flows.enquire.states import Cases, CaseShown, HandInSize, ProveNumber
from kiosk.flows.states import Collect, Home
from kiosk.flows.submit.states import Papers
from tests.kiosk.notice_story import (
    HEALTH,
    NUMBER,
    NoticeStory,
    at_case,
    at_home_with_notice,
    case,
    hall_refuses,
    hall_says,
    lays_card_down,
    notice,
)
from tests.kiosk.story import FlowStep, Story, play, scans, touches, types, waits

ITEM = catalogue_in_use().catalogue.items[0]
BEFORE = Application(
    item=ITEM.code,
    version=ITEM.version,
    applicant=Applicant(kind="person", name="乌云", number=NUMBER, mobile="13800138000"),
    answers={"rooms": "2"},
    given={"identity": Given(originals=1)},
)


def opened(*open_: tuple[str, str], version: int = ITEM.version) -> OpenedCase:
    return OpenedCase(
        case="E26112300423",
        reason="correction",
        item=ITEM.code,
        version=version,
        application=BEFORE,
        open=open_,
        until=TODAY,
    )


def offered(story: Story) -> tuple[str, ...]:
    assert isinstance(story.screen, CaseShown)
    return ways(story.model, story.screen)


def mistake(story: Story) -> str:
    found = getattr(story.screen, "mistake", None)
    return found.key if found else ""


@pytest.mark.parametrize(
    ("stage", "possible"),
    [
        (Stage.RECEIVED, ("hand_in",)),
        (Stage.TO_BE_CORRECTED, ("reopen", "hand_in")),
        (Stage.TOLERATED, ("reopen", "hand_in")),
        (Stage.ACCEPTED, ("hand_in",)),
        (Stage.READY, ("collect", "hand_in")),
        (Stage.NOT_ACCEPTED, ()),
        (Stage.LAPSED, ()),
        (Stage.WITHDRAWN, ()),
    ],
)
def test_only_what_helps_at_this_stage_is_offered(stage: Stage, possible: tuple[str, ...]) -> None:
    assert offered(at_case(stage, awaited=() if stage in ENDED else (HEALTH,))) == possible


def test_papers_are_taken_only_where_the_hall_waits_for_some() -> None:
    assert offered(at_case(Stage.ACCEPTED, awaited=())) == ()
    assert offered(at_case(Stage.TO_BE_CORRECTED, awaited=())) == ("reopen",)


def test_a_case_found_by_card_needs_its_notice_to_go_on() -> None:
    story = at_case(Stage.TO_BE_CORRECTED)
    story.model = story.model.show(CaseShown(case(Stage.TO_BE_CORRECTED)))
    assert offered(story) == ()
    play(story, FlowStep(scans(notice()), states.Enquire))


def test_without_the_cabinet_nothing_is_offered_that_needs_a_door() -> None:
    story = at_case(Stage.TOLERATED)
    story.model = replace(story.model, cabinet=None)
    assert offered(story) == ("reopen",)


def test_a_correction_asks_the_number_then_only_the_open_papers() -> None:
    story = at_case(Stage.TO_BE_CORRECTED)
    play(
        story,
        FlowStep(touches("reopen"), ProveNumber),
        FlowStep(lays_card_down, ProveNumber),
    )
    asked = story.question(OpenByNotice)
    assert (asked.qr, asked.number) == (notice(), NUMBER)
    play(story, FlowStep(hall_says(opened(("material", "health"))), Papers))

    visit = story.model.visit
    assert visit is not None
    assert (visit.case, visit.reason, visit.open) == ("E26112300423", "correction", frozenset({("material", "health")}))
    assert (visit.name, visit.number, visit.item) == ("乌云", NUMBER, ITEM)
    assert visit.application().answers == {"rooms": "2"}
    assert visit.application().given == {"identity": Given(originals=1)}


def test_an_open_field_leads_to_the_form() -> None:
    story = at_case(Stage.TO_BE_CORRECTED)
    play(
        story,
        FlowStep(touches("reopen"), ProveNumber),
        FlowStep(types(NUMBER), ProveNumber),
        FlowStep(touches("ok"), ProveNumber),
        FlowStep(hall_says(opened(("field", "rooms"), ("material", "health"))), Form),
    )


def test_the_credit_records_are_asked_again_for_the_second_visit() -> None:
    story = at_case(Stage.TO_BE_CORRECTED)
    play(
        story,
        FlowStep(touches("reopen"), ProveNumber),
        FlowStep(lays_card_down, ProveNumber),
        FlowStep(hall_says(opened(("material", "health"))), Papers),
    )
    assert story.question(AskStanding).number == NUMBER


def test_who_is_not_the_applicant_sees_nothing_of_the_case() -> None:
    story = at_case(Stage.TO_BE_CORRECTED)
    play(
        story,
        FlowStep(touches("reopen"), ProveNumber),
        FlowStep(lays_card_down, ProveNumber),
        FlowStep(hall_refuses(HallRefusal.NOT_YOU), ProveNumber),
    )
    assert mistake(story) == "hall.not_you"
    assert story.model.visit is None


def test_a_version_this_machine_does_not_have_is_said() -> None:
    story = at_case(Stage.TO_BE_CORRECTED)
    play(
        story,
        FlowStep(touches("reopen"), ProveNumber),
        FlowStep(lays_card_down, ProveNumber),
        FlowStep(hall_says(opened(("material", "health"), version=999)), ProveNumber),
    )
    assert mistake(story) == "enquire.item_unknown"


def test_what_is_ready_leads_to_the_code() -> None:
    play(at_case(Stage.READY), FlowStep(touches("collect"), Collect))


def test_originals_the_hall_waits_for_are_named_before_a_door_opens() -> None:
    story = at_case(Stage.TOLERATED)
    play(story, FlowStep(touches("hand_in"), CaseShown))
    assert story.question(CheckMaterialDeposit).qr == notice()
    names = (Said("健康证明原件"),)
    play(story, FlowStep(hall_says(MaterialDeposit(case="E26112300423", names=names)), HandInSize))
    assert not story.asked


@pytest.mark.parametrize(
    "answer", [MaterialDeposit(case="E26112300423", names=()), Refused(refusal=HallRefusal.NOTHING_OPEN)]
)
def test_a_hall_that_waits_for_no_originals_says_so(answer: MaterialDeposit | Refused) -> None:
    story = at_case()
    play(story, FlowStep(touches("hand_in"), CaseShown), FlowStep(hall_says(answer), CaseShown))
    assert mistake(story) == "hand_in.none"


def test_a_long_list_is_turned_page_by_page_and_never_past_its_end() -> None:
    story = at_home_with_notice()
    many = tuple(case(Stage.ACCEPTED, f"E{number}") for number in range(CASES_A_PAGE + 1))
    story.model = story.model.show(Cases(many))
    play(story, FlowStep(touches("page.next", "page.next", "page.next"), Cases))
    assert story.screen == Cases(many, page=1)
    play(story, FlowStep(touches("page.before", "page.before"), Cases))
    assert story.screen == Cases(many, page=0)


# rating


def rating() -> NoticeStory:
    story = at_case(Stage.HANDED_OVER, may_rate=True)
    play(story, FlowStep(touches("rate"), states.Rate))
    return story


def test_a_good_grade_is_two_touches_and_thanked_for() -> None:
    story = play(
        rating(),
        FlowStep(touches("grade.5", "ok"), states.Rate),
        FlowStep(hall_says(Rated()), states.Rated),
        FlowStep(waits(8), Home),
    )
    assert isinstance(story, NoticeStory)
    asked = story.question(Rate)
    assert (asked.case, asked.key, asked.grade, asked.reasons) == ("E26112300423", "key-1", 5, ())


def test_a_poor_grade_may_say_why() -> None:
    story = rating()
    play(story, FlowStep(touches("grade.1", "reason.waiting", "reason.unclear", "reason.waiting", "ok"), states.Rate))
    assert story.question(Rate).reasons == ("告知不清楚",)


def test_reasons_go_when_the_grade_becomes_good() -> None:
    story = rating()
    play(story, FlowStep(touches("grade.2", "reason.waiting", "grade.4", "reason.waiting", "ok"), states.Rate))
    assert story.question(Rate).reasons == ()


def test_nothing_is_sent_before_a_grade_was_chosen() -> None:
    story = rating()
    before = len(story.effects)
    play(story, FlowStep(touches("ok"), states.Rate), FlowStep(touches("back"), CaseShown))
    assert len(story.effects) == before


def test_a_case_is_rated_once() -> None:
    story = rating()
    play(
        story,
        FlowStep(touches("grade.3", "ok"), states.Rate),
        FlowStep(hall_refuses(HallRefusal.RATED_ALREADY), states.Rate),
    )
    assert mistake(story) == "hall.rated_already"


def test_without_a_key_of_the_hall_rating_is_not_offered() -> None:
    assert "rate" not in offered(at_case(Stage.HANDED_OVER))
