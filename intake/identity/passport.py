"""The machine-readable zone of a passport: two lines of 44 characters (ICAO Doc 9303 part 4, TD3)."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

LINE = 44
WEIGHTS = (7, 3, 1)
_VALUES = {one: value for value, one in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


class MrzTrouble(StrEnum):
    """Which part of the zone to look at again."""

    LENGTH = "length"
    CHARACTER = "character"
    KIND = "kind"
    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    WHOLE = "whole"


class Passport(Struct, frozen=True):
    """What the zone says. Names in Latin capitals as printed there, possibly cut by the zone's width."""

    number: str
    surname: str
    given_names: str
    issuer: str
    nationality: str
    birth: date
    sex: str
    expiry: date


def passport(text: str, today: date) -> Passport | MrzTrouble:
    """Read a zone typed or photographed: two lines, blanks ignored. ``today`` settles the century of the birth."""
    zone = "".join(text[:400].upper().split())
    if len(zone) != 2 * LINE:
        return MrzTrouble.LENGTH
    if not set(zone) <= _VALUES.keys():
        return MrzTrouble.CHARACTER
    first, second = zone[:LINE], zone[LINE:]
    return MrzTrouble.KIND if first[0] != "P" else _checked(second) or _read(first, second, today)


def holds(zone: str) -> bool:
    """Whether these are 88 signs of a passport, all of whose check digits are right."""
    complete = len(zone) == 2 * LINE and zone[0] == "P" and set(zone) <= _VALUES.keys()
    return complete and _checked(zone[LINE:]) is None


def check_digit(text: str) -> str:
    """The digit after a field: characters weighted 7, 3, 1, modulo 10."""
    return str(sum(_VALUES[one] * WEIGHTS[place % 3] for place, one in enumerate(text)) % 10)


def _checked(line: str) -> MrzTrouble | None:
    fields = (
        (MrzTrouble.NUMBER, line[0:9], line[9]),
        (MrzTrouble.BIRTH, line[13:19], line[19]),
        (MrzTrouble.EXPIRY, line[21:27], line[27]),
        (MrzTrouble.WHOLE, line[0:10] + line[13:20] + line[21:43], line[43]),
    )
    if line[28:42].strip("<") and check_digit(line[28:42]) != line[42]:
        return MrzTrouble.OPTIONAL
    return next((trouble for trouble, text, digit in fields if check_digit(text) != digit), None)


def _read(first: str, second: str, today: date) -> Passport | MrzTrouble:
    birth, expiry = _day(second[13:19], today.year), _day(second[21:27], today.year + 50)
    if birth is None or birth > today:
        return MrzTrouble.BIRTH
    if expiry is None:
        return MrzTrouble.EXPIRY
    surname, _, given = first[5:].partition("<<")
    return Passport(
        number=second[0:9].strip("<"),
        surname=_words(surname),
        given_names=_words(given),
        issuer=first[2:5].strip("<"),
        nationality=second[10:13].strip("<"),
        birth=birth,
        sex=second[20].replace("<", ""),
        expiry=expiry,
    )


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())


def _day(text: str, year_max: int) -> date | None:
    """YYMMDD as the last such day whose year is at most ``year_max``."""
    if not text.isdigit():
        return None
    year = year_max - (year_max - int(text[:2])) % 100
    try:
        return date(year, int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None
