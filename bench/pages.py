"""``python -m bench.pages``: the page in a picture of the document camera: found, taken by itself, finished.

Times are this thread's on the processor, OpenCV on one core: what a camera's picture costs, whoever else is busy.
Pictures are the simulated camera's (``drivers/sim/camera``), whose corners are known. The peer is what tutorials teach:
Canny, contours, the largest with four corners.
"""

import time
from collections.abc import Callable, Iterable
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.row import HEADING, Row, against, line, spread
from drivers.sim.camera.hard import hard_layings
from drivers.sim.camera.papers import holder_of
from drivers.sim.camera.shot import SPAN_MM, Laying, Shot, shoot
from drivers.sim.camera.tables import TABLES, table
from intake.identity.passport import holds
from intake.pages.find import find_page
from intake.pages.finish import finish
from intake.pages.judge import judge
from intake.pages.quad import Points, ordered, shift
from intake.pages.watch import Watcher
from intake.pages.zone import read_zone

WIDTH, HEIGHT = 1920, 1080
NEAR_PX = 12
"""A page is found when no corner is further off: 2.8 mm on the table."""
UNSEEN, PASSPORTS = 9001, 8101
FRAME_MS = 67
FOUND_MS_AIM, FOUND_PERCENT_AIM, FINISH_MS_AIM, TAKEN_MS_AIM = 12, 95, 50, 1000
GOOD = (("申请表", 90), ("授权委托书", 90), ("租赁合同", 90), ("房产证", 0), ("身份证", 0), ("户口簿", 0), ("护照", 0))

Finder = Callable[[NDArray[np.uint8]], Points | None]


def run(quick: bool) -> list[Row]:
    """All rows; ``quick``: a tenth of the pictures."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        return [
            *_found_rows(20 if quick else 100),
            _unseen_row(10 if quick else 100),
            _empty_row(quick),
            *_finish_rows(quick),
            _good_row(quick),
            _taken_row(),
            *_passport_rows(10 if quick else 50),
        ]
    finally:
        cv2.setNumThreads(threads)


def _found_rows(count: int) -> list[Row]:
    shots = [shoot(laying, WIDTH, HEIGHT) for laying in hard_layings(count)]
    ours_ms, ours = _tried(shots, _ours)
    plain_ms, plain = _tried(shots, plain_page)
    near = [error for error in ours if error <= NEAR_PX]
    percent, plain_percent = 100 * len(near) / count, 100 * sum(error <= NEAR_PX for error in plain) / count
    peer_ms = f"Canny, contours: {median(plain_ms):.1f} ms"
    by_peer = f"Canny, contours: {plain_percent:.0f} %"
    return [
        Row(f"page found, {count} hard pictures", percent, "%", by_peer, None, FOUND_PERCENT_AIM, "more"),
        Row("page found, processor time", median(ours_ms), "ms", peer_ms, target=FOUND_MS_AIM, note=spread(ours_ms)),
        Row("its worst corner", median(near), "px", note=spread(near)),
    ]  # fmt: skip


def _unseen_row(count: int) -> Row:
    """Pictures nobody looked at. Those of other seeds were, while the search was built or tried: 0, 1, 101 to 104,
    2026, 5001 to 5005, 7001, 8101 to 8104.
    """
    shots = [shoot(laying, WIDTH, HEIGHT) for laying in hard_layings(count, seed=UNSEEN)]
    near = sum(error <= NEAR_PX for error in _tried(shots, _ours)[1])
    return Row(
        f"the same, {count} pictures never tuned for", 100 * near / count, "%", "", None, FOUND_PERCENT_AIM, "more"
    )


def _ours(picture: NDArray[np.uint8]) -> Points | None:
    found = find_page(picture, SPAN_MM)
    return found.corners if found else None


def plain_page(picture: NDArray[np.uint8]) -> Points | None:
    """The peer: as taught."""
    scale = 4
    small = cv2.resize(picture, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    thin = cv2.Canny(cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (5, 5), 0), 50, 150)
    around = cv2.findContours(cv2.dilate(thin, np.ones((3, 3), np.uint8)), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]
    for contour in sorted(around, key=cv2.contourArea, reverse=True)[:10]:
        corners = cv2.approxPolyDP(contour, 0.02 * cv2.arcLength(contour, True), True)
        if len(corners) == 4 and cv2.isContourConvex(corners):
            return ordered(corners.reshape(4, 2).astype(np.float64) * scale)
    return None


def _tried(shots: Iterable[Shot], finder: Finder) -> tuple[list[float], list[float]]:
    """Milliseconds and the worst corner's error, each picture."""
    took_ms, errors = [], []
    for shot in shots:
        began_s = time.thread_time()
        corners = finder(shot.picture)
        took_ms.append(1000 * (time.thread_time() - began_s))
        errors.append(float("inf") if corners is None else shift(corners, shot.corners))
    return took_ms, errors


def _empty_row(quick: bool) -> Row:
    """Tables with nothing on them (clutter is something)."""
    empty = [
        table(kind, WIDTH, HEIGHT, seed) for kind in TABLES if kind != "cluttered" for seed in range(1 if quick else 4)
    ]
    seen = sum(find_page(picture, SPAN_MM) is not None for picture in empty)
    return Row(f"pages seen on {len(empty)} empty tables", seen, "", target=0)


def _passport_rows(count: int) -> list[Row]:
    """Passports laid anyhow, a third of them out of focus: nothing guards a name but the bar for reading."""
    read, wrong = 0, 0
    for number in range(count):
        random = np.random.default_rng((PASSPORTS, number))
        laying = Laying(
            paper=("护照", "摊开的护照")[number % 2], other=number, table=("grey", "wood", "white")[number % 3],
            angle=float(random.choice((0, 90, 180, 270)) + random.uniform(-8, 8)), tilt=random.uniform(-0.3, 0.3),
            light=random.uniform(0.6, 0.92), blur=random.uniform(0.4, 1.6), noise=random.uniform(1, 4), seed=number,
        )  # fmt: skip
        picture = shoot(laying, WIDTH, HEIGHT).picture
        found = find_page(picture, SPAN_MM)
        zone = read_zone(picture, found) if found else ""
        right = zone == "".join(holder_of(laying.paper, laying.other).zone)
        read += right
        wrong += holds(zone) and not right
    return [
        Row(f"passports read exactly, of {count}", read, ""),
        Row(f"passports of {count} read wrongly with right check digits", wrong, "", target=0),
    ]


def _finish_rows(quick: bool) -> list[Row]:
    picture = shoot(Laying(angle=92), WIDTH, HEIGHT).picture
    found = find_page(picture, SPAN_MM)
    if found is None:
        return []
    took_ms, size = [], 0
    for _ in range(5 if quick else 25):
        began_s = time.thread_time()
        size = len(finish(picture, found).jpeg)
        took_ms.append(1000 * (time.thread_time() - began_s))
    row = against("A4 finished at 150 dpi, processor time", median(took_ms), "ms", "aim", FINISH_MS_AIM)
    return [Row(row.what, row.measured, row.unit, target=FINISH_MS_AIM, note=f"{spread(took_ms)}; {size // 1024} KiB")]


def _good_row(quick: bool) -> Row:
    """Pages as they should lie, on quiet tables, in a fair light: none may be refused."""
    refused, count = 0, 0
    for number in range(7 if quick else 42):
        name, angle = GOOD[number % len(GOOD)]
        random = np.random.default_rng(number)
        laying = Laying(
            paper=name, other=number, angle=angle + random.uniform(-4, 4), table=("grey", "wood", "white")[number % 3],
            light=random.uniform(0.6, 0.92), blur=random.uniform(0.4, 1.2), noise=random.uniform(1, 4), seed=number,
        )  # fmt: skip
        picture = shoot(laying, WIDTH, HEIGHT).picture
        found = find_page(picture, SPAN_MM)
        refused += found is None or judge(picture, found) is not None
        count += 1
    return Row(f"good pages refused, of {count}", refused, "", target=0)


def _taken_row() -> Row:
    """From the first picture in which the page lies still to the one that is taken, counted at 15 pictures a second.

    Nobody waits here: pictures are counted, the last one's processor time is added.
    """
    pictures = [shoot(Laying(angle=92), WIDTH, HEIGHT, frame=grain).picture for grain in range(3)]
    moving = [shoot(Laying(angle=92, y_mm=at, smear=30), WIDTH, HEIGHT).picture for at in (60, 30, 10)]
    watcher = Watcher()
    for number, picture in enumerate(moving):
        watcher.see(picture, number * FRAME_MS)
    still_ms = now_ms = len(moving) * FRAME_MS
    began_s = time.thread_time()
    while not watcher.see(pictures[now_ms // FRAME_MS % 3], now_ms).take and now_ms < 5000:
        now_ms += FRAME_MS
    last_ms = 1000 * (time.thread_time() - began_s) / (1 + (now_ms - still_ms) // FRAME_MS)
    what = "page taken by itself once still, pictures counted"
    note = f"{(now_ms - still_ms) // FRAME_MS} pictures of 15 a second, {last_ms:.0f} ms each to look at"
    return Row(what, now_ms - still_ms + last_ms, "ms", target=TAKEN_MS_AIM, note=note)


if __name__ == "__main__":
    print(HEADING, *map(line, run(False)), sep="\n")
