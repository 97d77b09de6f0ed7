"""Draws a visitor's way change by change, and each screen anew: ``python -m tests.kiosk.draw_twice FONTS OUT``."""

import sys
from pathlib import Path

from kiosk.examples.pages import example_picture
from kiosk.gallery import EXAMPLE, scenes
from kiosk.glass import open_glass
from kiosk.scene import Scene
from kiosk.settings import Window
from tests.kiosk.glass import SIZE

WAY = (
    "home", "collect", "collect-typing", "collect-code_unknown", "opening-pickup", "door_open-pickup",
    "door_shut-pickup", "thank_you", "home", "help-called", "home", "compartments-chosen", "papers", "one_paper",
    "camera-moving", "camera-steady", "camera-taken", "page_preview", "from_phone", "sign", "sign-drawn", "handed_in",
    "read_notice-correction", "asleep",
)  # fmt: skip


def main() -> None:
    """Write NN.step.png and NN.whole.png for each screen of the way."""
    fonts, out = map(Path, sys.argv[1:])
    found = {name: shown for name, language, shown in scenes(EXAMPLE, *SIZE) if language == "zh"}
    glass = open_glass(Window(*SIZE, fullscreen=False), fonts, out / "kivy")
    glass.pictures = example_picture
    for number, name in enumerate(WAY):
        glass.lay(found[name])
        glass.draw_now()
        glass.picture(out / f"{number:02}-{name}.step.png", again=False)
    for number, name in enumerate(WAY):
        glass.lay(Scene("nothing", ()))
        glass.draw_now()
        glass.lay(found[name])
        glass.draw_now()
        glass.picture(out / f"{number:02}-{name}.whole.png")


if __name__ == "__main__":
    main()
