"""Logging in, the menu, logging out."""

from dataclasses import replace

from kiosk.flows.effects import Send
from kiosk.flows.inputs import Answered, Input, Touched
from kiosk.flows.lists import ask_deposits
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.rounds import set_out
from kiosk.flows.states import Alarms, Compartments, DepositCase, Differences, StaffLogin, StaffMenu
from kiosk.flows.unfinished import unfinished_doors
from locker.contract.answers import LoggedIn
from locker.contract.facts import Right
from locker.contract.ids import StaffNumber
from locker.contract.requests import StaffLogin as LoginRequest
from locker.contract.requests import StaffLogout

NUMBER_DIGITS_MAX = 16
PIN_DIGITS_MAX = 12


def staff_login(model: Model, screen: StaffLogin, what: Input) -> Move:
    """Number, then PIN; the PIN is gone with the request."""
    match what:
        case Touched(control="back"):
            return _step_back(model, screen)
        case Touched(control="ok"):
            return _login_ok(model, screen)
        case Touched(control=str(control)) if control.startswith("key."):
            return stay(model.show(_typed(screen, control.removeprefix("key."))))
        case Answered(request=request, answer=LoggedIn() as staff) if request == screen.asked:
            return stay(replace(model, staff=staff).show(_first(model)))
        case Answered(request=request, answer=answer) if request == screen.asked:
            return stay(model.show(StaffLogin(number=screen.number, mistake=mistake_of(answer))))
    return stay(model)


def staff_menu(model: Model, _screen: StaffMenu, what: Input) -> Move:
    """Where to?"""
    match what:
        case Touched(control="deposit") if model.may(Right.DEPOSIT):
            return stay(model.show(DepositCase()))
        case Touched(control="list" | "unfinished" as control) if _lists(model, control):
            return ask_deposits(model, overdue_only=False)
        case Touched(control="compartments" | "contents" as control) if model.may(Right.MAINTAIN):
            return set_out(model) if control == "contents" else stay(model.show(Compartments()))
        case Touched(control="alarms" | "differs" as control):
            return stay(model.show(Alarms() if control == "alarms" else Differences()))
        case Touched(control="back" | "logout"):
            return log_out(model)
    return stay(model)


def _first(model: Model) -> StaffMenu | Differences:
    """Doors that differ from the books come before all other work."""
    return Differences() if model.cabinet and model.cabinet.differences else StaffMenu()


def _lists(model: Model, control: str) -> bool:
    """Who has left something unfinished is led to it, whatever their rights."""
    return bool(unfinished_doors(model)) if control == "unfinished" else model.may(Right.TAKE_BACK)


def log_out(model: Model) -> Move:
    """Home, and lockerd forgets the login."""
    if model.staff is None:
        return stay(model.home())
    request = StaffLogout(id=model.next_id, token=model.staff.token)
    return replace(model.home(), acts=model.acts + 1), (Send(request),)


def _step_back(model: Model, screen: StaffLogin) -> Move:
    if screen.at_pin and screen.asked is None:
        return stay(model.show(StaffLogin(number=screen.number)))
    return stay(model.home())


def _login_ok(model: Model, screen: StaffLogin) -> Move:
    if screen.asked is not None or not screen.number:
        return stay(model)
    if not screen.at_pin:
        return stay(model.show(StaffLogin(number=screen.number, at_pin=True)))
    if not screen.pin:
        return stay(model)
    request = LoginRequest(id=model.next_id, number=StaffNumber(screen.number), pin=screen.pin)
    waiting = StaffLogin(number=screen.number, at_pin=True, asked=model.next_id)
    return model.asking(waiting), (Send(request),)


def _typed(screen: StaffLogin, key: str) -> StaffLogin:
    if screen.asked is not None:
        return screen
    if screen.at_pin:
        return replace(screen, pin=edited(screen.pin, key, PIN_DIGITS_MAX), mistake=None)
    return replace(screen, number=edited(screen.number, key, NUMBER_DIGITS_MAX), mistake=None)


def edited(text: str, key: str, chars_max: int) -> str:
    """``text`` after a key of the digit pad."""
    if key == "delete":
        return text[:-1]
    if key == "clear":
        return ""
    return text + key if len(key) == 1 and key in "0123456789" and len(text) < chars_max else text
