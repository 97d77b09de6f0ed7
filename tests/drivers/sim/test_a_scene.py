"""``world.toml`` is strict, and the program starts from it, says where it is, and ends when told."""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from drivers.sim.scene import SceneError, load_scene, plan
from drivers.sim.world import World

EXAMPLE = Path(__file__).parents[3] / "drivers" / "sim" / "scenes" / "cabinet.toml"

SMALL = """
[[line]]
name = "serial"
kind = "rtu"
link = "run/bus"
baud = 9600
tap_port = 0
observe_port = 0
[[board]]
name = "upper"
line = "serial"
address = 1
model = { kind = "waveshare", relays = 8, inputs = 8 }
[[door]]
id = "A1"
board = "upper"
channel = 1
sensor_board = "upper"
sensor_input = 1
x_cm = 0
y_cm = 0
width_cm = 40
height_cm = 12
"""


@pytest.fixture
def scene_file(tmp_path: Path) -> Path:
    path = tmp_path / "world.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_example_is_a_whole_cabinet() -> None:
    world = World(plan(load_scene(EXAMPLE)))
    assert len(world.doors) == 24
    world.advance(1000)
    assert all(door.shut for door in world.doors)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("baud = 9600", "baud = 9601", "baud"),
        ("baud = 9600", "", "needs link and baud"),
        ("[[door]]", "[[door]]\ncolour = 'red'", "colour"),
        ("channel = 1", "channel = 9", "channel 9"),
        ("sensor_input = 1", "sensor_input = 9", "sensor_input 9"),
        ("sensor_input = 1", "", "go together"),
        ('line = "serial"', 'line = "other"', "other"),
        ('board = "upper"\nchannel', 'board = "cellar"\nchannel', "board"),
        ("seed", "seed", "TOML"),
    ],
)
def test_a_wrong_scene_is_named_with_file_and_key(scene_file: Path, old: str, new: str, names: str) -> None:
    text = SMALL.replace(old, new, 1) if names != "TOML" else "[[line"
    scene_file.write_text(text, encoding="utf-8")
    with pytest.raises(SceneError) as caught:
        load_scene(scene_file)
    assert str(scene_file) in str(caught.value)
    assert names in str(caught.value) or names == "TOML"


def test_two_boards_with_one_address_on_one_line_are_a_mistake(scene_file: Path) -> None:
    board = SMALL[SMALL.index("[[board]]") : SMALL.index("[[door]]")].replace("upper", "lower")
    scene_file.write_text(SMALL + board, encoding="utf-8")
    with pytest.raises(SceneError, match="address"):
        load_scene(scene_file)


async def program(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "drivers.sim",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def said_ready(process: asyncio.subprocess.Process, ready: Path) -> dict[str, Any]:
    assert process.stdout is not None
    said = b""
    async with asyncio.timeout(20):
        while not said.endswith(b"\n}\n") and (line := await process.stdout.readline()):
            said += line
    assert said, await stderr_of(process)
    told: dict[str, Any] = json.loads(said)
    assert told == read(ready)
    return told


async def stderr_of(process: asyncio.subprocess.Process) -> str:
    """Why it ended."""
    assert process.stderr is not None
    return (await asyncio.wait_for(process.stderr.read(), 5)).decode()


async def observed(told: dict[str, Any], request: bytes) -> str:
    """What an outside Modbus client reads at the observer's window."""
    host, port = told["lines"][0]["observe"].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request)
    reply = await asyncio.wait_for(reader.readexactly(10), 10)
    writer.close()
    await writer.wait_closed()
    return reply.hex(" ")


def read(path: Path) -> object:
    return json.loads(path.read_text(encoding="utf-8"))


async def test_the_program_tells_its_addresses_and_cleans_up(scene_file: Path, tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    process = await program(str(scene_file), "--ready-file", str(ready))
    told = await said_ready(process, ready)
    link = tmp_path / "run" / "bus"
    assert await observed(told, bytes.fromhex("00 01 00 00 00 06 01 02 00 00 00 08")) == "00 01 00 00 00 04 01 02 01 01"
    assert str(told["bench"]).startswith("http://127.0.0.1:")
    assert link.is_symlink()
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert not link.is_symlink()


@pytest.mark.parametrize(("baud", "status"), [("9600", 0), ("1", 2)])
def test_check_only_reads(scene_file: Path, tmp_path: Path, baud: str, status: int) -> None:
    scene_file.write_text(SMALL.replace("9600", baud), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "drivers.sim", "--check", scene_file],
        check=False,
        capture_output=True,
        timeout=20,
    )
    assert checked.returncode == status
    assert (str(scene_file).encode() in checked.stderr) == (status != 0)
    assert not (tmp_path / "run").exists()


def test_a_port_that_cannot_be_had_is_named(scene_file: Path, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "bus").write_text("somebody's file", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "drivers.sim", scene_file], check=False, capture_output=True, timeout=20
    )
    assert run.returncode == 1
    assert b"run/bus" in run.stderr
    assert b"Traceback" not in run.stderr
    assert (tmp_path / "run" / "bus").read_text(encoding="utf-8") == "somebody's file"
