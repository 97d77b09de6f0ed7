"""The hall's day and hour: China has one time zone and no summer time, whatever the machine's own zone is."""

from datetime import UTC, date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def time_of(at_ms: int) -> datetime:
    """The hall's clock at this moment, milliseconds since 1970 UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(CHINA)


def day_of(at_ms: int) -> date:
    """The hall's day at this moment."""
    return time_of(at_ms).date()


CLOSES = time(17, 30)
"""The end of working hours; each hall checks its own."""


def after_hours(at: datetime) -> bool:
    """Whether nobody takes up on that day what comes at this time of the hall's clock."""
    return at.time() >= CLOSES
