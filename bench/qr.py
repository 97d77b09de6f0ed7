"""``python -m bench.qr``: QR codes in hard pictures, as this program reads them, next to OpenCV's own reader.

Codes of notices on thermal paper and on phones: turned, leaning, out of focus, glared, pale, inverted, noisy.
"""

import time
from collections.abc import Callable, Iterator
from statistics import median

import cv2
import numpy as np
import qrcode  # type: ignore[import-untyped]
import zxingcpp
from numpy.typing import NDArray

from bench.row import HEADING, Row, line, spread
from intake.pages.qr import read_qr

WIDTH, HEIGHT = 1280, 720
COUNT = 300
RATE_AIM = 75
Picture = NDArray[np.uint8]


def run(quick: bool) -> list[Row]:
    """Rates and times; ``quick``: a tenth of the pictures."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    detector = cv2.QRCodeDetector()
    try:
        pictures = list(hard_codes(COUNT // 10 if quick else COUNT))
        ours, ours_ms = _read(pictures, read_qr)
        once, once_ms = _read(pictures, _once)
        peer, peer_ms = _read(pictures, lambda picture: [detector.detectAndDecode(picture)[0]])
    finally:
        cv2.setNumThreads(threads)
    what = f"QR codes read, {len(pictures)} hard pictures"
    beside = f"OpenCV {peer:.1f} %, zxing-cpp once {once:.1f} %"
    times = f"OpenCV {median(peer_ms):.1f} ms, zxing-cpp once {median(once_ms):.1f} ms"
    return [
        Row(what, ours, "%", beside, None, RATE_AIM, "more"),
        Row("a picture looked at for QR codes", median(ours_ms), "ms", times, note=spread(ours_ms)),
    ]


def _read(pictures: list[tuple[str, Picture]], reader: Callable[[Picture], list[str]]) -> tuple[float, list[float]]:
    """Percent read rightly, and milliseconds each."""
    right, took_ms = 0, []
    for text, picture in pictures:
        began_s = time.thread_time()
        texts = reader(picture)
        took_ms.append(1000 * (time.thread_time() - began_s))
        right += text in texts
    return 100 * right / len(pictures), took_ms


def _once(picture: Picture) -> list[str]:
    found = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [code.text for code in found]


def hard_codes(count: int, seed: int = 0) -> Iterator[tuple[str, Picture]]:
    """Texts and their pictures."""
    for number in range(count):
        random = np.random.default_rng((seed, number))
        text = f"EH1:{random.bytes(24).hex().upper()}"
        yield text, _picture(_code(text), random)


def _code(text: str) -> Picture:
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=4)
    maker.add_data(text)
    return np.where(np.array(maker.get_matrix()), 0, 255).astype(np.uint8).repeat(8, 0).repeat(8, 1)


def _picture(code: Picture, random: np.random.Generator) -> Picture:
    """The code on a phone or a slip, before a grey table, badly seen."""
    dark, light = random.uniform(10, 90), random.uniform(150, 250)
    printed = dark + (light - dark) * (code.astype(np.float32) / 255)
    if random.random() < 0.15:
        printed = light + dark - printed
    size = random.uniform(120, 330)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * size / 2
    turn = random.uniform(0, 2 * np.pi)
    corners = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    corners += random.uniform(-0.09, 0.09, (4, 2)) * size + random.uniform((250, 200), (WIDTH - 250, HEIGHT - 200))
    flat = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32) * len(code)
    onto = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    scene = np.full((HEIGHT, WIDTH), random.uniform(40, 200), np.float32)
    over = cv2.warpPerspective(np.ones_like(printed), onto, (WIDTH, HEIGHT))
    scene = scene * (1 - over) + cv2.warpPerspective(printed, onto, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    return _badly_seen(scene, corners.mean(axis=0), size, random)


def _badly_seen(
    scene: NDArray[np.float32], centre: NDArray[np.float64], size: float, random: np.random.Generator
) -> Picture:
    scene = np.asarray(cv2.GaussianBlur(scene, (0, 0), random.uniform(0.4, 2.6) * size / 220), np.float32)
    if random.random() < 0.4:
        y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
        spot = centre + random.uniform(-0.5, 0.5, 2) * size
        reach = random.uniform(0.1, 0.35) * size
        scene = scene + 230 * np.exp(-((x - spot[0]) ** 2 + (y - spot[1]) ** 2) / reach**2)
    noise = random.normal(0, random.uniform(1, 12), scene.shape)
    grey = np.clip(scene * random.uniform(0.5, 1.1) + noise, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)


if __name__ == "__main__":
    print(HEADING, *map(line, run(False)), sep="\n")
