"""Breaking text into lines of so many columns: a Chinese character takes two, a Latin letter one.

No line begins with a closing mark or ends with an opening one, and words and numbers stay whole where they fit
(GB/T 15834 on punctuation at the ends of lines).
"""

import re

_OPENING = "（《〈〔「『【“‘"
_CLOSING = "，。、；：！？）》〉〕」』】”’…·"
_PIECE = re.compile(rf"[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*")


def columns(text: str) -> int:
    """How wide it is on paper: the printer gives every character that is no ASCII two columns."""
    return sum(1 if one.isascii() else 2 for one in text)


def lines(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns; a piece that is wider by itself is broken anywhere."""
    done: list[str] = []
    line = ""
    for piece in _pieces(text, width):
        if line and columns(line + piece.rstrip(" ")) > width:
            done.append(line.rstrip(" "))
            line = ""
        if line or piece != " ":
            line += piece
    return [*done, line.rstrip(" ")]


def _pieces(text: str, width: int) -> list[str]:
    return [part for found in _PIECE.finditer(text) for part in _broken(found[0], width)]


def _broken(piece: str, width: int) -> list[str]:
    if columns(piece) <= width:
        return [piece]
    half = max(1, width // 2)
    return [piece[at : at + half] for at in range(0, len(piece), half)]
