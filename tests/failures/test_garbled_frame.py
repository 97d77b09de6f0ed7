"""Frames arrive broken, or are another board's: none is believed, none is answered by a second pulse."""

from pathlib import Path

import pytest

from drivers.sim.world.replies import ReplyFault
from locker.contract import events as ev
from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm
from tests.locker.process.machine import kiosk
from tests.locker.process.people import logged, looks_inside, spoil_the_pulse, stands, steps_of


@pytest.mark.parametrize("fault", [ReplyFault.GARBLED, ReplyFault.FOREIGN])
async def test_a_broken_word_on_a_pulse_confirms_nothing_and_the_sensor_tells_the_door(
    tmp_path: Path, fault: ReplyFault
) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        await spoil_the_pulse(machine, clerk, "upper", fault)
        assert isinstance(await looks_inside(clerk, "A1"), DoorOrderedFor)
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A1"))
        assert machine.pulses("A1") == 1
        assert await machine.power_off() == 0
        doubts = [event for event in logged(tmp_path) if isinstance(event, ev.DoorNotPulsed)]
        assert [(doubt.cause, doubt.certain) for doubt in doubts] == [(fault.value, False)]
        assert not [event for event in logged(tmp_path) if isinstance(event, ev.DoorPulsed)]


async def test_spoiled_polls_neither_open_nor_hide_a_door(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        person = await machine.person()
        for fault in (ReplyFault.GARBLED, ReplyFault.LATE, ReplyFault.FOREIGN):
            machine.world(lambda world, fault=fault: world.board("upper").spoil_next_reply(fault, late_ms=150))  # type: ignore[misc]
            machine.world(lambda world: world.board("upper").replies.let_pass(1))
        machine.world(lambda world: world.door("A2").pry_open())
        await person.sees(lambda: stands(person, Alarm.DOOR_OPENED_WITHOUT_ORDER, "A2"))
        assert not stands(person, Alarm.BOARD_SILENT, "upper"), "single mistakes are no silence"
        assert sum(machine.pulses(f"A{n}") for n in range(1, 9)) == 0


async def test_a_flipped_bit_on_the_way_moves_no_door_in_the_books(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        person = await machine.person()
        before = len(logged(tmp_path))
        for _ in range(4):
            machine.world(lambda world: world.board("upper").spoil_next_reply(ReplyFault.GARBLED, times=2))
            machine.world(lambda world: world.board("upper").replies.let_pass(1))
        from_ms = machine.world(lambda world: world.now_ms)
        await machine.becomes(lambda world: world.now_ms > from_ms + 4000)
        assert logged(tmp_path)[before:] == [], "nothing moved, so nothing is written"
        assert person.state is not None
        assert person.state.alarms == []
