"""A camera on USB, by Video4Linux through OpenCV."""

from typing import Any

import cv2
from numpy.typing import NDArray

_SHAPE = 3


class DevicePictures:
    """The device, open."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture

    def read(self) -> NDArray[Any] | None:
        """The next picture; None when the device is gone."""
        got, picture = self._capture.read()
        return picture if got and picture is not None and picture.ndim == _SHAPE else None

    def close(self) -> None:
        """Let go of it; its lamp goes out."""
        self._capture.release()


def open_device(path: str, width: int, height: int, api: int = cv2.CAP_V4L2) -> DevicePictures:
    """Open ``path`` for pictures of that size, the newest only.

    Motion JPEG, because raw pictures of 1920 by 1080 do not fit through USB 2 at more than 5 a second.

    :raises OSError: it is not there or is somebody else's.
    """
    capture = cv2.VideoCapture(path, api)
    if not capture.isOpened():
        capture.release()
        raise OSError(f"{path} cannot be opened")
    for key, value in (
        (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
        (cv2.CAP_PROP_FRAME_WIDTH, width),
        (cv2.CAP_PROP_FRAME_HEIGHT, height),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ):
        capture.set(key, value)
    return DevicePictures(capture)
