"""What an applicant typed is in no text about the model, and nowhere in it once they are gone."""

from dataclasses import asdict, fields, replace

import pytest

from kiosk.flows.apply import states
from kiosk.flows.apply.entry import Entry
from kiosk.flows.apply.states import Question
from kiosk.flows.inputs import DraftKept
from kiosk.flows.states import Home, Screen
from kiosk.flows.visit import Visit
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.applicant_story import (
    CARD,
    MARRIAGE,
    MOBILE,
    NUMBER,
    OTHER,
    RELIEF,
    SHOP,
    agrees_on,
    applicants_home,
    asked_for,
    chooses,
    lays,
    spells,
    without_reader,
)
from tests.kiosk.notice_story import NoticeStory
from tests.kiosk.story import Act, touches, types, waits

ME = (touches("role.self"), spells("wuyun", 0))
BEGUN: dict[str, tuple[str, str, tuple[Act, ...]]] = {
    "letters of a search": ("", "zqzq", (touches("apply"), types("zqzq"))),
    "pinyin of a name": (SHOP, "wuyu", (touches("role.self"), spells("wuyu"))),
    "a name": (SHOP, "乌云", ME),
    "an identity number": (SHOP, NUMBER[:17], (*ME, touches("ok"), types(NUMBER[:17]))),
    "a mobile number": (SHOP, MOBILE, (*ME, touches("ok"), types(NUMBER), touches("ok"), types(MOBILE), touches("ok"))),
    "a card": (SHOP, NUMBER, (touches("role.self"), lays(CARD))),
}
FILLED: dict[str, tuple[str, str, tuple[Act, ...]]] = {
    "an answer": (SHOP, "98765", (chooses("yes"), chooses("no"), chooses("shop"), types("98765"), touches("ok"))),
    "a date": (RELIEF, "20261101", (chooses("illness"), types("20261101"))),
    "somebody else's name": (MARRIAGE, "其其格", (chooses("yes"), chooses("yes"), spells("qiqige", 0), touches("ok"))),
    "a slip": (SHOP, "ED1:slip", (touches("leave"), touches("keep"), lambda story: story.feed(DraftKept("ED1:slip")))),
}


def person(what: str) -> tuple[NoticeStory, str]:
    """Somebody who has typed ``what``, and its secret."""
    code, secret, acts = (BEGUN | FILLED)[what]
    story = asked_for(code) if what in FILLED else applicants_home()
    if what in BEGUN and code:
        story = agrees_on(code) if what == "a card" else without_reader(agrees_on(code))
    for act in acts:
        act(story)
    return story, secret


def everything(story: NoticeStory) -> str:
    """All the model holds, but for the catalogue, which is everybody's."""
    return str(asdict(replace(story.model, catalogue=None)))


@pytest.mark.parametrize("what", [*BEGUN, *FILLED])
def test_nothing_typed_is_written_out_or_stays(what: str) -> None:
    story, secret = person(what)
    assert secret not in repr(story.model)
    assert secret not in repr(story.effects)

    waits(200)(story)

    assert story.screen == Home()
    assert not [text for text in (secret, NUMBER, MOBILE, OTHER, "乌云") if text in everything(story)]


@pytest.mark.parametrize("what", [*BEGUN, *FILLED])
def test_the_check_above_would_find_it(what: str) -> None:
    story, secret = person(what)

    assert secret in everything(story)


@pytest.mark.parametrize("what", [what for what in (*BEGUN, *FILLED) if what != "letters of a search"])
def test_what_is_typed_is_drawn_sign_by_sign_so_that_no_picture_of_it_is_kept(what: str) -> None:
    story, secret = person(what)
    shown = scene(story.model, load_texts(("zh",)), 1080, 1920)

    assert not [one for one in shown.elements if isinstance(one, Words) and secret in one.text and not one.private]


def test_every_field_for_typing_is_kept_out_of_logs() -> None:
    screens = [one for one in vars(states).values() if isinstance(one, type) and issubclass(one, Screen)]
    typed = ("entry", "typed", "card", "slip", "back")

    assert not [(one.name, part.name) for one in screens for part in fields(one) if part.name in typed and part.repr]
    assert not [part.name for part in fields(Entry) if part.repr and part.name not in ("page", "board", "capitals")]
    personal = ("name", "number", "mobile", "agent", "card", "answers", "reopened", "signature")
    assert not [part.name for part in fields(Visit) if part.name in personal and part.repr]
    assert "乌云" not in repr(Question("x", Entry(text="乌云")))
