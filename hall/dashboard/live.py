"""Parts of pages that are asked for every second: a cheap mark of what they show makes most answers a 304."""

import hashlib
from typing import Any

from django.db.models import Count, Max, Sum
from django.http import HttpRequest

from hall.clock import now_ms
from hall.counter.calls import ALARM, COMING_MS
from hall.counter.models import OnMyWay
from hall.dashboard.rows import link_of
from hall.dashboard.texts import language_of
from hall.kiosks.models import Alarm, Command, Dropped, Kiosk
from hall.platform.backlog import stuck
from hall.sms.models import Sms
from hall.staff.worker import worker_of


def overview_mark(request: HttpRequest) -> str:
    """Changes when anything on the first page does."""
    kiosks = [_kiosk_mark(kiosk) for kiosk in Kiosk.objects.order_by("id")]
    dropped = Dropped.objects.aggregate(count=Sum("count"))
    return _mark(request, kiosks, dropped, _alarms(), _sms(), stuck(now_ms()))


def kiosk_mark(request: HttpRequest, kiosk: str) -> str:
    """Changes when anything on the kiosk's page does."""
    rows = [_kiosk_mark(row) for row in Kiosk.objects.filter(pk=kiosk)]
    commands = Command.objects.filter(kiosk_id=kiosk).aggregate(last=Max("at_ms"), count=Count("answer"))
    return _mark(request, rows, commands, _alarms(kiosk_id=kiosk), _sms(kiosk=kiosk))


def calls_mark(request: HttpRequest, *_: object) -> str:
    """Changes when somebody calls for help, is answered, or was helped."""
    return _mark(request, *_alarms(alarm=ALARM))


def _kiosk_mark(kiosk: Kiosk) -> tuple[Any, ...]:
    told = (kiosk.telemetry, kiosk.snapshot, kiosk.version)
    return (kiosk.id, kiosk.cursor_seq, kiosk.online_since_ms, kiosk.heard_at_ms, link_of(kiosk, now_ms()), told)


def _alarms(**which: str) -> list[Any]:
    alarms = Alarm.objects.filter(**which).aggregate(count=Count("since_ms"), last=Max("since_ms"))
    lately = OnMyWay.objects.filter(at_ms__gt=now_ms() - COMING_MS)
    return [alarms, lately.aggregate(count=Count("id"), last=Max("id"))]


def _sms(**which: str) -> dict[str, Any]:
    return Sms.objects.filter(**which).aggregate(last=Max("changed_ms"))


def _mark(request: HttpRequest, *facts: Any) -> str:
    who = (language_of(request), worker_of(request.user))
    return f'"{hashlib.sha256(str((who, facts)).encode()).hexdigest()[:16]}"'
