"""Mainland mobile numbers: 11 digits, 13 to 19 (Ministry of Industry numbering plan; 10, 11, 12 are no phones)."""

from intake.identity.checked import Checked, Trouble
from intake.identity.typing import digits, number

LENGTH = 11


def mobile(text: str) -> Checked:
    """Check a number as typed; +86 and 0086 before it are taken off."""
    value = number(text).removeprefix("+86").removeprefix("0086")
    if not value:
        return Checked(value, Trouble.EMPTY)
    if not digits(value):
        return Checked(value, Trouble.CHARACTER)
    if len(value) != LENGTH:
        return Checked(value, Trouble.LENGTH)
    return Checked(value, None if value[0] == "1" and value[1] in "3456789" else Trouble.CHARACTER)
