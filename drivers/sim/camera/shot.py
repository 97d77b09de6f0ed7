"""One picture of a paper on a table, as a document camera above would take it. Pure and seeded."""

from typing import Annotated

import cv2
import msgspec
import numpy as np
from msgspec import Meta, Struct
from numpy.typing import NDArray

from drivers.sim.camera.papers import NAME_SIGNS_MAX, Paper, paper
from drivers.sim.camera.tables import TableKind, table

SPAN_MM = 450.0
"""How much of the table the picture is wide: an A4 sheet fits with a hand's room around it."""

HEIGHT_MM = 400.0
"""How far above the table the lens is."""

Picture = NDArray[np.uint8]
Corners = NDArray[np.float64]
Part = Annotated[float, Meta(ge=0, le=1)]


class Laying(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a paper lies and in what light.

    ``x_mm``, ``y_mm``: its middle from the picture's middle, to the right and down. ``tilt``: how far the camera leans.
    ``light``: 0.88 is right, 1 too much, 0.2 an evening without lamps; ``warm``: a bulb's colour; ``shadow``: of a
    person leaning over. ``thumbs``: how many hold its edge. ``blur``: out of focus, ``smear``: moving, both in pixels
    of 1920 across. ``noise`` in levels. ``other``: another person's paper of the same name.
    """

    paper: Annotated[str, Meta(min_length=1, max_length=NAME_SIGNS_MAX)] = "申请表"
    other: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    x_mm: Annotated[float, Meta(ge=-500, le=500)] = 0
    y_mm: Annotated[float, Meta(ge=-500, le=500)] = 0
    angle: Annotated[float, Meta(ge=-360, le=360)] = 90
    tilt: Annotated[float, Meta(ge=-1, le=1)] = 0.1
    table: TableKind = "grey"
    light: Annotated[float, Meta(ge=0, le=3)] = 0.88
    warm: Part = 0.1
    shadow: Part = 0
    glare: Part = 0
    thumbs: Annotated[int, Meta(ge=0, le=3)] = 0
    blur: Annotated[float, Meta(ge=0, le=20)] = 0.6
    smear: Annotated[float, Meta(ge=0, le=80)] = 0
    noise: Annotated[float, Meta(ge=0, le=20)] = 2
    seed: Annotated[int, Meta(ge=0, le=2**31)] = 0


class Shot(msgspec.Struct, frozen=True):
    """``corners``: where the paper's corners are in the picture (pixels, 4 by 2; of its own upper left, clockwise)."""

    picture: Picture
    corners: Corners


def shoot(
    laying: Laying | None, width: int = 1920, height: int = 1080, *, empty: TableKind = "grey", frame: int = 0
) -> Shot:
    """Take the picture; of the empty table when nothing lies there. ``frame`` changes the noise only."""
    if laying is None:
        laying, lies = Laying(table=empty), False
    else:
        lies = True
    random = np.random.default_rng((laying.seed, frame))
    scene = table(laying.table, width, height, laying.seed % 7).copy()
    sheet = paper(laying.paper, laying.other)
    corners = place(laying, sheet, width, height)
    if lies:
        _lay(scene, sheet, corners)
        _thumbs(scene, corners, laying)
    return Shot(_noisy(_focused(_lit(scene, corners, laying), laying), laying.noise, random), corners)


def place(laying: Laying, sheet: Paper, width: int, height: int) -> Corners:
    """The paper's corners in the picture."""
    half = np.array([sheet.width_mm, sheet.height_mm]) / 2
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    turn = np.deg2rad(laying.angle)
    turned = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    on_table = turned + np.array((laying.x_mm, laying.y_mm))
    # The nearer edge of the table is larger, as a leaning camera shows it.
    lean = laying.tilt * 0.45
    nearness = 1 - lean * on_table[:, 1:] / HEIGHT_MM
    return np.asarray(on_table * (1, np.sqrt(1 - lean * lean)) / nearness * (width / SPAN_MM) + (width / 2, height / 2))


def _lay(scene: Picture, sheet: Paper, corners: Corners) -> None:
    height, width = scene.shape[:2]
    unit = width / 1920
    flat = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * sheet.picture.shape[1::-1]
    drawn = cv2.GaussianBlur(sheet.picture, (0, 0), max(0.3, sheet.picture.shape[1] / np.ptp(corners[:, 0]) * 0.35))
    onto = cv2.getPerspectiveTransform(flat.astype(np.float32), corners.astype(np.float32))
    laid = cv2.warpPerspective(drawn, onto, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    dark = _mask(corners + np.array((3, 4)) * unit, width, height, 3 * unit)
    over = _mask(corners, width, height, 0.5)
    shaded = scene * (1 - 0.30 * dark)
    np.copyto(scene, (shaded * (1 - over) + laid * over).astype(np.uint8))


def _mask(corners: Corners, width: int, height: int, soft: float) -> NDArray[np.float32]:
    mask = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 255, cv2.LINE_AA, shift=4)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), max(0.3, soft))[..., None] / 255, np.float32)


def _thumbs(scene: Picture, corners: Corners, laying: Laying) -> None:
    """Thumbs that hold the paper's edges, from outside inwards, with a nail and a soft rim."""
    random = np.random.default_rng(laying.seed + 17)
    unit = scene.shape[1] / SPAN_MM
    for side in random.permutation(4)[: laying.thumbs]:
        begin, end = corners[side], corners[(side + 1) % 4]
        edge = begin + (end - begin) * random.uniform(0.2, 0.8)
        inward = corners.mean(axis=0) - edge
        inward /= np.linalg.norm(inward) or 1
        _thumb(scene, edge, inward, unit, random)


def _thumb(
    scene: Picture, edge: NDArray[np.float64], inward: NDArray[np.float64], unit: float, random: np.random.Generator
) -> None:
    skin = np.array((118, 150, 205)) * random.uniform(0.6, 1.1)
    tip, root = edge + inward * 14 * unit, edge - inward * 70 * unit
    for part, shade in ((1.0, 0.72), (0.88, 0.92), (0.6, 1.0)):
        colour = tuple(np.clip(skin * shade, 0, 255).tolist())
        cv2.line(scene, _pixel(root), _pixel(tip), colour, round(19 * unit * part), cv2.LINE_AA)
    nail = tuple(np.clip(skin * 1.2, 0, 255).tolist())
    turn = float(np.rad2deg(np.arctan2(inward[1], inward[0])))
    cv2.ellipse(
        scene,
        _pixel(edge + inward * 14 * unit),
        (round(7 * unit), round(5 * unit)),
        turn,
        0,
        360,
        nail,
        -1,
        cv2.LINE_AA,
    )


def _pixel(place: NDArray[np.float64]) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))


def _lit(scene: Picture, corners: Corners, laying: Laying) -> NDArray[np.float32]:
    """Lamp, its colour and falling off, a person's shadow, glare. In levels, not yet cut at 255."""
    height, width = scene.shape[:2]
    random = np.random.default_rng(laying.seed + 5)
    y, x = np.mgrid[0:height:8, 0:width:8].astype(np.float32)
    lamp = random.uniform((0.3, 0.2), (0.7, 0.8)) * (width, height)
    off = np.hypot(x - lamp[0], y - lamp[1]) / width
    light = laying.light * (1.02 - 0.35 * off**2)
    if laying.shadow:
        slope = (x * random.uniform(-0.4, 0.4) + y) / height - random.uniform(0.4, 0.8)
        light *= 1 - 0.6 * laying.shadow / (1 + np.exp(-slope * 18))
    lit = scene * cv2.resize(light, (width, height))[..., None]
    lit *= np.array((1 - 0.25 * laying.warm, 1, 1 + 0.1 * laying.warm), np.float32)
    if laying.glare:
        lit += _glare(x, y, corners, laying, random, width, height) * _mask(corners, width, height, 1)
    return np.asarray(lit, np.float32)


def _glare(
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    corners: Corners,
    laying: Laying,
    random: np.random.Generator,
    width: int,
    height: int,
) -> NDArray[np.float32]:
    """The lamp mirrored by glossy paper (a table is dull): a bright blot near its middle or its edge."""
    spread = corners.max(axis=0) - corners.min(axis=0)
    centre = corners.mean(axis=0) + random.uniform(-0.35, 0.35, 2) * spread
    size = random.uniform(0.025, 0.06, 2) * width
    blot = 420 * laying.glare * np.exp(-(((x - centre[0]) / size[0]) ** 2) - ((y - centre[1]) / size[1]) ** 2)
    return np.asarray(cv2.resize(blot.astype(np.float32), (width, height))[..., None], np.float32)


def _focused(lit: NDArray[np.float32], laying: Laying) -> NDArray[np.float32]:
    unit = lit.shape[1] / 1920
    if laying.blur * unit > 0.2:
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), laying.blur * unit), np.float32)
    length = round(laying.smear * unit)
    if length > 1:
        lit = np.asarray(cv2.blur(lit, (length, max(1, length // 4))), np.float32)
    return lit


def _noisy(lit: NDArray[np.float32], noise: float, random: np.random.Generator) -> Picture:
    """A sensor's noise: more where there is more light; the same grain for all three colours, mostly."""
    height, width = lit.shape[:2]
    if noise:
        grain = random.standard_normal((height, width, 1), np.float32) * noise
        lit = np.asarray(lit + grain * (0.6 + 0.4 * np.sqrt(np.clip(lit, 0, 255) / 128)), np.float32)
    return np.clip(lit, 0, 255).astype(np.uint8)
