"""Who asks: a number typed key by key, the mobile number beside it, or the card laid down."""

from dataclasses import replace
from datetime import date

from intake.contract.answers import OpenedCase, Progress
from intake.contract.questions import OpenByNotice, ProgressByPerson
from intake.identity.credit_code import credit_code
from intake.identity.mobile import mobile
from intake.identity.resident_id import resident_id
from kiosk.flows.enquire.asking import ask, heard, told_no
from kiosk.flows.enquire.enquire import scanned, shown
from kiosk.flows.enquire.reopen import take_up
from kiosk.flows.enquire.states import AskPerson, Enquire, NumberTyped, ProveNumber
from kiosk.flows.inputs import CardRead, Input, ReaderTrouble, Scanned, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.staff import edited
from kiosk.flows.states import Mistake
from kiosk.flows.submit.day import today

NUMBER_CHARS_MIN = 5
NUMBER_CHARS_MAX = 18
MOBILE_DIGITS = 11


def ask_person(model: Model, screen: AskPerson, what: Input) -> Move:
    """Number, then mobile number; the card does both."""
    said = heard(model, screen.asked, what)
    if said is not None:
        return shown(model, said.cases) if isinstance(said, Progress) else told_no(model, screen, said)
    match what:
        case Touched(control="back") if screen.at_mobile and screen.asked is None:
            return stay(model.show(replace(screen, at_mobile=False, mistake=None)))
        case Touched(control="back"):
            return stay(model.show(Enquire()))
    return stay(model) if screen.asked else _person(model, screen, what)


def prove_number(model: Model, screen: ProveNumber, what: Input) -> Move:
    """Whose number it is, the hall decides."""
    said = heard(model, screen.asked, what)
    if said is not None:
        return take_up(model, screen, said) if isinstance(said, OpenedCase) else told_no(model, screen, said)
    if what == Touched("back"):
        return stay(model.show(screen.shown))
    return stay(model) if screen.asked else _proof(model, screen, what)


def typed(number: NumberTyped, control: str) -> NumberTyped:
    """A key more or less; ``letters`` and ``digits`` change the keys."""
    if control in ("letters", "digits"):
        return replace(number, letters=control == "letters")
    if not control.startswith("key."):
        return number
    key = control.removeprefix("key.").upper()
    if key in ("DELETE", "CLEAR"):
        return replace(number, text=number.text[:-1] if key == "DELETE" else "")
    fits = len(key) == 1 and key.isascii() and key.isalnum() and len(number.text) < NUMBER_CHARS_MAX
    return replace(number, text=number.text + key) if fits else number


def number_mistake(text: str, day: date) -> Mistake | None:
    """Only what cannot be anybody's number; whose it is, the hall knows."""
    if len(text) < NUMBER_CHARS_MIN:
        return Mistake("number.short")
    wrong = resident_id(text, day).trouble is not None and credit_code(text).doubt is not None
    return Mistake("number.wrong") if len(text) == NUMBER_CHARS_MAX and wrong else None


def _person(model: Model, screen: AskPerson, what: Input) -> Move:
    match what:
        case CardRead(card=card):
            return ask(model, screen, ProgressByPerson(number=card.number, card=True))
        case ReaderTrouble(why=why):
            return stay(model.show(replace(screen, mistake=Mistake(f"enquire.card.{why}"))))
        case Scanned(text=text):
            return scanned(model, text)
        case Touched(control="ok"):
            return _next(model, screen)
        case Touched(control=str(control)):
            return stay(model.show(_typed(screen, control)))
    return stay(model)


def _typed(screen: AskPerson, control: str) -> AskPerson:
    if not screen.at_mobile:
        return replace(screen, number=typed(screen.number, control), mistake=None)
    if not control.startswith("key."):
        return screen
    return replace(screen, mobile=edited(screen.mobile, control.removeprefix("key."), MOBILE_DIGITS), mistake=None)


def _next(model: Model, screen: AskPerson) -> Move:
    if not screen.at_mobile:
        wrong = number_mistake(screen.number.text, today(model))
        return stay(model.show(replace(screen, at_mobile=wrong is None, mistake=wrong)))
    if mobile(screen.mobile).trouble is not None:
        return stay(model.show(replace(screen, mistake=Mistake("mistake.phone"))))
    return ask(model, screen, ProgressByPerson(number=screen.number.text, mobile=screen.mobile))


def _proof(model: Model, screen: ProveNumber, what: Input) -> Move:
    match what:
        case CardRead(card=card):
            return _prove(model, screen, card.number)
        case ReaderTrouble(why=why):
            return stay(model.show(replace(screen, mistake=Mistake(f"enquire.card.{why}"))))
        case Touched(control="ok"):
            wrong = number_mistake(screen.number.text, today(model))
            return (
                stay(model.show(replace(screen, mistake=wrong))) if wrong else _prove(model, screen, screen.number.text)
            )
        case Touched(control=str(control)):
            return stay(model.show(replace(screen, number=typed(screen.number, control), mistake=None)))
    return stay(model)


def _prove(model: Model, screen: ProveNumber, number: str) -> Move:
    return ask(model, screen, OpenByNotice(qr=screen.shown.qr, number=number))
