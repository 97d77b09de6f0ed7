"""What a page shows, read from the tables: plain rows, nothing personal but the masked phone."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from config.hall import HallMachine, KnownKiosk
from hall.counter import calls
from hall.counter.models import OnMyWay
from hall.dashboard.event_words import sentence
from hall.kiosks.models import Alarm, Command, Compartment, Deposit, Dropped, Event, Kiosk
from hall.machine import cabinet_name
from hall.sms.models import TROUBLED, Sms
from locker.contract.facts import CLEARED_BY_STAFF

SILENT_MS = 120_000
EVENTS_SHOWN = 40
DEPOSITS_SHOWN = 512
SMS_SHOWN = 100
COMMANDS_SHOWN = 10
ALARMS_SHOWN = 200
HALL_ALARMS = frozenset({"log_forked", "submission_unfit"})
CLEARED_HERE = HALL_ALARMS | CLEARED_BY_STAFF
"""Alarms with a button on the page; the others end when their cause does."""


@dataclass(frozen=True, slots=True)
class KioskRow:
    """A kiosk on the first page and at the head of its own.

    ``link``: online, offline, silent or never_seen; ``doors`` counts them by state, ``map`` has each.
    """

    id: str
    name: str
    kiosk: Kiosk
    link: str
    doors: dict[str, int]
    map: list["DoorRow"]
    alarms: int


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door: one state for its colour, the most urgent one first."""

    name: str
    state: str
    door: str
    service: str
    deposit: Deposit | None


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit with its latest SMS."""

    deposit: Deposit
    sms: Sms | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in words."""

    seq: int
    at_ms: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm; ``call``: somebody asks for help, and who of the staff is ``coming``."""

    alarm: Alarm
    call: bool
    coming: OnMyWay | None


def link_of(kiosk: Kiosk, now_ms: int) -> str:
    """Whether the kiosk is there. It says something every half minute, so online and quiet is a trouble too."""
    if kiosk.online is None:
        return "never_seen"
    if not kiosk.online:
        return "offline"
    return "silent" if now_ms - max(kiosk.heard_at_ms, kiosk.online_since_ms) > SILENT_MS else "online"


def kiosk_rows(machine: HallMachine, language: str, now_ms: int) -> list[KioskRow]:
    """All kiosks of the TOML, in its order."""
    return _kiosk_rows(machine.kiosk, language, now_ms)


def kiosk_row(machine: HallMachine, id_: str, language: str, now_ms: int) -> KioskRow | None:
    """One of them; None: no such kiosk."""
    known = next((kiosk for kiosk in machine.kiosk if kiosk.id == id_), None)
    rows = _kiosk_rows([known], language, now_ms) if known else []
    return rows[0] if rows else None


def door_rows(kiosk: str) -> list[DoorRow]:
    """The cabinet's doors: A1, A2 … A10, B1 …"""
    return _doors([kiosk])[kiosk]


def deposit_rows(kiosk: str) -> list[DepositRow]:
    """What is in the cabinet, the longest waiting first."""
    inside = Deposit.objects.filter(kiosk_id=kiosk, ended_at_ms=None)
    deposits = list(inside.order_by("begun_at_ms")[:DEPOSITS_SHOWN])
    latest: dict[str, Sms] = {}
    for sms in Sms.objects.filter(kiosk=kiosk, deposit__in=[d.deposit for d in deposits]).order_by("id"):
        latest[sms.deposit] = sms
    return [DepositRow(deposit, latest.get(deposit.deposit)) for deposit in deposits]


def event_rows(kiosk: str, language: str) -> list[EventRow]:
    """The latest events, newest first; without every door's first word at start, which nobody has to read."""
    told = Event.objects.filter(kiosk_id=kiosk).exclude(kind="door_seen")
    events = told.order_by("-seq")[:EVENTS_SHOWN]
    return [EventRow(e.seq, e.at_ms, e.kind, sentence(e.kind, e.body, language)) for e in events]


def alarm_rows(now_ms: int, kiosk: str | None = None) -> list[AlarmRow]:
    """What stands, the newest first; of all kiosks when none is named."""
    alarms = Alarm.objects.order_by("-since_ms")
    shown = alarms.filter(kiosk_id=kiosk)[:ALARMS_SHOWN] if kiosk else alarms[:ALARMS_SHOWN]
    return [AlarmRow(alarm, alarm.alarm == calls.ALARM, _answer(alarm, now_ms)) for alarm in shown]


def call_rows(now_ms: int) -> list[AlarmRow]:
    """Calls for help that stand, one a kiosk, the newest first."""
    standing = Alarm.objects.filter(alarm=calls.ALARM).order_by("-since_ms")[:ALARMS_SHOWN]
    return [AlarmRow(alarm, True, _answer(alarm, now_ms)) for alarm in standing]


def sms_in_trouble() -> Iterable[Sms]:
    """Failed or doubtful, or waiting with a trouble, unless a later copy went out; newest first."""
    troubled = Q(state__in=TROUBLED) | (Q(state="owed") & ~Q(trouble=""))
    same = {name: OuterRef(name) for name in ("kiosk", "case", "event_seq", "recipient")}
    later = Sms.objects.filter(**same, copy__gt=OuterRef("copy"))
    return Sms.objects.filter(troubled, ~Exists(later)).order_by("-id")[:SMS_SHOWN]


def sms_rows() -> Iterable[Sms]:
    """The latest, whatever their state."""
    return Sms.objects.order_by("-id")[:SMS_SHOWN]


def dropped_rows() -> Iterable[Dropped]:
    """What was refused."""
    return Dropped.objects.order_by("kiosk", "cause")[:ALARMS_SHOWN]


def command_rows(kiosk: str) -> Iterable[Command]:
    """The latest remote acts."""
    return Command.objects.filter(kiosk_id=kiosk).order_by("-at_ms")[:COMMANDS_SHOWN]


def _kiosk_rows(known: Sequence[KnownKiosk], language: str, now_ms: int) -> list[KioskRow]:
    """Four queries, however many kiosks there are."""
    ids = [kiosk.id for kiosk in known]
    kiosks, doors = Kiosk.objects.in_bulk(ids), _doors(ids)
    alarms = Counter(Alarm.objects.values_list("kiosk_id", flat=True))
    return [
        KioskRow(
            id=kiosk.id,
            name=cabinet_name(kiosk, language),
            kiosk=kiosks[kiosk.id],
            link=link_of(kiosks[kiosk.id], now_ms),
            doors=dict(Counter(door.state for door in doors[kiosk.id])),
            map=doors[kiosk.id],
            alarms=alarms[kiosk.id],
        )
        for kiosk in known
        if kiosk.id in kiosks
    ]


def _doors(kiosks: Sequence[str]) -> defaultdict[str, list[DoorRow]]:
    deposits = Deposit.objects.filter(kiosk_id__in=kiosks, ended_at_ms=None)
    inside = {(deposit.kiosk_id, deposit.compartment): deposit for deposit in deposits}
    doors: defaultdict[str, list[DoorRow]] = defaultdict(list)
    compartments = Compartment.objects.filter(kiosk_id__in=kiosks)
    for compartment in sorted(compartments, key=lambda row: _natural(row.name)):
        place = (compartment.kiosk_id, compartment.name)
        doors[compartment.kiosk_id].append(_door_row(compartment, inside.get(place)))
    return doors


def _door_row(compartment: Compartment, deposit: Deposit | None) -> DoorRow:
    state = _urgent(compartment, deposit)
    return DoorRow(compartment.name, state, compartment.door, compartment.service, deposit)


def _answer(alarm: Alarm, now_ms: int) -> OnMyWay | None:
    return calls.coming(alarm.kiosk_id, now_ms) if alarm.alarm == calls.ALARM else None


def _urgent(compartment: Compartment, deposit: Deposit | None) -> str:
    if compartment.door == "open":
        return "open"
    if compartment.service != "in_service":
        return compartment.service
    if compartment.door in ("doubtful", "unknown"):
        return compartment.door
    return "occupied" if deposit else "free"


def _natural(name: str) -> tuple[str, int]:
    letters, digits = re.match(r"(\D*)(\d*)", name).groups()  # type: ignore[union-attr]
    return letters, int(digits or 0)
