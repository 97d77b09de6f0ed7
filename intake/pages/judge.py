"""Is the picture of a page of any use to a clerk?"""

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.materials.given import PageTrouble
from intake.pages.find import Found
from intake.pages.flat import SPAN_MM, size, straightened
from intake.pages.quad import Picture, sides

JUDGED_DPI = 110
"""Pages are judged at one resolution, so that a limit in pixels is one in millimetres on the paper."""
LONG_PX_MIN = 330
SHARP_MIN = 0.24
PAPER_LEVEL_MIN = 72
GLARE_PART_MAX = 0.006
_CONTRAST_MIN = 0.14  # of the paper's level: print, not dirt; out of focus little more is left of it
_WINDOW_PX = 9
_INK_PART_MIN = 0.002  # less is a blank page, which cannot be blurred
_CLIPPED = 251
_EVERY = 4  # places of print are enough to know their median

Grey = NDArray[np.uint8]


def judge(picture: Picture, found: Found, span_mm: float | None = SPAN_MM) -> PageTrouble | None:
    """What a clerk would say first about the picture; None when it can be used."""
    if found.cut or outside(found, picture.shape[1], picture.shape[0]):
        return PageTrouble.CUT_OFF
    if sides(found.corners).max() < LONG_PX_MIN:
        return PageTrouble.SMALL
    return judge_flat(flat_grey(picture, found, span_mm))


def outside(found: Found, width: int, height: int) -> bool:
    """Whether a corner lies at or beyond the picture's border."""
    x, y = found.corners[:, 0], found.corners[:, 1]
    return bool(min(x.min(), y.min()) < 1 or x.max() > width - 2 or y.max() > height - 2)


def flat_grey(picture: Picture, found: Found, span_mm: float | None = SPAN_MM) -> Grey:
    """The page straightened, grey, :data:`JUDGED_DPI`."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    measured = size(found.corners, picture.shape[1], picture.shape[0], span_mm)
    return straightened(grey, found.corners, *measured.pixels(JUDGED_DPI))


def judge_flat(grey: Grey) -> PageTrouble | None:
    """The same for a page straightened already (:func:`flat_grey`)."""
    paper = paper_level(grey)
    if paper < PAPER_LEVEL_MIN:
        return PageTrouble.DARK
    if glare_part(grey, paper) > GLARE_PART_MAX:
        return PageTrouble.GLARE
    sharp = sharpness(grey, paper)
    return PageTrouble.BLURRED if sharp is not None and sharp < SHARP_MIN else None


def paper_level(grey: Grey) -> float:
    """How bright the paper is: most of a page is blank."""
    return float(np.percentile(grey[::4, ::4], 70))


def glare_part(grey: Grey, paper: float) -> float:
    """The part of the page that is burnt out while the rest is not. 0 when all of it is as bright."""
    if paper > _CLIPPED - 12:
        return 0.0
    burnt = cv2.morphologyEx((grey >= _CLIPPED).astype(np.uint8), cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    return float(burnt.mean())


def sharpness(grey: Grey, paper: float) -> float | None:
    """The steepest slope of print in parts of its contrast, a pixel; across and down, the worse of both.

    Print in focus has 0.35 to 0.43; out of focus by 0.6 mm 0.2. None for a page with next to nothing on it.
    """
    quiet = np.asarray(cv2.blur(grey, (3, 3)), np.uint8)  # one pixel's noise is no slope
    found = [_slope(quiet[:, ::2].copy(), paper, 0), _slope(quiet[::2], paper, 1)]
    known = [one for one in found if one is not None]
    return min(known) if known else None


def _slope(quiet: Grey, paper: float, axis: int) -> float | None:
    window = np.ones((_WINDOW_PX, 1) if axis == 0 else (1, _WINDOW_PX), np.uint8)
    contrast = cv2.morphologyEx(quiet, cv2.MORPH_GRADIENT, window)
    print_there = contrast > _CONTRAST_MIN * max(paper, 1)
    if print_there.mean() < _INK_PART_MIN:
        return None
    steep = np.zeros_like(quiet)
    if axis == 0:
        cv2.absdiff(quiet[1:], quiet[:-1], steep[:-1])
    else:
        cv2.absdiff(quiet[:, 1:], quiet[:, :-1], steep[:, :-1])
    steepest = cv2.dilate(steep, window)
    return float(np.median(steepest[print_there][::_EVERY] / contrast[print_there][::_EVERY]))
