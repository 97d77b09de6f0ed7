"""What was typed, put right: full width to half, spaces and hyphens out."""

import unicodedata

from intake.identity.checked import TYPED_MAX

_FILLERS = str.maketrans("", "", " -\t\n\r")


def number(text: str) -> str:
    """A number as it is kept: half width, capital letters, without spaces and hyphens."""
    return unicodedata.normalize("NFKC", text[:TYPED_MAX]).translate(_FILLERS).upper()


def digits(text: str) -> bool:
    """ASCII digits only, at least one."""
    return text.isascii() and text.isdigit()
