"""About how much room words take, without a font: enough to stand things together and in the middle."""

import math

LINE_HEIGHT = 1.34
"""As the glass sets lines (``kiosk.glass.ink``)."""

_BROAD, _SLIM = frozenset("@MWmwHNOQGDU"), frozenset("ilItfjr.,:;'!|() ")
_SPARE = 0.4


def wide(text: str) -> float:
    """Width of bold text in sizes."""
    return sum(map(_wide, text)) + _SPARE


def high(text: str, size: float, width: float) -> float:
    """Height of ``text`` set in ``size`` and wrapped to ``width``, all in one unit."""
    lines = sum(max(1, math.ceil(wide(line) * size / max(width, size))) for line in text.split("\n"))
    return lines * size * LINE_HEIGHT


def _wide(sign: str) -> float:
    if ord(sign) > 0x2E7F:
        return 1.0
    return 0.8 if sign in _BROAD else 0.35 if sign in _SLIM else 0.57
