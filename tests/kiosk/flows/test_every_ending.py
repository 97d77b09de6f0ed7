"""From every screen there is, however it ends: where nobody stands any more, the model is as if nobody ever had."""

import gc
from collections.abc import Iterator
from dataclasses import fields, replace
from importlib import import_module
from pkgutil import walk_packages

import pytest

import kiosk.flows
from kiosk.examples import NOW_MS, examples
from kiosk.flows import Tick
from kiosk.flows.model import Model, begin
from kiosk.flows.states import Home, OutOfService, Screen, Sorry, Starting
from kiosk.screens import scene
from kiosk.texts import load_texts
from locker.contract.refusal import Refusal
from tests.kiosk.notice_story import APPLIES
from tests.kiosk.story import WALL, Act, Story, cabinet, link, sees, touches

EXAMPLES = examples(APPLIES)
TEXTS = load_texts(("zh", "en"))
THE_MACHINES = {
    "place", "run", "now_ms", "acts", "acted_ms", "touched_ms", "changed_ms", "wall", "linked", "cabinet",
    "paused_until_ms", "dimmed", "catalogue", "news", "news_until_ms", "hall_up", "waiting", "walk", "walk_kept",
    "help_called_ms", "screen",
}  # fmt: skip
"""What the model knows of the machine, whoever stands there. All else is somebody's, a new field too."""


def screens(kind: type[Screen] = Screen) -> Iterator[str]:
    """Every screen that flows can show, by name."""
    for one in kind.__subclasses__():
        if one.name and one.__module__.startswith("kiosk."):
            yield one.name
        yield from screens(one)


def somebodys(model: Model) -> dict[str, object]:
    """What is not as it is when nobody ever stood there."""
    fresh = begin(APPLIES, "run", 0)
    names = [one.name for one in fields(Model) if one.name not in THE_MACHINES]
    return {name: getattr(model, name) for name in names if getattr(model, name) != getattr(fresh, name)}


def standing(name: str) -> Story:
    """Somebody stands there and reads English; the hall has little patience."""
    example = EXAMPLES[name]
    place = replace(example.place, idle_s=20)
    model = replace(example, place=place, language="en", acted_ms=NOW_MS, changed_ms=NOW_MS - 1000)
    return Story(model=model, now_ms=NOW_MS)


def nobody_touches(story: Story) -> None:
    for _ in range(40):
        story.feed(Tick(WALL))
        story.now_ms += 60_000


def helped(story: Story) -> None:
    """Somebody comes, but not for long enough."""
    touches("help")(story)
    if story.model.helping:
        story.model = replace(story.model, help_kept=True, help_told=True, help_coming=True)
    story.now_ms += 20_000
    nobody_touches(story)


def cut_off(story: Story) -> None:
    """lockerd goes, and comes back."""
    link(up=False)(story)
    nobody_touches(story)
    link(up=True)(story)
    sees(cabinet())(story)
    nobody_touches(story)


def out_of_service(story: Story) -> None:
    sees(cabinet(accepting=False, why_not=Refusal.STORAGE_FULL))(story)
    nobody_touches(story)


ENDINGS: tuple[Act, ...] = (nobody_touches, helped, cut_off, out_of_service)


NOBODYS = (Home, OutOfService, Starting)
"""Whoever stands there then may go on standing there."""


@pytest.mark.parametrize("ends", ENDINGS)
def test_when_it_is_over_the_model_is_as_if_nobody_had_been_there(ends: Act) -> None:
    for name in EXAMPLES:
        story = standing(name)
        ends(story)
        if not (isinstance(story.screen, Sorry) or story.screen.door_open):  # left by a restart, by a hand at the door
            assert isinstance(story.screen, NOBODYS), name
            assert somebodys(story.model) == {}, name


def test_whatever_touch_leads_home_leads_to_a_model_of_nobody() -> None:
    ways = set()
    for name, example in EXAMPLES.items():
        for touch in scene(example, TEXTS, 1080, 1920).touches:
            story = standing(name)
            touches(touch.control)(story)
            if isinstance(story.screen, Home) and not isinstance(example.screen, NOBODYS):
                ways.add(touch.control)
                assert somebodys(story.model) == {}, (name, touch.control)
    assert {"back", "ok", "wipe", "leave"} <= ways


def test_every_screen_there_is_has_an_example() -> None:
    for module in walk_packages(kiosk.flows.__path__, "kiosk.flows."):
        import_module(module.name)
    gc.collect()  # a dataclass with slots leaves behind the class it was made from

    assert set(screens()) == {example.screen.name for example in EXAMPLES.values()}


def test_the_check_above_would_find_what_is_left() -> None:
    left = somebodys(standing("papers").model)

    assert {"language", "visit"} <= left.keys()
