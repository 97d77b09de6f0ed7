"""From the staff menu to the whole installation check: lockerd and this screen end, and it has bus and glass alone.

What begins it is a mark that lockerd leaves (``systemd/installation.path``); all that is seen here is that both end.
"""

from dataclasses import replace

from kiosk.flows.effects import Send
from kiosk.flows.inputs import Answered, Input, Tick, Touched
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.proving import HandOver, Installation
from locker.contract.facts import Right
from locker.contract.requests import BeginInstallation

HANDED_MS_MAX = 20_000
"""lockerd and screen are ended within seconds; after that nobody listens for the mark."""


def hand_over(model: Model, screen: HandOver, what: Input) -> Move:
    """Asked once more, for nobody can collect meanwhile."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Installation()))
        case Touched(control="stop_service") if model.staff and _may(model, screen):
            request = BeginInstallation(id=model.next_id, token=model.staff.token)
            return model.asking(HandOver(asked=model.next_id)), (Send(request),)
        case Answered(request=request, answer=answer) if request == screen.asked:
            mistake = mistake_of(answer)
            since_ms = None if mistake else model.now_ms
            return stay(model.show(HandOver(since_ms=since_ms, mistake=mistake)))
        case Tick() if screen.since_ms is not None and model.now_ms - screen.since_ms > HANDED_MS_MAX:
            return stay(model.show(replace(screen, since_ms=None, late=True)))
    return stay(model)


def _may(model: Model, screen: HandOver) -> bool:
    return model.may(Right.MAINTAIN) and screen.asked is None and screen.since_ms is None
