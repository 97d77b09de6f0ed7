"""Kivy's window on asyncio's loop: it sleeps until X, lockerd or a timer has something, and draws only what changed."""

import asyncio
import ctypes
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kivy
from kivy.base import EventLoop, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RENDERER, glGetString
from kivy.uix.widget import Widget

from kiosk.glass.arrivals import Arrivals
from kiosk.glass.drawing import Drawing
from kiosk.glass.ink import Ink
from kiosk.glass.painter import Painter
from kiosk.glass.pictures import Look
from kiosk.glass.wakers import watch_evdev, watch_x11
from kiosk.held import FINGER, Held
from kiosk.scene import Scene, Touch

BREATHS_A_SECOND = 12
TIMER_S_MAX = 3600
SDL_EVENTS = (0x100, 0x7EFF)  # SDL_events.h: from SDL_QUIT to the last before SDL's own sentinel
COMMANDS = {8: "backspace", 13: "enter", 27: "escape", 127: "backspace", 271: "enter"}


class Glass:
    """The window. Callbacks: ``on_touch(control)`` when a finger comes down, ``on_key(name)``, ``on_close()``, and
    ``on_drag(control, x, y, up)`` while a finger that came down on a control named ``draw…`` is moved and lifted, in
    parts of that control. ``apart_ms``: what lies between the last two touches, where X tells.
    ``pictures`` tells what a ``Picture`` of the scene shows; :meth:`refresh_pictures` asks it.
    """

    def __init__(self, width: int, height: int, fonts: Path) -> None:
        whole = Window.fullscreen
        self.width = int(Window.width) if whole else width
        self.height = int(Window.height) if whole else height
        self._root = Widget(size=(self.width, self.height))
        self.ink = Ink(fonts)
        self._painter = Painter(self._root.canvas, self.width, self.height, self.ink, partial=_drawn_by_processor())
        self._scene = self._laid = Scene("", ())
        self._waiting = False
        self._timer: asyncio.TimerHandle | None = None
        self._sdl = _sdl()
        self._arrivals = Arrivals(self._sdl)
        self.apart_ms: int | None = None
        self._held = Held()
        self._drawing = Drawing()
        self._pictures_stale = False
        self._repeated = False
        self.on_touch: Callable[[str | None], None] = lambda _control: None
        self.on_drag: Callable[[str, float, float, bool], None] = lambda _control, _x, _y, _up: None
        self.on_key: Callable[[str], None] = lambda _name: None
        self.on_close: Callable[[], None] = lambda: None
        Window.bind(on_mouse_down=self._down, on_mouse_up=self._up, on_request_close=self._closing)
        Window.bind(on_mouse_move=self._moved)
        Window.bind(on_draw=self._draw)
        Window.bind(on_key_down=self._key_down, on_key_up=self._key_up, on_textinput=self._text_typed)
        runTouchApp(self._root, embedded=True)

    @property
    def pictures(self) -> Look:
        """Gives the picture of a source: (width, height, rows of RGB from the top left, version), or None."""
        return self._painter.pictures.look

    @pictures.setter
    def pictures(self, look: Look) -> None:
        self._painter.pictures.look = look

    def refresh_pictures(self) -> None:
        """A picture has come, is another one, or is gone: look again at the next turn of the loop."""
        self.stale_pictures()
        self.wake()

    def stale_pictures(self) -> None:
        """As :meth:`refresh_pictures`, outside any loop: seen after the next :meth:`draw_now`."""
        self._pictures_stale = True

    def show(self, scene: Scene) -> None:
        """Show ``scene`` at the next turn of the loop: what was sent because of a touch is on its way by then."""
        self._scene = scene
        self.wake()

    def lay(self, scene: Scene) -> None:
        """Lay ``scene`` on the glass; it is seen after the next drawing."""
        if scene.name != self._laid.name:
            Window.set_title(f"kiosk: {scene.name}")
            self._painter.press(None)
        self._scene = self._laid = scene
        self._painter.lay(scene)

    def draw_now(self) -> None:
        """Draw at once, outside any loop: the gallery, the first frame, the last words."""
        Window.mainloop()
        self._draw_changes()

    def picture(self, path: Path, *, again: bool = True) -> None:
        """Save what is shown as PNG; ``again``: drawn anew as a whole first."""
        if again:
            self._root.canvas.ask_update()
            self.draw_now()
        Path(Window.screenshot(name=str(path))).replace(path)

    async def run(self) -> None:
        """Serve touches and keys until cancelled."""
        unwatch = self._watch()
        self.wake()
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            unwatch()

    def close(self) -> None:
        """End the window."""
        stopTouchApp()
        Window.close()

    def wake(self) -> None:
        """Take a turn soon: from any callback of the loop."""
        if not self._waiting:
            self._waiting = True
            asyncio.get_running_loop().call_soon(self._hear)

    def _hear(self) -> None:
        """Take in what was touched. What that sets going, such as an order to lockerd, leaves before all drawing."""
        Window.mainloop()
        asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        self._waiting = False
        if self._painter.breathing:
            self._painter.breathe(time.monotonic())
        self._draw_changes()
        # Drawing may have read X events into SDL's queue: the connection would not tell of them again.
        self._sdl.SDL_PumpEvents()
        if self._sdl.SDL_HasEvents(*SDL_EVENTS):
            self.wake()
        self._set_timer()

    def _draw_changes(self) -> None:
        if self._scene is not self._laid:
            self.lay(self._scene)
        if self._pictures_stale:
            self._pictures_stale = False
            self._painter.refresh_pictures()
        if self._painter.damaged:
            self._root.canvas.ask_update()
        EventLoop.idle()

    def _draw(self, window: Any) -> bool:
        """In place of Kivy's own on_draw, which first clears the whole window."""
        self._painter.paint(window.render_context.draw)
        return True

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        wait_s = 1 / BREATHS_A_SECOND if self._painter.breathing else Clock.get_min_timeout()
        if wait_s < TIMER_S_MAX:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, wait_s), self.wake)

    def _watch(self) -> Callable[[], None]:
        display = getattr(Window.get_window_info(), "display", None)
        return watch_x11(display, self.wake) if display else watch_evdev(Path("/dev/input"), self.wake)

    def _down(self, _window: Any, x: float, y: float, button: str, _modifiers: Any) -> bool:
        if button == "left":
            self.apart_ms = self._arrivals.next_ms()
        if button == "left" and self._held.begins(FINGER, _now_ms()):
            touch = self._scene.control_at(x, y)
            draws = self._drawing.begins(touch)
            self._press(None if draws else touch)
            self.on_touch(touch.control if touch else None)
            self._drawn(x, y)
        return True

    def _moved(self, _window: Any, x: float, y: float, _modifiers: Any) -> bool:
        self._drawn(x, y)
        return True

    def _up(self, _window: Any, x: float, y: float, *_: Any) -> bool:
        self._held.ends(FINGER)
        self._press(None)
        self._drawn(x, y, up=True)
        return True

    def _drawn(self, x: float, y: float, *, up: bool = False) -> None:
        drawn = self._drawing.at(x, y, up=up)
        if drawn is not None:
            self.on_drag(*drawn, up)

    def _press(self, touch: Touch | None) -> None:
        self._painter.press(touch)
        self.wake()

    def _key_down(self, _window: Any, key: int, *_: Any) -> bool:
        self._repeated = not self._held.begins(key, _now_ms())
        if key in COMMANDS and not self._repeated:
            self.on_key(COMMANDS[key])
        return True

    def _key_up(self, _window: Any, key: int, *_: Any) -> bool:
        self._held.ends(key)
        self._repeated = False
        return True

    def _text_typed(self, _window: Any, text: str) -> None:
        for sign in "" if self._repeated else text:
            self.on_key(sign)

    def _closing(self, *_: Any, **__: Any) -> bool:
        self.on_close()
        return True


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def _drawn_by_processor() -> bool:
    """Whether Mesa draws without GPU: then drawing is slow, and the back buffer keeps its content after a flip."""
    renderer = glGetString(GL_RENDERER) or b""
    return any(name in renderer for name in (b"llvmpipe", b"softpipe", b"swrast"))


def _sdl() -> Any:
    """The SDL that Kivy's wheel ships, already loaded into this process."""
    libraries = Path(kivy.__file__).parent.parent / "Kivy.libs"
    found = next(libraries.glob("libSDL2-2-*.so*"), None)
    return ctypes.CDLL(str(found) if found else "libSDL2-2.0.so.0")
