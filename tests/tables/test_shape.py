"""Whoever writes a table by hand is told every mistake at once, with the key and what is allowed there."""

from datetime import date
from typing import Annotated, Literal

import pytest
from msgspec import Meta, Struct

from tables.parsed import parsed
from tables.shape import mistakes


class Lamp(Struct, forbid_unknown_fields=True):
    colour: Literal["red", "green"]
    watts: Annotated[float, Meta(gt=0, le=60)] = 5


class Room(Struct, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1, max_length=20)]
    lamp: Annotated[tuple[Lamp, ...], Meta(min_length=1, max_length=2)]
    painted: date | None = None
    spare: Lamp | None = None


class House(Struct, forbid_unknown_fields=True):
    room: list[Room]
    floors: Annotated[int, Meta(ge=1, le=9)] = 1
    street: str = ""


GOOD = '[[room]]\nname = "hall"\n[[room.lamp]]\ncolour = "red"\n'


def told(text: str) -> dict[str, str]:
    raw = parsed(text)
    return {"": raw} if isinstance(raw, str) else dict(mistakes(raw, House))


def test_a_good_text_has_no_mistake() -> None:
    assert told(GOOD) == {}


def test_every_mistake_is_told_at_once() -> None:
    wrong = GOOD.replace('"red"', '"blue"\nwatts = 100') + "[[room]]\nlamp = []\npainted = 3\nspare = 4\nhight = 5\n"

    assert told("floors = 0\nstreet = 7\n" + wrong) == {
        "floors": "0 is not allowed; allowed: a whole number from 1 to 9",
        "street": "7 is not allowed; allowed: text in quotes",
        "room[hall].lamp[#1].colour": "'blue' is not allowed; allowed: green, red",
        "room[hall].lamp[#1].watts": "100 is not allowed; allowed: a number over 0 to 60",
        "room[#2].name": "missing; allowed: text of 1 to 20 characters",
        "room[#2].lamp": "expected 1 to 2 tables [[room.lamp]]",
        "room[#2].painted": "3 is not allowed; allowed: a date such as 2026-11-23, without quotes",
        "room[#2].spare": "4 is not a table; allowed keys: colour, watts",
        "room[#2].hight": "unknown key; allowed: name, lamp, painted, spare",
    }


def test_a_key_may_have_words_of_its_own() -> None:
    words = mistakes({"room": [], "tenant": "x", "cellar": 1}, House, lambda key: "private" if key == "tenant" else "")

    assert dict(words) == {"tenant": "private", "cellar": "unknown key; allowed: room, floors, street"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("floors == 1", "is not TOML: Invalid value (at line 1, column 9)"),
        ("floors = " + "1" * 5000, "is not TOML: a number is too long"),
        ("floors = 2026-02-30", "is not TOML: Invalid date or datetime (at line 1, column 10)"),
        ("room = " + "[" * 50_000, "is nested too deeply"),
        ("#" * (1024 * 1024 + 1), "is over 1048576 bytes"),
    ],
)
def test_what_is_no_toml_is_a_sentence(text: str, why: str) -> None:
    assert told(text) == {"": why}
