"""The hall's day: eight hours ahead of UTC, whatever zone the machine is set to."""

import os
import subprocess
import sys
from datetime import date

from intake.clock.day import day_of, time_of

BEFORE_EIGHT_MS = 1_795_390_200_000
"""2026-11-22 23:30 UTC: in Erenhot the Monday has begun."""


def test_early_in_the_morning_it_is_already_today() -> None:
    assert day_of(BEFORE_EIGHT_MS) == date(2026, 11, 23)
    assert f"{time_of(BEFORE_EIGHT_MS):%Y-%m-%d %H:%M}" == "2026-11-23 07:30"


def test_a_kiosk_set_to_another_zone_still_has_the_halls_day() -> None:
    say = "from kiosk.applying import now; print(now().utcoffset())"
    told = subprocess.run(
        [sys.executable, "-c", say], env=os.environ | {"TZ": "UTC"}, capture_output=True, text=True, check=True
    )
    assert told.stdout == "8:00:00\n"
