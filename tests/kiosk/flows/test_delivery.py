"""How the result comes: by the applicant's choice, the locker never by itself."""

from dataclasses import replace

import pytest
from msgspec import structs

from intake.contract.submission import Delivery
from kiosk.flows.submit.delivery import addresses, chosen
from kiosk.flows.submit.states import ChooseDelivery, Review, Sign
from tests.kiosk.story import touches
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

    assert story.handed_in.visit.delivery == Delivery("post", "内蒙古自治区二连浩特市")


def test_without_an_address_nothing_is_sent_by_post() -> None:
    story = choosing()
    story.model = replace(story.model, visit=replace(story.visit, card=None))

    touches("way.post")(story)

    assert story.screen == ChooseDelivery()


def test_one_of_several_addresses_is_chosen() -> None:
    story = choosing()
    visit = story.visit
    assert visit.item
    where = structs.replace(visit.item.field[1], key="address", kind="text")
    item = structs.replace(visit.item, field=(*visit.item.field, where))
    story.model = replace(
        story.model, visit=replace(visit, item=item, answers=visit.answers | {"address": "前进路1号"})
    )
    assert addresses(story.visit) == ("前进路1号", "内蒙古自治区二连浩特市")

    touches("way.post", "address", "ok")(story)

    assert story.handed_in.visit.delivery.address == "内蒙古自治区二连浩特市"


def test_the_way_back_is_where_one_came_from() -> None:
    story = choosing()
    touches("back")(story)
    story.stands_at(Review())

    story.model = story.model.show(ChooseDelivery(tolerance=True))
    touches("back")(story)
    assert story.screen == Sign()
