"""What papers lie on: tables as a camera above sees them, drawn once and kept."""

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, get_args

import cv2
import numpy as np
from numpy.typing import NDArray

TableKind = Literal["grey", "white", "wood", "checked", "granite", "cluttered"]
TABLES: tuple[TableKind, ...] = get_args(TableKind)

Picture = NDArray[np.uint8]
_Random = np.random.Generator


@lru_cache(maxsize=4)
def table(kind: TableKind, width: int, height: int, seed: int = 0) -> Picture:
    """An empty table, BGR. What is given back is kept: copy it before drawing on it."""
    return _DRAWN[kind](width, height, np.random.default_rng(seed))


def _plain(width: int, height: int, colour: tuple[int, int, int], grain: float, random: _Random) -> Picture:
    fine = random.normal(0, grain, (height, width, 1))
    coarse = cv2.resize(
        random.normal(0, grain, (height // 24, width // 24)), (width, height), interpolation=cv2.INTER_CUBIC
    )
    return np.asarray(np.clip(np.array(colour) + fine + coarse[..., None], 0, 255).astype(np.uint8))


def _grey(width: int, height: int, random: _Random) -> Picture:
    return _plain(width, height, (112, 108, 104), 2, random)


def _white(width: int, height: int, random: _Random) -> Picture:
    return _plain(width, height, (226, 229, 231), 1, random)


def _wood(width: int, height: int, random: _Random) -> Picture:
    """Boards with long grain."""
    across = cv2.resize(random.normal(0, 1, (height // 3, 8)), (width, height), interpolation=cv2.INTER_CUBIC)
    slow = cv2.resize(random.normal(0, 1, (height // 40, 6)), (width, height), interpolation=cv2.INTER_CUBIC)
    shade = across * 9 + slow * 16
    for seam in range(0, height, height // 4):
        shade[seam : seam + 3] -= 40
    return np.asarray(np.clip(np.array((92, 132, 172)) + shade[..., None] * (0.8, 1, 1.1), 0, 255).astype(np.uint8))


def _checked(width: int, height: int, random: _Random) -> Picture:
    """A tablecloth: stripes both ways, which cross."""
    step = int(random.integers(50, 110))
    turn = np.deg2rad(random.uniform(-20, 20))
    y, x = np.mgrid[:height, :width].astype(np.float32)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    stripes = ((along // step) % 2 + (across // step) % 2)[..., None]
    dark, light = random.integers(20, 150, 3), random.integers(170, 240, 3)
    cloth = light + (dark - light) * stripes / 2 + random.normal(0, 4, (height, width, 1))
    return np.asarray(np.clip(cloth, 0, 255).astype(np.uint8))


def _granite(width: int, height: int, random: _Random) -> Picture:
    """Speckles of all sizes."""
    speckles = sum(
        cv2.resize(
            random.normal(0, 1, (height // size, width // size)), (width, height), interpolation=cv2.INTER_LINEAR
        )
        * size**0.5
        for size in (2, 4, 9, 20)
    )
    return np.asarray(
        np.clip(np.array((132, 134, 138)) + np.asarray(speckles)[..., None] * 11, 0, 255).astype(np.uint8)
    )


def _cluttered(width: int, height: int, random: _Random) -> Picture:
    """A wooden table with other things on it: sheets, cards, pens, cables, a cup."""
    picture = _wood(width, height, random)
    unit = width / 1920
    for _ in range(int(random.integers(4, 9))):
        _sheet(picture, unit, random)
    for _ in range(int(random.integers(4, 10))):
        begin, end = random.uniform((-0.1, -0.1), (1.1, 1.1), (2, 2)) * (width, height)
        colour = tuple(map(int, random.integers(10, 200, 3)))
        cv2.line(
            picture, _point(begin), _point(begin + (end - begin) * 0.3), colour, max(2, round(16 * unit)), cv2.LINE_AA
        )
    for _ in range(3):
        centre = _point(random.uniform((0, 0), (width, height)))
        cv2.circle(picture, centre, round(90 * unit), tuple(map(int, random.integers(40, 240, 3))), -1, cv2.LINE_AA)
    return picture


def _sheet(picture: Picture, unit: float, random: _Random) -> None:
    height, width = picture.shape[:2]
    size = random.uniform((180, 120), (520, 380)) * unit
    box = cv2.boxPoints((random.uniform((0, 0), (width, height)).tolist(), size.tolist(), random.uniform(0, 90)))
    colour = tuple(map(int, random.integers(60, 235, 3)))
    cv2.fillConvexPoly(picture, box.astype(np.int32), colour, cv2.LINE_AA)


def _point(place: NDArray[np.float64]) -> tuple[int, int]:
    return int(place[0]), int(place[1])


_DRAWN: dict[TableKind, Callable[[int, int, _Random], Picture]] = {
    "grey": _grey, "white": _white, "wood": _wood, "checked": _checked, "granite": _granite, "cluttered": _cluttered,
}  # fmt: skip
