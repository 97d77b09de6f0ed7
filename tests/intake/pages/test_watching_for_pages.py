"""A person lays pages down one after the other; each is taken once, by itself, when it lies still."""

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from drivers.sim.camera.shot import Laying, shoot
from intake.pages.finish import finish
from intake.pages.watch import Seen, Sight, Watcher
from tests.intake.pages.conftest import laid

FRAME_MS = 66
FORM = Laying(paper="申请表", angle=92)


class Table:
    """The camera's pictures in their order, and what the watcher made of each."""

    def __init__(self) -> None:
        self.watcher = Watcher()
        self.now_ms = 0
        self.seen: list[Seen] = []
        self._empty = shoot(None).picture

    def shows(self, laying: Laying | None, ms: int) -> list[Seen]:
        """So long the picture is of that, with the camera's noise; what is to be taken is."""
        seen = [self._frame(laying, number) for number in range(ms // FRAME_MS)]
        self.seen += seen
        return seen

    def _frame(self, laying: Laying | None, number: int) -> Seen:
        picture: NDArray[np.uint8] = self._empty if laying is None else laid(laying, number % 2).picture
        self.now_ms += FRAME_MS
        seen = self.watcher.see(picture, self.now_ms)
        if seen.take and seen.found is not None:
            self.watcher.taken(finish(picture, seen.found).fingerprint)
        return seen

    @property
    def taken(self) -> int:
        return sum(seen.take for seen in self.seen)


@pytest.fixture
def table() -> Table:
    return Table()


def sights(seen: Iterable[Seen]) -> list[Sight]:
    """Each once, in order."""
    return list(dict.fromkeys(one.sight for one in seen))


def moved(laying: Laying, **how: object) -> Laying:
    return Laying(**{name: getattr(laying, name) for name in laying.__struct_fields__} | how)


def test_a_page_that_lies_still_is_taken_once_within_a_second(table: Table) -> None:
    table.shows(None, 200)
    seen = table.shows(FORM, 2000)
    assert sights(seen) == [Sight.MOVING, Sight.STEADY, Sight.TAKEN]
    assert table.taken == 1
    assert [one.take for one in seen].index(True) * FRAME_MS < 1000


def test_a_page_that_is_being_moved_is_not_taken(table: Table) -> None:
    for x in range(-40, 40, 8):
        table.shows(moved(FORM, x_mm=float(x)), 130)
    assert table.taken == 0


def test_a_page_that_was_taken_and_is_pushed_is_the_same_page(table: Table) -> None:
    table.shows(FORM, 900)
    seen = table.shows(moved(FORM, x_mm=12.0, angle=90.0), 900)
    assert sights(seen) == [Sight.MOVING, Sight.SAME_PAGE]
    assert table.taken == 1


def test_the_next_page_laid_upon_it_is_taken_too(table: Table) -> None:
    table.shows(FORM, 900)
    table.shows(moved(FORM, other=5), 900)
    assert table.taken == 2


def test_after_it_was_thrown_away_the_page_may_be_taken_again(table: Table) -> None:
    table.shows(FORM, 400)
    page = finish(laid(FORM).picture, table.seen[-1].found)  # type: ignore[arg-type]
    table.watcher.taken(page.fingerprint)
    table.watcher.forget(page.fingerprint)
    table.shows(None, 500)
    table.shows(FORM, 900)
    assert table.taken == 1


def test_a_page_taken_by_the_button_is_not_taken_again_by_itself(table: Table) -> None:
    table.shows(FORM, 200)
    table.watcher.taken(finish(laid(FORM).picture, table.seen[-1].found).fingerprint)  # type: ignore[arg-type]
    table.shows(FORM, 1200)
    assert table.taken == 0


@pytest.mark.parametrize(
    ("how", "sight"),
    [
        ({"blur": 4.5}, Sight.BLURRED),
        ({"light": 0.2}, Sight.DARK),
        ({"glare": 1.0, "light": 0.7, "seed": 3}, Sight.GLARE),
        ({"x_mm": 120.0}, Sight.CUT_OFF),
    ],
    ids=str,
)
def test_a_bad_picture_is_not_taken_but_told_until_it_is_better(
    table: Table, how: dict[str, object], sight: Sight
) -> None:
    assert sights(table.shows(moved(FORM, **how), 900)) == [Sight.MOVING, sight]
    assert table.taken == 0
    table.shows(FORM, 900)
    assert table.taken == 1


def test_one_picture_without_the_page_does_not_begin_anew(table: Table) -> None:
    table.shows(FORM, 330)
    table.shows(None, FRAME_MS)
    seen = table.shows(FORM, 330)
    assert Sight.NO_PAGE not in sights(table.seen[1:])
    assert seen[-1].outline


def test_an_empty_table_is_told_with_the_time_since_when(table: Table) -> None:
    table.shows(FORM, 900)
    seen = table.shows(None, 900)
    assert seen[-1].sight is Sight.NO_PAGE
    assert seen[-1].outline == ()
    assert table.now_ms - 900 <= seen[-1].since_ms <= table.now_ms - 300
