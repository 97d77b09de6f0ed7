"""How each kind of field is typed, and what its typed text means."""

from intake.catalogue.item import Field, FieldKind
from kiosk.flows.apply.entry import Entry, Typed, typed_chinese, typed_signs
from kiosk.flows.inputs import Input

DIGITS = "0123456789"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

SIGNS: dict[str, tuple[str, int]] = {
    "resident_id": (DIGITS + "X", 18),
    "mobile": (DIGITS, 11),
    "number": (DIGITS + "-", 13),
    "date": (DIGITS, 8),
    "credit_code": (DIGITS + _CAPITALS, 18),
    "passport": (DIGITS + _CAPITALS, 20),
    "mrz": (DIGITS + _CAPITALS + "<", 88),
}
"""Kind to the signs that can be typed and how many; the kinds not named are Chinese or any text."""

SECRET: frozenset[str] = frozenset({"resident_id", "passport", "mobile"})
"""Kinds that are shown masked once they were entered."""

CHOSEN: frozenset[FieldKind] = frozenset({"choice", "yes_no"})
"""Kinds that are chosen by one touch, not typed."""


def typed(field: Field, entry: Entry, what: Input, kind: str = "") -> Typed:
    """One input for ``field``; ``kind`` where it is typed otherwise than its own kind is."""
    if signs := SIGNS.get(kind or field.kind):
        return typed_signs(entry, what, *signs), ()
    return typed_chinese(entry, what, field.length_max, names=field.kind == "name")


def full(kind: str, text: str) -> bool:
    """Whether nothing more can be typed, so that it may be checked at once."""
    signs = SIGNS.get(kind)
    return signs is not None and kind not in {"number", "passport"} and len(text) == signs[1]


def value_of(kind: str, text: str) -> str:
    """The answer that a typed text is: 20260102 is 2026-01-02."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if kind == "date" and len(text) == 8 else text.strip()


def text_of(kind: str, value: str) -> str:
    """The typed text of an answer, to go on with; nothing of what is secret."""
    if kind in SECRET:
        return ""
    return value.replace("-", "") if kind == "date" else value
