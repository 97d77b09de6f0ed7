"""About how much room words take, without a font: enough to stand things together and in the middle."""

import math

LINE_HEIGHT = 1.34
"""As the glass sets lines (``kiosk.glass.ink``)."""

_LATIN, _CHINESE, _SPARE = 0.53, 1.0, 0.35


def wide(text: str) -> float:
    """Width of bold text in sizes."""
    return sum(_CHINESE if ord(sign) > 0x2E7F else _LATIN for sign in text) + _SPARE


def high(text: str, size: float, width: float) -> float:
    """Height of ``text`` set in ``size`` and wrapped to ``width``, all in one unit."""
    lines = sum(max(1, math.ceil(wide(line) * size / max(width, size))) for line in text.split("\n"))
    return lines * size * LINE_HEIGHT
