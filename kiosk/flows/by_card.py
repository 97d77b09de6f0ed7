"""The identity card instead of the code: the hall is asked what waits here for its owner, and permits to open it.

The number leaves the model with the question, a permission with the request to lockerd.
"""

from dataclasses import replace

from intake.contract.answers import Collectables, HallRefusal, Refused
from intake.contract.questions import CollectByCard
from kiosk.flows.enquire.asking import Heard, ask, mistake_of_hall
from kiosk.flows.errands import open_by_card
from kiosk.flows.inputs import CardRead, Input, ReaderTrouble, Touched, Unread
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Collect, CollectWhich, Mistake
from kiosk.flows.turning import sheets, turned

RESULTS_A_PAGE = 4


def takes_cards(model: Model, screen: Collect) -> bool:
    """Whether an identity card helps here and now."""
    fitted = model.place.applies and "id_reader" in model.place.fitted
    return fitted and not screen.no_reader


def laid(model: Model, screen: Collect, what: CardRead | ReaderTrouble) -> Move:
    """One card at a time. One that was there before this screen was left by somebody, and opens nothing."""
    match what:
        case _ if screen.asked is not None:
            return stay(model)
        case CardRead(card=card, laid_now=True):
            return ask(model, Collect(), CollectByCard(number=card.number))
        case ReaderTrouble(why=Unread.NO_READER):
            return stay(model.show(replace(screen, no_reader=True)))  # who types a code need not hear of it
    why = what.why if isinstance(what, ReaderTrouble) else "lying"
    return stay(model.show(replace(screen, mistake=Mistake(f"collect.card.{why}"))))


def told(model: Model, said: Heard) -> Move:
    """One result is opened at once; of several the person chooses; else why not, and that the code helps."""
    match said:
        case Collectables(deposits=()):
            return stay(model.show(Collect(mistake=Mistake("collect.card.nothing"))))
        case Collectables(deposits=(only,)):
            return open_by_card(model, only)
        case Collectables(deposits=deposits):
            return stay(model.show(CollectWhich(deposits)))
        case Refused(refusal=HallRefusal.TOO_MANY_TRIES):
            return stay(model.show(Collect(mistake=mistake_of_hall(said))))
    return stay(model.show(Collect(mistake=Mistake("collect.card.no_hall"))))


def collect_which(model: Model, screen: CollectWhich, what: Input) -> Move:
    """One of them is opened; for the next the card is laid down anew."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Collect()))
        case Touched(control="page.next" | "page.before" as control):
            pages = sheets(len(screen.deposits), RESULTS_A_PAGE)
            return stay(model.show(replace(screen, page=turned(screen.page, control, pages))))
        case Touched(control=str(control)):
            chosen = next((one for one in screen.deposits if control == f"result.{one.deposit}"), None)
            return open_by_card(model, chosen) if chosen else stay(model)
    return stay(model)
