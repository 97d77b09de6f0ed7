"""In what the doors and the books differ after a cut: told once each, with the one act that settles it."""

from locker.contract import requests as rq
from locker.contract.facts import Alarm, Differs, Door, Service, Settling
from locker.contract.ids import BoardName, CompartmentId
from locker.domain import observe
from locker.domain.differences import differences
from locker.domain.recovery import restored
from tests.locker.story import Story, opened


def told(story: Story) -> list[tuple[Differs, str, Settling]]:
    return [(d.differs, d.subject, d.settling) for d in differences(story.cabinet, story.layout)]


def a_door_left_open_before_the_start(story: Story, id_: str) -> None:
    """Open when lockerd first looked: nobody knows since when."""
    story.door(id_, Door.UNKNOWN)
    story.door(id_, Door.OPEN)


def test_a_cabinet_that_is_as_the_books_say_differs_in_nothing() -> None:
    story = Story()
    story.deposited()
    story.power_cut()

    assert told(story) == []


def test_a_door_that_was_shut_and_stands_open_wants_a_look() -> None:
    story = Story()
    story.power_cut(A1=Door.OPEN)

    assert told(story) == [(Differs.OPENED_UNSEEN, "A1", Settling.LOOK_INSIDE)]
    assert story.service("A1") is Service.NEEDS_CHECK


def test_a_door_that_stood_open_and_is_shut_wants_a_look() -> None:
    story = Story()
    a_door_left_open_before_the_start(story, "A1")
    story.power_cut(A1=Door.CLOSED)

    assert told(story) == [(Differs.SHUT_UNSEEN, "A1", Settling.LOOK_INSIDE)]
    story.clerk(rq.SettleCompartment, compartment=CompartmentId("A1"), empty=True)
    assert told(story) == []


def test_a_door_that_stood_open_and_still_does_wants_to_be_shut() -> None:
    story = Story()
    a_door_left_open_before_the_start(story, "A1")
    story.power_cut()

    assert told(story) == [(Differs.STANDS_OPEN, "A1", Settling.SHUT_DOOR)]
    story.shuts("A1")
    assert told(story) == []


def test_an_order_that_was_cut_off_leaves_its_compartment_in_doubt() -> None:
    story = Story()
    place = opened(story.clerk_begins()).compartment
    story.power_cut()

    assert told(story) == [(Differs.IN_DOUBT, place, Settling.LOOK_INSIDE)]


def test_whoever_stands_at_a_door_is_no_difference_until_it_is_left_open() -> None:
    story = Story()
    place = opened(story.clerk_begins()).compartment
    story.opens(place)
    assert told(story) == []

    story.wait(story.rules.door_open_s_max + 1)
    assert told(story) == [(Differs.STANDS_OPEN, place, Settling.SHUT_DOOR)]


def test_a_board_that_is_missing_is_told_once_and_not_for_each_of_its_doors() -> None:
    story = Story()
    story.write(observe.board_fell_silent(story.situation(), BoardName("upper"), "no reply"))

    assert told(story) == [(Differs.BOARD_MISSING, "upper", Settling.CALL_MAINTENANCE)]


def test_a_sensor_that_says_nothing_under_a_board_that_answers_is_a_case_for_maintenance() -> None:
    story = Story()
    story.door("A2", Door.UNKNOWN)

    assert told(story) == [(Differs.DOOR_UNKNOWN, "A2", Settling.CALL_MAINTENANCE)]


def test_restored_books_put_every_compartment_in_doubt_and_keep_the_deposits() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.SetService, compartment=CompartmentId("B2"), service=Service.OUT_OF_SERVICE)
    story.write(restored(story.cabinet, "export"))

    assert told(story)[0] == (Differs.BOOKS_BEHIND, "", Settling.CALL_MAINTENANCE)
    assert [(differs, door) for differs, door, _ in told(story)[1:]] == [
        (Differs.IN_DOUBT, door) for door in ("A1", "A2", "A3", "B1", "B2")
    ]
    assert story.service("B2") is Service.OUT_OF_SERVICE
    story.clerk(rq.SettleCompartment, compartment=deposit.compartment, empty=False)
    assert story.service(deposit.compartment) is Service.IN_SERVICE


def test_a_look_inside_brings_no_compartment_back_to_service_that_is_out_of_it() -> None:
    story = Story()
    story.clerk(rq.SetService, compartment=CompartmentId("A1"), service=Service.OUT_OF_SERVICE, why="lock")

    story.clerk(rq.SettleCompartment, compartment=CompartmentId("A1"), empty=True)

    assert story.service("A1") is Service.OUT_OF_SERVICE
    assert not story.stands(Alarm.COMPARTMENT_NEEDS_CHECK, "A1")
