"""Leaving before the end: keep what was filled in, or wipe it."""

from collections.abc import Callable
from typing import Any

from kiosk.flows.apply.states import Keeping, Kept, Leave
from kiosk.flows.effects import KeepDraft
from kiosk.flows.inputs import DraftKept, Input, Touched
from kiosk.flows.model import Model, Move, stay

Flow = Callable[[Model, Any, Input], Move]


def may_leave(flow: Flow) -> Flow:
    """The flow of a screen on which ``leave`` may be touched; the rest is the screen's own."""

    def moved(model: Model, screen: Any, what: Input) -> Move:
        return stay(model.show(Leave(screen))) if what == Touched("leave") else flow(model, screen, what)

    return moved


def leave(model: Model, screen: Leave, what: Input) -> Move:
    """Keep, wipe, or stay."""
    match what:
        case Touched(control="back" | "stay"):
            return stay(model.show(screen.back))
        case Touched(control="wipe"):
            return stay(model.home())
        case Touched(control="keep") if model.visit:
            return model.show(Keeping(screen.back)), (KeepDraft(model.visit),)
    return stay(model)


def keeping(model: Model, screen: Keeping, what: Input) -> Move:
    """Until it is kept."""
    match what:
        case Touched(control="back"):
            return stay(model.show(screen.back))
        case DraftKept(slip=slip, paper=paper, until=until, anywhere=anywhere):
            return stay(model.show(Kept(screen.back, slip, paper, until, anywhere)))
    return stay(model)


def kept(model: Model, screen: Kept, what: Input) -> Move:
    """Take the slip, or go on."""
    match what:
        case Touched(control="back" | "stay"):
            return stay(model.show(screen.back))
        case Touched(control="ok" | "wipe"):
            return stay(model.home())
    return stay(model)
