"""What holds on every screen: idleness, sleep, help, languages, being out of service."""

from dataclasses import replace

import pytest

from kiosk.examples import NOW_MS, examples
from kiosk.flows import Tick, Touched, begin
from kiosk.flows.helping import help_said
from kiosk.flows.states import Collect, DepositPhone, DoorOpen, Home, Opening, OutOfService, Starting
from kiosk.flows.step import step
from kiosk.screens.show import VIEWS
from locker.contract.ids import CaseNumber
from locker.contract.refusal import Refusal
from locker.contract.requests import CallStaff, StaffLogout
from tests.kiosk.story import (
    PLACE,
    WALL,
    FlowStep,
    Story,
    at_home,
    at_menu,
    cabinet,
    done,
    door,
    link,
    ordered,
    play,
    presses,
    refused,
    scans,
    sees,
    touches,
    types,
    waits,
)


def test_a_visitor_who_leaves_leaves_nothing_behind() -> None:
    story = play(
        at_home(),
        FlowStep(touches("lang.en", "collect"), Collect),
        FlowStep(types("4829"), Collect),
        FlowStep(waits(59), Collect),
        FlowStep(waits(1), Home),
    )

    assert story.screen == Home()
    assert story.model.language == "zh"


def test_a_clerk_who_leaves_is_logged_out_and_the_phone_is_gone() -> None:
    story = at_menu()
    story.model = story.model.show(DepositPhone(CaseNumber("1"), digits="1380013"))

    play(story, FlowStep(waits(180), Home))

    assert story.model.staff is None
    assert isinstance(story.last, StaffLogout)


def test_an_open_door_is_never_left_because_nobody_touches_the_glass() -> None:
    play(
        at_home(),
        FlowStep(scans("48291367"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(waits(600), DoorOpen),
    )


def test_the_touch_that_wakes_the_screen_presses_nothing() -> None:
    story = play(at_home(), FlowStep(waits(200), Home))
    assert story.model.dimmed

    play(story, FlowStep(touches("collect"), Home))
    assert not story.model.dimmed
    play(story, FlowStep(touches("collect"), Collect))


def test_a_key_that_wakes_the_screen_types_nothing() -> None:
    story = play(at_home(), FlowStep(waits(200), Home), FlowStep(presses("4"), Home))

    assert not story.model.dimmed


def test_a_trembling_finger_does_not_press_what_appears_under_it() -> None:
    story = play(at_home(), FlowStep(touches("collect"), Collect))

    story.feed(Touched("back"))
    assert isinstance(story.screen, Collect)
    story.now_ms += 300
    story.feed(Touched("back"))
    assert isinstance(story.screen, Home)


def test_help_is_asked_for_and_told_that_it_comes() -> None:
    story = play(at_home(), FlowStep(touches("collect", "help"), Collect))
    assert story.request(CallStaff).screen == "collect"
    assert help_said(story.model) == "help.calling"

    done(story)
    assert help_said(story.model) == "help.called"
    play(story, FlowStep(types("4"), Collect))
    assert story.screen == Collect(), "nothing is pressed through the card"
    touches("help.close")(story)
    assert not story.model.help_until_ms


def test_help_that_did_not_get_through_is_said() -> None:
    story = play(at_home(), FlowStep(touches("help"), Home), FlowStep(refused(Refusal.STARTING), Home))

    assert help_said(story.model) == "help.unreachable"


def test_an_unknown_language_is_none() -> None:
    story = play(at_home(), FlowStep(touches("lang.xx"), Home))

    assert story.model.language == "zh"


def test_without_lockerd_the_start_ends_out_of_service() -> None:
    story = play(Story(), FlowStep(waits(9), Starting), FlowStep(waits(2), OutOfService))

    play(story, FlowStep(link(up=True), OutOfService), FlowStep(sees(cabinet()), Home))


def test_where_people_apply_nobody_waits_long_for_the_cabinet() -> None:
    story = Story(begin(replace(PLACE, applies=True), "run", 0))

    play(story, FlowStep(waits(2), Starting), FlowStep(waits(1), Home))


def test_the_reason_to_be_out_of_service_is_shown_and_goes_away() -> None:
    full = cabinet(accepting=False, why_not=Refusal.STORAGE_FULL)
    story = play(at_home(), FlowStep(touches("collect"), Collect), FlowStep(sees(full), OutOfService))
    assert story.screen == OutOfService(why=Refusal.STORAGE_FULL)

    play(story, FlowStep(sees(cabinet()), Home))


@pytest.mark.parametrize("name", sorted(examples(PLACE)))
def test_from_every_screen_there_is_a_way_home(name: str) -> None:
    """By touching what is there, or at the latest by doing nothing; an open door needs a hand."""
    model = examples(PLACE)[name]
    if model.screen.door_open or model.screen.name == "sorry":
        return
    for second in range(1, 400):
        model, _ = step(model, Tick(WALL), NOW_MS + second * 1000)

    assert model.screen == Home() or model.screen.name in ("out_of_service", "starting")


def test_every_screen_is_in_the_gallery() -> None:
    shown = {model.screen.name for model in examples(PLACE).values()}

    assert shown == {screen.name for screen in VIEWS}
