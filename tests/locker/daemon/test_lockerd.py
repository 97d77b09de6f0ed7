"""lockerd as its clients meet it: over the socket, with a ledger on the disk."""

import asyncio
import contextlib
import json
import os
import socket
import stat
from collections.abc import Coroutine
from pathlib import Path

import pytest

from locker.contract import requests as rq
from locker.contract.answers import Deposits, Done, DoorOrderedFor, LoggedIn, Refused
from locker.contract.codec import encode_line
from locker.contract.events import DoorNotPulsed
from locker.contract.facts import Alarm, DepositState, Outcome, Service
from locker.contract.ids import CompartmentId, DepositId, RequestId, StaffToken
from locker.contract.refusal import Refusal
from locker.daemon.clock import Clock
from locker.daemon.published import PublishedLog
from locker.daemon.wires import PulseResult
from locker.domain.layout import Rules
from locker.ledger.files import verify_file
from tests.locker.daemon.bench import LIMIT_S, Boards, Lockerd, Person, lockerd, new_id

QUICK = Rules(grace_s=0, door_open_s_max=1)


class SteppedClock(Clock):
    """A wall clock that is set by hand; it starts at a believable time."""

    def __init__(self) -> None:
        self.ms = 1_795_000_000_000
        super().__init__(lambda: self.ms, lambda: self.ms - self.skew_ms)

    skew_ms = 0

    def passes(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)

    def jumps(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)
        self.skew_ms += int(seconds * 1000)


async def deposit_waits(d: Lockerd, clerk: Person, clock: SteppedClock) -> DepositId:
    await clerk.log_in()
    begun = await clerk.begins_deposit()
    assert isinstance(begun, DoorOrderedFor), begun
    await clerk.sees_step("opened")
    clock.passes(3)
    slot = d.doors.layout[begun.compartment]
    d.boards.push_shut(slot.board, slot.channel)
    await clerk.sees_step("closed")
    assert begun.deposit is not None
    confirmed = await clerk.ask(rq.ConfirmDeposit(id=new_id(), token=clerk.token, deposit=begun.deposit))
    assert isinstance(confirmed, Done), confirmed
    clock.passes(10)
    return begun.deposit


def code_of(d: Lockerd, deposit: DepositId) -> str:
    return d.codes.code(d.ledger.cabinet.deposits[deposit].counter)


async def test_from_the_clerks_hand_to_the_applicants(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        deposit = await deposit_waits(d, clerk, clock)
        applicant = await d.person()
        answer = await applicant.ask(rq.OpenForPickup(id=new_id(), code=code_of(d, deposit)))
        assert isinstance(answer, DoorOrderedFor)
        assert (await applicant.sees_step("opened")).compartment == answer.compartment
        clock.passes(3)
        d.boards.push_shut("upper", d.doors.layout[answer.compartment].channel)
        await applicant.sees_step("closed")
        assert isinstance(await applicant.ask(rq.ConfirmCollected(id=new_id(), pickup=answer.re)), Done)
        await applicant.sees_step("over")
        assert d.ledger.cabinet.deposits[deposit].state is DepositState.COLLECTED
    assert verify_file(tmp_path / "ledger.sqlite").seq == d.ledger.head


async def test_one_request_one_pulse_however_often_it_is_sent(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        deposit = await deposit_waits(d, clerk, clock)
        request = rq.OpenForPickup(id=new_id(), code=code_of(d, deposit))
        before = len(d.boards.pulses)
        first = await clerk.ask(request)
        assert [await clerk.ask(request) for _ in range(3)] == [first] * 3
        await clerk.sees_step("pulsed")
        assert len(d.boards.pulses) == before + 1
        other = await clerk.ask(rq.CallStaff(id=request.id))
        assert isinstance(other, Refused)
        assert other.refusal is Refusal.REQUEST_ID_REUSED


async def test_the_intention_is_on_the_disk_before_the_relay_moves(tmp_path: Path) -> None:
    clock = SteppedClock()

    class Watching(Boards):
        async def pulse(self, board: str, channel: int, pulse_ms: int) -> PulseResult:
            replayed = verify_file(tmp_path / "ledger.sqlite").cabinet
            ordered = [c for c in replayed.compartments.values() if c.cycle is not None]
            assert [c.id for c in ordered] == ["A1"]
            return await super().pulse(board, channel, pulse_ms)

    async with lockerd(tmp_path, clock=clock, boards=Watching()) as d:
        clerk = await d.person()
        await clerk.log_in()
        await clerk.ask(rq.OpenForCheck(id=new_id(), token=clerk.token, compartment=CompartmentId("A1")))
        await clerk.sees_step("opened")


async def test_the_order_is_given_before_anybody_is_told(tmp_path: Path) -> None:
    story: list[str] = []

    class Watching(Boards):
        def pulse(self, board: str, channel: int, pulse_ms: int) -> Coroutine[None, None, PulseResult]:
            story.append("ordered")
            return super().pulse(board, channel, pulse_ms)

    async with lockerd(tmp_path, clock=SteppedClock(), boards=Watching()) as d:
        clerk = await d.person()
        await clerk.log_in()
        d.doors.listen(lambda _notice: story.append("told"))
        await clerk.ask(rq.OpenForCheck(id=new_id(), token=clerk.token, compartment=CompartmentId("A1")))
        assert story[:2] == ["ordered", "told"]


async def test_a_restart_in_the_middle_pulses_nothing_and_says_it_does_not_know(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock, boards=Boards(springs=False)) as d:
        clerk = await d.person()
        await clerk.log_in()
        await clerk.begins_deposit()
        await clerk.sees_step("pulsed")
    async with lockerd(tmp_path, clock=clock, boards=Boards()) as d:
        assert d.boards.pulses == []
        (compartment,) = [c for c in d.ledger.cabinet.compartments.values() if c.deposit]
        assert compartment.service is Service.NEEDS_CHECK


async def test_a_board_that_refuses_is_told_at_once(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        deposit = await deposit_waits(d, clerk, clock)
        d.boards.result = PulseResult(confirmed=False, sent=False, cause="refused")
        await clerk.ask(rq.OpenForPickup(id=new_id(), code=code_of(d, deposit)))
        moved = await clerk.sees_step("not_pulsed")
        assert moved.outcome is Outcome.NOT_PULSED
        assert d.ledger.cabinet.deposits[deposit].state is DepositState.WAITING


async def test_the_next_to_last_digit_frees_the_bus(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        person = await d.person()
        await person.ask(rq.CodeDigitNear(id=new_id()))
        assert len(d.boards.held) == 1


async def test_digits_typed_again_and_again_do_not_keep_the_sensors_unread(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        clerk = await d.person()
        await clerk.log_in()
        for _ in range(5):
            await clerk.ask(rq.CodeDigitNear(id=new_id()))
        assert len(d.boards.held) == 1
        await clerk.ask(rq.OpenForCheck(id=new_id(), token=clerk.token, compartment=CompartmentId("A1")))
        await clerk.ask(rq.CodeDigitNear(id=new_id()))
        assert len(d.boards.held) == 2, "the next person's order finds the bus free again"


async def test_relays_are_released_when_lockerd_stops(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        pass
    assert d.boards.pulses == [("all off", 0)]


async def test_a_clock_set_back_a_year_is_noticed_and_shown(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        person = await d.person()
        clock.jumps(-365 * 86_400)
        d.doors.tick()
        await person.sees(
            lambda: person.state is not None and any(a.alarm is Alarm.CLOCK_JUMPED for a in person.state.alarms)
        )
        clock.hall_says(clock.ms)
        d.doors.tick()
        await person.sees(lambda: person.state is not None and not person.state.alarms)


async def test_wrong_pins_lock_and_a_restart_does_not_unlock(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        answers = [await clerk.log_in("0000") for _ in range(6)]
        refusals = [answer.refusal for answer in answers if isinstance(answer, Refused)]
        assert refusals == [Refusal.LOGIN_WRONG] * 4 + [Refusal.LOGIN_LOCKED] * 2
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        locked = await clerk.log_in()
        assert isinstance(locked, Refused)
        assert locked.refusal is Refusal.LOGIN_LOCKED
        clock.passes(QUICK.pin_lock_s)
        assert isinstance(await clerk.log_in(), LoggedIn)


async def test_a_token_that_was_never_given_opens_nothing(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        person = await d.person()
        check = rq.OpenForCheck(id=new_id(), token=StaffToken("guess"), compartment=CompartmentId("A1"))
        refused = await person.ask(check)
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.LOGIN_NEEDED
        assert d.boards.pulses == []


async def test_staff_see_what_is_inside(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        deposit = await deposit_waits(d, clerk, clock)
        listed = await clerk.ask(rq.ListDeposits(id=new_id(), token=clerk.token))
        assert isinstance(listed, Deposits)
        assert [(row.deposit, row.phone_masked) for row in listed.rows] == [(deposit, "138****8000")]


async def test_a_disk_that_takes_nothing_refuses_the_act_and_lockerd_goes_on_serving(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        person = await d.person()
        d.ledger._db.execute("PRAGMA query_only = 1")  # as a file system remounted read-only
        refused = await person.ask(rq.CallStaff(id=new_id()))
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.STORAGE_FULL
        d.ledger._db.execute("PRAGMA query_only = 0")
        assert isinstance(await person.ask(rq.CallStaff(id=new_id())), Done)


async def test_a_door_whose_order_was_not_written_is_not_pulsed(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        clerk = await d.person()
        await clerk.log_in()
        d.ledger._db.execute("PRAGMA query_only = 1")
        refused = await clerk.begins_deposit()
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.STORAGE_FULL
        await clerk.ask(rq.CodeDigitNear(id=new_id()))  # whatever was on its way has had its turn by now
        assert not d.boards.pulses
        d.ledger._db.execute("PRAGMA query_only = 0")


async def test_an_order_nobody_answers_is_taken_back_and_nothing_opens_later(tmp_path: Path) -> None:
    async with lockerd(tmp_path, boards=Boards(answers=False), answer_ms=50) as d:
        clerk = await d.person()
        await clerk.log_in()
        await clerk.begins_deposit()
        await clerk.sees(lambda: d.boards.given_up == 1)
        await clerk.sees(lambda: any(isinstance(e.body, DoorNotPulsed) for e in d.ledger.after(0, 100)))
        (said,) = (e.body for e in d.ledger.after(0, 100) if isinstance(e.body, DoorNotPulsed))
        assert not said.certain, "it may have reached the lock"


HELLO = encode_line(rq.Hello(id=RequestId("h"), protocol=rq.PROTOCOL))


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (b"what?\n", Refusal.REQUEST_MALFORMED),
        (b"\x00\xff\xfe\x80\n", Refusal.REQUEST_MALFORMED),
        (b"[" * 10_000 + b"\n", Refusal.REQUEST_MALFORMED),
        (b'{"do":"open_for_pickup","id":"x","code":5}\n', Refusal.REQUEST_MALFORMED),
        (b'{"do":"open_for_pickup","id":"x","code":"1","door":"A1"}\n', Refusal.REQUEST_MALFORMED),
        (b'{"do":"fire_all","id":"x"}\n', Refusal.REQUEST_MALFORMED),
        (b'{"do":"open_for_pickup","id":"' + b"x" * 70 + b'","code":"1"}\n', Refusal.REQUEST_MALFORMED),
        (b'{"do":"hello","id":"x","protocol":1}\n', Refusal.REQUEST_MALFORMED),
    ],
)
async def test_a_line_that_is_no_request_is_refused_and_the_next_is_served(
    tmp_path: Path, line: bytes, refusal: Refusal
) -> None:
    async with lockerd(tmp_path) as d:
        reader, writer = await d.raw()
        writer.write(HELLO + line + encode_line(rq.CallStaff(id=RequestId("help"))))
        words = [json.loads(await reader.readline()) for _ in range(3)]
        assert words[1]["refusal"] == refusal
        assert words[2] == {"is": "done", "re": "help"}
        assert d.boards.pulses == []
        writer.close()


async def test_a_line_beyond_all_measure_ends_the_conversation_only(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        reader, writer = await d.raw()
        writer.write(HELLO + b"x" * (rq.LINE_BYTES_MAX + 10))
        await reader.readline()
        assert json.loads(await reader.readline())["refusal"] == Refusal.REQUEST_TOO_LONG
        assert await reader.read() == b""
        writer.close()
        assert isinstance(await (await d.person()).ask(rq.CallStaff(id=new_id())), Done)


@pytest.mark.parametrize("first", [b'{"do":"hello","id":"h","protocol":2}\n', b'{"do":"watch","id":"w"}\n'])
async def test_another_version_is_told_so(tmp_path: Path, first: bytes) -> None:
    async with lockerd(tmp_path) as d:
        reader, writer = await d.raw()
        writer.write(first)
        assert json.loads(await reader.readline())["refusal"] == Refusal.VERSION_UNSUPPORTED
        assert await reader.read() == b""
        writer.close()


async def test_who_asks_and_dies_before_the_end_of_the_line_asked_nothing(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        _, writer = await d.raw()
        writer.write(HELLO + encode_line(rq.CallStaff(id=RequestId("help")))[:-1])
        writer.close()
        await writer.wait_closed()
        person = await d.person()
        assert isinstance(await person.ask(rq.OpenForPickup(id=new_id(), code="1")), Refused)
        assert not d.ledger.cabinet.alarms


async def test_the_socket_is_for_the_group_only(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        assert stat.S_IMODE(os.stat(d.socket).st_mode) == 0o660  # noqa: PTH116


async def test_a_client_that_never_reads_is_dropped_and_the_others_served(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        with socket.socket(socket.AF_UNIX) as deaf:
            deaf.connect(str(d.socket))
            deaf.sendall(HELLO + encode_line(rq.Watch(id=RequestId("w"))))
            person = await d.person()
            for turn in range(4000):
                d.doors.hall_is_online(turn % 2 == 0)
                await asyncio.sleep(0)
            assert isinstance(await person.ask(rq.CallStaff(id=new_id())), Done)
            deaf.settimeout(LIMIT_S)
            with contextlib.suppress(ConnectionResetError):
                while deaf.recv(1 << 20):
                    pass


async def test_who_is_gone_before_lockerd_came_to_their_request_opens_nothing(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        deposit = await deposit_waits(d, clerk, clock)
        before = len(d.boards.pulses)
        with socket.socket(socket.AF_UNIX) as hurried:
            hurried.connect(str(d.socket))
            hurried.sendall(HELLO + encode_line(rq.OpenForPickup(id=new_id(), code=code_of(d, deposit))))
        await clerk.ask(rq.CallStaff(id=new_id()))
        await (await d.person()).ask(rq.CallStaff(id=new_id()))
        assert len(d.boards.pulses) == before
        assert d.ledger.cabinet.deposits[deposit].state is DepositState.WAITING


async def test_who_says_no_more_but_still_listens_is_served(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        reader, writer = await d.raw()
        writer.write(HELLO + encode_line(rq.CallStaff(id=RequestId("help"))))
        writer.write_eof()
        assert json.loads(await reader.readline())["is"] == "welcome"
        assert json.loads(await reader.readline()) == {"is": "done", "re": "help"}
        writer.close()


async def test_a_bug_met_by_a_request_is_told_to_the_loop_at_once(tmp_path: Path) -> None:
    """The process's own handler of that ends it; only a restart recovers."""
    told: asyncio.Queue[BaseException] = asyncio.Queue()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.put_nowait(context["exception"]))
    async with lockerd(tmp_path) as d:
        d.ledger._db.close()
        reader, writer = await d.raw()
        writer.write(HELLO + encode_line(rq.CallStaff(id=RequestId("help"))))
        await reader.readline()
        async with asyncio.timeout(LIMIT_S):
            bug = await told.get()
        assert type(bug).__name__ == "ProgrammingError"
        writer.close()


async def test_whoever_waits_for_the_hall_is_told_when_it_holds_everything(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        person, log = await d.person(), PublishedLog(d.doors)
        await person.ask(rq.Watch(id=new_id()))
        assert isinstance(await person.ask(rq.CallStaff(id=new_id())), Done)
        await person.sees(lambda: person.state is not None and person.state.events_waiting > 0)

        log.acknowledged(d.ledger.head, d.ledger.head_hash)
        await person.sees(lambda: person.state is not None and person.state.events_waiting == 0)
