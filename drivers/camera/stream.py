"""A camera on the network: an MJPEG stream (multipart/x-mixed-replace), each of its sizes bounded.

OpenCV could read it too, but has no limit for what comes and no time after which it gives up.
"""

import http.client
import struct
from typing import Any
from urllib.parse import urlsplit

import cv2
import numpy as np
from numpy.typing import NDArray

READ_S = 2.0
JPEG_BYTES_MAX = 8 * 1024 * 1024
PIXELS_MAX = 7680 * 4320
_LINE_BYTES_MAX = 1024
_LINES_MAX = 40
_SEGMENTS_MAX = 200


class StreamPictures:
    """The stream, open."""

    def __init__(self, connection: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> None:
        self._connection = connection
        self._answer = answer

    def read(self) -> NDArray[Any] | None:
        """The next picture; None at the stream's end.

        :raises OSError: nothing came within :data:`READ_S`, or the line was cut.
        :raises ValueError: a part without a length, over the limits, or no JPEG.
        """
        try:
            length = self._part()
            if length is None:
                return None
            jpeg = self._answer.read(length)
        except http.client.HTTPException as error:
            raise OSError(str(error) or "cut off") from error
        return decoded(jpeg) if len(jpeg) == length else None

    def close(self) -> None:
        """Hang up."""
        self._answer.close()
        self._connection.close()

    def _part(self) -> int | None:
        """Go to the next part's body; how many bytes it has."""
        length, begun = None, False
        for _ in range(_LINES_MAX):
            line = self._answer.readline(_LINE_BYTES_MAX)
            if not line:
                return None
            line = line.strip()
            begun |= line.startswith(b"--")
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
            if begun and not line:
                break
        if length is None or not 0 < length <= JPEG_BYTES_MAX:
            raise ValueError("a picture without a length, or too long")
        return length


def open_stream(url: str) -> StreamPictures:
    """Ask for the stream.

    :raises OSError: nobody answers.
    :raises ValueError: what answers is no MJPEG stream, or the address is none.
    """
    place = urlsplit(url)
    kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
    connection = kind(place.hostname or "", place.port, timeout=READ_S)
    try:
        connection.request("GET", f"{place.path or '/'}{'?' + place.query if place.query else ''}")
        answer = connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        raise OSError(str(error) or "no answer") from error
    if answer.status != http.client.OK or "multipart" not in answer.headers.get("Content-Type", ""):
        answer.close()
        connection.close()
        raise ValueError(f"no MJPEG stream: status {answer.status}")
    return StreamPictures(connection, answer)


def decoded(jpeg: bytes) -> NDArray[Any]:
    """The picture, when its own header names a size within the limit. :raises ValueError: otherwise."""
    width, height = _size(jpeg)
    if not 0 < width * height <= PIXELS_MAX:
        raise ValueError(f"{width} by {height} pixels")
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError("no picture")
    return picture


def _size(jpeg: bytes) -> tuple[int, int]:
    """Width and height from the frame header (ITU T.81, B.2.2)."""
    at = 2
    for _ in range(_SEGMENTS_MAX):
        if not jpeg.startswith(b"\xff\xd8") or len(jpeg) < at + 9 or jpeg[at] != 0xFF:
            break
        marker, length = jpeg[at + 1], struct.unpack_from(">H", jpeg, at + 2)[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", jpeg, at + 5)
            return width, height
        at += 2 + length
    raise ValueError("no JPEG")
