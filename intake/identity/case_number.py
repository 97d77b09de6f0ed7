"""The short number people say at a counter: ``E26112300423`` is hall E, 2026-11-23, the 42nd case, check digit 3.

The province's 办件 number is kept verbatim beside it and never computed. Check digit: ISO 7064 MOD 11-10, which finds
every wrong digit and nearly every swap of two neighbours.
"""

from datetime import date

from intake.identity.typing import digits, number

SEQUENCE_MAX = 9999
LENGTH = 12


def case_number(hall: str, day: date, sequence: int) -> str:
    """The number of the ``sequence``-th case of a day, 1 to 9999; ``hall`` is one capital letter.

    :raises ValueError: a sequence or a letter out of range, which is a bug of the caller.
    """
    if not (1 <= sequence <= SEQUENCE_MAX and len(hall) == 1 and "A" <= hall <= "Z"):
        raise ValueError(f"hall {hall!r}, sequence {sequence}")
    body = f"{day:%y%m%d}{sequence:04}"
    return f"{hall}{body}{check_digit(body)}"


def is_case_number(text: str) -> bool:
    """Whether a typed number is one of ours and free of slips; blanks and small letters are forgiven."""
    return _formed(text) and _checks(text)


def slipped(text: str) -> bool:
    """Whether a typed number has the form of ours and a wrong digit; the province's numbers are formed otherwise."""
    return _formed(text) and not _checks(text)


def check_digit(body: str) -> str:
    """MOD 11-10 of a string of digits."""
    product = 10
    for one in body:
        product = ((product + int(one)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def _formed(text: str) -> bool:
    value = number(text)
    return len(value) == LENGTH and "A" <= value[0] <= "Z" and digits(value[1:])


def _checks(text: str) -> bool:
    value = number(text)
    return check_digit(value[1:-1]) == value[-1]
