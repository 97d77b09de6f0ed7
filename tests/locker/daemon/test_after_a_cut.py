"""What lockerd tells before the first visitor after a start; and the weekly walk through it, over the socket."""

import asyncio
import uuid
from contextlib import closing
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import AnyNotice, CabinetState, Difference, Done, DoorOrderedFor
from locker.contract.facts import Alarm, Differs, Door, Settling
from locker.contract.ids import BootId, CompartmentId, KioskId
from locker.daemon.doors import Doors
from locker.domain.code import CodeBook
from locker.domain.layout import Rules
from locker.ledger.ledger import Ledger
from tests.locker.daemon.bench import Boards, Lockerd, Person, lockerd, new_id
from tests.locker.daemon.test_lockerd import SteppedClock
from tests.locker.story import SECRET, small_cabinet
from tests.simulation.virtual_time import VirtualLoop

STANDS_OPEN = Difference(differs=Differs.STANDS_OPEN, subject="A1", settling=Settling.SHUT_DOOR)
SHUT_UNSEEN = Difference(differs=Differs.SHUT_UNSEEN, subject="A1", settling=Settling.LOOK_INSIDE)
OPENED_UNSEEN = Difference(differs=Differs.OPENED_UNSEEN, subject="A1", settling=Settling.LOOK_INSIDE)
UPPER_MISSING = Difference(differs=Differs.BOARD_MISSING, subject="upper", settling=Settling.CALL_MAINTENANCE)
ALL_SHUT = {"upper": [True] * 3, "lower": [True] * 2}
A1_OPEN = {"upper": [False, True, True], "lower": [True] * 2}


class LateBoards(Boards):
    """The upper one is behind a gateway that starts more slowly than lockerd."""

    async def start(self) -> None:
        assert self.doors is not None
        self.doors.board_silent("upper", "no_reply")
        self.read("lower")

    def comes(self) -> None:
        assert self.doors is not None
        self.doors.board_answers("upper")
        self.read("upper")


def doors(shut: dict[str, list[bool]]) -> Boards:
    return Boards(shut={board: list(bits) for board, bits in shut.items()})


def late(shut: dict[str, list[bool]]) -> LateBoards:
    return LateBoards(shut={board: list(bits) for board, bits in shut.items()})


async def told(d: Lockerd) -> list[Difference]:
    """What the first to ask is told, of a cabinet that accepts people."""
    person = await d.person()
    await person.sees(lambda: person.state is not None and person.state.accepting)
    assert person.state is not None
    return person.state.differences


async def test_a_door_that_was_opened_while_lockerd_was_away_is_told_to_the_first_who_asks(tmp_path: Path) -> None:
    async with lockerd(tmp_path, boards=doors(ALL_SHUT)) as d:
        assert await told(d) == []
    async with lockerd(tmp_path, boards=doors(A1_OPEN)) as d:
        assert await told(d) == [OPENED_UNSEEN]


async def test_a_door_that_was_shut_while_lockerd_was_away_wants_a_look_and_then_nothing(tmp_path: Path) -> None:
    async with lockerd(tmp_path, boards=doors(A1_OPEN)) as d:
        assert await told(d) == [STANDS_OPEN]
    async with lockerd(tmp_path, boards=doors(ALL_SHUT)) as d:
        assert await told(d) == [SHUT_UNSEEN]
        clerk = await d.person()
        await clerk.log_in()
        await finds_empty(clerk, "A1")
        await clerk.sees(lambda: clerk.state is not None and clerk.state.differences == [])
    async with lockerd(tmp_path, boards=doors(ALL_SHUT)) as d:
        assert await told(d) == []


async def test_a_door_that_was_shut_meanwhile_wants_a_look_however_late_its_board_is(
    tmp_path: Path,
) -> None:
    async with lockerd(tmp_path, boards=doors(A1_OPEN)) as d:
        assert await told(d) == [STANDS_OPEN]
    boards = late(ALL_SHUT)
    async with lockerd(tmp_path, boards=boards) as d:
        assert UPPER_MISSING in await told(d)
        boards.comes()
        assert await told(d) == [SHUT_UNSEEN]


async def test_that_a_door_stood_open_is_remembered_over_a_life_in_which_its_board_said_nothing(tmp_path: Path) -> None:
    async with lockerd(tmp_path, boards=doors(A1_OPEN)) as d:
        assert await told(d) == [STANDS_OPEN]
    async with lockerd(tmp_path, boards=late(A1_OPEN)) as d:
        assert UPPER_MISSING in await told(d)
    boards = late(ALL_SHUT)
    async with lockerd(tmp_path, boards=boards) as d:
        boards.comes()
        assert await told(d) == [SHUT_UNSEEN]


async def test_a_late_board_whose_doors_stand_as_they_stood_differs_in_nothing(tmp_path: Path) -> None:
    async with lockerd(tmp_path, boards=doors(A1_OPEN)) as d:
        assert await told(d) == [STANDS_OPEN]
    boards = late(A1_OPEN)
    async with lockerd(tmp_path, boards=boards) as d:
        boards.comes()
        assert await told(d) == [STANDS_OPEN]
        boards.push_shut("upper", 1)
        person = await d.person()
        await person.sees(lambda: person.state is not None and person.state.differences == [])


async def test_a_door_shut_before_everybodys_eyes_is_no_difference(tmp_path: Path) -> None:
    async with lockerd(tmp_path, boards=doors(A1_OPEN)) as d:
        person = await d.person()
        d.boards.push_shut("upper", 1)
        await person.sees(lambda: person.state is not None and person.state.differences == [])


class MuteBoards(Boards):
    """The upper one is neither heard nor said to be silent: its adapter was not there when the wires started."""

    async def start(self) -> None:
        self.read("lower")


def first_word_of(folder: Path, boards: Boards) -> CabinetState:
    """The cabinet as the first who is served sees it; the waiting takes no time (a virtual clock)."""

    async def life() -> CabinetState:
        ledger = Ledger(folder / "ledger.sqlite", BootId(uuid.uuid4().hex))
        served = Doors(KioskId("k1"), ledger, small_cabinet(), Rules(), CodeBook(SECRET), SteppedClock())
        boards.doors = served
        first: asyncio.Future[CabinetState] = asyncio.get_running_loop().create_future()

        def noticed(notice: AnyNotice) -> None:
            if isinstance(notice, CabinetState) and notice.accepting and not first.done():
                first.set_result(notice)

        served.listen(noticed)
        running = asyncio.create_task(served.run(boards, "test", lambda: None))
        try:
            return await first
        finally:
            running.cancel()
            await asyncio.wait((running,))
            ledger.close()

    with closing(VirtualLoop(lambda _seconds, _now_s: None)) as loop:
        return loop.run_until_complete(life())


def test_what_no_sensor_said_in_this_life_is_unknown_to_the_first_who_is_served(tmp_path: Path) -> None:
    before = first_word_of(tmp_path, doors(ALL_SHUT))
    assert {c.door for c in before.compartments} == {Door.CLOSED}
    after = first_word_of(tmp_path, MuteBoards(shut=dict(ALL_SHUT)))
    assert {c.id: c.door for c in after.compartments if c.door is not Door.UNKNOWN} == {
        "B1": Door.CLOSED,
        "B2": Door.CLOSED,
    }


async def finds_empty(clerk: Person, door: str) -> None:
    word = rq.SettleCompartment(id=new_id(), token=clerk.token, compartment=CompartmentId(door), empty=True)
    assert isinstance(await clerk.ask(word), Done)


async def looks_behind(d: Lockerd, clerk: Person, clock: SteppedClock, door: str) -> None:
    """Open, look, shut, say what is inside; the locks rest meanwhile."""
    clerk.moves.clear()
    clock.passes(10)
    check = rq.OpenForCheck(id=new_id(), token=clerk.token, compartment=CompartmentId(door))
    assert isinstance(await clerk.ask(check), DoorOrderedFor)
    await clerk.sees_step("opened")
    clock.passes(3)
    slot = d.doors.layout[CompartmentId(door)]
    d.boards.push_shut(slot.board, slot.channel)
    await clerk.sees_step("closed")
    await finds_empty(clerk, door)


async def test_the_weekly_walk_is_broken_off_by_a_restart_and_ends_all_the_same(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        clock.passes(8 * 86_400)
        d.doors.tick()
        await clerk.log_in()
        await clerk.ask(rq.BeginContentsCheck(id=new_id(), token=clerk.token))
        for door in ("A1", "A2"):
            await looks_behind(d, clerk, clock, door)
    async with lockerd(tmp_path, clock=clock) as d:
        clerk = await d.person()
        await clerk.log_in()
        assert clerk.state is not None
        assert clerk.state.contents_check is not None
        assert clerk.state.contents_check.left == ["A3", "B1", "B2"]
        assert Alarm.CONTENTS_CHECK_DUE in {view.alarm for view in clerk.state.alarms}
        for door in clerk.state.contents_check.left:
            await looks_behind(d, clerk, clock, door)
        assert isinstance(await clerk.ask(rq.EndContentsCheck(id=new_id(), token=clerk.token)), Done)
        await clerk.sees(lambda: clerk.state is not None and clerk.state.alarms == [])
