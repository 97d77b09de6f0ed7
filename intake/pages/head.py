"""A stranger's file by its head alone: is it a picture, and of which size? Nothing is decoded here.

A JPEG, PNG or WebP says its size in its first bytes; a decoder allocates first and asks later. The kiosk and the page
on the phone ask the same, so that people hear on their phone what the kiosk would refuse.
"""

import struct
from enum import StrEnum

from intake.said import Said

BYTES_MAX = 20 * 1024 * 1024
PIXELS_MAX = 60_000_000
SIDE_MIN, SIDE_MAX = 200, 16_384
_SCANS_MAX = 64  # each costs a decoder a walk over the whole picture
_SEGMENTS_MAX = 400


class Unfit(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PDF = "pdf"
    NO_PICTURE = "no_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    DAMAGED = "damaged"


WORDS = {
    Unfit.EMPTY: Said("这个文件是空的，请重新选择照片。", "This file is empty. Please choose the picture again."),
    Unfit.TOO_LARGE: Said("照片超过 20 MB，请用相机重新拍一张。", "The picture is over 20 MB. Please take a new one."),
    Unfit.PDF: Said("这里不收 PDF 文件，请直接给材料拍照。", "PDF files are not taken. Please photograph the paper."),
    Unfit.NO_PICTURE: Said(
        "这个文件不是照片，请选择 JPG 或 PNG 照片。", "This is no picture. Please choose a JPG or PNG."
    ),
    Unfit.TOO_MANY_PIXELS: Said(
        "照片尺寸过大，请用普通拍照模式重拍。", "The picture is too big. Please use the normal mode."
    ),
    Unfit.TOO_SMALL: Said(
        "照片太小，看不清字，请靠近一些重拍。", "The picture is too small to read. Please go nearer."
    ),
    Unfit.DAMAGED: Said("照片没有传完整，请重新发送。", "The picture did not arrive whole. Please send it again."),
}


def measured(data: bytes) -> tuple[int, int] | Unfit:
    """Width and height in pixels of a picture that may be decoded, or why it is not taken."""
    if wrong := _wrong_from_outside(data):
        return wrong
    found = _size(data)
    if isinstance(found, Unfit):
        return found
    width, height = found
    if width * height > PIXELS_MAX or max(found) > SIDE_MAX:
        return Unfit.TOO_MANY_PIXELS
    return Unfit.TOO_SMALL if min(found) < SIDE_MIN else found


def _wrong_from_outside(data: bytes) -> Unfit | None:
    if not data:
        return Unfit.EMPTY
    if len(data) > BYTES_MAX:
        return Unfit.TOO_LARGE
    return Unfit.PDF if b"%PDF-" in data[:1024] else None


def _size(data: bytes) -> tuple[int, int] | Unfit:
    """Width and height from the file's own head; whole to its end."""
    if data[:3] == b"\xff\xd8\xff":
        return _jpeg(data)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return Unfit.NO_PICTURE


def _jpeg(data: bytes) -> tuple[int, int] | Unfit:
    """Segments up to the first scan (ITU T.81, annex B); the frame header has the size, an end marker must follow."""
    at, size = 2, None
    for _ in range(_SEGMENTS_MAX):
        if len(data) < at + 4 or data[at] != 0xFF:
            return Unfit.DAMAGED
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if len(data) < at + 9 or size is not None:
                return Unfit.DAMAGED
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = (width, height)
        if marker == 0xDA:
            whole = data.find(b"\xff\xd9", at) >= 0 and data.count(b"\xff\xda", at) <= _SCANS_MAX
            return size if size and whole else Unfit.DAMAGED
        at += 2 + length
    return Unfit.DAMAGED


def _png(data: bytes) -> tuple[int, int] | Unfit:
    """The first chunk is IHDR, the last IEND (PNG, third edition, 5.6)."""
    if len(data) < 33 or data[12:16] != b"IHDR" or b"IEND" not in data[-4096:]:
        return Unfit.DAMAGED
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _webp(data: bytes) -> tuple[int, int] | Unfit:
    """The three kinds of WebP say their size in three ways (RFC 9649)."""
    if len(data) < 30 or len(data) < struct.unpack_from("<I", data, 4)[0] + 8:
        return Unfit.DAMAGED
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return Unfit.DAMAGED
