"""What must be put away when a screen is left: pictures of pages nobody holds, the page on the phone."""

from collections.abc import Iterator

from intake.contract.answers import PhoneSession
from intake.contract.questions import ClosePhoneSession
from kiosk.flows.effects import Ask, DropPages, Effect
from kiosk.flows.inputs import HallSaid, Input, PageTaken, PageTurned
from kiosk.flows.model import Model
from kiosk.flows.submit import desk
from kiosk.flows.submit.states import Camera, FromPhone
from kiosk.flows.visit import TakenPage


def left_behind(before: Model, what: Input, after: Model) -> Iterator[Effect]:
    """The effects that put away what ``after`` no longer holds, whatever screen it was left from."""
    dropped = tuple(_dropped(before, what, after))
    if dropped:
        yield DropPages(dropped)
    held = _session(after)
    for number, session in _sessions(before, what):
        if session != held:
            yield Ask(number, ClosePhoneSession(session=session))


def _dropped(before: Model, what: Input, after: Model) -> Iterator[str]:
    match what:
        case PageTaken(page=page) | PageTurned(page=page):
            came = {page.id: None}
        case _:
            came = {}
    if came or before.visit is not after.visit or before.screen is not after.screen:
        kept = {one.id for one in held(after)}
        yield from (one for one in dict.fromkeys(one.id for one in held(before)) | came if one not in kept)


def held(model: Model) -> Iterator[TakenPage]:
    """The pages of the visit, and one the person is asked about."""
    yield from desk.pages(model.visit)
    if isinstance(model.screen, Camera | FromPhone) and model.screen.doubted:
        yield model.screen.doubted


def _session(model: Model) -> str:
    screen = model.screen
    return screen.session.session if isinstance(screen, FromPhone) and screen.session else ""


def _sessions(before: Model, what: Input) -> Iterator[tuple[int, str]]:
    """Sessions that were open, or have just been opened, with the number of the question that closes each.

    The numbers are below zero, where no other question's is.
    """
    if isinstance(before.screen, FromPhone) and before.screen.session:
        yield -1 - before.screen.opened_as, before.screen.session.session
    match what:
        case HallSaid(number=number, answer=PhoneSession(session=session)):
            yield -1 - number, session
