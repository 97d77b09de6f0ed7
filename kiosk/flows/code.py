"""What a person may type or scan for a pickup: plain digits, or ``PK1:{kiosk}:{code}`` from a QR."""

import re
import unicodedata
from dataclasses import dataclass, field

from locker.contract.requests import CODE_DIGITS

SCANNED_CHARS_MAX = 512

_PLAIN = re.compile(rf"[0-9]{{{CODE_DIGITS}}}")
_QR = re.compile(rf"PK1:([a-z0-9][a-z0-9-]{{0,31}}):([0-9]{{{CODE_DIGITS}}})")


@dataclass(frozen=True, slots=True)
class PickupText:
    """A code, and the kiosk it is for (empty: not said)."""

    code: str = field(repr=False)
    kiosk: str = ""


def read_pickup_text(text: str) -> PickupText | None:
    """Read what was scanned; None when it is no pickup code. Full-width digits, spaces and hyphens are forgiven."""
    plain = unicodedata.normalize("NFKC", text[:SCANNED_CHARS_MAX]).strip()
    if qr := _QR.fullmatch(plain):
        return PickupText(code=qr[2], kiosk=qr[1])
    bare = plain.replace(" ", "").replace("-", "")
    return PickupText(code=bare) if _PLAIN.fullmatch(bare) else None
