"""Every room has a page that says what belongs in it and how to change the usual things."""

import pytest

from tests.tidy.tree import ROOMS, ROOT, named, rooms

PAGE_LINES_MAX = 60
DEPTH_MAX = 2  # a room in a room; what lies deeper is told on the page above
# Packages inside a room that its page describes.
PART_OF_THEIR_ROOM = {"tests", "migrations", "templatetags", "management", "commands"}

WITH_PAGE = [
    room
    for room in rooms()
    if len(room.relative_to(ROOT).parts) <= DEPTH_MAX and not PART_OF_THEIR_ROOM & set(room.relative_to(ROOT).parts[1:])
]


@pytest.mark.parametrize("room", WITH_PAGE, ids=map(named, WITH_PAGE))
def test_a_room_has_a_short_page(room: str) -> None:
    page = ROOT / room / "README.md"

    assert page.exists()
    assert 3 <= len(page.read_text(encoding="utf-8").splitlines()) <= PAGE_LINES_MAX


def test_the_rooms_are_those_of_the_design() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."} - {"var", "build"}

    assert folders <= set(ROOMS)
