"""The text of a draft's slip: which draft, its key, a check. The key is on the slip and nowhere else.

``ELD1:0123…CDEF:ABCD…WXYZ:ABCDEFGH``: version, id (32 hexadecimal digits), key (32 bytes, base 32), 40 bits of SHA-256
over all before it. Capitals, digits and colons fit a QR code's dense mode; 99 characters.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

PREFIX = "ELD1"
KEY_BYTES = 32
_CHECK_BYTES = 5
_SLIP = re.compile(r"ELD1:([0-9A-F]{32}):([A-Z2-7]{52}):([A-Z2-7]{8})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip says. ``draft``: 32 small hexadecimal digits."""

    draft: str
    key: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The text of its QR code."""
        body = f"{PREFIX}:{self.draft.upper()}:{base64.b32encode(self.key).decode().rstrip('=')}"
        return f"{body}:{_check(body)}"


def read_slip(text: str) -> Slip | None:
    """What a scanned text says; None when it is no slip of ours, or was read wrongly."""
    parts = _SLIP.match(text.strip().upper())
    if parts is None or _check(text.strip().upper().rpartition(":")[0]) != parts[3]:
        return None
    try:
        return Slip(parts[1].lower(), base64.b32decode(parts[2] + "===="))
    except binascii.Error:
        return None


def _check(body: str) -> str:
    return base64.b32encode(hashlib.sha256(body.encode()).digest()[:_CHECK_BYTES]).decode()
