"""Production code on the simulator's ports: it opens a door, clears linkage, and finds a re-plugged adapter again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.relay.electronics import Electronics, Pulsed
from drivers.relay.profile import load_profile
from drivers.relay.settings import BoardSettings, RtuLine, TcpLine
from drivers.sim.live import LiveWorld
from drivers.sim.serial_line import SerialLine
from drivers.sim.tcp_line import TcpLine as SimulatedTcpLine
from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan
from drivers.trouble import Cause, Trouble

BAUD = 19200


class Sight:
    """What the driver told last, and a way to wait for it."""

    def __init__(self) -> None:
        self.inputs: dict[str, tuple[bool | None, ...]] = {}
        self.silent: dict[str, Cause] = {}
        self._news = asyncio.Event()

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        self.inputs[board] = bits
        self._news.set()

    def board_silent(self, board: str, trouble: Trouble) -> None:
        self.silent[board] = trouble.cause
        self.inputs.pop(board, None)
        self._news.set()

    def board_answers(self, board: str) -> None:
        self.silent.pop(board, None)
        self._news.set()

    def board_unfit(self, board: str, trouble: Trouble) -> None:
        pytest.fail(f"{board}: {trouble}")

    def board_fit(self, board: str) -> None:
        assert board not in self.silent

    async def until(self, fact: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not fact():
                self._news.clear()
                await self._news.wait()


@pytest.fixture
def sight() -> Sight:
    return Sight()


@pytest.fixture
def plan(plan: WorldPlan) -> WorldPlan:
    """The two boards on the serial line, and a third on the network that has no inputs."""
    far = BoardPlan("far", "net", "waveshare", relays=8, inputs=0, address=1)
    return replace(plan, boards=(*plan.boards, far), doors=(*plan.doors, DoorPlan("C1", "far", 1)))


@pytest.fixture
def factory_fresh(world: World) -> None:
    for channel in range(1, 9):
        world.board("upper").link(channel, linked=True)


@pytest.fixture
async def line(live: LiveWorld, tmp_path: Path) -> AsyncIterator[SerialLine]:
    line = SerialLine("serial", tmp_path / "locker-bus", BAUD, live)
    line.plug()
    yield line
    line.unplug()


@pytest.fixture
async def electronics(line: SerialLine, live: LiveWorld, sight: Sight) -> AsyncIterator[Electronics]:
    net = SimulatedTcpLine("net", "127.0.0.1", 0, live)
    await net.plug()
    boards = [
        BoardSettings("upper", "serial", load_profile("waveshare-rtu-relay-d"), 1),
        BoardSettings("lower", "serial", load_profile("jy-dam-8"), 2),
        BoardSettings("far", "net", load_profile("waveshare-poe-eth-relay-8ch"), 1),
    ]
    electronics = Electronics([RtuLine("serial", str(line.link), BAUD), TcpLine("net", *net.where)], boards, sight)
    await electronics.start()
    yield electronics
    await electronics.stop()
    net.unplug()


async def test_linkage_is_cleared_before_the_board_is_used(
    factory_fresh: None, electronics: Electronics, world: World, sight: Sight
) -> None:
    await sight.until(lambda: "upper" in sight.inputs)
    assert not any(world.board("upper").linked)


@pytest.mark.parametrize(("board", "channel", "door"), [("upper", 2, "A2"), ("lower", 1, "B1")])
async def test_a_pulse_opens_the_door_and_the_sensor_tells(
    electronics: Electronics, world: World, sight: Sight, board: str, channel: int, door: str
) -> None:
    await sight.until(lambda: board in sight.inputs and sight.inputs[board][channel - 1] is True)
    assert await electronics.pulse(board, channel, 200) == Pulsed(board, channel, 200)
    await sight.until(lambda: not sight.inputs[board][channel - 1])
    assert world.pulses(door) == 1
    assert not world.door(door).shut


async def test_a_pulse_over_the_network(electronics: Electronics, live: LiveWorld, world: World, sight: Sight) -> None:
    opened = asyncio.Event()
    live.watch(lambda: None if world.door("C1").shut else opened.set())
    await sight.until(lambda: "far" not in sight.silent)
    assert await electronics.pulse("far", 1, 200) == Pulsed("far", 1, 200)
    await asyncio.wait_for(opened.wait(), 5)


async def test_a_replugged_adapter_is_found_again(electronics: Electronics, line: SerialLine, sight: Sight) -> None:
    await sight.until(lambda: "upper" in sight.inputs)
    line.unplug()
    await sight.until(lambda: sight.silent.get("upper") is Cause.PORT_GONE)
    line.plug()
    await sight.until(lambda: "upper" in sight.inputs)


async def test_a_dead_board_is_told_and_its_return_too(electronics: Electronics, live: LiveWorld, sight: Sight) -> None:
    await sight.until(lambda: len(sight.inputs) == 2)
    live.act(lambda world: world.board("lower").kill())
    await sight.until(lambda: "lower" in sight.silent)
    live.act(lambda world: world.board("lower").revive())
    await sight.until(lambda: len(sight.inputs) == 2)
