"""The QR code of a notice: which case, which notice, and a check that it is ours.

``EL1:A202600042:261123:E26112300423:ABCDEFGHIJKLMNOP``: version, notice, day, case, 80 bits of a MAC in base 32.
Nothing personal. Capitals, digits and colons fit a QR code's dense mode.
"""

import base64
import hmac
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from intake.notices.notice import Kind, NoticeNumber

Mac = Callable[[bytes], bytes]
"""Keyed by the hall; at least 10 bytes of result, for instance HMAC with SHA-256."""

PREFIX = "EL1"
TEXT_MAX = 160
_MAC_BYTES = 10
_BODY = re.compile(r"EL1:([ACTPNRE])(\d{4})(\d{5,8}):(\d{2})(\d{2})(\d{2}):([\x21-\x7e]{1,64})\Z", re.ASCII)


class QrTrouble(StrEnum):
    """Why a scanned text opens no case."""

    FOREIGN = "foreign"
    GARBLED = "garbled"
    FORGED = "forged"


class QrContent(Struct, frozen=True):
    """What a code of ours says."""

    number: NoticeNumber
    day: date
    case: str


def qr_text(content: QrContent, mac: Mac) -> str:
    """The text to print."""
    number = content.number
    notice = f"{number.kind}{number.year:04}{number.sequence:05}"
    body = f"{PREFIX}:{notice}:{content.day:%y%m%d}:{content.case}"
    return f"{body}:{_check(body, mac)}"


def read_qr(text: str, mac: Mac) -> QrContent | QrTrouble:
    """What a scanned text says, or why it is not to be trusted."""
    if not text.startswith(f"{PREFIX}:"):
        return QrTrouble.FOREIGN
    body, _, check = text[: TEXT_MAX + 1].rpartition(":")
    parts = _BODY.match(body) if len(text) <= TEXT_MAX else None
    if not parts:
        return QrTrouble.GARBLED
    if not hmac.compare_digest(check.encode(errors="replace"), _check(body, mac).encode()):
        return QrTrouble.FORGED
    kind, year, sequence, *day, case = parts.groups()
    try:
        on = date(2000 + int(day[0]), int(day[1]), int(day[2]))
    except ValueError:
        return QrTrouble.GARBLED
    return QrContent(NoticeNumber(Kind(kind), int(year), int(sequence)), on, case)


def _check(body: str, mac: Mac) -> str:
    return base64.b32encode(mac(body.encode())[:_MAC_BYTES]).decode()
