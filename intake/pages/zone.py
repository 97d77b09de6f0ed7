"""The machine-readable zone of a passport in a picture: two lines of 44 signs, OCR-B (ICAO Doc 9303 parts 3 and 4).

Signs stand 2.54 mm apart on lines of one width, so nothing has to be cut out: the zone is laid straight, a comb of
44 cells is put where it fits best, and each cell is compared with the few signs that may stand there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.identity.passport import check_digit
from intake.pages.find import Found
from intake.pages.flat import MM_PER_INCH, SPAN_MM, Size, size, straightened
from intake.pages.glyphs import PX_PER_MM, SIGNS, glyphs
from intake.pages.quad import Picture, Points
from intake.pages.zone_lines import Line, zone_lines

SIGNS_A_LINE = 44
LONG_MM_MAX = 200.0
"""Of a passport that lies open (176 mm) no side is longer; what is larger is another paper."""
WIDTH_MM_MIN = 112.0
LIKE_MIN = 0.91
"""So much like its sign a cell is at least, on average: of what is no zone it is 0.3 to 0.4, of what is out of focus
0.7 to 0.9. No check digit guards a name, so what is not in focus is not read at all."""
STRIP_MM = (117.0, 5.0)
"""A line is cut out so wide and high."""
_DPI = PX_PER_MM * MM_PER_INCH
_PITCH_PX = 2.54 * PX_PER_MM
_PITCHES = _PITCH_PX * np.linspace(0.97, 1.03, 13)

_DIGITS, _LETTERS, _ANY = "0123456789", "<ABCDEFGHIJKLMNOPQRSTUVWXYZ", "".join(SIGNS)
_FIRST = ("P", *(_LETTERS,) * 43)
_SECOND = (
    *(_ANY,) * 9, _DIGITS, *(_LETTERS,) * 3, *(_DIGITS,) * 7, "FM<", *(_DIGITS,) * 7, *(_ANY,) * 14,
    _DIGITS + "<", _DIGITS,
)  # fmt: skip

Floats = NDArray[np.float32]
Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Read:
    text: str
    like: float


def read_zone(picture: Picture, found: Found, span_mm: float = SPAN_MM) -> str:
    """The 88 signs of the passport that lies at ``found``, whichever way round; empty where there are none to read.

    They may be wrong: the second line has check digits (:func:`intake.identity.passport.passport`), the first none.
    """
    measured = size(found.corners, picture.shape[1], picture.shape[0], span_mm)
    if max(measured.width_mm, measured.height_mm) > LONG_MM_MAX:
        return ""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    best = max((_zone(grey, *lying) for lying in _ways_up(found.corners, measured)), key=lambda zone: zone.like)
    return best.text if best.like >= LIKE_MIN else ""


def _ways_up(corners: Points, measured: Size) -> Iterator[tuple[Points, int, int]]:
    """The page with each of its sides above: corners, width and height in pixels when it is laid straight."""
    for turn in range(4):
        yield np.roll(corners, -turn, axis=0), *(measured.turned if turn % 2 else measured).pixels(_DPI)


def _zone(grey: Grey, corners: Points, width: int, height: int) -> _Read:
    """Both lines, in a page this way up."""
    if width < WIDTH_MM_MIN * PX_PER_MM:
        return _Read("", 0.0)
    lines = zone_lines(straightened(grey, corners, width, height), PX_PER_MM)
    if lines is None:
        return _Read("", 0.0)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) - 0.5
    page = np.asarray(cv2.getPerspectiveTransform(flat, corners.astype(np.float32)), np.float64)
    first, second = (_strip(grey, page, line) for line in lines)
    upper, lower = _read(first, _FIRST), _read(second, _SECOND)
    return _Read(upper.text + _numbered(lower.text), min(upper.like, lower.like))


def _strip(grey: Grey, page: NDArray[np.float64], line: Line) -> Floats:
    """One line alone, straight, ink bright; out of the picture itself, so that no sign is softened twice."""
    width, height = (round(mm * PX_PER_MM) for mm in STRIP_MM)
    lies = np.array(
        [(1, 0, line.x - width / 2), (line.fall, 1, line.y - line.fall * width / 2 - height / 2), (0, 0, 1)]
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    cut = cv2.warpPerspective(grey, page @ lies, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return 255 - np.asarray(cut, np.float32)


def _read(strip: Floats, allowed: tuple[str, ...]) -> _Read:
    """The signs of one line of writing, and how much like their pictures they are."""
    likeness = np.stack([cv2.matchTemplate(strip, one, cv2.TM_CCOEFF_NORMED) for one in glyphs()])
    near = np.asarray([cv2.dilate(one, np.ones((3, 3), np.uint8)) for one in likeness], np.float32)
    row, places = _comb(near.max(axis=0))
    cells = near[:, row, places]  # signs by cells
    cells = np.where(_mask(allowed), cells, -1)
    return _Read("".join(SIGNS[one] for one in cells.argmax(axis=0)), float(cells.max(axis=0).mean()))


def _comb(best: Floats) -> tuple[int, NDArray[np.intp]]:
    """The row and the 44 columns, evenly apart, at which most looks like signs. ``best``: row by column."""
    cells = np.arange(SIGNS_A_LINE)
    combs = [
        np.round(start + pitch * cells).astype(np.intp)
        for pitch in _PITCHES
        for start in range(max(0, int(best.shape[1] - pitch * (SIGNS_A_LINE - 1))))
    ]
    places = np.stack(combs)
    worth = best[:, places].mean(axis=2)
    row, comb = np.unravel_index(int(worth.argmax()), worth.shape)
    return int(row), places[comb]


@cache
def _mask(allowed: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array([[sign in cell for cell in allowed] for sign in SIGNS])


def _numbered(second: str) -> str:
    """The letter O and zero differ by the width of a hair: the number's check digit says which it is."""
    number, digit = second[:9], second[9]
    doubtful = [place for place, sign in enumerate(number) if sign in "0O"]
    for kind in range(1 << len(doubtful)):
        signs = list(number)
        for bit, place in enumerate(doubtful):
            if kind >> bit & 1:
                signs[place] = "O" if signs[place] == "0" else "0"
        if check_digit("".join(signs)) == digit:
            return "".join(signs) + second[9:]
    return second
