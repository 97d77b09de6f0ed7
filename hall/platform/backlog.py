"""Whether events still reach the platform, for the pages of who looks after the machines."""

from dataclasses import dataclass

from django.db.models import Q

from hall.cases.models import CaseEvent
from hall.platform.models import Cursor

PATIENCE_MS = 10 * 60_000


@dataclass(frozen=True, slots=True)
class Stuck:
    """``adapter``: which way, empty when the process itself takes nothing. ``why``: as the adapter said it."""

    adapter: str
    why: str
    since_ms: int
    waiting: int


def stuck(now_ms: int) -> list[Stuck]:
    """The ways on which an event has waited for more than ten minutes."""
    found = [_of(Q(out=None), "", "", now_ms)]
    found += [_of(Q(out__gt=one.seq), one.adapter, one.trouble, now_ms) for one in Cursor.objects.order_by("pk")]
    return [one for one in found if one]


def _of(waits: Q, adapter: str, why: str, now_ms: int) -> Stuck | None:
    rows = CaseEvent.objects.filter(waits)
    oldest = rows.order_by("seq").values_list("at_ms", flat=True).first()
    if oldest is None or now_ms - oldest <= PATIENCE_MS:
        return None
    return Stuck(adapter, why, oldest, rows.count())
