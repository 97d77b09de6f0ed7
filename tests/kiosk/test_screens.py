"""Every screen as it is seen: a way back, help, large enough to read and to touch, colours that can be told apart."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from config.load import load_kiosk
from kiosk import theme
from kiosk.examples import examples
from kiosk.gallery import EXAMPLE, scenes, where
from kiosk.layout import Rect
from kiosk.scene import Panel, Picture, Scene, Touch, Words
from kiosk.screens import scene
from kiosk.settings import place_of
from kiosk.texts import load_texts

SHAPES = ((1080, 1920), (1920, 1080), (1280, 800))
ALL = {
    f"{name}-{language}-{width}x{height}": shown
    for width, height in SHAPES
    for name, language, shown in scenes(EXAMPLE, width, height)
}
LETTER_MIN = 96
NO_WAY_BACK = {
    "starting",
    "sorry",
    "out_of_service",
    "home",
    "asleep",
    "opening",
    "door_open",
    "door_shut",
    "handing_in",
    "handed_in",
    "papers_inside",
    "prove_watch",
}


def controls(shown: Scene) -> set[str]:
    return {touch.control for touch in shown.touches}


def page_key(touch: Touch) -> bool:
    """A key of a keyboard of letters, of which ten must stand side by side."""
    return touch.control.startswith(("key.", "board.")) or touch.control == "digits"


def glass_of(name: str) -> tuple[int, int]:
    width, height = name.rpartition("-")[2].split("x")
    return int(width), int(height)


def test_there_is_always_a_way_on() -> None:
    passing = ("starting", "sorry", "opening", "asleep", "out_of_service", "handing_in", "prove_watch")
    stuck = [
        name
        for name, shown in ALL.items()
        if shown.name not in passing and not controls(shown) - {"help", "", "lang.zh", "lang.en"}
    ]
    assert not stuck


def test_there_is_a_way_back_wherever_no_door_waits_for_a_hand() -> None:
    stuck = [
        name
        for name, shown in ALL.items()
        if shown.name not in NO_WAY_BACK and not controls(shown) & {"back", "logout"}
    ]
    assert not stuck


def test_help_and_both_languages_are_on_every_screen() -> None:
    awake = {name: shown for name, shown in ALL.items() if shown.name != "asleep"}

    assert not [name for name, shown in awake.items() if not {"help", "lang.zh", "lang.en"} <= controls(shown)]


def test_everything_lies_on_the_glass() -> None:
    def off(rect: Rect, width: int, height: int) -> bool:
        return rect.x < -1 or rect.y < -1 or rect.right > width + 1 or rect.bottom > height + 1

    for name, shown in ALL.items():
        shapes = [element.rect for element in shown.elements if isinstance(element, Panel | Words | Touch)]
        assert not [rect for rect in shapes if off(rect, *glass_of(name))], name


def test_what_a_finger_must_hit_is_large() -> None:
    def small(shown: Scene, touch: Touch, unit: float) -> bool:
        letters = bool({"digits", "key.q", "key.Q", "key.f", "key.（"} & controls(shown))
        least = (LETTER_MIN if letters and page_key(touch) else theme.TOUCH_MIN - 1) * unit
        on_the_map = touch.control.startswith("door.") and touch.control != "door.shut"
        return not on_the_map and min(touch.rect.w, touch.rect.h) < least

    for name, shown in ALL.items():
        unit = min(glass_of(name)) / 1080
        assert not [touch for touch in shown.touches if small(shown, touch, unit)], name


def test_no_two_controls_of_a_screen_lie_on_each_other() -> None:
    for name, shown in ALL.items():
        if name.startswith(("help-", "still_here-")):
            continue
        touches = [touch.rect for touch in shown.touches]
        meeting = [
            (a, b)
            for n, a in enumerate(touches)
            for b in touches[:n]
            if a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
        ]
        assert not meeting, name


def test_a_sample_can_be_read_on_a_lying_glass_too_and_hides_what_is_said_until_it_comes() -> None:
    shown = ALL["sample-zh-1920x1080"].elements
    (picture,) = (one.rect for one in shown if isinstance(one, Picture))
    (coming,) = (one.rect for one in shown if isinstance(one, Words) and "正在送来" in one.text)

    assert picture.h > 1080 * 0.6
    assert picture.x < coming.x
    assert coming.right < picture.right


def test_what_is_typed_lies_low_on_an_upright_glass() -> None:
    for key in "0123456789":
        assert where("collect", f"key.{key}", 1080, 1920)[1] > 1920 * 0.45


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(ink: str, ground: str) -> float:
    high, low = sorted((light(ink), light(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def begins(words: Words) -> tuple[float, float]:
    """A point where its first line has letters."""
    box, half = words.rect, words.size / 2
    x = {"left": box.x + 1, "center": box.centre[0], "right": box.right - 1}[words.align]
    return x, {"top": box.y + half, "middle": box.centre[1], "bottom": box.bottom - half}[words.valign]


def inks(shown: Scene) -> Iterator[tuple[str, str]]:
    """The colour of every text with that of the panel it stands on; dots that hold a place are not read."""
    panels: list[Panel] = []
    for element in shown.elements:
        if isinstance(element, Panel) and len(element.colour) == len("#RRGGBB"):
            panels.append(element)
        if isinstance(element, Words) and any(map(str.isalnum, element.text)):
            under = next((panel.colour for panel in reversed(panels) if panel.rect.holds(*begins(element))), None)
            yield element.colour, under or theme.GROUND


def test_colours_can_be_told_apart_by_old_eyes() -> None:
    poor = {(pair, shown.name) for shown in ALL.values() for pair in inks(shown) if contrast(*pair) < 4.5}

    assert not poor


def test_only_masked_phones_are_shown() -> None:
    shown = {text.text for one in ALL.values() for text in one.elements if isinstance(text, Words)}

    assert not [text for text in shown if re.search(r"\b1[3-9]\d{9}\b", text)]


def test_the_sleeping_screen_never_stays_at_one_place() -> None:
    asleep = examples(place_of(load_kiosk(Path(EXAMPLE))))["asleep"]
    texts = load_texts(("zh", "en"))
    places = {scene(replace(asleep, now_ms=minute * 60_000), texts, 1080, 1920).elements[1] for minute in range(11)}

    assert len(places) > 5
