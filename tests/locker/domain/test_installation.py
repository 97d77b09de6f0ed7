"""The installation check gets the cabinet only when nothing of anybody lies inside and no door is under way."""

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, Done
from locker.contract.events import InstallationBegun
from locker.contract.facts import Door, Right
from locker.contract.ids import CompartmentId, StaffNumber
from locker.contract.refusal import Refusal
from locker.domain.decision import Actor
from tests.locker.story import Story, refusal


def asks(story: Story) -> AnyAnswer:
    return story.clerk(rq.BeginInstallation)


def test_an_empty_cabinet_is_given_out_of_hand_and_who_did_it_is_in_the_log() -> None:
    story = Story()
    assert isinstance(asks(story), Done)
    assert story.events(InstallationBegun) == [InstallationBegun(staff=StaffNumber("1001"))]


def test_it_takes_the_right_of_who_maintains_the_cabinet() -> None:
    story = Story()
    clerk = Actor(StaffNumber("1002"), frozenset({Right.DEPOSIT, Right.TAKE_BACK}))
    assert refusal(story.clerk(rq.BeginInstallation, actor=clerk)) is Refusal.RIGHT_MISSING
    assert refusal(story.clerk(rq.BeginInstallation, actor=None)) is Refusal.LOGIN_NEEDED
    assert not story.events(InstallationBegun)


def test_not_while_a_document_waits_or_is_being_put_in_or_collected() -> None:
    story = Story()
    story.clerk_begins()
    assert refusal(asks(story)) is Refusal.DOCUMENTS_INSIDE
    story = Story()
    deposit = story.deposited()
    assert refusal(asks(story)) is Refusal.DOCUMENTS_INSIDE
    story.visitor_enters(story.code_of(deposit))
    assert refusal(asks(story)) is Refusal.DOCUMENTS_INSIDE


def test_not_while_a_door_is_ordered_or_stands_open_since() -> None:
    story = Story()
    story.clerk(rq.OpenForCheck, compartment=CompartmentId("A1"))
    assert refusal(asks(story)) is Refusal.CABINET_BUSY
    story.opens("A1")
    assert refusal(asks(story)) is Refusal.DOOR_NEEDS_CLOSING
    story.shuts("A1")
    assert isinstance(asks(story), Done)


def test_a_sensor_that_says_open_without_an_order_may_be_what_is_wrong_and_hinders_nothing() -> None:
    story = Story()
    story.door("A1", Door.OPEN)
    assert isinstance(asks(story), Done)
