"""A finger whose press is timed exactly (XTEST), and an eye on a strip of the glass (XGetImage).

Xlib and XTEST by ctypes: a program started for each touch would blur the time. Sources: XTest Library 1.0,
Xlib - C Language X Interface, sections 8.7.1 (XGetImage) and 16.1 (XImage).
"""

import ctypes
import time
from pathlib import Path

from demo.display import Display
from demo.finger import Finger

HELD_S = 0.06
BETWEEN_S = 0.08
Z_PIXMAP, ALL_PLANES = 2, ~0
LOOK_EVERY_S = 0.001


class _Image(ctypes.Structure):
    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    )


class Screen:
    """An own connection to the X display ``name``. :raises OSError: there is none."""

    def __init__(self, name: str) -> None:
        self._x11, self._xtst = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x11.XGetImage.restype = ctypes.POINTER(_Image)
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(name.encode()))
        if not self._display:
            raise OSError(f"no X display {name}")
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))

    def press(self, x: int, y: int) -> float:
        """Bring the pointer there and press; the time it left, by the monotonic clock."""
        pressed_s = time.monotonic()
        self._xtst.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._button(down=True)
        return pressed_s

    def release(self) -> None:
        """Let go."""
        self._button(down=False)

    def strip(self, x: int, y: int, width: int, height: int) -> bytes:
        """What that part of the glass shows now."""
        image = self._x11.XGetImage(
            self._display, self._root, x, y, width, height, ctypes.c_ulong(ALL_PLANES & (2**64 - 1)), Z_PIXMAP
        )
        found = image.contents
        data = ctypes.string_at(found.data, found.bytes_per_line * found.height)
        self._x11.XDestroyImage(image)
        return data

    def close(self) -> None:
        """End the connection."""
        self._x11.XCloseDisplay(self._display)

    def _button(self, *, down: bool) -> None:
        self._xtst.XTestFakeButtonEvent(self._display, 1, int(down), ctypes.c_ulong(0))
        self._x11.XFlush(self._display)


class TimedFinger(Finger):
    """The demonstration's finger, at a person's speed, without a program in between."""

    def __init__(self, screen: Screen, display: Display, told: Path) -> None:
        super().__init__(display, told)
        self._screen = screen

    def touch(self, control: str) -> float:
        """Press, hold, let go; the time of the press, by the monotonic clock."""
        x, y, w, h = self._place(control)
        self._settle()
        pressed_s = self._screen.press(round(x + w / 2), round(y + h / 2))
        time.sleep(HELD_S)
        self._screen.release()
        time.sleep(BETWEEN_S)
        return pressed_s


class Eye:
    """Watches one strip of the glass."""

    def __init__(self, screen: Screen, x: int, y: int, width: int, height: int) -> None:
        self._screen = screen
        self._strip = (x, y, width, height)

    def sees(self) -> bytes:
        """The strip now."""
        return self._screen.strip(*self._strip)

    def change_s(self, before: bytes, limit_s: float) -> float:
        """When the strip first differs from ``before``. :raises TimeoutError: it never did."""
        deadline_s = time.monotonic() + limit_s
        while time.monotonic() < deadline_s:
            if self.sees() != before:
                return time.monotonic()
            time.sleep(LOOK_EVERY_S)
        raise TimeoutError("the glass shows no change")
