"""Names with characters few people know, typed with nothing but the keys that are on the glass."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from intake.catalogue.readings import read_table
from kiosk.devices.compose import InputMethod
from kiosk.devices.lexicon import PHRASES, lexicon, rare_readings
from kiosk.flows.apply.states import Detail
from kiosk.flows.effects import Compose
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.applicant_story import SHOP, agrees_on, without_reader
from tests.kiosk.notice_story import NoticeStory
from tests.kiosk.story import FlowStep, Story, play, touches

READINGS = Path(__file__).parents[3] / "config" / "catalogue" / "pinyin.txt"
TEXTS = load_texts(("zh",))
SHAPES = ((1080, 1920), (1920, 1080))


@asynccontextmanager
async def asked_for_a_name(folder: Path) -> AsyncIterator[tuple[NoticeStory, InputMethod]]:
    """At the applicant's name, with the input method of the kiosk behind the keys."""
    method = InputMethod(folder, lexicon(read_table(READINGS.read_text("utf-8")), PHRASES, rare_readings()))
    await method.open()
    story = without_reader(agrees_on(SHOP))
    play(story, FlowStep(touches("role.self"), Detail))
    yield story, method
    await method.close()


def on_the_glass(story: Story, size: tuple[int, int]) -> set[str]:
    return {touch.control for touch in scene(story.model, TEXTS, *size).touches}


async def types_on_the_glass(story: NoticeStory, method: InputMethod, *controls: str) -> None:
    """Touches what can be seen upright and lying, and waits for the candidates of each letter."""
    for control in controls:
        for size in SHAPES:
            assert control in on_the_glass(story, size), (control, size)
        asked = len(story.effects)
        touches(control)(story)
        for wants in story.effects[asked:]:
            if isinstance(wants, Compose):
                story.feed(await method.compose(wants.letters, names=wants.names, rare=wants.rare))


def name(story: Story) -> str:
    assert isinstance(story.screen, Detail)
    return story.screen.entry.text


async def chooses(story: NoticeStory, method: InputMethod, sign: str) -> None:
    """Turns pages of candidates until the character is there."""
    assert isinstance(story.screen, Detail)
    for _ in range(10):
        if sign in story.screen.entry.shown:
            await types_on_the_glass(story, method, f"pick.{story.screen.entry.shown.index(sign)}")
            return
        await types_on_the_glass(story, method, "pick_next")
    pytest.fail(f"{sign} is not among the first ten pages")


@pytest.mark.parametrize(("letters", "sign"), [("kun", "堃"), ("yi", "祎"), ("wei", "韡"), ("zhe", "喆")])
async def test_a_name_with_a_rare_character_is_typed_by_its_sound(tmp_path: Path, letters: str, sign: str) -> None:
    async with asked_for_a_name(tmp_path) as (story, method):
        await types_on_the_glass(story, method, *(f"key.{one}" for one in "zhao"))
        await chooses(story, method, "赵")
        await types_on_the_glass(story, method, "key.rare", *(f"key.{one}" for one in letters))
        await chooses(story, method, sign)

        assert name(story) == f"赵{sign}"


async def test_a_character_that_no_table_reads_is_typed_by_its_code(tmp_path: Path) -> None:
    async with asked_for_a_name(tmp_path) as (story, method):
        await types_on_the_glass(story, method, *(f"key.{one}" for one in "u20bb7"), "pick.0")
        assert name(story) == "\U00020bb7"

        await types_on_the_glass(story, method, "key.u", "key.2", "key.delete", "key.delete", "key.q")
        assert name(story) == "\U00020bb7"
