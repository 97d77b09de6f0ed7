"""The signature under a commitment, drawn with a finger."""

from dataclasses import replace

from intake.signature import INK_MIN, POINTS_MAX, Line, ink
from kiosk.flows.inputs import Dragged, Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit.states import ChooseDelivery, Promise, Sign

FIELD = "draw.signature"
FIELD_HEIGHT = 0.4  # of its width, on every glass
LINE_POINTS_MAX = 2000
LINES_MAX = 200
DIGITS = 4


def sign(model: Model, screen: Sign, what: Input) -> Move:
    """Draw, clear, agree. An empty signature, or a mere dot, is refused."""
    match what:
        case Dragged(control=control) if control == FIELD:
            return stay(model.show(_drawn(screen, what)))
        case Touched(control="back"):
            return stay(model.show(Promise()))
        case Touched(control="clear"):
            return stay(model.show(Sign()))
        case Touched(control="ok") if model.visit:
            lines = whole(screen)
            if ink(lines) < INK_MIN:
                return stay(model.show(replace(screen, refused=True)))
            signed = replace(model, visit=replace(model.visit, signature=lines))
            return stay(signed.show(ChooseDelivery(tolerance=True)))
    return stay(model)


def whole(screen: Sign) -> tuple[Line, ...]:
    """All lines, also the one under the finger."""
    return (*screen.lines, screen.line)[:LINES_MAX] if screen.line else screen.lines


def _drawn(screen: Sign, at: Dragged) -> Sign:
    point = (round(at.x, DIGITS), round(at.y * FIELD_HEIGHT, DIGITS))
    line = screen.line if _is_full(screen) else (*screen.line, point)
    if not at.up:
        return replace(screen, line=line, refused=False)
    full = not line or len(screen.lines) >= LINES_MAX
    return replace(screen, lines=screen.lines if full else (*screen.lines, line), line=(), refused=False)


def _is_full(screen: Sign) -> bool:
    """No more fits: what the hall would not take is not drawn either."""
    return len(screen.line) >= LINE_POINTS_MAX or sum(map(len, whole(screen))) >= POINTS_MAX
