"""What arrives from the broker, sorted by topic and judged by size; nothing is trusted before it was decoded."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta, Struct

from config.hall import KnownKiosk
from hall.nul import NUL, has_nul
from locker.contract.codec import decode_event
from locker.contract.events import AnyEvent, DepositBegun, DepositConfirmed
from locker.contract.ids import KioskId, SiteId
from locker.contract.topics import Topics

MESSAGE_BYTES_MAX = 16_384
INTEGER_MAX = 2**53
INDEXED_LENGTH_MAX = 256
"""PostgreSQL takes at most 2,704 bytes into an index; names and numbers of ours have 64 characters."""

Integer = Annotated[int, Meta(ge=0, le=INTEGER_MAX)]
ShortText = Annotated[str, Meta(max_length=64)]


class Cause(StrEnum):
    """Why a message was dropped, or stored without being applied (``NOT_UNDERSTOOD``)."""

    MALFORMED = "malformed"
    HUGE = "huge"
    FOREIGN = "foreign"
    RETAINED = "retained"
    GAP = "gap"
    FORKED = "forked"
    NOT_UNDERSTOOD = "not_understood"


class Part(StrEnum):
    """Which topic of a kiosk."""

    LOG = "log"
    STATUS = "status"
    TELEMETRY = "telemetry"
    CABINET = "cabinet"
    COMPARTMENT = "compartment"


class Message(NamedTuple):
    """A message as the broker gave it."""

    topic: str
    payload: bytes
    retained: bool


class Sorted(NamedTuple):
    """Where a message belongs. ``rest``: the compartment's name, for its state."""

    kiosk: str
    part: Part
    rest: str = ""


class Envelope(Struct, frozen=True, kw_only=True, gc=False):
    """An :class:`~locker.contract.events.Entry` whose body is still the exact bytes the hash covers."""

    seq: Annotated[int, Meta(ge=1, le=INTEGER_MAX)]
    at_ms: Integer
    boot: ShortText
    request: ShortText | None
    body: msgspec.Raw
    hash: Annotated[str, Meta(min_length=64, max_length=64)]


class _Kind(Struct):
    kind: ShortText


_INDEXED = ("deposit", "case", "compartment", "subject")
_envelope = msgspec.json.Decoder(Envelope)
_kind = msgspec.json.Decoder(_Kind)
_TROUBLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Addresses:
    """The topics of the kiosks this hall serves; every other topic is foreign."""

    def __init__(self, kiosks: Iterable[KnownKiosk]) -> None:
        self._exact: dict[str, Sorted] = {}
        self._compartments: dict[str, str] = {}
        for kiosk in kiosks:
            topics = Topics(SiteId(kiosk.site), KioskId(kiosk.id))
            self._exact[topics.log] = Sorted(kiosk.id, Part.LOG)
            self._exact[topics.status] = Sorted(kiosk.id, Part.STATUS)
            self._exact[topics.telemetry] = Sorted(kiosk.id, Part.TELEMETRY)
            self._exact[topics.cabinet_state] = Sorted(kiosk.id, Part.CABINET)
            self._compartments[topics.compartment_state("").rstrip("/")] = kiosk.id

    def sort(self, topic: str) -> Sorted | None:
        """Whose message this is, and which; None: not of a kiosk and site we know."""
        known = self._exact.get(topic)
        if known is not None:
            return known
        base, _, name = topic.rpartition("/")
        kiosk = self._compartments.get(base)
        return Sorted(kiosk, Part.COMPARTMENT, name) if kiosk and len(name) <= 16 else None


def refused(message: Message, part: Part) -> Cause | None:
    """Why a message is not even decoded. Only states may be retained: an old event or reading is no news."""
    if len(message.payload) > MESSAGE_BYTES_MAX:
        return Cause.HUGE
    if message.retained and part in (Part.LOG, Part.TELEMETRY):
        return Cause.RETAINED
    return None


def read_envelope(payload: bytes) -> Envelope | None:
    """The entry in a ``log`` message, or None: not one of ours."""
    try:
        envelope = _envelope.decode(payload)
        bytes(envelope.body).decode()
    except _TROUBLE:
        return None
    return None if NUL in envelope.boot or NUL in (envelope.request or "") else envelope


def read_kind(body: msgspec.Raw) -> str:
    """The event's kind, known to us or not; empty when it names none."""
    try:
        return _kind.decode(body).kind.replace(NUL, "")
    except _TROUBLE:
        return ""


def read_event(body: msgspec.Raw) -> AnyEvent | None:
    """The event, or None: of a kind, or with words, that this hall does not know (yet)."""
    if has_nul(bytes(body)):
        return None
    try:
        event = decode_event(bytes(body))
    except _TROUBLE:
        return None
    return event if _fits(event) else None


def _fits(event: AnyEvent) -> bool:
    # The contract puts no upper limit on these; the database does.
    if any(len(getattr(event, name, None) or "") > INDEXED_LENGTH_MAX for name in _INDEXED):
        return False
    if isinstance(event, DepositBegun):
        return 0 <= event.counter <= INTEGER_MAX
    return not isinstance(event, DepositConfirmed) or 0 <= event.due_at_ms <= INTEGER_MAX
