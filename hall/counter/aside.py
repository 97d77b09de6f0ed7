"""A submission that could not be taken in: it stays as it came, and staff see on the dashboard that it is there."""

import logging
from enum import StrEnum

from django.db.models import F

from hall.kiosks.models import Alarm, Dropped

ALARM = "submission_unfit"
CAUSE = "submission"

_log = logging.getLogger(__name__)


def note_set_aside(kiosk: str, submission: str, why: StrEnum, at_ms: int) -> None:
    """Count it and raise the alarm; staff clear that on the kiosk's page. The id is no personal data."""
    _log.error("%s handed in %s, set aside: %s", kiosk, submission, why)
    Dropped.objects.get_or_create(kiosk=kiosk, cause=CAUSE)
    Dropped.objects.filter(kiosk=kiosk, cause=CAUSE).update(count=F("count") + 1, last_at_ms=at_ms)
    words = {"since_ms": at_ms, "detail": f"{submission}: {why}"}
    Alarm.objects.update_or_create(kiosk_id=kiosk, alarm=ALARM, subject="", defaults=words)
