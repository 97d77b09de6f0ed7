"""Draws pictures and a QR code on a real window: ``python -m tests.kiosk.draw_pictures FONTS OUT``."""

import sys
from pathlib import Path

from kiosk.glass import open_glass
from kiosk.glass.pictures import Shot
from kiosk.layout import Rect
from kiosk.scene import Element, Panel, Picture, QrCode, Scene
from kiosk.settings import Window
from tests.kiosk.glass import SIZE

QR_TEXT = "EH1|A|2026|42|20261123|152501-20261123-00417|ABCDEFGHIJKLMNOP"
GROUND = Panel(Rect(0, 0, *SIZE), "#F3F5F7")
UPRIGHT, TURNED = Rect(100, 100, 400, 400), Rect(560, 100, 400, 400)
CORNERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))  # clockwise from the top left


def quarters(width: int, height: int, version: int, colours: tuple[tuple[int, int, int], ...] = CORNERS) -> Shot:
    """A picture of four coloured quarters; an odd width shows whether rows are read as they are."""
    first, second, third, fourth = map(bytes, colours)
    left = width // 2
    upper, lower = (a * left + b * (width - left) for a, b in ((first, second), (fourth, third)))
    return width, height, upper * (height // 2) + lower * (height - height // 2), version


class Sources:
    """What the glass asks for pictures."""

    def __init__(self) -> None:
        self.shots: dict[str, Shot] = {"page:1": quarters(101, 203, 1)}

    def __call__(self, source: str) -> Shot | None:
        return self.shots.get(source)


def main() -> None:
    """Write one PNG for each thing that can happen to a picture."""
    fonts, out = map(Path, sys.argv[1:])
    glass = open_glass(Window(*SIZE, fullscreen=False), fonts, out / "kivy")
    sources = glass.pictures = Sources()

    def shot(name: str, *elements: Element) -> None:
        glass.lay(Scene("pictures", (GROUND, *elements)))
        glass.draw_now()
        glass.picture(out / f"{name}.png", again=False)

    pages = Picture(UPRIGHT, "page:1"), Picture(TURNED, "page:1", turn=1)
    shot("pages", *pages)
    sources.shots["page:1"] = quarters(101, 203, 2, CORNERS[2:] + CORNERS[:2])
    shot("not-told", *pages)
    glass.stale_pictures()
    shot("another", *pages)
    del sources.shots["page:1"]
    glass.stale_pictures()
    shot("gone", *pages)
    shot("code", QrCode(Rect(140, 700, 800, 801), QR_TEXT))
    shot("nothing")


if __name__ == "__main__":
    main()
