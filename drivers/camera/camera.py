"""The document camera: on only while somebody looks, the newest picture only, found again when re-plugged.

A thread of its own takes the pictures, because a device may let one wait. When nobody looks the device is closed, so
that its lamp is off and no picture is taken of anybody.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from numpy.typing import NDArray

from drivers.camera.device import open_device
from drivers.camera.stream import open_stream
from drivers.trouble import Cause, Trouble

PAUSES_S = (0.2, 0.5, 1.0, 2.0)
STALE_S = 1.5
END_S = 4.0

log = logging.getLogger(__name__)


class Frame(NamedTuple):
    """``number`` grows with each picture; ``picture``: rows by columns by 3, BGR."""

    number: int
    picture: NDArray[Any]


class Pictures(Protocol):
    """A device or a stream, open."""

    def read(self) -> NDArray[Any] | None:
        """The next picture; None: that was the last, the source is gone. :raises OSError: it failed."""

    def close(self) -> None:
        """Let go of it."""


class Camera:
    """One camera. ``source``: a device such as /dev/video0, or the http address of an MJPEG stream.

    ``width``, ``height``: what is asked of a device; a stream sends what it sends.
    """

    def __init__(
        self,
        source: str,
        width: int = 1920,
        height: int = 1080,
        *,
        pauses_s: tuple[float, ...] = PAUSES_S,
        stale_s: float = STALE_S,
    ) -> None:
        self._source = source
        self._open = opener(source, width, height)
        self._pauses_s = pauses_s
        self._stale_s = stale_s
        self._newest: tuple[Frame, float] | None = None
        self._trouble: Trouble | None = None
        self._number = 0
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()

    def begin(self) -> None:
        """Take pictures from now on; nothing when it does already."""
        if self._thread is None:
            self._ended = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(self._ended,), name="camera", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Let go of the device, and of what it saw. Waits for a picture that is under way."""
        thread, self._thread = self._thread, None
        self._ended.set()
        if thread is not None:
            thread.join(END_S)
        self._newest, self._trouble = None, None

    def latest(self) -> Frame | None:
        """The newest picture; None while there is none, or none lately. The same one twice has the same number."""
        newest = self._newest
        if newest is None or time.monotonic() - newest[1] > self._stale_s:
            return None
        return newest[0]

    @property
    def trouble(self) -> Trouble | None:
        """Why no picture comes; it is tried again all the time."""
        return self._trouble

    @property
    def broken(self) -> bool:
        """No picture comes."""
        return self._trouble is not None

    def _run(self, ended: threading.Event) -> None:
        tries = 0
        while not ended.is_set():
            before = self._number
            cause, detail = self._watch(ended)
            if ended.is_set():
                return
            tries = 0 if self._number > before else tries + 1
            self._newest, self._trouble = None, Trouble("camera", cause, detail)
            log.debug("%s", self._trouble)
            ended.wait(self._pauses_s[min(tries, len(self._pauses_s) - 1)])

    def _watch(self, ended: threading.Event) -> tuple[Cause, str]:
        """Take pictures until it fails; why it did."""
        try:
            pictures = self._open()
        except OSError as error:
            return Cause.PORT_GONE, str(error)
        except ValueError as error:
            return Cause.UNFIT, str(error)
        try:
            while not ended.is_set():
                picture = pictures.read()
                if picture is None:
                    return Cause.PORT_GONE, "no more pictures"
                self._take(picture, ended)
        except OSError as error:
            return Cause.PORT_GONE, str(error)
        except ValueError as error:
            return Cause.GARBLED, str(error)
        finally:
            pictures.close()
        return Cause.PORT_GONE, "ended"

    def _take(self, picture: NDArray[Any], ended: threading.Event) -> None:
        """Keep it, unless nobody looks any more."""
        if not ended.is_set():
            self._number += 1
            self._newest = Frame(self._number, picture), time.monotonic()
            self._trouble = None


def opener(source: str, width: int, height: int) -> Callable[[], Pictures]:
    """How ``source`` is opened."""
    if source.startswith(("http://", "https://")):
        return lambda: open_stream(source)
    return lambda: open_device(source, width, height)
