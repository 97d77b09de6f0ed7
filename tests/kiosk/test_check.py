"""``--check`` of the screen's program, as every program has it."""

from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.gallery import EXAMPLE


@pytest.mark.parametrize("words", [("--check", str(EXAMPLE)), (str(EXAMPLE), "--check")])
def test_a_good_file_is_called_good_in_one_line(words: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(list(words)) == 0

    said = capsys.readouterr().out
    assert said.startswith(f"{EXAMPLE}: good: kiosk erl-01")
    assert said.count("\n") == 1


def test_a_mistake_in_the_file_is_told_and_nothing_starts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8").replace("[screen]", "[scren]"), encoding="utf-8")

    assert main(["--check", str(file)]) == 2
    assert "scren" in capsys.readouterr().err


def test_without_a_file_there_is_nothing_to_check() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--check"])
