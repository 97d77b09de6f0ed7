"""What the measuring tells: which aims were met, next to what, for people and for machines. No time is judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.row import Row, against, line, number, spread


def test_a_ratio_is_judged_where_there_is_one() -> None:
    row = against("last digit to coil", 16.0, "ms", "frame on the wire", 13.0, target=1.25)
    assert row.ratio == pytest.approx(1.231, abs=0.001)
    assert row.met is True
    assert "1.23 x" in line(row)
    assert "≤ 1.25  met" in line(row)


def test_a_value_is_judged_where_nothing_is_beside_it() -> None:
    assert Row("idle", 0.6, "%", target=0.5).met is False
    assert "MISSED" in line(Row("idle", 0.6, "%", target=0.5))


def test_more_can_be_better() -> None:
    assert Row("intake", 9000, "/s", ratio=3.2, target=3.0, better="more").met is True
    assert Row("intake", 9000, "/s", ratio=2.9, target=3.0, better="more").met is False


def test_what_has_no_aim_is_neither_met_nor_missed() -> None:
    row = Row("memory", 140.0, "MiB")
    assert row.met is None
    assert "met" not in line(row).lower()


@pytest.mark.parametrize(
    ("value", "told"), [(0.123456, "0.123"), (6.789, "6.79"), (45.67, "45.7"), (14870.4, "14,870")]
)
def test_numbers_have_the_digits_that_tell_something(value: float, told: str) -> None:
    assert number(value) == told


def test_the_scatter_is_told_even_when_nothing_was_measured() -> None:
    assert spread([1.0, 2.0, 3.0]).endswith("3 times")
    assert spread([]) == "none"


def test_one_command_tells_people_and_machines(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "bench", "--only", "ledger", "--quick", "--json", str(figures)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    assert "-- ledger" in told
    assert "missed: " in told
    (rows,) = json.loads(figures.read_text()).values()
    assert {"what", "measured", "unit", "ratio", "target", "met"} <= rows[0].keys()
