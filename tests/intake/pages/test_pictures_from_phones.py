"""A file from a stranger's phone: a picture, or the reason in words why not; never a crash, never a bomb."""

import struct
import zlib

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from intake.pages.head import BYTES_MAX, WORDS, Unfit
from intake.pages.phone import from_phone

PICTURE = np.zeros((400, 300, 3), np.uint8)
PICTURE[:100] = (0, 0, 255)


def encoded(kind: str, picture: NDArray[np.uint8] = PICTURE) -> bytes:
    return cv2.imencode(kind, picture)[1].tobytes()


def with_exif(jpeg: bytes, orientation: int) -> bytes:
    """A JPEG that says how the phone was held, and where."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    body = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0GPS 43.65N 111.97E"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims a size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", [".jpg", ".png", ".webp"])
def test_a_picture_is_taken(kind: str) -> None:
    picture = from_phone(encoded(kind))
    assert not isinstance(picture, Unfit)
    assert picture.shape == (400, 300, 3)


def test_it_is_turned_as_the_phone_was_held() -> None:
    picture = from_phone(with_exif(encoded(".jpg"), 6))
    assert not isinstance(picture, Unfit)
    assert picture.shape == (300, 400, 3)
    assert picture[150, 390, 2] > 200


def test_a_large_picture_is_halved_and_turned_all_the_same() -> None:
    large = np.zeros((4200, 4000, 3), np.uint8)
    picture = from_phone(with_exif(encoded(".jpg", large), 6))
    assert not isinstance(picture, Unfit)
    assert picture.shape == (2000, 2100, 3)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Unfit.EMPTY),
        (b"\xff\xd8\xff" + bytes(BYTES_MAX), Unfit.TOO_LARGE),
        (b"%PDF-1.7\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>>", Unfit.PDF),
        (b"\n\n%PDF-1.4", Unfit.PDF),
        (b"<svg xmlns='x'><script>1</script></svg>", Unfit.NO_PICTURE),
        (b"PK\x03\x04" + bytes(100), Unfit.NO_PICTURE),
        (b"GIF89a" + bytes(100), Unfit.NO_PICTURE),
        (png_that_says(10_000, 10_000), Unfit.TOO_MANY_PIXELS),
        (png_that_says(2**31 - 1, 2**31 - 1), Unfit.TOO_MANY_PIXELS),
        (png_that_says(50, 5000), Unfit.TOO_SMALL),
        (png_that_says(500, 500), Unfit.DAMAGED),
        (encoded(".jpg")[:-40], Unfit.DAMAGED),
        (encoded(".png")[:200], Unfit.DAMAGED),
        (encoded(".webp")[:40], Unfit.DAMAGED),
        (b"\xff\xd8\xff\xd9", Unfit.DAMAGED),
        (encoded(".jpg")[:-2] + b"\xff\xda\0\x02" * 100 + b"\xff\xd9", Unfit.DAMAGED),
    ],
    ids=lambda value: value.value if isinstance(value, Unfit) else f"{len(value)} bytes",
)
def test_anything_else_is_refused_with_the_reason(data: bytes, why: Unfit) -> None:
    assert from_phone(data) is why


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(WORDS) == set(Unfit)
    assert all(said.zh.endswith("。") and said.en.endswith(".") for said in WORDS.values())


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from([".jpg", ".png", ".webp"]), at=st.integers(0, 1200), noise=st.binary(max_size=40))
def test_a_spoilt_file_is_a_picture_or_a_reason(kind: str, at: int, noise: bytes) -> None:
    data = encoded(kind)
    found = from_phone(data[:at] + noise + data[at + len(noise) :])
    assert isinstance(found, Unfit) or found.ndim == 3


@given(st.binary(max_size=300))
def test_any_bytes_are_answered(data: bytes) -> None:
    assert isinstance(from_phone(data), Unfit)
    assert isinstance(from_phone(b"\xff\xd8\xff" + data), Unfit)
