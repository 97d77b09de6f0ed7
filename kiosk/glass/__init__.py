"""The pane of glass: Kivy's window, its loop on asyncio, and what draws a scene. Only these files import Kivy."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.settings import Window

if TYPE_CHECKING:
    from kiosk.glass.window import Glass


class FontMissingError(Exception):
    """A font file is not where it was said to be."""


def open_glass(settings: Window, fonts: Path, cache: Path) -> "Glass":
    """Open the window. Kivy is told first not to read this process's arguments, nor the home folder's settings.

    :raises FontMissingError: ``fonts`` lacks NotoSansSC-Regular.otf or NotoSansSC-Bold.otf.
    """
    for weight in ("Regular", "Bold"):
        if not (fonts / f"NotoSansSC-{weight}.otf").is_file():
            raise FontMissingError(f"{fonts / f'NotoSansSC-{weight}.otf'} is missing: setup/fonts.py makes it")
    _prepare(settings, cache)
    from kiosk.glass.window import Glass  # noqa: PLC0415  Kivy opens its window while it is imported

    return Glass(settings.width, settings.height, fonts)


def _prepare(settings: Window, cache: Path) -> None:
    quiet = {"KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1", "KIVY_NO_FILELOG": "1", "KIVY_NO_CONSOLELOG": "1"}
    os.environ.update(quiet, KIVY_LOG_MODE="PYTHON", KIVY_HOME=str(cache))
    # Else SDL grabs the pointer at each press and waits for X three times. A finger never leaves the glass.
    os.environ["SDL_MOUSE_AUTO_CAPTURE"] = "0"
    from kivy.config import Config  # noqa: PLC0415

    graphics = {
        "width": settings.width,
        "height": settings.height,
        # X without a window manager cannot make a window full: a borderless one of the display's size does it.
        "fullscreen": "auto" if settings.fullscreen and "DISPLAY" not in os.environ else 0,
        "position": "custom" if settings.fullscreen else "auto",
        "left": 0,
        "top": 0,
        "borderless": int(settings.fullscreen),
        "resizable": 0,
        "maxfps": 0,
        "vsync": 0,
        "multisamples": 0,
        "show_cursor": int(not settings.fullscreen),
    }
    for key, value in graphics.items():
        Config.set("graphics", key, str(value))
    # SDL turns a finger into mouse events; a second provider would press everything twice.
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("kivy", "exit_on_escape", "0")
