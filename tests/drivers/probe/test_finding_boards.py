"""The search reads and never writes; it tells twins, wrong rates, silence and strangers by name."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from drivers.probe.course import Status, all_profiles
from drivers.probe.questions import Scope, sweep
from drivers.relay.frames import Request, RtuFraming
from drivers.relay.lock_frames import LockFraming
from drivers.relay.profile import load_profile
from drivers.relay.settings import RtuLine
from drivers.relay.speech import speech_of
from tests.drivers.probe.conftest import A1, BAUD, LOWER, UPPER, Stand, cabinet
from tests.real.wait import until

READS = {"01", "02", "03", "80"}


async def frames_during(stand: Stand, scope: Scope) -> list[str]:
    """Every frame that went towards the boards while the search ran, as the line's tap heard it."""
    reader, writer = await asyncio.open_connection(*stand.tap.where)
    await _heard(stand, reader)
    await stand.probe({"shut_all": "q"}, scope=scope)
    await asyncio.sleep(0)
    heard = []
    with suppress(TimeoutError):
        while True:
            async with asyncio.timeout(0.2):
                heard.append((await reader.readline()).decode())
    writer.close()
    await writer.wait_closed()
    return [line.split(" > ")[1].split("#")[0].strip() for line in heard if " > " in line]


async def _heard(stand: Stand, reader: asyncio.StreamReader) -> None:
    """The tap tells this listener what it hears: something from the boards is repeated until it comes."""
    first = asyncio.create_task(reader.readline())

    def told() -> bool:
        stand.tap.tell("<", b"")
        return first.done()

    await until(told)


async def test_the_search_sends_nothing_but_questions(stand: Stand) -> None:
    sent = await frames_during(stand, Scope.ALL)
    assert len(sent) > 50
    for frame in sent:
        first, second = frame.split()[:2]
        assert second in READS or first in READS, frame
    assert all(stand.pulses(door) == 0 for door in ("A1", "A2", "B1", "B2"))


def test_no_question_of_any_language_is_an_order_in_another() -> None:
    profiles = all_profiles()
    line = RtuLine("bus", "port", 9600)
    sent = [frame_of(question.request) for question in sweep(profiles, line)]
    windows = {b for one, next_one in pairwise(sent) for b in _windows(one + next_one)}
    for profile in profiles:
        if profile.frames is None:
            continue
        forms = [profile.frames.form(profile.frames.open.request)]
        forms += [profile.frames.form(text) for text in profile.frames.never.values()]
        for form in forms:
            orders = [window for window in windows if len(window) == len(form) and form.read(window) is not None]
            assert not orders, (profile.model, form.text, orders[:3])


def frame_of(request: object) -> bytes:
    framing = RtuFraming() if isinstance(request, Request) else LockFraming()
    return framing.wrap(request)  # type: ignore[arg-type]


def _windows(data: bytes) -> list[bytes]:
    return [data[start : start + size] for size in range(4, 13) for start in range(len(data) - size + 1)]


def test_every_profiles_board_is_asked_something_it_answers() -> None:
    for profile in all_profiles():
        assert speech_of(profile, "board", profile.addresses[0]).polls


async def test_twins_are_found_by_replies_that_spoil_each_other(tmp_path: Path) -> None:
    twin = replace(LOWER, name="twin", kind="waveshare", address=1)
    async with cabinet(tmp_path, A1, boards=(UPPER, LOWER, twin)) as stand:
        stand.only("A1")
        assert await stand.probe() is Status.WRONG
        assert stand.verdicts()["upper"] == "twins"
        assert stand.pulses("A1") == 0


async def test_no_door_is_opened_on_a_board_with_a_twin_whatever_the_technician_says(tmp_path: Path) -> None:
    twin = replace(UPPER, name="twin", inputs=16)
    async with cabinet(tmp_path, A1, boards=(UPPER, LOWER, twin)) as stand:
        stand.only("A1")
        await stand.probe({"boards.wrong": "c"})
        assert stand.pulses("A1") == 0
        assert "door.barred" in stand.technician.said


async def test_a_board_at_another_rate_is_found_there(tmp_path: Path) -> None:
    async with cabinet(tmp_path, A1, boards=(UPPER,), baud=19_200) as stand:
        stand.only("A1")
        assert await stand.probe({"boards.wrong": "q"}) is Status.WRONG
        found = next(found for found in stand.report.boards or () if found.board == "upper")
        assert (found.verdict, found.baud) == ("wrong_baud", 19_200)


async def test_a_silent_board_and_a_stranger_are_told(tmp_path: Path) -> None:
    async with cabinet(tmp_path, A1, boards=(UPPER, replace(LOWER, address=5))) as stand:
        stand.only("A1")
        await stand.probe({"boards.wrong": "q"})
        assert stand.verdicts() == {"upper": "answers", "lower": "silent", "at 5": "stranger"}


async def test_a_lock_board_of_another_language_is_found_when_all_are_tried(tmp_path: Path) -> None:
    own = replace(LOWER, name="own", kind="lock8a", relays=12, inputs=12, address=3)
    async with cabinet(tmp_path, A1, boards=(UPPER, own), baud=9600) as stand:
        stand.only("A1")
        stand.toml.write_text(stand.toml.read_text().replace(f"baud = {BAUD}", "baud = 9600"))
        await stand.probe({"boards.wrong": "q"}, scope=Scope.ALL)
        assert stand.verdicts()["at 3"] == "stranger"
        family = next(found.family for found in stand.report.boards or () if found.address == 3)
        assert family == load_profile("lock-8a-12").model


async def test_a_port_that_is_not_there_is_told(stand: Stand) -> None:
    stand.line.unplug()
    assert await stand.probe() is Status.WRONG
    assert stand.verdicts() == {"upper": "port_gone", "lower": "port_gone"}


async def test_a_search_that_is_stopped_finds_nothing_by_halves(stand: Stand) -> None:
    assert await stand.probe(goes_on=lambda done, _of: done < 2) is Status.WRONG
    assert stand.report.boards is None
    assert "shut_all" not in stand.technician.asked
    assert await stand.probe({"shut_all": "q"}) is Status.WRONG
    assert stand.verdicts() == {"upper": "answers", "lower": "answers"}
