"""Unified social credit code, GB 32100-2015: 18 of 31 characters, the last a check (MOD 31).

Registered codes exist whose check does not fit, so a misfit is a doubt and never in the way.
"""

from intake.identity.checked import Checked, Doubt, Trouble
from intake.identity.typing import number

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def credit_code(text: str) -> Checked:
    """Check a code as it was typed or scanned."""
    value = number(text)
    if not value:
        return Checked(value, Trouble.EMPTY)
    if len(value) != LENGTH:
        return Checked(value, Trouble.LENGTH)
    if any(one not in ALPHABET for one in value):
        return Checked(value, Trouble.CHARACTER)
    return Checked(value, None, None if check_character(value[:17]) == value[17] else Doubt.CHECK_DIGIT)


def check_character(first17: str) -> str:
    """The 18th character; weights are the powers of 3 modulo 31, and a remainder of 0 gives index 0."""
    total = sum(ALPHABET.index(one) * pow(3, place, 31) for place, one in enumerate(first17))
    return ALPHABET[-total % 31]
