"""What people do at a real machine, and what they can see of it, in the words of a story."""

import asyncio
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from drivers.sim.world.replies import ReplyFault
from locker.contract import requests as rq
from locker.contract.answers import AnyReply, Done, DoorOrderedFor, Refused
from locker.contract.codec import decode_event
from locker.contract.events import AnyEvent
from locker.contract.facts import Alarm, DepositState, Door, Service, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId
from locker.contract.refusal import Refusal
from tests.locker.daemon.bench import Person, new_id
from tests.locker.process.machine import Kiosk


async def deposited(machine: Kiosk) -> tuple[str, str]:
    """A clerk puts an envelope in; the door and the code."""
    clerk = await machine.person()
    await clerk.log_in()
    case = new_id()
    while is_busy(begun := await clerk.begins_deposit(case)):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    assert isinstance(begun, DoorOrderedFor), begun
    assert begun.deposit is not None
    await clerk.sees_step("opened")
    assert machine.world(lambda world: world.door(begun.compartment).put_envelope())
    await machine.push_shut(begun.compartment)
    await clerk.sees_step("closed")
    done = await clerk.ask(rq.ConfirmDeposit(id=new_id(), token=clerk.token, deposit=begun.deposit))
    assert isinstance(done, Done), done
    await machine.leaves(clerk)
    return begun.compartment, machine.codes.code(int(begun.deposit.rpartition("-")[2]))


def is_busy(answer: object) -> bool:
    """The locks' power supply needs its gap."""
    return isinstance(answer, Refused) and answer.refusal is Refusal.CABINET_BUSY


async def enters(person: Person, code: str) -> object:
    """Type the code; wait out the gap that the lock's power supply needs."""
    while True:
        answer = await person.ask(rq.OpenForPickup(id=new_id(), code=code))
        if not is_busy(answer):
            return answer
        await asyncio.sleep(0.1)


async def collected(machine: Kiosk, code: str) -> None:
    """An applicant takes the envelope out and says so."""
    applicant = await machine.person()
    answer = await enters(applicant, code)
    assert isinstance(answer, DoorOrderedFor), answer
    await applicant.sees_step("opened")
    assert machine.world(lambda world: world.door(answer.compartment).take_envelope())
    await machine.push_shut(answer.compartment)
    await applicant.sees_step("closed")
    done = await applicant.ask(rq.ConfirmCollected(id=new_id(), pickup=answer.pickup or answer.re))
    assert isinstance(done, Done), done
    await machine.leaves(applicant)


async def handed_in(machine: Kiosk) -> None:
    """An applicant puts paper originals in and says so."""
    applicant = await machine.person()
    begin = {"case": CaseNumber(new_id()), "size": Size.S}
    while is_busy(begun := await applicant.ask(rq.BeginHandIn(id=new_id(), **begin))):  # type: ignore[arg-type]  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    assert isinstance(begun, DoorOrderedFor), begun
    await applicant.sees_step("opened")
    assert machine.world(lambda world: world.door(begun.compartment).put_envelope())
    await machine.push_shut(begun.compartment)
    await applicant.sees_step("closed")
    done = await applicant.ask(rq.ConfirmHandIn(id=new_id(), hand_in=begun.re))
    assert isinstance(done, Done), done
    await machine.leaves(applicant)


async def taken_back(machine: Kiosk, deposit: DepositId) -> None:
    """Staff take a document out again and say so."""
    clerk = await machine.person()
    await clerk.log_in()
    while is_busy(answer := await clerk.ask(rq.TakeBack(id=new_id(), token=clerk.token, deposit=deposit))):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    assert isinstance(answer, DoorOrderedFor), answer
    await clerk.sees_step("opened")
    assert machine.world(lambda world: world.door(answer.compartment).take_envelope())
    await machine.push_shut(answer.compartment)
    await clerk.sees_step("closed")
    done = await clerk.ask(rq.ConfirmTakenBack(id=new_id(), token=clerk.token, deposit=deposit))
    assert isinstance(done, Done), done
    await machine.leaves(clerk)


async def looked_inside(machine: Kiosk, door: str = "A8") -> None:
    """Staff open a compartment, look and shut it."""
    clerk = await machine.person()
    await clerk.log_in()
    await looks_inside(clerk, door)
    await clerk.sees_step("opened")
    await machine.push_shut(door)
    await clerk.sees_step("closed")
    await machine.leaves(clerk)


def logged(folder: Path) -> list[AnyEvent]:
    """Every event of the ledger, in order."""
    with closing(sqlite3.connect(f"file:{folder}/ledger.sqlite?mode=ro", uri=True)) as db:
        return [decode_event(body) for (body,) in db.execute("SELECT body FROM events ORDER BY seq")]


async def run(*words: str | Path) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "locker", *map(str, words), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    return process.returncode or 0, (out + err).decode()


async def looks_inside(clerk: Person, door: str) -> AnyReply:
    """Staff open a door for a check, after the gap that the locks' power supply needs."""
    while True:
        check = rq.OpenForCheck(id=new_id(), token=clerk.token, compartment=CompartmentId(door))
        if not is_busy(answer := await clerk.ask(check)):
            return answer
        await asyncio.sleep(0.1)


async def spoil_the_pulse(machine: Kiosk, person: Person, board: str, fault: ReplyFault, late_ms: float = 500) -> None:
    """The wire is kept free for the order, so that the next frame on it is the pulse."""
    await person.ask(rq.CodeDigitNear(id=new_id()))
    from_ms = machine.world(lambda world: world.now_ms)
    await machine.becomes(lambda world: world.now_ms > from_ms + 40)  # what was being said is said
    machine.world(lambda world: world.board(board).spoil_next_reply(fault, late_ms=late_ms))


def steps_of(person: Person, door: str) -> Sequence[str]:
    return [move.step for move in person.moves if move.compartment == door]


def stands(person: Person, alarm: Alarm, subject: str) -> bool:
    return person.state is not None and any((a.alarm, a.subject) == (alarm, subject) for a in person.state.alarms)


def door_of(person: Person, door: str) -> Door:
    assert person.state is not None
    return next(c.door for c in person.state.compartments if c.id == door)


def service_of(person: Person, door: str) -> Service:
    assert person.state is not None
    return next(c.service for c in person.state.compartments if c.id == door)


def all_pulses(machine: Kiosk) -> list[int]:
    return machine.world(lambda world: [world.pulses(door.id) for door in world.doors])


def ordered(machine: Kiosk) -> int:
    return len([event for event in logged(machine.folder) if type(event).__name__ == "DoorOrdered"])


def state_of(machine: Kiosk, door: str) -> DepositState | None:
    """The state of the deposit in this compartment, by the books on the disk."""
    books = machine.books()
    deposit = books.compartments[CompartmentId(door)].deposit
    return books.deposits[deposit].state if deposit else None
