"""Resident identity number, GB 11643-1999: division 6, birth 8, sequence 3, check 1 (ISO 7064 MOD 11-2).

81, 82 and 83 (residents of Hong Kong, Macau and Taiwan) and 9 (permanent foreign residents) are as good as any. The
division is only a doubt: lists of divisions grow old, people keep the number they were born with.
"""

from datetime import date
from typing import Literal

from intake.identity.checked import Checked, Doubt, Trouble
from intake.identity.typing import digits, number

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
LENGTH = 18
AGE_MAX = 150

# Provinces of GB/T 2260, the residence permits 81 to 83, and 90 to 99 of foreign permanent residents.
_PROVINCES = frozenset(
    f"{area}{province}"
    for area, provinces in enumerate(["", "12345", "123", "1234567", "123456", "01234", "12345", "1", "123"])
    for province in provinces
)


def resident_id(text: str, today: date) -> Checked:
    """Check a number as it was typed or read; whoever has it was born by ``today``, and not 150 years ago."""
    value = number(text)
    trouble = _trouble(value, today)
    known = value[:2] in _PROVINCES or value[:1] == "9"
    return Checked(value, trouble, None if trouble or known else Doubt.DIVISION_UNKNOWN)


def check_character(first17: str) -> str:
    """The 18th character of 17 digits."""
    return CHECK_CHARACTERS[sum(int(one) * weight for one, weight in zip(first17, WEIGHTS, strict=True)) % 11]


def birth(value: str) -> date | None:
    """The date in a number of 18 characters, or None if it does not exist."""
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None


def sex(value: str) -> Literal["male", "female"]:
    """The sex in a number of 18 characters: an odd sequence is a man's."""
    return "male" if int(value[16]) % 2 else "female"


def _trouble(value: str, today: date) -> Trouble | None:
    if not value:
        return Trouble.EMPTY
    if len(value) != LENGTH:
        return Trouble.LENGTH
    if not (digits(value[:17]) and value[17] in "0123456789X"):
        return Trouble.CHARACTER
    born = birth(value)
    if born is None or born > today or today.year - born.year > AGE_MAX:
        return Trouble.DATE
    return None if check_character(value[:17]) == value[17] else Trouble.CHECK_DIGIT
