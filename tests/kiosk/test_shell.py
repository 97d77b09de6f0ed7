"""The shell between flows and glass: effects, honest failure, and what wakes the glass without X."""

import asyncio
import os
from collections.abc import Coroutine, Iterator
from pathlib import Path

import pytest

from kiosk.flows import Linked, Noticed, begin
from kiosk.glass.wakers import watch_evdev
from kiosk.scene import Scene
from kiosk.shell import Shell
from kiosk.texts import load_texts
from locker.contract.answers import AnyAnswer, DoorOrderedFor
from locker.contract.requests import AnyRequest, OpenForPickup
from tests.kiosk.story import A3, PLACE, cabinet
from tests.real.wait import until


class Paper:
    """A pane that only remembers what it was shown."""

    def __init__(self) -> None:
        self.width, self.height = 1080, 1920
        self.shown: list[Scene] = []

    def show(self, scene: Scene) -> None:
        self.shown.append(scene)


class Lockerd:
    """Answers with a door, or breaks."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.asked: list[AnyRequest] = []

    async def ask(self, request: AnyRequest) -> AnyAnswer:
        self.asked.append(request)
        if self.broken:
            raise RuntimeError("a bug")
        return DoorOrderedFor(re=request.id, compartment=A3)


def shell(lockerd: Lockerd, paper: Paper) -> Shell:
    one = Shell(begin(PLACE, "run", 0), load_texts(("zh", "en")), paper, lambda phone: f"box{len(phone)}", lockerd.ask)
    one.feed(Linked(up=True))
    one.feed(Noticed(cabinet()))
    return one


async def test_a_scanned_code_is_asked_for_and_shown() -> None:
    lockerd, paper = Lockerd(), Paper()
    one = shell(lockerd, paper)

    one.scanned("48291367")
    await until(lambda: "A3" in str(one.model.screen))

    assert isinstance(lockerd.asked[0], OpenForPickup)
    assert paper.shown[-1].name == "opening"


async def test_an_order_leaves_before_the_next_screen_is_made() -> None:
    paper = Paper()
    seen: list[str] = []

    class Watching(Lockerd):
        def ask(self, request: AnyRequest) -> Coroutine[None, None, AnyAnswer]:
            seen.append(paper.shown[-1].name)
            return super().ask(request)

    one = shell(Watching(), paper)
    one.scanned("48291367")
    await until(lambda: "A3" in str(one.model.screen))

    assert seen == ["home"]


async def test_the_same_picture_is_not_shown_twice() -> None:
    paper = Paper()
    one = shell(Lockerd(), paper)
    shown = len(paper.shown)

    one.feed(Noticed(cabinet()))
    assert len(paper.shown) == shown


async def test_a_bug_ends_the_program_and_says_sorry() -> None:
    paper = Paper()
    one = shell(Lockerd(broken=True), paper)

    one.scanned("48291367")
    await asyncio.wait_for(one.over, 5)

    assert isinstance(one.failure, RuntimeError)
    one.apologise()
    assert paper.shown[-1].name == "sorry"


@pytest.fixture
def device(tmp_path: Path) -> Iterator[int]:
    """A pipe under the name of an input device."""
    os.mkfifo(tmp_path / "event0")
    hand = os.open(tmp_path / "event0", os.O_RDWR)
    yield hand
    os.close(hand)


async def test_without_x_an_input_device_wakes_the_glass(tmp_path: Path, device: int) -> None:
    woken: list[bool] = []
    end = watch_evdev(tmp_path, lambda: woken.append(True))

    os.write(device, b"touch")
    await until(lambda: woken, limit_s=0.2)
    end()
