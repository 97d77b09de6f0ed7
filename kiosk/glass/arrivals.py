"""When touches came, by X's own clock: a busy machine reads several at once, and SDL then gives all of them one time.

Before SDL makes a mouse event of an X event it shows the X event to whoever watches (SDL_syswm.h, X11/Xlib.h, 64 bits).
"""

import atexit
import ctypes
from collections import deque
from typing import Any

WATCHER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
SDL_ENABLE = 1
SDL_SYSWMEVENT, SDL_MOUSEBUTTONDOWN = 0x201, 0x401
BUTTON, SDL_BUTTON_LEFT = 16, 1  # SDL_MouseButtonEvent: type, timestamp, windowID, which, button (one byte)
MESSAGE = 8  # SDL_SysWMEvent: type, timestamp, then a pointer to SDL_SysWMmsg
SUBSYSTEM, X_EVENT, SDL_SYSWM_X11 = 4, 8, 2  # SDL_SysWMmsg: version (3 bytes), subsystem, the X event
BUTTON_PRESS, X_TIME = 4, 56  # XButtonEvent: type, serial, send_event, display, window, root, subwindow, time
X_TIMES = 2**32
WAITING_MAX = 64


class Arrivals:
    """Presses that SDL has told of and the window has not heard of yet.

    Nothing is known of one that did not come as X's pointer (KMSDRM, touches by XInput).
    """

    def __init__(self, sdl: Any) -> None:
        self._told: int | None = None
        self._waiting: deque[int | None] = deque(maxlen=WAITING_MAX)
        self._last: int | None = None
        self._watcher = WATCHER(self._watch)
        sdl.SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE)
        sdl.SDL_AddEventWatch(self._watcher, None)
        atexit.register(sdl.SDL_DelEventWatch, self._watcher, None)

    def next_ms(self) -> int | None:
        """The window hears of a press: milliseconds since the one before, None when X did not tell."""
        before, self._last = self._last, self._waiting.popleft() if self._waiting else None
        return None if before is None or self._last is None else (self._last - before) % X_TIMES

    def _watch(self, _data: int | None, event: int) -> int:
        kind = ctypes.c_uint32.from_address(event).value
        if kind == SDL_SYSWMEVENT:
            self._told = _pressed(ctypes.c_void_p.from_address(event + MESSAGE).value)
        elif kind == SDL_MOUSEBUTTONDOWN and ctypes.c_uint8.from_address(event + BUTTON).value == SDL_BUTTON_LEFT:
            self._waiting.append(self._told)
            self._told = None
        return 1


def _pressed(message: int | None) -> int | None:
    """X's time of the press that the message is about, in milliseconds; None when it is about anything else."""
    if message is None or ctypes.c_int.from_address(message + SUBSYSTEM).value != SDL_SYSWM_X11:
        return None
    if ctypes.c_int.from_address(message + X_EVENT).value != BUTTON_PRESS:
        return None
    return ctypes.c_ulong.from_address(message + X_EVENT + X_TIME).value
