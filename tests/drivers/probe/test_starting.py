"""What keeps the check from starting, what it says then, and the program as a technician starts it."""

import asyncio
import fcntl
import json
import os
import sys
from pathlib import Path

import pytest

from drivers.probe.course import Status
from drivers.probe.machine import MachineError, machine_of
from drivers.probe.report import Report, ReportError, load_report
from drivers.probe.search import Found, Verdict
from drivers.probe.terminal import Terminal
from drivers.probe.words import LANGUAGES, Words
from drivers.relay.port import open_port
from drivers.relay.settings import RtuLine
from tests.drivers.probe.conftest import BAUD, TOML, Stand

STARTED_S_MAX = 60
PUSHES_EVERY_S = 0.3
NO_RELAY = '{"kiosk":"k1","wires":{"upper":{"at":"","opened":"A1"}}}'
UPPER_FOUND = Found(board="upper", line="serial", address=1, baud=BAUD, verdict=Verdict.ANSWERS)


async def test_beside_a_running_lockerd_nothing_is_touched(stand: Stand) -> None:
    lock = stand.toml.with_name("ledger.sqlite.lock")
    with lock.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert await stand.probe() is Status.LOCKERD_RUNS
    assert stand.technician.said == ["lockerd"]
    assert not stand.paper.exists()


async def test_while_it_works_lockerd_cannot_start(stand: Stand) -> None:
    stand.only("A1")
    lock = stand.toml.with_name("ledger.sqlite.lock")
    lock.touch()
    walking = asyncio.create_task(stand.probe())
    reader, writer = await asyncio.open_connection(*stand.tap.where)
    await reader.readline()
    with lock.open("wb") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert await walking is Status.RIGHT
    writer.close()
    await writer.wait_closed()


async def test_a_port_that_another_program_has_is_told(stand: Stand) -> None:
    port = await open_port(RtuLine("serial", str(stand.line.link), 38_400))
    try:
        assert await stand.probe() is Status.WRONG
    finally:
        port.close()
    assert stand.verdicts()["upper"] == "port_gone"


@pytest.mark.parametrize(
    ("from_", "to", "told"),
    [
        ('board = "upper", channel = 1', 'board = "upper", channel = 0', "channel"),
        ('lock = "solenoid"', 'lock = "none-such"', "none-such' is not known; allowed: solenoid"),
        ('sensor = { board = "upper"', 'sensor = { board = "gone"', "gone' is not known; allowed: lower, upper"),
        ('profile = "jy-dam-8"', 'profile = "unheard-of"', "no profile"),
        ("address = 2", "address = 1", "the address on this bus is already that of"),
        ("[mqtt]", "[mqtd]", "unknown key"),
        ("compartment = [", "compartment = [ 7", "Unclosed"),
        ("compartment = [", "compartment = [" + "[" * 5000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_cabinets_is_refused_in_words(from_: str, to: str, told: str) -> None:
    with pytest.raises(MachineError, match=r"(?i)" + told):
        machine_of(TOML.replace(from_, to), "kiosk.toml")


@pytest.mark.parametrize(
    "written",
    ["{", '{"kiosk":"k1","x":' + "[" * 100_000, '{"kiosk":"k1","version":99}', NO_RELAY],
    ids=["torn", "without end", "of a later program", "of no relay"],
)
def test_a_damaged_report_is_not_gone_on_with(tmp_path: Path, written: str) -> None:
    paper = tmp_path / "kiosk.probe.json"
    paper.write_text(written)
    with pytest.raises(ReportError):
        load_report(paper, "k1")


def test_a_report_of_another_kiosk_is_not_gone_on_with(tmp_path: Path) -> None:
    paper = tmp_path / "kiosk.probe.json"
    Report(kiosk="k2").save(paper, "2026-11-23T09:00:00+08:00")
    with pytest.raises(ReportError, match="k2"):
        load_report(paper, "k1")


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    chinese, english = (Words(language) for language in LANGUAGES)
    assert chinese.names == english.names
    for name in chinese.names:
        assert chinese.places(name) == english.places(name), name


async def test_a_key_answers_and_a_wrong_key_asks_again(tmp_path: Path) -> None:
    keys, shown = tmp_path / "keys", list[str]()
    keys.write_bytes(b"xn")
    with keys.open("rb", buffering=0) as file:
        terminal = Terminal(Words("zh"), file.fileno(), shown.append)
        assert await terminal.ask("mapping.write", ("y", "n")) == "n"
        assert await terminal.ask("mapping.write", ("y", "n")) == "q", "nobody is there any more"
    assert "没有这个按键，请再按一次。\n" in shown


async def test_at_a_terminal_a_key_needs_no_enter_and_a_name_does() -> None:
    master, slave = os.openpty()
    try:
        terminal = Terminal(Words("zh"), slave, lambda _text: None)
        asking = asyncio.create_task(terminal.ask("opened", ("y", "n"), door="A1", changed="left/1"))
        await asyncio.sleep(0)
        os.write(master, b"n")
        assert await asking == "n"
        os.write(master, "王工\n".encode())
        assert await terminal.write("who") == "王工"
    finally:
        os.close(master)
        os.close(slave)


async def test_the_program_itself_proves_a_cabinet_with_nobody_asked(stand: Stand) -> None:
    stand.only("A1", "B1")
    Report(kiosk="k1", boards=(UPPER_FOUND,)).save(stand.paper, "2026-11-23T08:00:00+08:00")
    command = ("-m", "drivers.probe", str(stand.toml), "--yes", "--who", "王工", "--lang", "en")
    hand = asyncio.create_task(_shuts(stand))
    program = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        async with asyncio.timeout(STARTED_S_MAX):
            told, _ = await program.communicate()
    finally:
        hand.cancel()
        if program.returncode is None:
            program.kill()
    assert program.returncode == 0, told.decode()
    assert "Ready for use" in told.decode()
    assert json.loads(stand.paper.read_text())["who"] == "王工"


async def _shuts(stand: Stand) -> None:
    while True:
        await asyncio.sleep(PUSHES_EVERY_S)
        stand.act(lambda world: [door.push_shut() for door in world.doors])
