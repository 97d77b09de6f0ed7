"""Events in order to one adapter: delivered, then the cursor moved. Cut off in between, the event goes out again."""

import logging
from collections.abc import Callable

import msgspec

from hall.cases.models import CaseEvent
from hall.clock import Clock
from hall.platform.adapters import Adapter, Later
from hall.platform.event import PlatformEvent
from hall.platform.models import Cursor
from hall.platform.order import put_in_order
from hall.platform.signing import headers

PAUSE_MS_MIN = 1_000
PAUSE_MS_MAX = 300_000
BATCH_MAX = 50

_log = logging.getLogger(__name__)


class Carrier:
    """``make``: a row of the outbox as an event; ``key`` signs it (Ed25519, PEM)."""

    def __init__(self, adapter: Adapter, make: Callable[[CaseEvent], PlatformEvent], key: str, clock: Clock) -> None:
        self._adapter = adapter
        self._make = make
        self._key = key
        self._clock = clock
        self._pause_ms = 0
        self._not_before_ms = 0

    def turn(self) -> bool:
        """Deliver what is due, at most a batch; whether anything went out."""
        if self._clock() < self._not_before_ms:
            return False
        cursor, _ = Cursor.objects.get_or_create(pk=self._adapter.name)
        put_in_order()
        rows = CaseEvent.objects.filter(out__gt=cursor.seq).order_by("out")[:BATCH_MAX]
        went = 0
        for row in rows:
            if not self._deliver(cursor, row):
                break
            went += 1
        return went > 0

    def _deliver(self, cursor: Cursor, row: CaseEvent) -> bool:
        event = self._make(row)
        body = msgspec.json.encode(event)
        answer = self._adapter.deliver(body, headers(event.id, body, self._key))
        if isinstance(answer, Later):
            self._wait(cursor, event.seq, answer.why)
            return False
        self._pause_ms = 0
        cursor.seq, cursor.delivered_ms, cursor.trouble, cursor.since_ms = event.seq, self._clock(), "", 0
        cursor.save()
        return True

    def _wait(self, cursor: Cursor, seq: int, why: str) -> None:
        """Those behind wait too: order is kept."""
        self._pause_ms = min(PAUSE_MS_MAX, max(PAUSE_MS_MIN, self._pause_ms * 2))
        self._not_before_ms = self._clock() + self._pause_ms
        _log.warning("event %d by %s: %s; again in %d s", seq, self._adapter.name, why, self._pause_ms // 1000)
        cursor.trouble, cursor.since_ms = why[:200], cursor.since_ms or self._clock()
        cursor.save()
