"""Printer and card reader of a scene, by the bench's API and the production drivers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from drivers.id_reader import CardKind, IdCard, IdReader
from drivers.printer import PaperLeft, Printer, PrinterState
from drivers.sim.scene import Scene, SceneError, load_scene
from drivers.sim.serve import Served, serve
from tests.real.wait import until

EXAMPLE = Path(__file__).parents[3] / "drivers" / "sim" / "scenes" / "cabinet.toml"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def whole_scene() -> Scene:
    return load_scene(EXAMPLE)


@pytest.fixture
async def counter(whole_scene: Scene, tmp_path: Path) -> AsyncIterator[Served]:
    async with serve(whole_scene, tmp_path) as served:
        yield served


@pytest.fixture
async def web(counter: Served) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(counter.bench.url) as session:
        yield session


@pytest.fixture
def printer(counter: Served) -> Printer:
    device = counter.machine.printer
    assert device is not None
    return Printer(str(device.link), 115200, reply_s=0.2, finish_s=1.0)


async def hand(web: aiohttp.ClientSession, what: str) -> bool:
    async with web.post(f"/api/{what}") as answer:
        assert answer.status == 200
        done: bool = (await answer.json())["done"]
        return done


async def seen(web: aiohttp.ClientSession, what: str) -> Any:
    async with web.get(f"/api/{what}") as answer:
        assert answer.status == 200
        return await answer.json()


def test_the_numbers_on_the_cards_pass_the_check_digit(whole_scene: Scene) -> None:
    for card in whole_scene.card:
        total = sum(int(digit) * weight for digit, weight in zip(card.number, WEIGHTS, strict=False))
        assert card.number[17] == "10X98765432"[total % 11], card.id


def test_two_cards_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('id = "wang"', 'id = "li"')
    (tmp_path / "world.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SceneError, match=r"card\.id"):
        load_scene(tmp_path / "world.toml")


async def test_what_was_printed_can_be_read_and_looked_at(web: aiohttp.ClientSession, printer: Printer) -> None:
    assert await printer.print(b"\x1b@\x1c&" + "受理".encode("gb18030") + b"\x1c.\n\x1dV\x00") is None

    (paper,) = await seen(web, "papers")
    assert (paper["number"], paper["cut"], paper["text"]) == (1, True, "受理")
    async with web.get("/api/papers/1.png") as picture:
        assert (await picture.read()).startswith(PNG)
    assert await hand(web, "printer/take-papers")
    assert not await hand(web, "printer/take-papers")
    async with web.get("/api/papers/1.png") as picture:
        assert picture.status == 404


async def test_the_roll_ends_and_is_renewed(web: aiohttp.ClientSession, printer: Printer) -> None:
    assert await hand(web, "printer/end-after?lines=2")
    state = await printer.print(b"a\nb\nc\n\x1dV\x00")
    assert isinstance(state, PrinterState)
    assert state.paper is PaperLeft.OUT
    async with web.get("/api/papers/hanging.png") as picture:
        assert (await picture.read()).startswith(PNG)
    assert await hand(web, "printer/renew-paper")

    assert [(paper["text"], paper["cut"]) for paper in await seen(web, "papers")] == [("a\nb", False)]
    assert (await printer.state()) == PrinterState(PaperLeft.OK)


@pytest.mark.parametrize(
    ("broken", "mended"),
    [("open-cover", "shut-cover"), ("jam", "unjam"), ("go-offline", "go-online"), ("hush", "speak")],
)
async def test_a_hand_breaks_the_printer_and_mends_it(
    web: aiohttp.ClientSession, printer: Printer, broken: str, mended: str
) -> None:
    assert await hand(web, f"printer/{broken}")
    state = await printer.state()
    assert isinstance(state, PrinterState)
    assert not state.ready

    assert await hand(web, f"printer/{mended}")
    assert (await printer.state()) == PrinterState(PaperLeft.OK)


async def test_a_card_is_laid_down_by_hand_and_read(web: aiohttp.ClientSession, counter: Served) -> None:
    device = counter.machine.reader
    assert device is not None
    cards: list[IdCard] = []
    reader = IdReader(str(device.link), cards.append, lambda _: None, look_every_s=0.01)
    task = asyncio.create_task(reader.run())
    reader.look(True)
    for number, card in enumerate(("batu", "hong-kong", "new-foreign"), start=1):
        assert await hand(web, f"reader/lay/{card}")
        assert not await hand(web, "reader/lay/li")
        assert (await seen(web, "world"))["reader"]["laid"] == card
        await until(lambda number=number: len(cards) == number)  # type: ignore[misc]
        assert await hand(web, "reader/lift")
        looked = device.finds
        await until(lambda looked=looked: device.finds >= looked + 2)  # type: ignore[misc]
    task.cancel()
    await asyncio.wait([task])

    assert cards[0].name == "孛儿只斤·巴图孟和"
    assert [card.kind for card in cards] == [CardKind.RESIDENT, CardKind.HMT, CardKind.UNSUPPORTED]


@pytest.mark.parametrize("what", ["printer/sing", "reader/sing", "reader/lay/nobody"])
async def test_what_is_not_there_is_said_so(web: aiohttp.ClientSession, what: str) -> None:
    async with web.post(f"/api/{what}") as answer:
        assert answer.status == 404


async def test_both_are_pulled_and_plugged(web: aiohttp.ClientSession, counter: Served, tmp_path: Path) -> None:
    for device, link in (("printer", "run/printer"), ("reader", "run/id-reader")):
        assert (tmp_path / link).exists()
        assert await hand(web, f"{device}/unplug")
        assert not await hand(web, f"{device}/unplug")
        assert not (tmp_path / link).is_symlink()
        assert await hand(web, f"{device}/plug")
    assert counter.addresses()["printer"]
