"""Trouble on the wire between the real process and its boards: one order, at most one pulse, and the truth told."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from drivers.sim.world.replies import ReplyFault
from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.answers import AnyReply, DoorOrderedFor, Refused
from locker.contract.facts import Alarm, DepositState, Door
from locker.contract.ids import CompartmentId, DepositId
from locker.contract.refusal import Refusal
from tests.locker.daemon.bench import Person, new_id
from tests.locker.process.machine import Kiosk, kiosk
from tests.locker.process.test_power import deposited, enters, is_busy, logged


async def looks_inside(clerk: Person, door: str) -> AnyReply:
    """Staff open a door for a check, after the gap that the locks' power supply needs."""
    while True:
        check = rq.OpenForCheck(id=new_id(), token=clerk.token, compartment=CompartmentId(door))
        if not is_busy(answer := await clerk.ask(check)):
            return answer
        await asyncio.sleep(0.1)


async def spoil_the_pulse(machine: Kiosk, person: Person, board: str, fault: ReplyFault) -> None:
    """The wire is kept free for the order, so that the next frame on it is the pulse."""
    await person.ask(rq.CodeDigitNear(id=new_id()))
    from_ms = machine.world(lambda world: world.now_ms)
    await machine.becomes(lambda world: world.now_ms > from_ms + 40)  # what was being said is said
    machine.world(lambda world: world.board(board).spoil_next_reply(fault))


def steps_of(person: Person, door: str) -> Sequence[str]:
    return [move.step for move in person.moves if move.compartment == door]


def stands(person: Person, alarm: Alarm, subject: str) -> bool:
    return person.state is not None and any((a.alarm, a.subject) == (alarm, subject) for a in person.state.alarms)


def door_of(person: Person, door: str) -> Door:
    assert person.state is not None
    return next(c.door for c in person.state.compartments if c.id == door)


async def test_whatever_becomes_of_the_reply_to_a_pulse_there_is_no_second_one(tmp_path: Path) -> None:
    faults = [ReplyFault.LOST, ReplyFault.GARBLED, ReplyFault.LATE, ReplyFault.FOREIGN]
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        for number, fault in enumerate(faults, 1):
            door = f"A{number}"
            await spoil_the_pulse(machine, clerk, "upper", fault)
            assert isinstance(await looks_inside(clerk, door), DoorOrderedFor), fault
            await clerk.sees(lambda door=door: "opened" in steps_of(clerk, door))  # type: ignore[misc]
            await machine.push_shut(door)
            await clerk.sees(lambda door=door: "closed" in steps_of(clerk, door))  # type: ignore[misc]
        assert [machine.pulses(f"A{n}") for n in range(1, 9)] == [1, 1, 1, 1, 0, 0, 0, 0]
        assert await machine.power_off() == 0
        doubts = [event for event in logged(tmp_path) if isinstance(event, ev.DoorNotPulsed)]
        assert [(doubt.compartment, doubt.certain) for doubt in doubts] == [(f"A{n}", False) for n in range(1, 5)]
        assert not [event for event in logged(tmp_path) if isinstance(event, ev.DoorPulsed)], "nobody confirmed"


async def test_a_pulse_the_board_never_heard_is_said_and_the_same_code_opens_later(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        await spoil_the_pulse(machine, applicant, "upper", ReplyFault.UNHEARD)
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "did_not_open" in steps_of(applicant, door))
        assert machine.pulses(door) == 1, "the clerk's"
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "opened" in steps_of(applicant, door))
        assert machine.pulses(door) == 2


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


async def test_an_adapter_pulled_out_opens_nothing_later_and_plugged_in_again_serves(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        machine.cabinet.ports.unplug("serial")
        refused = await enters(applicant, code)
        await applicant.sees(lambda: stands(applicant, Alarm.BOARD_SILENT, "upper"))
        unreachable = await enters(applicant, code)
        assert isinstance(unreachable, Refused)
        assert unreachable.refusal is Refusal.BOARD_UNREACHABLE
        await machine.cabinet.ports.plug("serial")
        await applicant.sees(lambda: not stands(applicant, Alarm.BOARD_SILENT, "upper"))
        await applicant.sees(lambda: door_of(applicant, door) is Door.CLOSED)
        assert machine.pulses(door) == 1, f"the clerk's; what was asked meanwhile is over: {refused}"
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "opened" in steps_of(applicant, door))


async def test_a_dead_board_stops_no_other(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        machine.world(lambda world: world.board("lower").kill())
        await clerk.sees(lambda: stands(clerk, Alarm.BOARD_SILENT, "lower"))
        assert door_of(clerk, "A5") is Door.UNKNOWN
        assert isinstance(await looks_inside(clerk, "A1"), DoorOrderedFor)
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A1"))
        refused = await looks_inside(clerk, "A5")
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.BOARD_UNREACHABLE
        machine.world(lambda world: world.board("lower").revive())
        await clerk.sees(lambda: not stands(clerk, Alarm.BOARD_SILENT, "lower"))
        await clerk.sees(lambda: door_of(clerk, "A5") is Door.CLOSED)
        assert isinstance(await looks_inside(clerk, "A5"), DoorOrderedFor)
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A5"))


async def test_a_board_that_dies_with_the_door_open_loses_no_story(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        answer = await enters(applicant, code)
        assert isinstance(answer, DoorOrderedFor)
        await applicant.sees(lambda: "opened" in steps_of(applicant, door))
        machine.world(lambda world: world.board("upper").kill())
        await applicant.sees(lambda: door_of(applicant, door) is Door.UNKNOWN)
        await machine.push_shut(door)
        machine.world(lambda world: world.board("upper").revive())
        await applicant.sees(lambda: "closed" in steps_of(applicant, door))
        await applicant.ask(rq.ConfirmCollected(id=new_id(), pickup=answer.re))
        deposit = answer.deposit
        assert isinstance(deposit, str)
        assert await machine.power_off() == 0
        assert machine.books().deposits[DepositId(deposit)].state is DepositState.COLLECTED
        assert machine.pulses(door) == 2
