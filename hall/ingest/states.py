"""What is not in the log: whether a kiosk is there, how its machine is, what it says of itself as a whole."""

from typing import Any

import msgspec

from hall.ingest.messages import Cause, Message, Part, Sorted
from hall.kiosks.models import Compartment, Kiosk
from hall.nul import has_nul
from locker.contract.facts import Door, Service
from locker.contract.topics import CabinetSnapshot, CompartmentSnapshot, Status, Telemetry

_TYPES: dict[Part, type[msgspec.Struct]] = {
    Part.STATUS: Status,
    Part.TELEMETRY: Telemetry,
    Part.CABINET: CabinetSnapshot,
    Part.COMPARTMENT: CompartmentSnapshot,
}
_decoders = {part: msgspec.json.Decoder(type_) for part, type_ in _TYPES.items()}


def apply_state(to: Sorted, message: Message, now_ms: int) -> Cause | None:
    """Write one state message to the kiosk's row; the cause when it is none of ours."""
    if has_nul(message.payload):
        return Cause.MALFORMED
    try:
        word = _decoders[to.part].decode(message.payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Cause.MALFORMED
    kiosk = Kiosk.objects.get(pk=to.kiosk)
    if not message.retained:
        kiosk.heard_at_ms = now_ms
    return _write(kiosk, to, word, now_ms)


def _write(kiosk: Kiosk, to: Sorted, word: Any, now_ms: int) -> Cause | None:
    match word:
        case Status():
            return _status(kiosk, word, now_ms)
        case Telemetry():
            kiosk.telemetry = msgspec.to_builtins(word)
        case CabinetSnapshot():
            kiosk.snapshot = msgspec.to_builtins(word)
        case CompartmentSnapshot():
            return _compartment(to, word)
    kiosk.save()
    return None


def _status(kiosk: Kiosk, status: Status, now_ms: int) -> Cause | None:
    """A retained status is told again after every reconnect: "since" moves only when something changed."""
    if status.s not in ("online", "offline") or len(status.boot) > 64 or len(status.version) > 64:
        return Cause.MALFORMED
    online = status.s == "online"
    if (kiosk.online, kiosk.boot) != (online, status.boot):
        kiosk.online_since_ms = now_ms
    kiosk.online, kiosk.boot, kiosk.version = online, status.boot, status.version or kiosk.version
    kiosk.save()
    return None


def _compartment(to: Sorted, snapshot: CompartmentSnapshot) -> Cause | None:
    """Only names a door the log has not told of yet: the log stays the truth."""
    if snapshot.door not in list(Door) or snapshot.service not in list(Service):
        return Cause.MALFORMED
    defaults = {"door": snapshot.door, "service": snapshot.service}
    Compartment.objects.get_or_create(kiosk_id=to.kiosk, name=to.rest, defaults=defaults)
    return None
