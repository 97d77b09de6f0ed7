"""Whoever walks away from any screen of papers leaves nothing: no name, no number, no page, no light of the camera."""

from dataclasses import asdict

import pytest

from kiosk.examples import examples
from kiosk.flows.model import Model
from kiosk.flows.states import Home
from kiosk.flows.submit.flows import FLOWS
from kiosk.flows.submit.leaving import held
from kiosk.scene import QrCode, Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.story import PLACE, waits
from tests.kiosk.window_story import standing_at

ALL = {name: model for name, model in examples(PLACE).items() if type(model.screen) in FLOWS}
SECRETS = ("乌云", "152501", "13800138000", "licence-1", "前进路", "hall.example")


def everything(model: Model) -> str:
    """All that the model holds but the catalogue, fields kept out of logs too."""
    held = asdict(model)
    return str({key: value for key, value in held.items() if key not in ("catalogue", "place")})


@pytest.mark.parametrize("name", ALL)
def test_nothing_stays_of_somebody_who_walked_away(name: str) -> None:
    story = standing_at(ALL[name], ALL[name].screen)
    pages = {page.id for page in held(ALL[name])}

    waits(400)(story)

    assert isinstance(story.screen, Home)
    assert not story.camera_on
    assert pages == set(story.dropped)
    assert not [secret for secret in SECRETS if secret in everything(story.model)]


def test_the_check_above_would_find_it() -> None:
    assert "乌云" in everything(ALL["papers"])


@pytest.mark.parametrize("name", ALL)
def test_nothing_personal_is_in_a_log(name: str) -> None:
    shown = repr(ALL[name])

    assert not [
        secret for secret in ("乌云", "152501", "138001", "前进路", "hall.example", "digest") if secret in shown
    ]


@pytest.mark.parametrize("name", ALL)
def test_names_on_the_glass_are_drawn_sign_by_sign(name: str) -> None:
    shown = scene(ALL[name], load_texts(("zh", "en")), 1080, 1920)

    named = [words for words in shown.elements if isinstance(words, Words) and "乌云" in words.text]
    assert all(words.private for words in named)
    assert not [one for one in shown.elements if isinstance(one, QrCode | Words) and "text=" in repr(one)]
