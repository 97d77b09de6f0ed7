"""The signature under a commitment, drawn with a finger."""

import math
from dataclasses import replace
from itertools import pairwise

from intake.contract.submission import Line
from kiosk.flows.inputs import Dragged, Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit.states import ChooseDelivery, Promise, Sign

FIELD = "draw.signature"
FIELD_HEIGHT = 0.4  # of its width, on every glass
POINTS_MAX = 2000
LINES_MAX = 200
DIGITS = 4
INK_MIN = 0.15  # the shortest length of all lines together, in parts of the field's width


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
    return (*screen.lines, screen.line) if screen.line else screen.lines


def ink(lines: tuple[Line, ...]) -> float:
    """How long all lines are together, in parts of the field's width."""
    return sum(math.dist(*step) for line in lines for step in pairwise(line))


def _drawn(screen: Sign, at: Dragged) -> Sign:
    point = (round(at.x, DIGITS), round(at.y * FIELD_HEIGHT, DIGITS))
    line = screen.line if len(screen.line) >= POINTS_MAX else (*screen.line, point)
    if not at.up:
        return replace(screen, line=line, refused=False)
    full = len(screen.lines) >= LINES_MAX
    return replace(screen, lines=screen.lines if full else (*screen.lines, line), line=(), refused=False)
