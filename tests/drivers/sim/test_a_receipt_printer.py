"""The simulated printer is what the paper says it is: bytes in, a picture out, truthful answers."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from qrcode import QRCode  # type: ignore[import-untyped]

from drivers.sim.printer import PAPERS_MAX, SimulatedPrinter
from drivers.sim.printer_bytes import Parser
from drivers.sim.printer_paper import INK, MARGIN_DOTS, PAPER, Strip
from tests.real.wait import until

CUT = b"\x1dV\x00"


def strip(job: bytes, width: int = 576) -> Strip:
    parser, paper = Parser(), Strip(width)
    parser.feed(job)
    while op := parser.take():
        paper.do(op)
    return paper


def picture(paper: Strip) -> Image.Image:
    return Image.open(BytesIO(paper.png()))


def ink(paper: Strip) -> int:
    return sum(level == INK for level in picture(paper).tobytes())


def test_chinese_comes_out_between_its_marks_and_as_rubbish_without() -> None:
    written = "受理通知书".encode("gb18030")

    assert strip(b"\x1b@\x1c&" + written + b"\x1c.\n").text == ["受理通知书"]
    assert strip(b"\x1b@" + written + b"\n").text == [written.decode("cp437")]


def test_starting_anew_ends_chinese() -> None:
    written = "文".encode("gb18030")
    assert strip(b"\x1c&\x1b@" + written + b"\n").text == [written.decode("cp437")]


def test_four_byte_characters_are_none_the_printer_has() -> None:
    assert "𠮷" not in strip(b"\x1c&" + "𠮷".encode("gb18030") + b"\n").text[0]


def test_a_line_wraps_where_the_paper_ends() -> None:
    assert strip(b"x" * 50 + b"\n").text == ["x" * 48, "xx"]
    assert strip(b"x" * 50 + b"\n", 384).text == ["x" * 32, "x" * 18]


def test_bold_is_blacker_and_double_is_larger() -> None:
    plain = strip(b"E11\n")
    assert ink(strip(b"\x1bE\x01E11\n")) > ink(plain)
    assert ink(strip(b"\x1d!\x11E11\n")) == 4 * ink(plain)
    assert strip(b"\x1d!\x11E11\n").height == 48


def test_a_centred_line_stands_in_the_middle() -> None:
    box = picture(strip(b"\x1ba\x01HH\n")).point(lambda level: 255 if level == INK else 0).getbbox()
    assert box is not None
    left, _, right, _ = box
    assert abs((left + right) / 2 - (576 / 2 + MARGIN_DOTS)) < 4


def test_a_raster_picture_is_printed_dot_by_dot() -> None:
    paper = strip(b"\x1dv0\x00\x01\x00\x02\x00\x80\x01")
    sheet = picture(paper)

    assert paper.height == 2
    assert [sheet.getpixel((MARGIN_DOTS + x, y)) for x, y in ((0, 0), (1, 0), (7, 1), (6, 1))] == [
        INK, PAPER, INK, PAPER,
    ]  # fmt: skip


@given(st.binary(max_size=400))
def test_any_bytes_leave_some_paper(job: bytes) -> None:
    assert strip(job).height >= 0


@pytest.fixture
async def printer(tmp_path: Path) -> AsyncIterator[SimulatedPrinter]:
    printer = SimulatedPrinter(tmp_path / "printer")
    printer.plug()
    yield printer
    printer.unplug()


class Host:
    """Whoever has the port open."""

    def __init__(self, printer: SimulatedPrinter) -> None:
        self._port = os.open(printer.link, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)

    def sends(self, data: bytes) -> None:
        os.write(self._port, data)

    async def hears(self, count: int = 1) -> str:
        heard = b""
        async with asyncio.timeout(5):
            while len(heard) < count:
                try:
                    heard += os.read(self._port, 64)
                except BlockingIOError:
                    await asyncio.sleep(0.002)
        return heard.hex(" ")

    def close(self) -> None:
        os.close(self._port)


@pytest.fixture
def host(printer: SimulatedPrinter) -> Iterator[Host]:
    host = Host(printer)
    yield host
    host.close()


ASK_ALL = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"


@pytest.mark.parametrize(
    ("fault", "answers"),
    [
        (None, "12 12 12 12"),
        ("near_end", "12 12 12 1e"),
        ("cover_open", "1a 16 12 12"),
        ("offline", "1a 12 12 12"),
        ("jammed", "1a 52 1a 12"),
    ],
)
async def test_it_answers_truthfully(printer: SimulatedPrinter, host: Host, fault: str | None, answers: str) -> None:
    if fault:
        setattr(printer.faults, fault, True)
    host.sends(ASK_ALL)

    assert await host.hears(4) == answers


async def test_it_answers_at_once_in_the_middle_of_a_job_and_out_of_paper(
    printer: SimulatedPrinter, host: Host
) -> None:
    printer.paper_ends_after(2)
    host.sends(b"a\nb\nc\nd\n\x1dr\x01" + ASK_ALL)

    assert await host.hears(4) == "1a 32 12 7e"
    assert printer.hanging_dots == 60


async def test_a_question_that_arrives_in_two_pieces_is_answered_once(printer: SimulatedPrinter, host: Host) -> None:
    host.sends(b"a\x10\x04")
    host.sends(b"\x01b\n" + CUT)
    await until(lambda: printer.papers)

    assert await host.hears() == "12"
    assert printer.papers[0].text == "ab"


async def test_a_new_roll_lets_the_rest_come_out_unless_it_was_cleared(printer: SimulatedPrinter, host: Host) -> None:
    printer.paper_ends_after(1)
    host.sends(b"first\nsecond\n" + CUT)
    await until(lambda: printer.hanging_dots)
    printer.renew_paper()

    assert [(paper.text, paper.cut) for paper in printer.papers] == [("first", False), ("second", True)]


async def test_cleared_means_gone(printer: SimulatedPrinter, host: Host) -> None:
    printer.faults.cover_open = True
    host.sends(b"secret\n" + CUT + b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08" + b"public\n" + CUT + b"\x10\x04\x01")
    await host.hears()
    printer.faults.cover_open = False
    printer.go_on()

    assert [paper.text for paper in printer.papers] == ["public"]


async def test_only_the_last_papers_are_kept(printer: SimulatedPrinter, host: Host) -> None:
    host.sends((b"paper\n" + CUT) * (PAPERS_MAX + 5) + b"\x1dr\x01")
    await host.hears()

    assert [printer.papers[0].number, len(printer.papers)] == [6, PAPERS_MAX]


async def test_tearing_off_takes_what_hangs_out(printer: SimulatedPrinter, host: Host) -> None:
    host.sends(b"half\n\x1dr\x01")
    await host.hears()

    assert printer.tear_off()
    assert not printer.tear_off()
    assert [(paper.text, paper.cut) for paper in printer.papers] == [("half", False)]


def test_a_qr_code_on_its_paper_can_be_read() -> None:
    code = QRCode(box_size=6, border=4)
    code.add_data("EL1:TEST")
    image = code.make_image().get_image().convert("1")
    rows = image.point(lambda level: 255 - level, mode="1").tobytes()
    head = b"\x1dv0\x00" + ((image.width + 7) // 8).to_bytes(2, "little") + image.height.to_bytes(2, "little")

    (found,) = zxingcpp.read_barcodes(picture(strip(head + rows)))
    assert found.text == "EL1:TEST"
