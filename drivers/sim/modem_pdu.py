"""SMS-SUBMIT read as a network reads it, and SMS-STATUS-REPORT written as one writes it (3GPP TS 23.040).

Written apart from drivers.modem, and nothing is shared with it: a mistake made twice would look like a success.
"""

import struct
from dataclasses import dataclass


class UnreadableError(Exception):
    """Octets a network would not take: ``+CMS ERROR: 304``."""


@dataclass(frozen=True, slots=True)
class Received:
    """One part as the network has it. ``joint`` is (number of the whole, parts in all, this one's number)."""

    to: str
    text: str
    wants_report: bool
    joint: tuple[int, int, int] = (0, 1, 1)


def read_submit(announced: int, line: str) -> Received:
    """Decode the line after the prompt. :raises UnreadableError: anything a network would not take."""
    try:
        raw = bytearray.fromhex(line)
        del raw[: raw[0] + 1]
        if len(raw) != announced or raw[0] & 0b11 != 0b01:
            raise UnreadableError(line[:20])
        return _submit(raw)
    except (ValueError, IndexError, struct.error, UnicodeError):
        raise UnreadableError(line[:20]) from None


def report(reference: int, to: str, status: int) -> tuple[int, str]:
    """The length without service centre, and the hex line, of a status report of noon on 23 November 2026."""
    numerals = to.removeprefix("+")
    moment = bytes((0x62, 0x11, 0x32, 0x21, 0x00, 0x00, 0x23))  # YY MM DD hh mm ss, +8 h, digits swapped
    body = struct.pack("BBBB", 0x06, reference, len(numerals), 0x91) + _semi(numerals) + moment + moment
    body += bytes((status,))
    centre = bytes.fromhex("0891683108200105F0")
    return len(body), (centre + body).hex().upper()


def _submit(raw: bytearray) -> Received:
    first, _reference, digits, kind = struct.unpack_from("BBBB", raw)
    octets = digits // 2 + digits % 2
    number = "".join(chr(48 + nibble) for octet in raw[4 : 4 + octets] for nibble in (octet & 15, octet >> 4))
    rest = raw[4 + octets :]
    coding, validity = rest[1], {0: 0, 2: 1, 1: 7, 3: 7}[first >> 3 & 3]
    length, content = rest[2 + validity], rest[3 + validity :]
    if coding & 0x0C != 0x08 or length != len(content) or length > 140:
        raise UnreadableError("coding or length")
    to = ("+" if kind == 0x91 else "") + number[:digits]
    if not number[:digits].isdecimal():
        raise UnreadableError("number")
    return _with_header(to, content, bool(first & 0x40), bool(first & 0x20))


def _with_header(to: str, content: bytearray, header: bool, wants_report: bool) -> Received:
    if not header:
        return Received(to, content.decode("utf-16-be"), wants_report)
    size, kind, width, whole, parts, number = struct.unpack_from("BBBBBB", content)
    if (size, kind, width) != (5, 0, 3) or not 1 <= number <= parts:
        raise UnreadableError("header")
    return Received(to, content[6:].decode("utf-16-be"), wants_report, (whole, parts, number))


def _semi(numerals: str) -> bytes:
    pairs = zip(numerals[::2], (numerals + "F")[1::2], strict=False)
    return bytes(int(high + low, 16) for low, high in pairs)
