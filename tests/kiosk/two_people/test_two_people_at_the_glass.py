"""Two people at the real window: wherever the first walked away, the second meets a kiosk where nobody ever was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk.two_people.corner import Corner, corner
from tests.kiosk.two_people.traces import files, found, of_process, pictures, spellings
from tests.kiosk.two_people.visit import (
    Person,
    Step,
    agrees,
    fills_in,
    finds,
    goes_on,
    hall_is_cut_off,
    hands_in,
    keeps_a_draft,
    lays_the_paper,
    looks_at_the_page,
    shows_the_card,
    shows_the_slip,
    signs,
    spells,
    types_the_number,
)

FIRST = Person("batu", "13947999888", "qinggele")
SECOND = Person("wang", "13800138000", "")
SECRETS = (
    "孛儿只斤·巴图孟和", "巴图孟和", "152501198507220016", "格日勒敖都苏木样例嘎查", FIRST.mobile, FIRST.letters,
)  # fmt: skip
THE_WORLDS = ("world.toml", "cabinet.json", "cabinet.log")
"""Where the simulated world keeps its people, which no kiosk knows."""

KNOWN = (finds, agrees, shows_the_card)
SPELT = (*KNOWN, goes_on, types_the_number, fills_in, spells)
SIGNED = (shows_the_slip, lays_the_paper, looks_at_the_page, signs)
WAYS: tuple[tuple[Step, ...], ...] = (
    KNOWN,
    SPELT,
    (*SPELT, keeps_a_draft),
    (shows_the_slip, lays_the_paper),
    SIGNED,
    (*SIGNED, hall_is_cut_off, hands_in),
)
"""What the first does before they walk away, time and again."""


def comes(one: Corner, who: Person) -> Iterator[str]:
    """Somebody comes as far as a camera that gives no picture, screen by screen; then they walk away too."""
    for step in (*KNOWN, goes_on):
        step(one, who)
        yield one.finger.screen()
    types_the_number(one, who)
    fills_in(one, who)
    yield one.finger.screen()
    one.finger.touch("ok")
    yield one.finger.sees("papers")
    one.finger.touch("paper.identity")
    yield one.finger.sees("one_paper")
    one.hand.pulls_the_camera()
    one.finger.touch("camera")
    one.finger.reads("sight.no_camera.what")
    yield "camera"
    one.nobody_touches_anything()
    one.hand.plugs_the_camera()
    yield "home"


def left(one: Corner, folder: Path) -> list[str]:
    """What can be found of the first, and where: in files, what processes tell, the window's words."""
    places = list(files(folder, *THE_WORLDS))
    for name in ("kiosk", "lockerd"):
        places += of_process(one.pid(name))
    places.append((Path("the window"), one.window()))
    words = [f"{path}: {what}" for path, content in places for what in found(SECRETS, content)]
    kept = (*files(one.house.state, "samples"), *files(folder / "own"))
    return words + [f"{path}: {what}" for path, content in kept for what in pictures(content)]


@pytest.fixture
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corner]:
    """Whatever its programs write, they write below ``tmp_path``."""
    (tmp_path / "own").mkdir()
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    with corner(tmp_path / "house") as standing:
        yield standing


@pytest.mark.xdist_group("whole-system")
def test_wherever_the_first_walked_away_the_second_meets_a_kiosk_where_nobody_ever_was(
    one: Corner, tmp_path: Path
) -> None:
    fresh, last = {}, None
    for screen in comes(one, SECOND):
        fresh[screen] = last = one.still(last)

    for way in WAYS:
        for step in way:
            step(one, FIRST)
        one.nobody_touches_anything()
        one.hand.takes_paper_away()
        one.looks_like(fresh["home"], f"home is as it was before somebody {way[-1].__name__}")
        assert left(one, tmp_path) == []

    assert one.waiting() == 1
    for screen in comes(one, SECOND):
        one.looks_like(fresh[screen], f"{screen} is as it was when nobody had been there")
    assert left(one, tmp_path) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_the_search_above_finds_it_however_it_is_written(secret: str, tmp_path: Path) -> None:
    for number, spelling in enumerate(spellings(secret).values()):
        (tmp_path / f"careless-{number}").write_bytes(b"\x00{" + spelling + b'"}')

    assert all(secret in "".join(found(SECRETS, content)) for _, content in files(tmp_path))
