"""Whoever plays a finger is told what can be touched and where; never a word of anybody."""

import json
from dataclasses import replace
from pathlib import Path

from kiosk.controls import ToldPane
from kiosk.flows.model import begin
from kiosk.flows.states import Collect
from kiosk.scene import Scene
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.story import PLACE

TEXTS = load_texts(("zh", "en"))


class Glass:
    width, height = 1080, 1920

    def __init__(self) -> None:
        self.shown: list[Scene] = []

    def show(self, shown: Scene) -> None:
        self.shown.append(shown)


def seen(**changes: object) -> Scene:
    model = replace(begin(PLACE, "run", 0), screen=Collect(digits="48291367"), **changes)  # type: ignore[arg-type]
    return scene(model, TEXTS, Glass.width, Glass.height)


def told(path: Path, shown: Scene) -> dict[str, dict[str, list[float]]]:
    glass = Glass()
    ToldPane(glass, path).show(shown)
    assert glass.shown == [shown]
    read: dict[str, dict[str, list[float]]] = json.loads(path.read_text(encoding="utf-8"))
    return read


def test_every_control_is_told_where_a_finger_finds_it(tmp_path: Path) -> None:
    shown = seen()

    read = told(tmp_path / "controls.json", shown)

    x, y, w, h = read["controls"]["key.5"]
    touch = shown.control_at(x + w / 2, y + h / 2)
    assert read["screen"] == "collect"  # type: ignore[comparison-overlap]
    assert touch is not None
    assert touch.control == "key.5"


def test_what_lies_under_the_call_for_help_cannot_be_touched(tmp_path: Path) -> None:
    read = told(tmp_path / "controls.json", seen(help_until_ms=20_000))

    assert read["controls"].keys() == {"help.close"}


def test_what_is_said_is_told_by_the_keys_of_its_texts(tmp_path: Path) -> None:
    nobody_yet = told(tmp_path / "controls.json", seen(help_until_ms=20_000, help_told=True))
    somebody = told(tmp_path / "controls.json", seen(help_until_ms=20_000, help_told=True, help_coming=True))

    assert "help.called" in nobody_yet["says"]
    assert "help.coming" not in nobody_yet["says"]
    assert "help.coming" in somebody["says"]


def test_nothing_that_was_typed_is_told(tmp_path: Path) -> None:
    told(tmp_path / "controls.json", seen())

    assert "48291367" not in (tmp_path / "controls.json").read_text(encoding="utf-8")
