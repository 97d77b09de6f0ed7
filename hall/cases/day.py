"""The hall's day: China has one time zone and no summer time."""

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def day_of(at_ms: int) -> date:
    """The day at the hall at this moment."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(CHINA).date()
