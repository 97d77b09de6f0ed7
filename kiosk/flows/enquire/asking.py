"""One question to the hall at a time: asked, heard or not, and what to say about a no."""

from dataclasses import replace
from enum import Enum
from typing import TypeVar

from intake.contract.answers import AnyAnswer, Refused
from intake.contract.questions import AnyQuestion
from kiosk.flows.effects import Ask
from kiosk.flows.enquire.states import AskPerson, CaseShown, Enquire, ProveNumber, Rate
from kiosk.flows.inputs import HallSaid, Input, Tick
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Asked, Collect, Mistake

NO_NEWS_MS = 30_000
"""Longer than any question is let wait; after it nothing will come."""

Asking = TypeVar("Asking", Collect, Enquire, AskPerson, CaseShown, ProveNumber, Rate)


class NoHall(Enum):
    """The hall was not reached."""

    YET = "no_hall"


Heard = AnyAnswer | NoHall


def ask(model: Model, screen: Asking, question: AnyQuestion) -> Move:
    """Put a question; the screen waits for it."""
    waiting = replace(screen, asked=Asked(model.acts, model.now_ms), mistake=None)
    return model.asking(waiting), (Ask(model.acts, question),)


def heard(model: Model, asked: Asked | None, what: Input) -> Heard | None:
    """What the hall said to the open question; None while nothing was heard."""
    match what:
        case HallSaid(number=number, answer=answer) if asked and number == asked.number:
            return NoHall.YET if answer is None else answer
        case Tick() if asked and model.now_ms - asked.since_ms > NO_NEWS_MS:
            return NoHall.YET
    return None


def mistake_of_hall(said: Heard) -> Mistake:
    """A no, or silence, in words."""
    if isinstance(said, Refused):
        return Mistake(f"hall.{said.refusal.value}", wait_s=said.wait_s)
    return Mistake("enquire.no_hall")


def told_no(model: Model, screen: Asking, said: Heard) -> Move:
    """The same screen, with the reason."""
    return stay(model.show(replace(screen, asked=None, mistake=mistake_of_hall(said))))
