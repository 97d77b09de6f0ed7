"""Who watches the days must notice: each promise is broken here once from outside, and is called by its name."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from pathlib import Path

from hall.ingest.chain import Cursor
from locker.contract.ids import CompartmentId
from locker.domain.code import CodeBook
from tests.failures.shallow import Hall, told
from tests.locker.story import SECRET
from tests.simulation.invariants import Watch
from tests.simulation.machine import Asked

A1, A2 = CompartmentId("A1"), CompartmentId("A2")
Story = Callable[[Hall], Awaitable[None]]


def seen(hall: Hall) -> str:
    with closing(Watch(hall.machine)) as watch:
        return "\n".join(watch.broken(hall.hands.contents))


def noticed(folder: Path, promise: str, harm: Story) -> None:
    """After a deposit and ``harm`` the watch names the ``promise``; the story's own end is not asked any more."""
    said: list[str] = []

    async def story(hall: Hall) -> None:
        await hall.deposited()
        assert seen(hall) == ""
        await harm(hall)
        said.append(seen(hall))

    with suppress(AssertionError):
        told(folder, story)
    assert promise in said[0]


def test_a_pulse_nobody_ordered_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        await hall.machine.wires.pulse("upper", 3, 500)

    noticed(tmp_path, "I1 A3", harm)


def test_a_second_frame_for_one_order_is_noticed_even_where_an_earlier_order_got_none(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        await hall.begun()
        await hall.wait(1)
        said = hall.machine.spoken[-1]
        del hall.machine.spoken[0]
        await hall.machine.wires.pulse(said.board, said.channel, said.pulse_ms)

    noticed(tmp_path, "I2 ", harm)


def test_an_order_of_an_earlier_life_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        await hall.begun()
        hall.machine.life_of[hall.machine.asked[-1].request.id] = 99

    noticed(tmp_path, "I8 ", harm)


def test_a_relay_that_moved_by_itself_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        hall.world.board("lower").relay(1).pulse(500)

    noticed(tmp_path, "I1 B1", harm)


def test_a_lock_that_pulls_too_long_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        hall.world.board("lower").relay(1).switch(True)
        await hall.wait(10)

    noticed(tmp_path, "I7 B1: the lock is burnt", harm)


def test_two_locks_that_pull_at_once_are_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        hall.world.board("lower").relay(1).pulse(500)
        await hall.wait(0.3)
        hall.world.board("lower").relay(2).pulse(500)

    noticed(tmp_path, "I7 B1 and B2 drew current at once from the supply main", harm)


def test_a_code_of_another_cabinet_that_opens_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        (deposit,) = hall.machine.cabinet.deposits
        hall.enters(deposit)
        asked = hall.machine.asked.pop()
        stolen = CodeBook(SECRET[::-1]).code(1)
        request = type(asked.request)(id=asked.request.id, code=stolen)  # type: ignore[call-arg]
        hall.machine.asked.append(Asked(asked.life, asked.at_s, request, asked.before, asked.answer))

    noticed(tmp_path, "I4 a code that is not that of", harm)


def test_a_hall_with_another_log_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        hall.machine.hall.applied[1] = hall.machine.hall.applied[0]

    noticed(tmp_path, "I5 the hall's entry 2", harm)


def test_a_kiosk_that_believes_the_hall_holds_more_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        hall.machine.hall.held = Cursor(1, "")

    noticed(tmp_path, "I5 the kiosk believes", harm)


def test_a_row_that_the_log_does_not_give_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        with closing(sqlite3.connect(hall.machine.path)) as db:
            db.execute("DELETE FROM rows WHERE room = 'deposits'")
            db.commit()

    noticed(tmp_path, "I6 replaying", harm)


def test_a_document_that_is_not_where_the_books_say_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        hall.hands.contents.clear()

    noticed(tmp_path, "lost: ", harm)


def test_a_door_the_books_are_wrong_about_is_noticed(tmp_path: Path) -> None:
    async def harm(hall: Hall) -> None:
        polling = hall.machine.wires._polling
        assert polling is not None
        polling.cancel()
        hall.world.door("B2").pry_open()
        await hall.wait(5)

    noticed(tmp_path, "B2 is open for who asks its sensor, and closed in the books", harm)
