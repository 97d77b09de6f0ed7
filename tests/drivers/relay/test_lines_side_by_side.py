"""One cabinet on three wires at once: a serial Modbus line, lock boards behind a gateway, a Modbus TCP board."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from drivers.relay.electronics import BoardSettings, Electronics, GatewayLine, Pulsed, RtuLine, TcpLine, faults
from drivers.relay.profile import load_profile
from drivers.relay.settings import AnyLine
from drivers.sim.gateway_line import GatewayLine as SimulatedGateway
from drivers.sim.live import LiveWorld
from drivers.sim.serial_line import SerialLine
from drivers.sim.tcp_line import TcpLine as SimulatedTcpLine
from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import Heard, running
from tests.drivers.relay.rig import BAUD, OWN_PULSE_MS, REPLY_TIMEOUT_MS

BOARDS = (
    BoardPlan("upper", "serial", "jy", 8, 8, 1),
    BoardPlan("left", "far", "lock8a", 24, 24, 1, own_pulse_ms=OWN_PULSE_MS, speaks_first=True),
    BoardPlan("right", "far", "lock8a", 12, 12, 2, own_pulse_ms=OWN_PULSE_MS),
    BoardPlan("net", "lan", "waveshare", 8, 0, 1),
)
DOORS = (
    DoorPlan("A1", "upper", 1, "upper", 1),
    DoorPlan("B1", "left", 1, "left", 1),
    DoorPlan("B2", "left", 24, "left", 24, closed_is=0),
    DoorPlan("C1", "right", 12, "right", 12),
    DoorPlan("D1", "net", 8, "upper", 8),
)


@dataclass
class Cabinet:
    world: World
    live: LiveWorld
    serial: SerialLine
    gateway: SimulatedGateway
    electronics: Electronics
    heard: Heard

    async def is_up(self) -> None:
        await self.heard.until(lambda: len(self.heard.inputs) == 3 and ("net", "answers") in self.heard.said)


@asynccontextmanager
async def cabinet(folder: Path, heard: Heard, round_ms_min: int = 0) -> AsyncIterator[Cabinet]:
    world = World(WorldPlan(BOARDS, DOORS))
    live = LiveWorld(world)
    serial = SerialLine("serial", folder / "bus", BAUD, live)
    gateway, net = SimulatedGateway("far", "127.0.0.1", 0, BAUD, live), SimulatedTcpLine("lan", "127.0.0.1", 0, live)
    serial.plug()
    await gateway.plug()
    await net.plug()
    lines: list[AnyLine] = [
        RtuLine("serial", str(serial.link), BAUD, REPLY_TIMEOUT_MS),
        GatewayLine("far", *gateway.where, BAUD, REPLY_TIMEOUT_MS),
        TcpLine("lan", *net.where, REPLY_TIMEOUT_MS),
    ]
    electronics = Electronics(lines, _settings(), heard, round_ms_min=round_ms_min)
    try:
        async with running(electronics):
            yield Cabinet(world, live, serial, gateway, electronics, heard)
    finally:
        serial.unplug()
        gateway.unplug()
        net.unplug()
        live.stop()


def _settings() -> list[BoardSettings]:
    quick = {name: replace(load_profile(name), baud_max=BAUD) for name in ("lock-8a-24", "lock-8a-12", "jy-dam-8")}
    return [
        BoardSettings("upper", "serial", quick["jy-dam-8"], 1),
        BoardSettings("left", "far", quick["lock-8a-24"], 1, OWN_PULSE_MS),
        BoardSettings("right", "far", quick["lock-8a-12"], 2, OWN_PULSE_MS),
        BoardSettings("net", "lan", load_profile("waveshare-poe-eth-relay-8ch"), 1),
    ]


async def test_doors_on_three_kinds_of_wire_open_at_once(tmp_path: Path, heard: Heard) -> None:
    async with cabinet(tmp_path, heard) as its:
        await its.is_up()
        told = await asyncio.gather(
            its.electronics.pulse("upper", 1, 100),
            its.electronics.pulse("left", 24, OWN_PULSE_MS),
            its.electronics.pulse("right", 12, OWN_PULSE_MS),
            its.electronics.pulse("net", 8, 100),
        )
        assert all(isinstance(result, Pulsed) for result in told)
        await heard.until(lambda: not heard.inputs["upper"][0] and heard.inputs["left"][23])
        await heard.until(lambda: not heard.inputs["right"][11] and not heard.inputs["upper"][7])
        assert [its.world.pulses(door.id) for door in DOORS] == [1, 0, 1, 1, 1]
        assert its.electronics.poll_ms.keys() == {"serial", "far", "lan"}


async def test_a_gateway_without_power_stops_its_own_boards_only(tmp_path: Path, heard: Heard) -> None:
    async with cabinet(tmp_path, heard) as its:
        await its.is_up()
        its.gateway.unplug()
        await heard.until(lambda: {"left", "right"} <= heard.troubles.keys())
        gone = await its.electronics.pulse("left", 1, OWN_PULSE_MS)
        assert isinstance(gone, Trouble)
        assert (gone.cause, gone.sent) == (Cause.PORT_GONE, False)
        assert isinstance(await its.electronics.pulse("upper", 1, 100), Pulsed)
        await its.gateway.plug()
        await heard.until(lambda: heard.said.count(("left", "answers")) == 2)
        assert isinstance(await its.electronics.pulse("left", 1, OWN_PULSE_MS), Pulsed)
        assert its.world.pulses("B1") == 1
        assert heard.troubles.keys() == {"left", "right"}


async def test_a_board_that_speaks_first_is_heard_between_two_rounds(tmp_path: Path, heard: Heard) -> None:
    async with cabinet(tmp_path, heard, round_ms_min=600) as its:
        await its.is_up()
        its.live.act(lambda world: world.door("B1").pry_open())
        async with asyncio.timeout(0.3):
            await heard.until(lambda: not heard.inputs["left"][0])
        its.live.act(lambda world: world.door("B1").push_shut())
        async with asyncio.timeout(0.3):
            await heard.until(lambda: heard.inputs["left"][0])


async def test_twins_behind_a_gateway_are_never_taken_for_a_success(tmp_path: Path, heard: Heard) -> None:
    async with cabinet(tmp_path, heard) as its:
        await its.is_up()
        its.live.act(lambda world: world.board("right").set_address(1))
        await heard.until(lambda: "right" in heard.troubles)
        its.live.act(lambda world: world.door("B1").pry_open())
        result = await its.electronics.pulse("right", 12, OWN_PULSE_MS)
        assert isinstance(result, Trouble)
        assert not result.sent


def test_two_protocols_on_one_wire_are_refused() -> None:
    boards = [
        BoardSettings("locks", "bus", load_profile("lock-8a-24"), 1, 300),
        BoardSettings("inputs", "bus", load_profile("jy-dam-di32"), 2),
    ]
    (told,) = faults([RtuLine("bus", "/dev/bus", 9600)], boards)
    assert "two protocols" in told


def test_a_board_without_a_timer_and_one_of_unknown_pulse_are_refused() -> None:
    boards = [
        BoardSettings("plain", "bus", load_profile("wellpro-wp8025adam"), 1),
        BoardSettings("locks", "far", load_profile("kerong-cu16"), 10),
        BoardSettings("told", "bus", load_profile("jy-dam-8"), 3, 500),
    ]
    told = "\n".join(faults([RtuLine("bus", "/dev/bus", 9600), GatewayLine("far", "h", 1, 19_200)], boards))
    assert "plain: Wellpro WP8025ADAM must not be used: its relays have no timer" in told
    assert "locks: address 10 is not in 0..9" in told
    assert "locks: KERONG CU16 needs own_pulse_ms" in told
    assert "told: JY-DAM, 8 relays and 8 inputs has no use for own_pulse_ms" in told
