"""Places on the glass: rectangles that are cut into smaller ones. Pixels, origin at the top left."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; every method gives new ones."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def inset(self, dx: float, dy: float | None = None) -> Self:
        """Smaller by ``dx`` left and right, ``dy`` (else ``dx``) above and below."""
        down = dx if dy is None else dy
        return type(self)(self.x + dx, self.y + down, max(0, self.w - 2 * dx), max(0, self.h - 2 * down))

    def top(self, height: float, gap: float = 0) -> tuple[Self, Self]:
        """The upper ``height``, and the rest below ``gap``."""
        rest = type(self)(self.x, self.y + height + gap, self.w, max(0, self.h - height - gap))
        return type(self)(self.x, self.y, self.w, height), rest

    def foot(self, height: float, gap: float = 0) -> tuple[Self, Self]:
        """The lower ``height``, and the rest above ``gap``."""
        rest = type(self)(self.x, self.y, self.w, max(0, self.h - height - gap))
        return type(self)(self.x, self.bottom - height, self.w, height), rest

    def left(self, width: float, gap: float = 0) -> tuple[Self, Self]:
        """The left ``width``, and the rest right of ``gap``."""
        rest = type(self)(self.x + width + gap, self.y, max(0, self.w - width - gap), self.h)
        return type(self)(self.x, self.y, width, self.h), rest

    def end(self, width: float, gap: float = 0) -> tuple[Self, Self]:
        """The right ``width``, and the rest left of ``gap``."""
        rest = type(self)(self.x, self.y, max(0, self.w - width - gap), self.h)
        return type(self)(self.right - width, self.y, width, self.h), rest

    def rows(self, count: int, gap: float) -> tuple[Self, ...]:
        """``count`` equal rows."""
        height = (self.h - gap * (count - 1)) / count
        return tuple(type(self)(self.x, self.y + n * (height + gap), self.w, height) for n in range(count))

    def columns(self, count: int, gap: float) -> tuple[Self, ...]:
        """``count`` equal columns."""
        width = (self.w - gap * (count - 1)) / count
        return tuple(type(self)(self.x + n * (width + gap), self.y, width, self.h) for n in range(count))

    def middle(self, width: float, height: float) -> Self:
        """A rectangle of that size in its middle, never larger than itself."""
        w, h = min(width, self.w), min(height, self.h)
        return type(self)(self.x + (self.w - w) / 2, self.y + (self.h - h) / 2, w, h)
