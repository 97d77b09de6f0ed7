"""Boards that no lock may hang on: those read for their sensors only, and one whose relays nothing would release."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from drivers.relay.electronics import BoardSettings, Electronics, RtuLine
from drivers.relay.profile import load_profile, profile_names
from drivers.sim.live import LiveWorld
from drivers.sim.modbus.answers import rtu_replies
from drivers.sim.serial_line import SerialLine
from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan
from drivers.sim.world.plan import BoardKind
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import Heard, running
from tests.drivers.relay.rig import BAUD, REPLY_TIMEOUT_MS, Overheard

INPUTS_ONLY = [name for name in profile_names() if not load_profile(name).channels]
WELLPRO = "wellpro-wp8025adam"
HOUR_MS = 3_600_000


@dataclass
class Bench:
    """``door`` opens and shuts by hand; its sensor, on the board's last input, says 1 when shut."""

    electronics: Electronics
    live: LiveWorld
    overheard: Overheard
    last: int


@asynccontextmanager
async def bench(name: str, folder: Path, heard: Heard) -> AsyncIterator[Bench]:
    """The board ``name`` for its inputs, beside one with the door's lock, to which nobody speaks."""
    profile = replace(load_profile(name), baud_max=BAUD)
    last = profile.inputs.count if profile.inputs else 0
    kind: BoardKind = "jy" if name.startswith("jy") else "waveshare"
    boards = (BoardPlan("board", "bench", kind, 0, last, 2), BoardPlan("locks", "bench", "jy", 1, 0, 3))
    live = LiveWorld(World(WorldPlan(boards, (DoorPlan("A1", "locks", 1, "board", last, 1),))))
    overheard = Overheard(heard.changed)
    line = SerialLine("bench", folder / "bus", BAUD, live, overheard)
    line.plug()
    try:
        bus = RtuLine("bench", str(line.link), BAUD, REPLY_TIMEOUT_MS)
        settings = BoardSettings("board", "bench", profile, 2)
        async with running(Electronics([bus], [settings], heard, round_ms_min=0)) as electronics:
            yield Bench(electronics, live, overheard, last)
    finally:
        line.unplug()
        live.stop()


@pytest.mark.parametrize("name", INPUTS_ONLY)
async def test_a_board_for_sensors_tells_every_movement_of_a_door(name: str, tmp_path: Path, heard: Heard) -> None:
    async with bench(name, tmp_path, heard) as at:
        await heard.until(lambda: "board" in heard.inputs)
        assert heard.inputs["board"] == (False,) * (at.last - 1) + (True,)
        at.live.act(lambda world: world.door("A1").pry_open())
        await heard.until(lambda: not any(heard.inputs["board"]))
        at.live.act(lambda world: world.door("A1").push_shut())
        await heard.until(lambda: heard.inputs["board"][-1])


@pytest.mark.parametrize("name", INPUTS_ONLY)
async def test_a_board_for_sensors_is_never_told_to_move_anything(name: str, tmp_path: Path, heard: Heard) -> None:
    async with bench(name, tmp_path, heard) as at:
        await heard.until(lambda: "board" in heard.inputs)
        result = await at.electronics.pulse("board", 1, 500)
        assert result == Trouble("board", Cause.UNFIT, "the board has no relays")
        await at.electronics.stop()
    assert {frame[1] for frame in at.overheard.asked} == {0x02}, "it was read, and nothing else"


def wellpro() -> World:
    return World(WorldPlan((BoardPlan("board", "bench", "wellpro", 8, 0, 1),), ()))


def test_a_relay_that_nothing_releases_would_burn_its_lock_so_its_board_is_refused(heard: Heard) -> None:
    world = wellpro()
    on = bytes.fromhex("01 05 00 00 FF 00 8C 3A")
    assert rtu_replies(world.boards, on) == [(on, 0.0)]
    world.advance(HOUR_MS)
    assert world.board("board").relay(1).on, "an hour later"
    settings = BoardSettings("board", "bus", load_profile(WELLPRO), 1)
    with pytest.raises(ValueError, match="no timer of their own"):
        Electronics([RtuLine("bus", "/dev/locker-bus", 9600)], [settings], heard)


def test_what_its_page_prints_is_what_its_simulator_says() -> None:
    frames = load_profile(WELLPRO).frame
    for frame in frames:
        said = rtu_replies(wellpro().boards, bytes.fromhex(frame.request))
        assert said == [(bytes.fromhex(frame.reply), 0.0)]
    assert frames
