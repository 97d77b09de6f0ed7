"""The materials: which lie here, how many, from when, and their pages."""

from dataclasses import replace
from datetime import date

from kiosk.flows.apply.form import before_papers
from kiosk.flows.inputs import Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit import desk
from kiosk.flows.submit.day import today
from kiosk.flows.submit.states import Camera, FromPhone, IssuedOn, OnePaper, PagePreview, Papers, Review
from kiosk.flows.turning import turned
from kiosk.flows.visit import Visit

DATE_DIGITS = 8

Counts = {
    "originals.more": ("originals", 1),
    "originals.less": ("originals", -1),
    "copies.more": ("copies", 1),
    "copies.less": ("copies", -1),
}


def papers(model: Model, screen: Papers, what: Input) -> Move:
    """Choose a material, or let the rules look at all of it."""
    match what:
        case Touched(control="back"):
            return stay(model.show(before_papers(model, screen)))
        case Touched(control="ok"):
            return stay(model.show(Review()))
        case Touched(control="page.next" | "page.before" as way):
            count = len(desk.materials(model.visit)) if model.visit else 0
            return stay(model.show(replace(screen, page=turned(screen.page, way, count))))
        case Touched(control=str(control)) if control.startswith("paper."):
            key = control.removeprefix("paper.")
            if model.visit and desk.material(model.visit, key):
                return stay(model.show(OnePaper(key)))
    return stay(model)


def one_paper(model: Model, screen: OnePaper, what: Input) -> Move:
    """Counts, date and pages of one material."""
    match what:
        case Touched(control="back" | "ok"):
            return stay(model.show(Review() if screen.mending else Papers()))
        case Touched(control="page.next" | "page.before" as way) if model.visit:
            count = len(desk.paper(model.visit, screen.key).pages)
            return stay(model.show(replace(screen, page=turned(screen.page, way, count))))
        case Touched(control=str(control)) if model.visit:
            return _paper_touched(model, model.visit, screen, control)
    return stay(model)


def issued_on(model: Model, screen: IssuedOn, what: Input) -> Move:
    """Year, month, day as they stand on the paper."""
    match what:
        case Touched(control="back"):
            return stay(model.show(OnePaper(screen.key, screen.mending)))
        case Touched(control="ok"):
            return _dated(model, screen)
        case Touched(control=str(control)) if control.startswith("key."):
            digits = _typed(screen.digits, control.removeprefix("key."))
            return stay(model.show(replace(screen, digits=digits, wrong="")))
    return stay(model)


def camera_or_phone(model: Model, key: str, *, mending: bool) -> Move:
    """To the camera; where there is none, to the phone."""
    if "camera" in model.place.fitted:
        return stay(model.show(Camera(key, mending)))
    return stay(model.show(FromPhone(key, mending)))


def _paper_touched(model: Model, visit: Visit, screen: OnePaper, control: str) -> Move:
    if control in Counts:
        return stay(replace(model, visit=desk.counted(visit, screen.key, *Counts[control])))
    if control == "camera":
        return camera_or_phone(model, screen.key, mending=screen.mending)
    if control == "phone":
        return stay(model.show(FromPhone(screen.key, screen.mending)))
    if control == "issued":
        return stay(model.show(IssuedOn(screen.key, screen.mending)))
    page = control.removeprefix("thumb.")
    if any(one.id == page for one in desk.paper(visit, screen.key).pages):
        return stay(model.show(PagePreview(screen.key, page, screen.mending)))
    return stay(model)


def _dated(model: Model, screen: IssuedOn) -> Move:
    issued = _date(screen.digits)
    if issued is None or model.visit is None:
        return stay(model.show(replace(screen, wrong="no_date")))
    if issued > today(model):
        return stay(model.show(replace(screen, wrong="ahead")))
    dated = replace(model, visit=desk.dated(model.visit, screen.key, issued))
    return stay(dated.show(OnePaper(screen.key, screen.mending)))


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if len(digits) == DATE_DIGITS else None
    except ValueError:
        return None


def _typed(digits: str, key: str) -> str:
    if key == "delete":
        return digits[:-1]
    if key == "clear":
        return ""
    return digits + key if key.isascii() and key.isdigit() and len(digits) < DATE_DIGITS else digits
