"""The roll ends in the middle of a notice: how much came out is said, and a second try prints only the rest.

Two papers: the notice and the promise, one of each. The kiosk's own printing, on a printer behind a pseudo-terminal.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from drivers.sim.printer import SimulatedPrinter
from kiosk.flows.effects import Print
from kiosk.flows.inputs import Paper
from kiosk.flows.submit.states import Done
from kiosk.paper import words
from kiosk.scene import Words
from kiosk.screens.show import scene
from kiosk.shell import Shell
from kiosk.texts import load_texts
from tests.kiosk.acts.story import couple, tolerable
from tests.kiosk.applying_story import hands_in, running
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority
from tests.real.wait import until

PAPERS = ["容缺受理通知书", "容缺受理承诺书"]


class Mishap:
    """Befalls the printer once, when so many papers are out and, if ``within``, the next has begun."""

    def __init__(self, folder: Path, *, papers: int, within: bool, befall: Callable[[SimulatedPrinter], None]) -> None:
        self.printer = SimulatedPrinter(folder / "printer", on_change=self._look)
        self._papers = papers
        self._within = within
        self._befall: Callable[[SimulatedPrinter], None] | None = befall

    def _look(self) -> None:
        begun = self.printer.hanging_dots > 0 or not self._within
        if self._befall and len(self.printer.papers) == self._papers and begun:
            self._befall(self.printer)
            self._befall = None


def paper_out(printer: SimulatedPrinter) -> None:
    printer.faults.paper_dots = 0


def nearly_out(printer: SimulatedPrinter) -> None:
    printer.paper_ends_after(5)


def cover_open(printer: SimulatedPrinter) -> None:
    printer.faults.cover_open = True


def cover_shut(printer: SimulatedPrinter) -> None:
    printer.faults.cover_open = False
    printer.go_on()


@asynccontextmanager
async def promised(folder: Path, printer: SimulatedPrinter) -> AsyncIterator[Shell]:
    """Somebody was accepted on a promise; both papers are on their way."""
    printer.plug()
    try:
        async with (
            served(Counter(), Authority(folder / "tls")) as hall,
            running(folder, hall, printer.link) as (shell, applying),
        ):
            await until(lambda: shell.model.catalogue)
            hands_in(shell, tolerable(couple(applying.pages)), tolerance=True)
            yield shell
    finally:
        printer.unplug()


async def ended(shell: Shell) -> Done:
    """What the screen knows once the printer is done, or has stopped."""
    await until(lambda: isinstance(shell.model.screen, Done) and shell.model.screen.paper)
    assert isinstance(shell.model.screen, Done)
    return shell.model.screen


def whole(printer: SimulatedPrinter) -> list[str]:
    """Titles of what came out whole, in their order."""
    good = (paper.text for paper in printer.papers if paper.cut and words.VOID.zh not in paper.text)
    return [title for text in good for title in PAPERS if title in text.splitlines()]


def said(shell: Shell) -> str:
    """Everything the screen says."""
    shown = scene(shell.model, load_texts(("zh",)), 1080, 1920)
    return "".join(one.text for one in shown.elements if isinstance(one, Words))


@pytest.mark.parametrize(("befall", "torn"), [(paper_out, False), (nearly_out, True)])
async def test_paper_that_ends_after_the_first_notice_or_within_the_second(
    tmp_path: Path, befall: Callable[[SimulatedPrinter], None], torn: bool
) -> None:
    printer = Mishap(tmp_path, papers=1, within=False, befall=befall).printer
    async with promised(tmp_path, printer) as shell:
        done = await ended(shell)

        assert (done.paper, done.copies, done.torn) == (Paper.OUT, 1, torn)
        assert "已经打印 1 份，还差 1 份。" in said(shell)
        assert ("没有印完整的那份无效。" in said(shell)) is torn
        assert whole(printer) == PAPERS[:1]

        printer.renew_paper()
        shell.touched("print")
        done = await ended(shell)

        assert (done.paper, done.copies, done.torn) == (Paper.PRINTED, 2, False)
        assert whole(printer) == PAPERS


async def test_a_half_notice_that_hangs_out_is_marked_void_and_cut_off_from_the_whole_one(tmp_path: Path) -> None:
    printer = Mishap(tmp_path, papers=1, within=True, befall=cover_open).printer
    async with promised(tmp_path, printer) as shell:
        done = await ended(shell)
        assert (done.paper, done.copies, done.torn) == (Paper.COVER_OPEN, 1, True)

        cover_shut(printer)
        shell.touched("print")
        done = await ended(shell)

        assert (done.paper, done.copies) == (Paper.PRINTED, 2)
        assert whole(printer) == PAPERS
        half = printer.papers[1]
        assert words.VOID.zh in half.text
        assert done.case in half.text


async def test_when_nobody_tries_again_the_next_persons_paper_is_not_joined_to_the_half_one(tmp_path: Path) -> None:
    printer = Mishap(tmp_path, papers=1, within=True, befall=cover_open).printer
    async with promised(tmp_path, printer) as shell:
        first = await ended(shell)
        cover_shut(printer)
        shell.touched("ok")
        shell.touched("ok")
        shell.acts.carry_out(Print(first.notices[:1]))
        await until(lambda: len(whole(printer)) == 2)

        assert words.VOID.zh in printer.papers[1].text
        assert printer.papers[2].text.count(first.notices[0].title.zh) == 1
