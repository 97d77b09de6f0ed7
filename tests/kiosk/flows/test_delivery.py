"""How the result comes: by the applicant's choice, the locker never by itself."""

from dataclasses import replace

import pytest
from msgspec import structs

from intake.contract.submission import Delivery
from kiosk.flows.apply.entry import Entry
from kiosk.flows.effects import Compose
from kiosk.flows.inputs import Composed
from kiosk.flows.submit.delivery import addresses, chosen
from kiosk.flows.submit.states import ChooseDelivery, PostAddress, Review, Sign
from tests.kiosk.story import touches, types
from tests.kiosk.window_story import Window, at_the_window


def choosing(*ways: str) -> Window:
    story = at_the_window(laid=9, screen=ChooseDelivery())
    assert story.visit.item
    item = structs.replace(story.visit.item, collect=ways or ("counter", "locker", "post"))
    story.model = replace(story.model, visit=replace(story.visit, item=item))
    return story


def at(story: Window) -> ChooseDelivery:
    assert isinstance(story.screen, ChooseDelivery)
    return story.screen


def test_the_counter_is_what_it_begins_with() -> None:
    story = choosing()

    assert chosen(story.visit, at(story)) == "counter"


def test_the_locker_is_never_chosen_for_anybody() -> None:
    story = choosing("locker", "post")

    assert chosen(story.visit, at(story)) == ""
    touches("ok")(story)
    assert story.screen == ChooseDelivery()
    touches("way.locker", "ok")(story)
    assert story.handed_in.visit.delivery == Delivery("locker")


@pytest.mark.parametrize("way", ["locker", "post"])
def test_a_way_the_item_does_not_have_cannot_be_chosen(way: str) -> None:
    story = choosing("counter")

    touches(f"way.{way}")(story)

    assert story.screen == ChooseDelivery()


def test_by_post_it_goes_to_an_address_the_applicant_has_told() -> None:
    story = choosing()

    touches("way.post", "ok")(story)

    assert story.handed_in.visit.delivery == Delivery("post", "内蒙古自治区二连浩特市前进路3号")


def test_without_an_address_one_is_typed_before_anything_is_sent_by_post() -> None:
    story = choosing()
    story.model = replace(story.model, visit=replace(story.visit, card=None))

    touches("way.post")(story)
    story.stands_at(PostAddress())
    touches("ok")(story)
    story.stands_at(PostAddress(wrong=True))
    touches("board.signs")(story)
    types("123456")(story)
    touches("ok")(story)
    assert story.screen == ChooseDelivery(way="post")
    touches("ok")(story)

    assert story.handed_in.visit.delivery == Delivery("post", "123456")


def on_the_card(story: Window, address: str) -> Window:
    card = story.visit.card
    assert card
    story.model = replace(story.model, visit=replace(story.visit, card=replace(card, address=address)))
    return story


def test_an_address_on_a_card_that_leads_to_no_door_is_completed_by_hand() -> None:
    story = on_the_card(choosing(), "内蒙古自治区二连浩特市")

    touches("way.post")(story)
    story.stands_at(PostAddress(entry=Entry(text="内蒙古自治区二连浩特市")))
    touches("ok")(story)

    assert isinstance(story.screen, PostAddress)
    assert story.screen.wrong


@pytest.mark.parametrize("address", ["二连浩特市额仁淖尔苏木阿日善图嘎查", "二连浩特市前进路１号"])
def test_a_village_or_a_house_number_leads_to_a_door(address: str) -> None:
    assert addresses(on_the_card(choosing(), address).visit) == (address,)


def test_an_address_is_typed_in_chinese() -> None:
    story = choosing()

    touches("way.post", "type")(story)
    types("lu")(story)
    assert story.all(Compose)[-1] == Compose("lu")
    story.feed(Composed("lu", ("路",)))
    touches("pick.0")(story)

    assert isinstance(story.screen, PostAddress)
    assert story.screen.entry.text == "路"
    assert "路" not in repr(story.screen)


def test_whoever_gives_typing_up_is_back_at_the_ways() -> None:
    story = choosing()

    touches("way.post", "type", "back")(story)

    story.stands_at(ChooseDelivery())


def test_one_of_several_addresses_is_chosen() -> None:
    story = choosing()
    visit = story.visit
    assert visit.item
    where = structs.replace(visit.item.field[1], key="address", kind="text")
    item = structs.replace(visit.item, field=(*visit.item.field, where))
    story.model = replace(
        story.model, visit=replace(visit, item=item, answers=visit.answers | {"address": "前进路1号"})
    )
    assert addresses(story.visit) == ("前进路1号", "内蒙古自治区二连浩特市前进路3号")

    touches("way.post", "address", "ok")(story)

    assert story.handed_in.visit.delivery.address == "内蒙古自治区二连浩特市前进路3号"


def test_the_way_back_is_where_one_came_from() -> None:
    story = choosing()
    touches("back")(story)
    story.stands_at(Review())

    story.model = story.model.show(ChooseDelivery(tolerance=True))
    touches("back")(story)
    assert story.screen == Sign()
