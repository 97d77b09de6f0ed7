"""Answers to ``DLE EOT n`` bit by bit (HARDWARE 4)."""

import pytest

from drivers.printer.state import PaperLeft, PrinterState, is_end_of_job, is_status, question, state_of

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


@pytest.mark.parametrize(
    ("number", "byte", "state"),
    [
        (1, 0x12, PrinterState(PaperLeft.OK)),
        (1, 0x1A, PrinterState(PaperLeft.OK, offline=True)),
        (2, 0x16, PrinterState(PaperLeft.OK, cover_open=True)),
        (2, 0x32, PrinterState(PaperLeft.OUT)),
        (2, 0x52, PrinterState(PaperLeft.OK, jammed=True)),
        (3, 0x1A, PrinterState(PaperLeft.OK, jammed=True)),
        (3, 0x32, PrinterState(PaperLeft.OK, jammed=True)),
        (4, 0x1E, PrinterState(PaperLeft.NEAR_END)),
        (4, 0x72, PrinterState(PaperLeft.OUT)),
        (4, 0x7E, PrinterState(PaperLeft.OUT)),
    ],
)
def test_each_bit_says_one_thing(number: int, byte: int, state: PrinterState) -> None:
    assert state_of(WELL | {number: byte}) == state


def test_silence_is_unknown_and_never_enough_paper() -> None:
    assert state_of({}) == PrinterState(PaperLeft.UNKNOWN)
    assert not state_of({}).known
    assert not state_of({1: 0x12, 2: 0x12, 3: 0x12}).ready


@pytest.mark.parametrize("hindered", [{"cover_open": True}, {"offline": True}, {"jammed": True}])
def test_a_hindered_printer_is_not_ready_though_it_has_paper(hindered: dict[str, bool]) -> None:
    assert PrinterState(PaperLeft.OK).ready
    assert PrinterState(PaperLeft.NEAR_END).ready
    assert not PrinterState(PaperLeft.OK, **hindered).ready


def test_answers_are_told_from_each_other_and_from_noise() -> None:
    statuses = {byte for byte in range(256) if is_status(byte)}
    ends = {byte for byte in range(256) if is_end_of_job(byte)}

    assert question(4) == bytes.fromhex("10 04 04")
    assert {0x12, 0x1A, 0x16, 0x72, 0x7E} <= statuses
    assert not statuses & (ends | {0x11, 0x13, 0x00, 0xFF})
