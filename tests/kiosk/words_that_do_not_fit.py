"""Prints each text that would be cut or too small: ``python -m tests.kiosk.words_that_do_not_fit FONTS CACHE``."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import theme
from kiosk.gallery import EXAMPLE, SHAPES, scenes
from kiosk.scene import Words

if TYPE_CHECKING:
    from kiosk.glass.ink import Ink


def main() -> None:
    """One line for each."""
    fonts, cache = map(Path, sys.argv[1:])
    quiet = ("KIVY_NO_ARGS", "KIVY_NO_CONFIG", "KIVY_NO_FILELOG", "KIVY_NO_CONSOLELOG")
    os.environ.update(dict.fromkeys(quiet, "1"), KIVY_HOME=str(cache))
    from kiosk.glass.ink import Ink  # noqa: PLC0415  Kivy reads the environment while it is imported

    ink = Ink(fonts)
    for width, height in SHAPES.values():
        for name, language, shown in scenes(EXAMPLE, width, height):
            for words in shown.elements:
                if isinstance(words, Words) and words.text and not fits(ink, words):
                    print(f"{name} {language} {width}x{height}: {words.text!r}")


def fits(ink: "Ink", words: Words) -> bool:
    """Large enough and whole."""
    setting = ink.set(words)
    return setting.size >= theme.TEXT_MIN - 0.01 and ink.holds(setting, words)


if __name__ == "__main__":
    main()
