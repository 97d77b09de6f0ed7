"""Cards laid down and lifted on a real port: read once, and never for nobody."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import serial

from drivers.id_reader import CardKind, IdCard, IdReader
from drivers.sim.sam import SimulatedReader
from drivers.sim.sam_card import Card
from drivers.trouble import Cause, Trouble
from tests.real.wait import until

LI = Card("li", "resident", "李样例", "11010519491231002X", "01", "示例街1号", "二连浩特市公安局", "20120608", "长期")
WANG = Card(
    "wang", "resident", "王示范", "152501198003140012", "01", "虚构路", "二连浩特市公安局", "20200101", "20400101"
)
FOREIGN = Card("foreign", "unknown", "NOBODY", "931496198901010012", "", "", "", "20200101", "20300101")


class Desk:
    """A reader, the cards at hand, and what the driver told."""

    def __init__(self, folder: Path) -> None:
        self.device = SimulatedReader(folder / "reader", (LI, WANG, FOREIGN))
        self.cards: list[IdCard] = []
        self.laid_now: list[bool] = []
        self.troubles: list[Cause] = []
        self.driver = IdReader(
            str(self.device.link), self._card, self._trouble,
            pauses_s=(0.01,), look_every_s=0.005, reply_s=0.1, read_s=0.3,
        )  # fmt: skip

    def _card(self, card: IdCard) -> None:
        self.cards.append(card)
        self.laid_now.append(self.driver.laid_now)

    def _trouble(self, trouble: Trouble) -> None:
        self.troubles.append(trouble.cause)

    @property
    def names(self) -> list[str]:
        return [card.name for card in self.cards]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path)
    desk.device.plug()
    task = asyncio.create_task(desk.driver.run())
    yield desk
    task.cancel()
    await asyncio.wait([task])
    desk.device.unplug()


async def looks(desk: Desk, times: int = 5) -> None:
    """The driver has surely looked a few times more."""
    before = desk.device.finds
    await until(lambda: desk.device.finds >= before + times)


def nobody_has(port: Path) -> bool:
    """The port is let go, so nothing can be read."""
    try:
        serial.Serial(str(port), exclusive=True).close()
    except serial.SerialException:
        return False
    return True


async def test_a_card_laid_down_is_read_once(desk: Desk) -> None:
    desk.driver.look(True)
    desk.device.lay("li")
    await until(lambda: desk.names)
    await looks(desk)

    assert desk.names == ["李样例"]
    assert desk.device.reads == 1
    assert desk.troubles == []


async def test_it_must_be_lifted_before_it_is_read_again(desk: Desk) -> None:
    desk.driver.look(True)
    desk.device.lay("li")
    await until(lambda: desk.names)
    desk.device.lift()
    await looks(desk)
    desk.device.lay("wang")
    await until(lambda: len(desk.names) == 2)

    assert desk.names == ["李样例", "王示范"]


async def test_a_card_that_somebody_left_there_is_told_from_one_that_is_laid_down_now(desk: Desk) -> None:
    desk.device.lay("li")
    desk.driver.look(True)
    await until(lambda: desk.names)
    desk.device.lift()
    await looks(desk)
    desk.device.lay("li")
    await until(lambda: len(desk.names) == 2)
    assert desk.laid_now == [False, True]


async def test_what_was_seen_of_the_reader_before_counts_for_nobody_who_comes_later(desk: Desk) -> None:
    desk.driver.look(True)
    await looks(desk)
    desk.driver.look(False)
    await until(lambda: nobody_has(desk.device.link))
    desk.device.lay("li")
    desk.driver.look(True)
    await until(lambda: desk.names)
    assert desk.laid_now == [False]


async def test_a_reader_that_goes_on_finding_the_same_card_gives_it_once(desk: Desk) -> None:
    desk.device.faults.finds_again = True
    desk.driver.look(True)
    desk.device.lay("li")
    await until(lambda: desk.names)
    await looks(desk)

    assert desk.device.reads == 1


async def test_nobody_asks_for_a_card_so_none_is_read(desk: Desk) -> None:
    desk.device.lay("li")
    desk.driver.look(True)
    await until(lambda: desk.names)
    desk.driver.look(False)
    desk.device.lift()
    await until(lambda: nobody_has(desk.device.link))
    desk.device.lay("wang")

    assert desk.names == ["李样例"]
    assert desk.device.reads == 1


async def test_a_card_that_cannot_be_read_is_told_once_until_it_is_lifted(desk: Desk) -> None:
    desk.device.faults.unreadable = True
    desk.driver.look(True)
    desk.device.lay("li")
    await until(lambda: desk.troubles)
    await looks(desk)
    assert desk.troubles == [Cause.REFUSED]

    desk.device.lift()
    await looks(desk)
    desk.device.faults.unreadable = False
    desk.device.lay("li")
    await until(lambda: desk.names)


async def test_a_card_that_slides_into_its_place_is_read_without_a_word(desk: Desk) -> None:
    desk.device.faults.stumbles = 2
    desk.driver.look(True)
    desk.device.lay("li")
    await until(lambda: desk.names)

    assert desk.troubles == []


async def test_an_unknown_kind_of_card_is_told_as_such(desk: Desk) -> None:
    desk.driver.look(True)
    desk.device.lay("foreign")
    await until(lambda: desk.cards)

    assert desk.cards == [IdCard(CardKind.UNSUPPORTED)]


@pytest.mark.parametrize(("fault", "cause"), [("silent", Cause.NO_REPLY), ("garbled", Cause.GARBLED)])
async def test_a_reader_in_trouble_is_told_once_and_serves_again(desk: Desk, fault: str, cause: Cause) -> None:
    setattr(desk.device.faults, fault, True)
    desk.driver.look(True)
    await until(lambda: desk.troubles)
    setattr(desk.device.faults, fault, False)
    desk.device.lay("li")
    await until(lambda: desk.names)

    assert desk.troubles == [cause]


async def test_a_reply_garbled_while_reading_is_told_at_once_for_the_card_is_spent(desk: Desk) -> None:
    desk.device.faults.reads_garbled = True
    desk.driver.look(True)
    desk.device.lay("li")
    await until(lambda: desk.troubles)

    assert (desk.troubles, desk.device.reads) == ([Cause.GARBLED], 1)
    assert desk.names == []


async def test_a_pulled_reader_is_told_and_found_again(desk: Desk) -> None:
    desk.driver.look(True)
    await looks(desk)
    desk.device.unplug()
    await until(lambda: desk.troubles)
    assert desk.troubles == [Cause.PORT_GONE]

    desk.device.plug()
    desk.device.lay("li")
    await until(lambda: desk.names)


async def test_the_next_person_hears_of_the_trouble_too(desk: Desk) -> None:
    desk.device.unplug()
    desk.driver.look(True)
    await until(lambda: len(desk.troubles) == 1)
    desk.driver.look(False)
    desk.driver.look(True)
    await until(lambda: len(desk.troubles) == 2)


async def test_nothing_of_a_card_is_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    desk.driver.look(True)
    desk.device.lay("li")
    await until(lambda: desk.names)
    desk.device.faults.garbled = True
    await until(lambda: desk.troubles)

    for part in (LI.name, LI.number, LI.address, LI.number[6:14]):
        assert part not in caplog.text
