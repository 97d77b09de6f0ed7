"""Jobs on a printer that runs out, opens, falls silent or is pulled; the production driver on a real port."""

import asyncio
import os
import pty
import re
import tty
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from drivers.byte_port import BytePort
from drivers.printer import PaperLeft, Printer, PrinterState
from drivers.printer.printer import JOB_BYTES_MAX
from drivers.sim.printer import SimulatedPrinter
from drivers.trouble import Cause, Trouble
from tests.real.wait import until

JOB = b"\x1b@" + b"".join(b"line %d\n" % number for number in range(20)) + b"\x1dV\x00"


@pytest.fixture
async def paper_printer(tmp_path: Path) -> AsyncIterator[SimulatedPrinter]:
    printer = SimulatedPrinter(tmp_path / "printer")
    printer.plug()
    yield printer
    printer.unplug()


@pytest.fixture
def printer(paper_printer: SimulatedPrinter) -> Printer:
    return Printer(str(paper_printer.link), 115200, reply_s=0.2, stall_s=0.2, finish_s=1.0)


async def test_a_job_comes_out_whole_and_is_cut(printer: Printer, paper_printer: SimulatedPrinter) -> None:
    assert await printer.state() == PrinterState(PaperLeft.OK)
    assert await printer.print(JOB) is None

    (paper,) = paper_printer.papers
    assert paper.cut
    assert paper.text.splitlines()[19] == "line 19"


async def test_paper_that_ends_in_the_middle_is_told(printer: Printer, paper_printer: SimulatedPrinter) -> None:
    paper_printer.paper_ends_after(5)

    state = await printer.print(JOB)

    assert isinstance(state, PrinterState)
    assert state.paper is PaperLeft.OUT
    assert paper_printer.papers == []


@pytest.mark.parametrize("lines", [5, 1000])
async def test_nobody_waits_longer_than_the_printer_takes(paper_printer: SimulatedPrinter, lines: int) -> None:
    paper_printer.paper_ends_after(lines)
    patient = Printer(str(paper_printer.link), 115200, finish_s=600)

    async with asyncio.timeout(10):
        await patient.print(JOB)


async def test_the_rest_does_not_come_out_for_the_next_person(
    printer: Printer, paper_printer: SimulatedPrinter
) -> None:
    paper_printer.paper_ends_after(5)
    await printer.print(JOB)

    paper_printer.renew_paper()
    assert await printer.print(b"\x1b@for the next\n\x1dV\x00") is None

    torn, following = paper_printer.papers
    assert not torn.cut
    assert "line 5" not in torn.text
    assert following.text == "for the next"


async def test_without_paper_nothing_is_begun(printer: Printer, paper_printer: SimulatedPrinter) -> None:
    paper_printer.paper_ends_after(0)

    state = await printer.print(JOB)
    paper_printer.renew_paper()

    assert isinstance(state, PrinterState)
    assert state.paper is PaperLeft.OUT
    assert (paper_printer.papers, paper_printer.hanging_dots) == ([], 0)


@pytest.mark.parametrize("fault", ["cover_open", "offline", "jammed"])
async def test_what_hinders_is_told_before_anything_is_sent(
    printer: Printer, paper_printer: SimulatedPrinter, fault: str
) -> None:
    setattr(paper_printer.faults, fault, True)

    state = await printer.print(JOB)

    assert isinstance(state, PrinterState)
    assert getattr(state, fault)
    assert paper_printer.heard_bytes < len(JOB)
    setattr(paper_printer.faults, fault, False)
    paper_printer.go_on()
    assert paper_printer.papers == []


async def test_near_its_end_the_paper_still_serves(printer: Printer, paper_printer: SimulatedPrinter) -> None:
    paper_printer.faults.near_end = True

    assert await printer.print(JOB) is None
    assert await printer.state() == PrinterState(PaperLeft.NEAR_END)


async def test_silence_is_unknown_and_a_silent_port_is_sent_no_papers(
    printer: Printer, paper_printer: SimulatedPrinter
) -> None:
    paper_printer.faults.silent = True

    assert await printer.state() == PrinterState(PaperLeft.UNKNOWN)
    assert await printer.print(JOB) == Trouble("printer", Cause.NO_REPLY)
    assert paper_printer.papers == []


async def test_noise_is_trouble_not_a_state(printer: Printer, paper_printer: SimulatedPrinter) -> None:
    paper_printer.faults.garbled = True

    trouble = await printer.state()

    assert isinstance(trouble, Trouble)
    assert trouble.cause is Cause.GARBLED


async def test_a_printer_that_never_says_when_it_is_done_but_stays_well_has_printed(tmp_path: Path) -> None:
    clone = SimulatedPrinter(tmp_path / "clone", says_when_over=False)
    clone.plug()
    try:
        assert await Printer(str(clone.link), 115200, finish_s=0.1).print(JOB) is None
        assert len(clone.papers) == 1
    finally:
        clone.unplug()


async def test_a_pulled_printer_is_trouble_and_is_there_again_when_plugged(
    printer: Printer, paper_printer: SimulatedPrinter
) -> None:
    paper_printer.unplug()
    trouble = await printer.print(JOB)
    assert isinstance(trouble, Trouble)
    assert (trouble.cause, trouble.sent) == (Cause.PORT_GONE, False)

    paper_printer.plug()
    assert await printer.print(JOB) is None


async def test_a_device_file_that_never_answers_prints_and_claims_nothing(paper_printer: SimulatedPrinter) -> None:
    paper_printer.faults.silent = True
    printer = Printer(str(paper_printer.link), reply_s=0.05)

    assert await printer.state() == PrinterState(PaperLeft.UNKNOWN)
    assert await printer.print(JOB) == PrinterState(PaperLeft.UNKNOWN)
    await until(lambda: paper_printer.papers)


async def test_what_can_only_be_written_to_is_never_read() -> None:
    hand, device = os.pipe()
    try:
        port = BytePort(device, terminal=False, mute=True)
        assert await port.write(JOB, 0.1) == len(JOB)
        assert await port.read(0.1) == b""
        assert os.read(hand, len(JOB)) == JOB
    finally:
        os.close(hand)
        os.close(device)


async def test_two_jobs_at_once_come_out_one_after_the_other(printer: Printer, paper_printer: SimulatedPrinter) -> None:
    done = await asyncio.gather(printer.print(JOB), printer.print(JOB))

    assert list(done) == [None, None]
    assert [paper.text.splitlines()[0] for paper in paper_printer.papers] == ["line 0", "line 0"]


async def test_a_job_beyond_all_measure_is_a_bug(printer: Printer) -> None:
    with pytest.raises(ValueError, match="bytes"):
        await printer.print(bytes(JOB_BYTES_MAX + 1))


class Stubborn:
    """A printer that is well when asked, then holds the job up with XOFF and, asked anew, says ``then``."""

    WELL, NO_PAPER, XOFF = 0x12, 0x72, 0x13

    def __init__(self, name: Path, then: int = NO_PAPER) -> None:
        self._then = then
        self._hand, self._device = pty.openpty()
        tty.setraw(self._device)
        name.symlink_to(os.ttyname(self._device))
        self._asked = 0
        self._tail = b""
        asyncio.get_running_loop().add_reader(self._hand, self._hear)

    def _hear(self) -> None:
        heard = self._tail + os.read(self._hand, 4096)
        self._tail = heard[-2:]
        for _ in range(len(re.findall(rb"\x10\x04[\x01-\x04]", heard))):
            self._asked += 1
            answer = (self.WELL,) if self._asked < 4 else (self.WELL, self.XOFF)
            os.write(self._hand, bytes(answer if self._asked <= 4 else (self._then,)))

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._hand)
        os.close(self._hand)
        os.close(self._device)


async def test_a_printer_that_stops_taking_bytes_is_asked_why(tmp_path: Path) -> None:
    stubborn = Stubborn(tmp_path / "stubborn")
    try:
        state = await Printer(str(tmp_path / "stubborn"), 115200, stall_s=0.1).print(bytes(500_000))
    finally:
        stubborn.close()

    assert isinstance(state, PrinterState)
    assert state.paper is PaperLeft.OUT


async def test_a_printer_that_stops_taking_bytes_and_says_it_is_well_has_not_printed_all(tmp_path: Path) -> None:
    stubborn = Stubborn(tmp_path / "stubborn", then=Stubborn.WELL)
    try:
        trouble = await Printer(str(tmp_path / "stubborn"), 115200, stall_s=0.1).print(bytes(500_000))
    finally:
        stubborn.close()

    assert isinstance(trouble, Trouble)
    assert (trouble.cause, trouble.sent) == (Cause.NO_REPLY, True)
