"""People's names: rare and four-byte characters, middle dots, up to 40 characters, Mongolian and Latin letters."""

import unicodedata

from intake.identity.checked import TYPED_MAX, Checked, Trouble

NAME_MAX = 40
DOT = "·"
_DOTS = str.maketrans(dict.fromkeys("•・‧･⸱∙・.．", DOT))
_FIRST_HAN = "\u2e80"
_MARKS = frozenset({DOT, " ", "-", "'", "’"})
_JOINERS = frozenset("\u180b\u180c\u180d\u180e\u180f\u202f\u200d")
"""Variation selectors and joiners Mongolian is written with."""


def name(text: str) -> Checked:
    """Check a name. Every kind of dot becomes ``·``; blanks go from Chinese names and are single in others."""
    value = _tidied(text)
    if not value:
        return Checked(value, Trouble.EMPTY)
    if len(value) > NAME_MAX:
        return Checked(value, Trouble.LENGTH)
    good = all(map(_belongs, value)) and any(map(str.isalpha, value))
    return Checked(value, None if good and value[0] not in _MARKS and value[-1] != DOT else Trouble.CHARACTER)


def _tidied(text: str) -> str:
    plain = unicodedata.normalize("NFC", text[:TYPED_MAX]).translate(_DOTS)
    words = plain.split(" ") if "\u202f" in plain else plain.split()
    spaced = any(one.isalpha() and one < _FIRST_HAN for one in plain)
    return (" " if spaced else "").join(filter(None, words))


def _belongs(one: str) -> bool:
    """Letters of any script (unassigned ones too: extensions of Unicode bring new Han), their marks, dots."""
    return one in _MARKS or one in _JOINERS or unicodedata.category(one) in _LETTERS


_LETTERS = frozenset({"Lo", "Lu", "Ll", "Lt", "Lm", "Mn", "Mc", "Nl", "Co", "Cn"})
