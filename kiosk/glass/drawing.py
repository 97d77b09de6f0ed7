"""A finger that draws on the glass: from where it came down to where it is lifted, in parts of the field."""

from dataclasses import dataclass

from kiosk.scene import Touch

DRAWN = "draw"
STEP_PX_MIN = 4  # a finger that rests trembles less than this


@dataclass(slots=True)
class Drawing:
    """At most one finger draws. ``touch`` is the field it draws on."""

    touch: Touch | None = None
    last: tuple[float, float] = (0, 0)

    def begins(self, touch: Touch | None) -> bool:
        """A finger came down; whether it draws."""
        self.touch = touch if touch is not None and touch.control.startswith(DRAWN) else None
        self.last = (-STEP_PX_MIN, -STEP_PX_MIN)
        return self.touch is not None

    def at(self, x: float, y: float, *, up: bool = False) -> tuple[str, float, float] | None:
        """The field's control and the place in it, 0 to 1; None when nothing is drawn, or it has hardly moved."""
        touch = self.touch
        if touch is None or (not up and not self._moved(x, y)):
            return None
        self.last = (x, y)
        self.touch = None if up else touch
        return touch.control, _part(x - touch.rect.x, touch.rect.w), _part(y - touch.rect.y, touch.rect.h)

    def _moved(self, x: float, y: float) -> bool:
        return max(abs(x - self.last[0]), abs(y - self.last[1])) >= STEP_PX_MIN


def _part(length: float, whole: float) -> float:
    return min(1.0, max(0.0, length / max(1.0, whole)))
