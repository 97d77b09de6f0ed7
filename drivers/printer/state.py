"""What an ESC/POS printer says of itself when asked ``DLE EOT n`` (HARDWARE 4; Epson's ESC/POS reference)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ASKED = (1, 2, 3, 4)
_FIXED, _FIXED_IS = 0x93, 0x12
_FLOW = frozenset({0x11, 0x13})

_OFFLINE = 0x08  # n=1
_COVER_OPEN, _STOPPED_FOR_PAPER, _ERROR = 0x04, 0x20, 0x40  # n=2
_CUTTER, _UNRECOVERABLE = 0x08, 0x20  # n=3
_NEAR_END, _END = 0x0C, 0x60  # n=4


class PaperLeft(StrEnum):
    """How much paper there is. Silence is ``UNKNOWN``, never enough."""

    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What the printer said; nothing said is nothing known. ``jammed``: the cutter or another error needs a person.

    ``begun``: told after a job of which a part may be on paper; it is not said by the printer.
    """

    paper: PaperLeft = PaperLeft.UNKNOWN
    cover_open: bool = False
    offline: bool = False
    jammed: bool = False
    begun: bool = field(default=False, compare=False)

    @property
    def ready(self) -> bool:
        """It said that it can print."""
        there = self.paper in {PaperLeft.OK, PaperLeft.NEAR_END}
        return there and not (self.cover_open or self.offline or self.jammed)

    @property
    def known(self) -> bool:
        """It said enough to know whether it can print."""
        return self != PrinterState()


def question(number: int) -> bytes:
    """``DLE EOT n``, answered at once, whatever is still to be printed."""
    return bytes((0x10, 0x04, number))


def is_status(byte: int) -> bool:
    """An answer to ``DLE EOT``: bits 1 and 4 always 1, bits 0 and 7 always 0."""
    return byte & _FIXED == _FIXED_IS


def is_end_of_job(byte: int) -> bool:
    """An answer to ``GS r 1``: bits 4 to 7 always 0."""
    return byte & 0xF0 == 0


def is_flow_control(byte: int) -> bool:
    """XON or XOFF."""
    return byte in _FLOW


def state_of(answers: Mapping[int, int]) -> PrinterState:
    """The state from the answers there are, by n."""
    first, second, third, fourth = (answers.get(number, 0) for number in ASKED)
    return PrinterState(
        paper=_paper(second, fourth if 4 in answers else None),
        cover_open=bool(second & _COVER_OPEN),
        offline=bool(first & _OFFLINE),
        jammed=bool(third & (_CUTTER | _UNRECOVERABLE) or second & _ERROR),
    )


def _paper(second: int, fourth: int | None) -> PaperLeft:
    if second & _STOPPED_FOR_PAPER or (fourth or 0) & _END:
        return PaperLeft.OUT
    if fourth is None:
        return PaperLeft.UNKNOWN
    return PaperLeft.NEAR_END if fourth & _NEAR_END else PaperLeft.OK
