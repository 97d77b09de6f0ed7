"""The text block of an identity card: 256 bytes of UTF-16LE fields, padded with blanks (HARDWARE 3.1)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

TEXT_BYTES = 256
LONG_TERM = "长期"
_FLAG = slice(248, 250)


class CardKind(StrEnum):
    """Residents' cards, residence permits of people from Hong Kong, Macau and Taiwan, and what is neither."""

    RESIDENT = "resident"
    HMT = "hmt"
    UNSUPPORTED = "unsupported"


_KINDS = {" ": CardKind.RESIDENT, "\0": CardKind.RESIDENT, "J": CardKind.HMT}


@dataclass(frozen=True, slots=True)
class IdCard:
    """What the card says; of an unsupported one only that it is one.

    ``name`` holds at most 15 UTF-16 units: longer names are cut on the card itself. ``sex``: 1 male, 2 female
    (GB/T 2261.1). ``nation``: 01 to 56 (GB/T 3304), empty on residence permits. ``valid_to`` None: long term.
    """

    kind: CardKind
    name: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    sex: int = field(default=0, repr=False)
    nation: str = field(default="", repr=False)
    birth: date = field(default=date.min, repr=False)
    address: str = field(default="", repr=False)
    valid_from: date = field(default=date.min, repr=False)
    valid_to: date | None = field(default=None, repr=False)


def card_of(text: bytes) -> IdCard | None:
    """The card of a text block; None: it holds no such fields. Never guesses at a layout it does not know."""
    if len(text) != TEXT_BYTES:
        return None
    kind = _KINDS.get(text[_FLAG].decode("utf-16-le", "replace"), CardKind.UNSUPPORTED)
    if kind is CardKind.UNSUPPORTED:
        return IdCard(kind)
    try:
        return _resident(kind, text)
    except (ValueError, UnicodeDecodeError):
        return None


def _resident(kind: CardKind, text: bytes) -> IdCard:
    name, number = _field(text, 0, 30), _field(text, 122, 36)
    if not name or len(number) != 18:
        raise ValueError("name or number")
    until = _field(text, 204, 16)
    return IdCard(
        kind=kind,
        name=name,
        number=number,
        sex=int(_field(text, 30, 2) or 0),
        nation=_field(text, 32, 4),
        birth=_date(_field(text, 36, 16)),
        address=_field(text, 52, 70),
        valid_from=_date(_field(text, 188, 16)),
        valid_to=None if until == LONG_TERM else _date(until),
    )


def _field(text: bytes, offset: int, size: int) -> str:
    """One field. Half a four-byte character at its end was cut on the card. :raises UnicodeDecodeError: garbled."""
    data = text[offset : offset + size]
    if 0xD8 <= data[-1] <= 0xDB:
        data = data[:-2]
    return data.decode("utf-16-le").strip(" \0\u3000")


def _date(text: str) -> date:
    """YYYYMMDD. :raises ValueError: no such day."""
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        raise ValueError("no date")
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))
