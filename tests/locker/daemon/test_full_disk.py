"""A disk that takes nothing for a while: nothing is done that is not written, and afterwards the books are true."""

import asyncio
import contextlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import DoorOrderedFor, LoggedIn, Refused
from locker.contract.facts import Alarm, Service
from locker.contract.ids import BootId, CompartmentId, KioskId
from locker.contract.refusal import Refusal
from locker.contract.topics import LogAck
from locker.daemon.doors import Doors
from locker.daemon.published import PublishedLog
from locker.daemon.uplink import UplinkSettings
from locker.daemon.uplink.outbox import Outbox
from locker.domain.code import CodeBook
from locker.domain.layout import Rules
from locker.ledger.ledger import Ledger
from tests.locker.daemon.bench import LIMIT_S, Boards, Lockerd, lockerd, new_id
from tests.locker.daemon.test_lockerd import SteppedClock, code_of, deposit_waits
from tests.locker.story import SECRET, small_cabinet

UNUSED = UplinkSettings(host="", port=0, user="k1", password="", boot="boot")


@contextmanager
def full(ledger: Ledger) -> Iterator[None]:
    """As a file system remounted read-only."""
    ledger._db.execute("PRAGMA query_only = 1")
    yield
    ledger._db.execute("PRAGMA query_only = 0")


async def wrong_codes(d: Lockerd, times: int) -> Refusal:
    person = await d.person()
    answers = [await person.ask(rq.OpenForPickup(id=new_id(), code="00000000")) for _ in range(times)]
    assert isinstance(answers[-1], Refused)
    return answers[-1].refusal


async def test_a_board_that_came_back_while_the_disk_was_full_is_used_again(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        d.doors.board_silent("upper", "no_reply")
        with full(d.ledger):
            d.doors.board_answers("upper")
            d.boards.read("upper")
        d.doors.tick()
        assert not d.ledger.cabinet.boards
        assert not d.ledger.cabinet.alarms


async def test_a_board_that_fell_silent_while_the_disk_was_full_is_known_to_be(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        with full(d.ledger):
            d.doors.board_silent("upper", "no_reply")
        d.doors.tick()
        assert f"{Alarm.BOARD_SILENT}:upper" in d.ledger.cabinet.alarms


async def test_a_board_found_unfit_while_the_disk_was_full_is_told_until_it_is_mended(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        with full(d.ledger):
            d.doors.board_unfit("upper", "register 0x1000 stays 1")
        d.doors.tick()
        assert d.ledger.cabinet.alarms[f"{Alarm.BOARD_UNFIT}:upper"].detail == "register 0x1000 stays 1"
        d.doors.board_fit("upper")
        assert not d.ledger.cabinet.alarms


async def test_a_clock_that_jumped_while_the_disk_was_full_lengthens_no_pause(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        await wrong_codes(d, d.doors.rules.wrong_codes_in_a_row_max)
        with full(d.ledger):
            clock.jumps(-365 * 86_400)
            d.doors.tick()
        d.doors.tick()
        clock.passes(d.doors.rules.pause_s + 1)
        assert await wrong_codes(d, 1) is Refusal.CODE_UNKNOWN


async def test_while_the_disk_is_full_a_jump_of_the_clock_tells_nobody_to_wait_a_year(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        await wrong_codes(d, d.doors.rules.wrong_codes_in_a_row_max)
        person = await d.person()
        with full(d.ledger):
            clock.jumps(-365 * 86_400)
            d.doors.tick()
            told = await person.ask(rq.OpenForPickup(id=new_id(), code="00000000"))
            assert isinstance(told, Refused)
            assert told.wait_s == d.doors.rules.pause_s, "the rest of the pause"
            clock.passes(d.doors.rules.pause_s + 1)
            assert await wrong_codes(d, 1) is Refusal.STORAGE_FULL


async def test_a_door_shut_in_the_moment_the_clock_jumps_still_ends_its_story(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        deposit = await deposit_waits(d, clerk, clock)
        answer = await clerk.ask(rq.OpenForPickup(id=new_id(), code=code_of(d, deposit)))
        assert isinstance(answer, DoorOrderedFor)
        await clerk.sees(lambda: [move.step for move in clerk.moves].count("opened") == 2)
        clock.passes(3)
        clock.jumps(365 * 86_400)
        d.boards.push_shut("upper", 1)
        await clerk.sees(lambda: [move.step for move in clerk.moves].count("closed") == 2)
        clock.passes(d.doors.rules.grace_s)
        d.doors.tick()
        await clerk.sees_step("over")


async def test_that_the_hall_holds_more_is_known_once_there_is_room_though_it_was_said_on_a_full_disk(
    tmp_path: Path,
) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        deposit = await deposit_waits(d, clerk, clock)
        outbox = Outbox(PublishedLog(d.doors), "log", UNUSED, d.doors.hall_holds_more)
        more = LogAck(seq=d.ledger.head + 7, hash="0" * 64, hall_at_ms=clock.ms)
        with full(d.ledger):
            assert not outbox.acknowledged(more)
        assert not outbox.acknowledged(more)
        refused = await clerk.ask(rq.OpenForPickup(id=new_id(), code=code_of(d, deposit)))
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.DEPOSIT_NEEDS_STAFF
        outbox.acknowledged(LogAck(seq=d.ledger.head, hash=d.ledger.head_hash, hall_at_ms=clock.ms))
        d.doors.tick()
        assert not d.ledger.cabinet.alarms


async def test_wrong_pins_are_not_tried_for_nothing_on_a_full_disk(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        clerk = await d.person()
        with full(d.ledger):
            for pin in ("0000", "4821"):
                refused = await clerk.log_in(pin)
                assert isinstance(refused, Refused)
                assert refused.refusal is Refusal.STORAGE_FULL
        assert isinstance(await clerk.log_in(), LoggedIn)


async def test_pins_tried_at_the_same_time_are_no_more_than_those_tried_in_turn(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        people = [await d.person() for _ in range(6)]
        answers = await asyncio.gather(*(person.log_in("0000") for person in people))
        refusals = [answer.refusal for answer in answers if isinstance(answer, Refused)]
        assert refusals.count(Refusal.LOGIN_WRONG) == d.doors.rules.pins_in_a_row_max - 1
        assert refusals.count(Refusal.LOGIN_LOCKED) == 2


async def test_started_on_a_full_disk_it_says_so_and_serves_once_there_is_room(tmp_path: Path) -> None:
    """Also what a power cut left open is settled first: no door's story is guessed."""
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock, boards=Boards(springs=False)) as d:
        clerk = await d.person()
        await clerk.log_in()
        await clerk.ask(rq.OpenForCheck(id=new_id(), token=clerk.token, compartment=CompartmentId("A1")))
    ledger = Ledger(tmp_path / "ledger.sqlite", BootId(uuid.uuid4().hex))
    doors = Doors(KioskId("k1"), ledger, small_cabinet(), Rules(), CodeBook(SECRET), clock)
    boards = Boards(doors=doors)
    told = asyncio.Event()
    with full(ledger):
        running = asyncio.create_task(doors.run(boards, "test", told.set))
        async with asyncio.timeout(LIMIT_S):
            await told.wait()
        assert doors.why_not is Refusal.STORAGE_FULL
    async with asyncio.timeout(LIMIT_S):
        while doors.why_not is not None:
            told.clear()
            await told.wait()
    assert ledger.cabinet.compartments[CompartmentId("A1")].service is Service.NEEDS_CHECK
    assert boards.pulses == []
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    ledger.close()
