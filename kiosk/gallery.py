"""``python -m kiosk.gallery [--out DIR]``: a picture of every screen, in every language, upright and lying,
and ``index.html`` with all of them.

Without a display it starts Xvfb (Debian) for itself. ``--only TEXT`` draws the pictures whose name has the text.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from config.load import load_kiosk
from kiosk.display import display
from kiosk.examples import examples
from kiosk.examples.pages import example_picture
from kiosk.gallery_page import write_page
from kiosk.glass import open_glass
from kiosk.scene import Scene
from kiosk.screens import scene
from kiosk.settings import Window, place_of
from kiosk.texts import load_texts

SHAPES = {"upright": (1080, 1920), "lying": (1920, 1080)}
EXAMPLE = Path(__file__).parent.parent / "config" / "examples" / "kiosk.toml"


def scenes(machine: Path, width: int, height: int) -> Iterator[tuple[str, str, Scene]]:
    """Every example as (name, language, scene) for a glass of that size."""
    place = place_of(load_kiosk(machine))
    texts = load_texts(place.languages)
    for name, model in examples(place).items():
        for language in place.languages:
            yield name, language, scene(replace(model, language=language), texts, width, height)


def where(name: str, control: str, width: int, height: int, machine: Path = EXAMPLE) -> tuple[int, int]:
    """Where a control of the example ``name`` lies, in pixels: for a finger that is played.

    :raises KeyError: no such example, or no such control on it.
    """
    place = place_of(load_kiosk(machine))
    texts = load_texts(place.languages[:1])
    return scene(examples(place)[name], texts, width, height).where(control)


def main() -> int:
    """Draw the gallery, one process for each shape of glass."""
    options = _options()
    if options.shape:
        return _draw(options)
    options.out.mkdir(parents=True, exist_ok=True)
    for shape, (width, height) in SHAPES.items():
        with display(width, height) as shown:
            command = [sys.executable, "-m", "kiosk.gallery", "--shape", shape, *sys.argv[1:]]
            code = subprocess.run(command, env=os.environ | {"DISPLAY": shown}, check=False).returncode  # noqa: S603
        if code:
            return code
    sys.stdout.write(f"all on one page: {write_page(options.out)}\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kiosk.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/gallery"))
    parser.add_argument("--only", default="")
    parser.add_argument("--machine", type=Path, default=EXAMPLE, help="the kiosk.toml whose cabinet is drawn")
    parser.add_argument("--fonts", type=Path, default=Path("var/fonts"))
    parser.add_argument("--shape", choices=sorted(SHAPES), help=argparse.SUPPRESS)
    return parser.parse_args()


def _draw(options: argparse.Namespace) -> int:
    width, height = SHAPES[options.shape]
    glass = open_glass(Window(width, height, fullscreen=False), options.fonts, options.out / ".kivy")
    glass.pictures = example_picture
    drawn = 0
    for name, language, shown in scenes(options.machine, width, height):
        if options.only in name:
            glass.lay(shown)
            glass.picture(options.out / f"{name}.{language}.{options.shape}.png")
            drawn += 1
    sys.stdout.write(f"{drawn} pictures, {options.shape}, in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
