"""Texts to SMS-SUBMIT and SMS-STATUS-REPORT to words: the octets of 3GPP TS 23.040, and nothing that talks.

Every text goes as UCS-2 (TS 23.038, data coding 08), strictly UTF-16 as every phone today reads it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

SINGLE_UNITS_MAX = 70
PART_UNITS_MAX = 67  # 140 octets less the 6 of the header that joins the parts
PARTS_MAX = 10
REPORT_HEX_MAX = 400

_SUBMIT_WITH_REPORT = 0x21  # TP-MTI SUBMIT, TP-SRR, no validity period
_HAS_HEADER = 0x40  # TP-UDHI
_INTERNATIONAL = 0x91
_UCS2 = 0x08
_STATUS_REPORT = 0x02  # TP-MTI, from the service centre

_MAINLAND_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_INTERNATIONAL_NUMBER = re.compile(r"\+([1-9][0-9]{6,14})")  # E.164


@dataclass(frozen=True, slots=True)
class Submit:
    """One SMS-SUBMIT: ``octets`` goes into ``AT+CMGS=``, ``hex`` (service centre included) after the prompt."""

    octets: int
    hex: str


class Delivery(StrEnum):
    """What the network says of a part. ``trying``: no last word yet, or no proof that it arrived."""

    DELIVERED = "delivered"
    TRYING = "trying"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report: the part's ``reference`` as ``+CMGS`` gave it, and TP-ST as ``status``."""

    reference: int
    phone: str
    delivery: Delivery
    status: int


def international(phone: str) -> str | None:
    """The digits with country code of a mainland mobile number or of ``+`` and E.164; None for anything else."""
    if _MAINLAND_MOBILE.fullmatch(phone):
        return "86" + phone
    found = _INTERNATIONAL_NUMBER.fullmatch(phone)
    if not found or (phone.startswith("+86") and not _MAINLAND_MOBILE.fullmatch(phone[3:])):
        return None
    return found[1]


def split(text: str) -> list[str]:
    """The parts a text is sent in: one of up to 70 UTF-16 units, or several of up to 67; no character is torn."""
    if _units(text) <= SINGLE_UNITS_MAX:
        return [text]
    parts, room = [""], PART_UNITS_MAX
    for character in text:
        if _units(character) > room:
            parts.append("")
            room = PART_UNITS_MAX
        parts[-1] += character
        room -= _units(character)
    return parts


def submits(digits: str, text: str, joint: int) -> list[Submit]:
    """What to hand to the modem, each part asking for a report.

    :param digits: as :func:`international` gives them.
    :param joint: 0 to 255, the number by which a phone knows which parts belong together.
    """
    parts = split(text)
    if len(parts) == 1:
        return [_submit(digits, b"", parts[0])]
    total = len(parts)
    return [_submit(digits, bytes((5, 0, 3, joint, total, number)), part) for number, part in enumerate(parts, start=1)]


def read_report(line: str) -> Report | None:
    """A status report out of the hex line after ``+CDS:`` or ``+CMGR:``; None for anything else."""
    try:
        octets = bytes.fromhex(line.strip()[:REPORT_HEX_MAX])
        rest = octets[1 + octets[0] :]
        if rest[0] & 0x03 != _STATUS_REPORT:
            return None
        reference, digits, status_at = rest[1], rest[2], 4 + (rest[2] + 1) // 2 + 14
        return Report(reference, _phone(rest[3], rest[4:], digits), _delivery(rest[status_at]), rest[status_at])
    except (ValueError, IndexError):
        return None


def _submit(digits: str, header: bytes, text: str) -> Submit:
    content = header + text.encode("utf-16-be")
    first = _SUBMIT_WITH_REPORT | (_HAS_HEADER if header else 0)
    # The modem fills in the message reference; service centre of length 0: the one of the SIM card.
    tpdu = bytes((first, 0, len(digits), _INTERNATIONAL)) + _swapped(digits)
    tpdu += bytes((0, _UCS2, len(content))) + content
    return Submit(len(tpdu), "00" + tpdu.hex().upper())


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _swapped(digits: str) -> bytes:
    padded = digits + "F" * (len(digits) % 2)
    return bytes.fromhex("".join(padded[i + 1] + padded[i] for i in range(0, len(padded), 2)))


def _phone(kind: int, octets: bytes, digits: int) -> str:
    numerals = "".join(f"{octet & 0x0F:x}{octet >> 4:x}" for octet in octets[: (digits + 1) // 2])[:digits]
    return ("+" if kind == _INTERNATIONAL else "") + numerals


def _delivery(status: int) -> Delivery:
    # TS 23.040, 9.2.3.15. 01 and 02 (passed on unconfirmed, replaced) are no proof of arrival.
    if status == 0:
        return Delivery.DELIVERED
    return Delivery.TRYING if status < 0x40 else Delivery.FAILED
