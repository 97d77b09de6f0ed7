"""About how much room words take, without a font: enough to stand things together and in the middle."""

import math

LINE_HEIGHT = 1.34
"""As the glass sets lines (``kiosk.glass.ink``)."""

_WIDTHS = {
    0.24: " ",
    0.33: "ijlI|',.:;",
    0.44: "frt!-()[]{}/",
    0.54: "csz*?",
    0.60: "0123456789aegkvxyFJLY#$+<=>_",
    0.77: "BCDGHKNOPQRU&",
    0.96: "mwMW@%",
}
"""What the glass's bold face (Noto Sans SC) needs at most, read from its ``hmtx`` table."""
_OF = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_USUAL, _FULL = 0.64, 1.0
_SPARE = 0.4


def wide(text: str) -> float:
    """Width of bold text in sizes."""
    return sum(map(_wide, text)) + _SPARE


def high(text: str, size: float, width: float) -> float:
    """Height of ``text`` set in ``size`` and wrapped to ``width``, all in one unit."""
    lines = sum(max(1, math.ceil(wide(line) * size / max(width, size))) for line in text.split("\n"))
    return lines * size * LINE_HEIGHT


def _wide(sign: str) -> float:
    return _OF.get(sign, _USUAL) if sign.isascii() else _FULL
