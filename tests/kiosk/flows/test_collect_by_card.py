"""A visitor without the SMS lays the identity card down, and the door opens."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from intake.contract.answers import AnyAnswer, Collectable, Collectables, HallRefusal, Refused
from intake.contract.questions import CollectByCard
from intake.contract.stage import Stage
from intake.said import Said
from kiosk.flows import begin
from kiosk.flows.by_card import takes_cards
from kiosk.flows.effects import Ask, Read
from kiosk.flows.enquire.asking import NO_NEWS_MS
from kiosk.flows.inputs import CardRead, HallSaid, ReaderTrouble, Unread
from kiosk.flows.states import Collect, CollectWhich, DoorOpen, DoorShut, Home, Opening, OutOfService, Paused, ThankYou
from locker.contract.facts import Outcome
from locker.contract.ids import DepositId
from locker.contract.refusal import Refusal
from locker.contract.requests import CodeDigitNear, ConfirmCollected, OpenByCard
from tests.kiosk.notice_story import APPLIES, CARD, NUMBER, NoticeStory, at_case, at_home_with_notice, hall_says
from tests.kiosk.story import (
    Act,
    FlowStep,
    Story,
    cabinet,
    done,
    door,
    link,
    ordered,
    play,
    refused,
    sees,
    touches,
    types,
    waits,
)

SHOP = Collectable(deposit="k1-7", item=Said("小餐饮店登记"), until_s=1_795_000_060, permission="a" * 64)
PERMIT = Collectable(deposit="k1-8", item=Said("出入境通行证"), until_s=1_795_000_060, permission="b" * 64)


def lays(*, now: bool = True) -> Act:
    """The card is on the reader: laid down before this screen, or left there by somebody."""
    return lambda story: story.feed(CardRead(CARD, laid_now=now))


def hall_finds(*found: Collectable) -> Act:
    return hall_says(Collectables(deposits=found))


def at_the_code() -> NoticeStory:
    story = at_home_with_notice()
    play(story, FlowStep(touches("collect"), Collect))
    return story


def mistake_of(story: Story) -> str:
    screen = story.screen
    assert isinstance(screen, Collect)
    assert screen.mistake is not None
    return screen.mistake.key


def keeps(story: NoticeStory, secret: str) -> bool:
    """Whether the model has it anywhere, in its fields, not only in what it shows of itself."""
    return secret in str(_all_of(story.model))


def _all_of(value: Any) -> Any:
    slots = getattr(value, "__dataclass_fields__", None) or getattr(value, "__struct_fields__", ())
    if slots:
        return [_all_of(getattr(value, name)) for name in slots]
    return [_all_of(one) for one in value] if isinstance(value, tuple | list) else str(value)


def test_one_document_waits_and_its_door_opens_as_if_the_code_had_been_typed() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect))
    assert story.question(CollectByCard).number == NUMBER

    play(
        story,
        FlowStep(hall_finds(SHOP), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened", Outcome.OPENED), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("yes"), DoorShut),
        FlowStep(done, ThankYou),
    )
    asked = story.request(OpenByCard)
    assert (asked.deposit, asked.until_s, asked.permission) == (DepositId("k1-7"), SHOP.until_s, SHOP.permission)
    assert story.request(ConfirmCollected).pickup == asked.id


def test_the_number_leaves_with_the_question_and_the_permission_with_the_request() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect))
    assert not keeps(story, NUMBER)
    play(story, FlowStep(hall_finds(SHOP), Opening))
    assert not keeps(story, SHOP.permission)
    assert NUMBER not in repr(story.effects)
    assert SHOP.permission not in repr(story.effects)
    assert SHOP.permission not in repr(HallSaid(1, Collectables(deposits=(SHOP,))))
    assert SHOP.permission not in repr(CollectWhich((SHOP, PERMIT)))


def test_of_several_the_visitor_chooses_and_only_that_door_opens() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP, PERMIT), CollectWhich))
    assert not any(isinstance(one, OpenByCard) for one in story.asked)

    play(story, FlowStep(touches("result.k1-9"), CollectWhich), FlowStep(touches("result.k1-8"), Opening))

    assert story.request(OpenByCard).deposit == DepositId("k1-8")
    assert not keeps(story, SHOP.permission)


def test_who_stands_before_the_list_and_leaves_has_opened_nothing() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP, PERMIT), CollectWhich))
    play(story, FlowStep(touches("back"), Collect))
    assert not keeps(story, SHOP.permission)
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP, PERMIT), CollectWhich), FlowStep(waits(60), Home))
    assert story.asked == []


def test_a_list_of_many_has_pages() -> None:
    many = tuple(structs.replace(SHOP, deposit=f"k1-{number}") for number in range(6))
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(*many), CollectWhich))
    play(story, FlowStep(touches("page.next", "page.next", "result.k1-5"), Opening))


def test_nothing_waits_for_this_card_and_the_code_is_named() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(), Collect))
    assert mistake_of(story) == "collect.card.nothing"
    assert story.asked == []


@pytest.mark.parametrize("answer", [None, Refused(refusal=HallRefusal.UNKNOWN)])
def test_without_the_hall_a_card_opens_nothing_and_the_code_still_does(answer: AnyAnswer | None) -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_says(answer), Collect))
    assert mistake_of(story) == "collect.card.no_hall"
    play(story, FlowStep(types("48291367"), Opening))


def test_a_hall_that_never_answers_is_not_waited_for_for_ever() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(waits(NO_NEWS_MS // 1000 + 1), Collect))
    assert mistake_of(story) == "collect.card.no_hall"


def test_too_many_wrong_tries_are_told() -> None:
    story = at_the_code()
    no = Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=60)
    play(story, FlowStep(lays(), Collect), FlowStep(hall_says(no), Collect))
    assert mistake_of(story) == "hall.too_many_tries"


def test_a_card_that_somebody_left_on_the_reader_opens_nothing_until_it_is_laid_down_anew() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(now=False), Collect))
    assert mistake_of(story) == "collect.card.lying"
    assert not any(isinstance(effect, Ask) for effect in story.effects)

    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP), Opening))


def test_the_answer_for_somebody_who_has_left_opens_nothing_for_the_next() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(touches("back"), Home), FlowStep(touches("collect"), Collect))
    play(story, FlowStep(hall_finds(SHOP), Collect))
    assert story.asked == []


def test_who_goes_on_typing_the_code_waits_for_no_card() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(types("4829136"), Collect), FlowStep(hall_finds(SHOP), Collect))
    assert [type(request) for request in story.asked] == [CodeDigitNear]


def test_one_card_at_a_time() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(lays(), Collect))
    assert len([effect for effect in story.effects if isinstance(effect, Ask)]) == 1


@pytest.mark.parametrize(
    ("refusal", "key"),
    [
        (Refusal.PERMISSION_OVER, "refusal.permission_over"),
        (Refusal.DEPOSIT_NEEDS_STAFF, "refusal.deposit_needs_staff"),
        (Refusal.LOCK_COOLING, "refusal.lock_cooling"),
    ],
)
def test_what_lockerd_refuses_is_told_where_the_code_may_be_typed(refusal: Refusal, key: str) -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP), Opening), FlowStep(refused(refusal), Collect))
    assert mistake_of(story) == key


def test_the_pause_after_wrong_codes_holds_for_cards_too() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP), Opening))
    play(story, FlowStep(refused(Refusal.ENTRY_PAUSED, wait_s=40), Paused))


def test_who_found_the_result_by_asking_for_progress_lays_the_card_down_once_more() -> None:
    story = at_case(Stage.READY)
    play(story, FlowStep(touches("collect"), Collect), FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP), Opening))


def test_a_card_that_cannot_be_read_is_told_but_a_missing_reader_only_takes_the_offer_away() -> None:
    story = at_the_code()
    assert isinstance(story.screen, Collect)
    assert takes_cards(story.model, story.screen)
    play(story, FlowStep(lambda now: now.feed(ReaderTrouble(Unread.UNREADABLE)), Collect))
    assert mistake_of(story) == "collect.card.unreadable"

    play(story, FlowStep(lambda now: now.feed(ReaderTrouble(Unread.NO_READER)), Collect), FlowStep(types("4"), Collect))
    assert isinstance(story.screen, Collect)
    assert story.screen.mistake is None
    assert not takes_cards(story.model, story.screen)


@pytest.mark.parametrize("place", [replace(APPLIES, fitted=frozenset()), replace(APPLIES, applies=False)])
def test_a_card_is_offered_only_where_one_can_be_read_and_the_hall_be_asked(place: Any) -> None:
    assert not takes_cards(begin(place, "run", 0), Collect())


def test_the_reader_looks_while_the_code_screen_is_shown_and_only_then() -> None:
    story = at_the_code()
    play(story, FlowStep(touches("back"), Home))
    assert [effect for effect in story.effects if isinstance(effect, Read)] == [Read(on=True), Read(on=False)]


def test_when_the_cabinet_goes_out_of_service_nobody_chooses_a_door() -> None:
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP, PERMIT), CollectWhich))
    closed = cabinet(accepting=False, why_not=Refusal.STORAGE_FULL)
    play(story, FlowStep(sees(closed), OutOfService))
    story = at_the_code()
    play(story, FlowStep(lays(), Collect), FlowStep(hall_finds(SHOP, PERMIT), CollectWhich))
    play(story, FlowStep(link(up=False), OutOfService))
