"""A finger signs on a real window: ``python -m tests.kiosk.draw_signature FONTS OUT``. Prints its lines as JSON."""

import asyncio
import json
import sys
from functools import partial
from pathlib import Path

from intake.signature import Signature
from kiosk.flows.submit.signing import FIELD
from kiosk.flows.submit.states import Sign
from kiosk.glass import open_glass
from kiosk.layout import Rect
from kiosk.screens import scene
from kiosk.settings import Window as Size
from kiosk.shell import Shell
from kiosk.texts import load_texts
from locker.client import NoAnswer
from locker.contract.requests import AnyRequest
from tests.kiosk.glass import SIZE
from tests.kiosk.window_story import at_the_window
from tests.real.wait import until

STROKES = (((0.1, 0.3), (0.2, 0.7), (0.3, 0.3)), ((0.6, 0.5), (0.8, 0.5), (0.9, 0.5)))


def field() -> Rect:
    """Where the field lies on the glass."""
    shown = scene(at_the_window(laid=3, screen=Sign()).model, load_texts(("zh",)), *SIZE)
    return next(touch.rect for touch in shown.touches if touch.control == FIELD)


async def _nobody(_request: AnyRequest) -> NoAnswer:
    return NoAnswer.AWAY


async def sign(fonts: Path, out: Path) -> Signature:
    """Two strokes with xdotool, seen by the glass, drawn by it."""
    glass = open_glass(Size(*SIZE, fullscreen=False), fonts, out / "kivy")
    story = at_the_window(laid=3, screen=Sign())
    shell = Shell(story.model, load_texts(("zh", "en")), glass, lambda _phone: "", _nobody)
    glass.on_touch, glass.on_drag = shell.touched, shell.dragged
    shell.refresh()
    glass.draw_now()  # a finger needs a window that is there
    running = asyncio.create_task(glass.run())
    for count, stroke in enumerate(STROKES, 1):
        await _finger(field(), stroke)
        await until(partial(_has, shell, count))
    glass.draw_now()
    glass.picture(out / "signed.png", again=False)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    glass.close()
    return _drawn(shell)


def _drawn(shell: Shell) -> Signature:
    return shell.model.screen.lines if isinstance(shell.model.screen, Sign) else ()


def _has(shell: Shell, count: int) -> bool:
    return len(_drawn(shell)) == count


async def _finger(rect: Rect, stroke: tuple[tuple[float, float], ...]) -> None:
    places = [(str(round(rect.x + x * rect.w)), str(round(rect.y + y * rect.h))) for x, y in stroke]
    first, *others = places
    words = ["mousemove", *first, "mousedown", "1"]
    for place in others:
        words += ["mousemove", *place, "sleep", "0.02"]
    run = await asyncio.create_subprocess_exec("xdotool", *words, "mouseup", "1")
    if await run.wait():
        raise RuntimeError("xdotool has no finger")


def main() -> None:
    """Draw, and tell."""
    fonts, out = map(Path, sys.argv[1:])
    sys.stdout.write(json.dumps(asyncio.run(sign(fonts, out))))


if __name__ == "__main__":
    main()
