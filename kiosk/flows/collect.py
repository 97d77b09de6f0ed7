"""The pickup code: typed or scanned, sent by itself at its last digit; or the identity card (``by_card.py``)."""

from dataclasses import replace

from kiosk.flows import by_card
from kiosk.flows.code import read_pickup_text
from kiosk.flows.effects import Send
from kiosk.flows.enquire.asking import heard
from kiosk.flows.errands import open_for_code
from kiosk.flows.inputs import CardRead, Input, ReaderTrouble, Scanned, Tick, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Collect, Home, Mistake, Paused
from locker.contract.requests import CODE_DIGITS, CodeDigitNear


def home(model: Model, _screen: Home, what: Input) -> Move:
    """A touch on Collect, a first digit or a scanned code begins a pickup."""
    match what:
        case Touched(control="collect"):
            return enter(model)
        case Touched(control=str(control)) if _digit(control):
            return collect(enter(model)[0], Collect(), what)
        case Scanned():
            return collect(model, Collect(), what)
    return stay(model)


def enter(model: Model) -> Move:
    """The code screen, or how long it is closed."""
    if model.paused_until_ms > model.now_ms:
        return stay(model.show(Paused(until_ms=model.paused_until_ms)))
    return stay(model.show(Collect()))


def collect(model: Model, screen: Collect, what: Input) -> Move:
    """A code, or a card. Who goes on typing waits for no answer about a card."""
    said = heard(model, screen.asked, what)
    if said is not None:
        return by_card.told(model, said)
    if isinstance(what, CardRead | ReaderTrouble):
        return by_card.laid(model, screen, what)
    return _code(model, screen, what)


def paused(model: Model, screen: Paused, what: Input) -> Move:
    """Wait, or go home."""
    match what:
        case Touched(control="back"):
            return stay(model.home())
        case Tick() if model.now_ms >= screen.until_ms:
            return stay(model.show(Collect()))
    return stay(model)


def _code(model: Model, screen: Collect, what: Input) -> Move:
    """Digits come and go; the last one sends."""
    match what:
        case Touched(control="back"):
            return stay(model.home())
        case Touched(control="key.delete" | "key.clear" as key):
            return stay(model.show(_typing(screen, screen.digits[:-1] if key == "key.delete" else "")))
        case Touched(control="ok") if screen.digits:
            return stay(model.show(replace(screen, mistake=Mistake("mistake.code_short"))))
        case Touched(control=str(control)) if digit := _digit(control):
            return _typed(model, _typing(screen, screen.digits + digit))
        case Scanned(text=text):
            return _scanned(model, text)
    return stay(model)


def _typing(screen: Collect, digits: str) -> Collect:
    return Collect(digits=digits, no_reader=screen.no_reader)


def _typed(model: Model, shown: Collect) -> Move:
    if len(shown.digits) >= CODE_DIGITS:
        return open_for_code(model, shown.digits)
    if len(shown.digits) == CODE_DIGITS - 1:
        return model.asking(shown), (Send(CodeDigitNear(id=model.next_id)),)
    return stay(model.show(shown))


def _scanned(model: Model, text: str) -> Move:
    if model.paused_until_ms > model.now_ms:
        return enter(model)
    pickup = read_pickup_text(text)
    if pickup is None:
        return stay(model.show(Collect(mistake=Mistake("mistake.not_a_code"))))
    if pickup.kiosk not in ("", model.place.kiosk):
        return stay(model.show(Collect(mistake=Mistake("mistake.code_of_other_kiosk", kiosk=pickup.kiosk))))
    return open_for_code(model, pickup.code)


def _digit(control: str) -> str:
    key = control.removeprefix("key.")
    return key if len(key) == 1 and key.isascii() and key.isdigit() else ""
