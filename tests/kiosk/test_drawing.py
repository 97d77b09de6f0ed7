"""What the glass shows after many small changes is what it would show drawn whole."""

import os
import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from kiosk.display import display
from kiosk.texts import FILES, read_texts
from tests.kiosk.glass import SIZE, fonts


def test_small_changes_add_up_to_the_whole_picture(tmp_path: Path) -> None:
    with display(*SIZE, own=True) as shown:
        command = [sys.executable, "-m", "tests.kiosk.draw_twice", str(fonts()), str(tmp_path)]
        subprocess.run(command, check=True, env=os.environ | {"DISPLAY": shown})

    pictures = sorted(tmp_path.glob("*.step.png"))
    assert len(pictures) > 8
    for picture in pictures:
        whole = picture.with_name(picture.name.replace("step", "whole"))
        compared = subprocess.run(
            ["compare", "-metric", "AE", str(picture), str(whole), "null:"], capture_output=True, text=True, check=False
        )
        assert compared.stderr.split()[0] == "0", picture.name


def test_words_are_no_smaller_than_old_eyes_read_and_never_cut(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.kiosk.words_that_do_not_fit", str(fonts()), str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )

    assert run.stdout == ""


def test_the_font_has_every_sign_of_every_text() -> None:
    with TTFont(fonts() / "NotoSansSC-Regular.otf", lazy=True) as font:
        known = font.getBestCmap()

    for language in FILES:
        signs = set("".join(read_texts(language).values())) - {"\n"}
        assert not {sign for sign in signs if ord(sign) not in known}, language
