"""The walk through the cabinet on the disk and on paper: whole, of this kiosk, and told when it could not be kept."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.flows import Model, begin
from kiosk.flows.effects import KeepWalk, PrintWalk
from kiosk.flows.inputs import Input, Paper, Printed, WalkKept, WalkPrinted
from kiosk.flows.walk import Tried, Walk
from kiosk.notebook import Notebook, read_walk
from kiosk.texts import load_texts
from locker.contract.ids import CompartmentId
from tests.kiosk.paper.story import printed, words
from tests.kiosk.story import PLACE, cabinet
from tests.real.wait import until

A1, A2, A3, B1 = (CompartmentId(door) for door in ("A1", "A2", "A3", "B1"))
AT = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
WALK = Walk(
    {
        A1: Tried("wrong_sensor", seen=(A2,), tried=2, failed=2),
        A2: Tried("wrong_sensor", seen=(A1,), failed=1),
        B1: Tried("right", seen=(B1,)),
    },
    "王工",
    AT,
    AT,
)


class Tray:
    """A printer that keeps its jobs."""

    def __init__(self) -> None:
        self.jobs: list[bytes] = []

    async def print(self, job: bytes) -> Printed:
        self.jobs.append(job)
        return Printed(Paper.PRINTED)


class Desk:
    """A notebook at one file, and what the screens hear of it."""

    def __init__(self, file: Path) -> None:
        self.heard: list[Input] = []
        self.tray = Tray()
        say = load_texts(("zh",))["zh"]
        self.notebook = Notebook(file, self.tray, 576, say, self.model, self.heard.append, self.fail)

    def model(self) -> Model:
        return replace(begin(PLACE, "run", 0), walk=WALK, cabinet=cabinet())

    def fail(self, error: BaseException | None) -> None:
        assert error is None

    async def hears(self, what: Input) -> None:
        await until(lambda: what in self.heard)


async def test_what_was_found_is_read_again_as_it_was_kept(tmp_path: Path) -> None:
    file = tmp_path / "var" / "kiosk.walk.json"
    desk = Desk(file)
    desk.notebook.carry_out(KeepWalk(WALK))
    await desk.hears(WalkKept(kept=True))
    assert read_walk(file, "k1") == WALK
    assert "A1 与 A2 接反了" in file.with_suffix(".txt").read_text()


async def test_findings_kept_one_after_the_other_end_with_the_last(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "walk.json")
    for walk in (Walk({A1: Tried("right")}), Walk({A1: Tried("jammed")}), WALK):
        desk.notebook.carry_out(KeepWalk(walk))
    await until(lambda: len(desk.heard) == 3)
    assert read_walk(tmp_path / "walk.json", "k1") == WALK


async def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "walk.json").mkdir()
    desk = Desk(tmp_path / "walk.json")
    desk.notebook.carry_out(KeepWalk(WALK))
    await desk.hears(WalkKept(kept=False))


async def test_the_printed_report_names_every_door_and_the_command_that_corrects(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "walk.json")
    desk.notebook.carry_out(PrintWalk())
    await desk.hears(WalkPrinted(Paper.PRINTED))
    paper = await asyncio.to_thread(lambda: words(printed(desk.tray.jobs[0])))
    for text in (
        "检查人：王工",
        "A1：传感器接错（A2）；试2次，不正确2次",
        "A1与A2接反了",
        "B1：正确",
        "里面有文件，没有试：A3",
    ):
        assert text in paper
    assert "python-mdrivers.probe/etc/erenhot/kiosk.toml" in paper


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"kiosk":"k1"}', '{"walk":' + "[" * 100_000])
def test_a_damaged_file_is_an_empty_walk(damage: str, tmp_path: Path) -> None:
    file = tmp_path / "walk.json"
    file.write_text(damage)
    assert read_walk(file, "k1") == Walk()


async def test_another_kiosks_walk_and_unheard_of_findings_are_as_none(tmp_path: Path) -> None:
    file = tmp_path / "walk.json"
    desk = Desk(file)
    desk.notebook.carry_out(KeepWalk(WALK))
    await desk.hears(WalkKept(kept=True))
    assert read_walk(file, "k2") == Walk()
    file.write_text(file.read_text().replace("wrong_sensor", "unheard_of"))
    assert read_walk(file, "k1") == Walk()
    assert read_walk(tmp_path / "none.json", "k1") == Walk()
