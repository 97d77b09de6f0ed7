"""When all examples are."""

from datetime import datetime

NOW_MS = 1_000_000
WALL = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001  only shown
