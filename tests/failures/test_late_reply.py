"""A board's reply comes late, while lockerd waits for the word on the next door: it confirms no door but its own."""

from pathlib import Path

from drivers.sim.world.replies import ReplyFault
from locker.contract import events as ev
from locker.contract.answers import DoorOrderedFor
from tests.locker.process.machine import kiosk, rewired
from tests.locker.process.people import logged, looks_inside, spoil_the_pulse, steps_of

PATIENT = rewired("kiosk.toml", "reply_timeout_ms = 100", "reply_timeout_ms = 1000")
NEXT_MS = 3200.0
"""An order nobody answered keeps its power supply for 2.5 s, the pulse and a gap: then the next may go."""
LATE_MS = NEXT_MS + 500


async def test_a_late_reply_is_not_taken_for_the_word_on_the_next_door(tmp_path: Path) -> None:
    async with kiosk(tmp_path, PATIENT) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        await spoil_the_pulse(machine, clerk, "upper", ReplyFault.LATE, LATE_MS)
        assert isinstance(await looks_inside(clerk, "A1"), DoorOrderedFor)
        await machine.becomes(lambda world: world.pulses("A1") == 1)
        said_ms = machine.world(lambda world: world.now_ms)
        await machine.becomes(lambda world: world.now_ms > said_ms + NEXT_MS - 500)
        await spoil_the_pulse(machine, clerk, "upper", ReplyFault.LOST)
        assert isinstance(await looks_inside(clerk, "A2"), DoorOrderedFor)
        await machine.becomes(lambda world: world.pulses("A2") == 1)
        assert machine.world(lambda world: world.now_ms) < said_ms + LATE_MS, "the late one is still to come"
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A2"))
        await machine.becomes(lambda world: world.now_ms > said_ms + LATE_MS + 1500)
        assert await machine.power_off() == 0
        assert not [event for event in logged(tmp_path) if isinstance(event, ev.DoorPulsed)], "nobody confirmed A2"
        doubts = [event for event in logged(tmp_path) if isinstance(event, ev.DoorNotPulsed)]
        assert [(doubt.compartment, doubt.certain) for doubt in doubts] == [("A1", False), ("A2", False)]
        assert [machine.pulses(door) for door in ("A1", "A2", "A3")] == [1, 1, 0]


async def test_a_reply_that_is_merely_late_sends_no_second_pulse(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        await spoil_the_pulse(machine, clerk, "upper", ReplyFault.LATE)
        assert isinstance(await looks_inside(clerk, "A1"), DoorOrderedFor)
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A1"))
        await machine.push_shut("A1")
        await clerk.sees(lambda: "closed" in steps_of(clerk, "A1"))
        assert machine.pulses("A1") == 1
