"""Chinese lines: broken between any two characters, but not before a closing mark, after an opening one, in a number.

GB/T 15834-2011, 5: marks of closing do not begin a line, marks of opening do not end one.
"""

from collections.abc import Callable

NOT_FIRST = "，。、；：？！）》〉」』】〕”’％…—～·,.;:?!)]}%"
NOT_LAST = "（《〈「『【〔“‘([{"

Width = Callable[[str], float]


def lines(text: str, room: float, width: Width, indent: float = 0) -> list[str]:
    """``text`` in lines that are at most ``room`` wide, the first one ``indent`` less. A new line in it stays one."""
    found: list[str] = []
    for part in text.split("\n"):
        found += _broken(part, room, width, indent)
        indent = 0
    return found


def _broken(text: str, room: float, width: Width, indent: float) -> list[str]:
    found, line, left = [], "", room - indent
    for piece in _pieces(text):
        if line and width(line + piece) > left:
            found.append(line.rstrip(" "))
            line, left = piece.lstrip(" "), room
        else:
            line += piece
        while width(line) > left and len(line) > 1:  # one piece that is wider than a line
            fits = next(n for n in range(len(line) - 1, 0, -1) if width(line[:n]) <= left or n == 1)
            found.append(line[:fits])
            line, left = line[fits:], room
    return [*found, line]


def _pieces(text: str) -> list[str]:
    """What is never parted: a number or a foreign word, a character with the marks that belong to it."""
    found: list[str] = []
    for one in text:
        joined = found and (one in NOT_FIRST or found[-1][-1] in NOT_LAST or (_latin(one) and _latin(found[-1][-1])))
        if joined:
            found[-1] += one
        else:
            found.append(one)
    return found


def _latin(one: str) -> bool:
    return one.isascii() and one.isalnum()
