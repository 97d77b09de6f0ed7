"""What a check of a number or a name says."""

from enum import StrEnum

from msgspec import Struct

from intake.said import Said

TYPED_MAX = 200
"""Characters of a typed number that are looked at."""


class Trouble(StrEnum):
    """Why a number or a name cannot be right."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTER = "character"
    DATE = "date"
    CHECK_DIGIT = "check_digit"


class Doubt(StrEnum):
    """What is unusual but may be right: shown, never in the way."""

    DIVISION_UNKNOWN = "division_unknown"
    CHECK_DIGIT = "check_digit"


class Checked(Struct, frozen=True):
    """``value`` as it is kept (spaces and widths put right), and what is wrong with it or doubtful about it."""

    value: str
    trouble: Trouble | None = None
    doubt: Doubt | None = None


SAID: dict[Trouble, Said] = {
    Trouble.EMPTY: Said("请填写这一项", "Please fill this in"),
    Trouble.LENGTH: Said(
        "位数不对，请对照证件逐位核对", "The number of digits is wrong; please compare with the document"
    ),
    Trouble.CHARACTER: Said("有不应出现的字符，请对照证件重新填写", "There is a character that cannot be in it"),
    Trouble.DATE: Said(
        "其中的出生日期不对，请对照证件核对",
        "The date of birth in it is wrong; please compare with the document",
    ),
    Trouble.CHECK_DIGIT: Said(
        "号码校验不通过，可能有一位输错，请逐位核对", "The check digit does not fit; one digit may be wrong"
    ),
}
"""What a person can do about it."""
