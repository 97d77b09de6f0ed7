"""Pictures from the applicant's own phone: a page of the hall for this visit only, asked every two seconds."""

from dataclasses import replace

from intake.contract.answers import PhoneSession, Pictures
from intake.contract.questions import OpenPhoneSession, PhonePictures
from kiosk.flows.effects import Ask, FetchPicture
from kiosk.flows.inputs import HallSaid, Input, PageTaken, PictureUnfit, Tick, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit import desk
from kiosk.flows.submit.states import Camera, FromPhone, OnePaper
from kiosk.flows.visit import TakenPage

POLL_MS = 2_000
SEEN_MAX = 200


def from_phone(model: Model, screen: FromPhone, what: Input) -> Move:
    """Open the page, ask what has come, fetch one picture after the other.

    A question the hall did not hear is asked again; a page the hall has ended is opened anew by a touch.
    """
    match what:
        case Touched(control=str(control)):
            return _touched(model, screen, control)
        case Tick():
            return _time_passed(model, screen)
        case HallSaid(number=number) if number == screen.asked:
            return _answered(model, replace(screen, asked=None, polled_ms=model.now_ms), what)
        case PageTaken(page=page):
            return stay(_taken(model, screen, page))
        case PictureUnfit():
            return stay(model.show(replace(screen, fetching=False, said="no.picture")))
    return stay(model)


def _touched(model: Model, screen: FromPhone, control: str) -> Move:
    match control:
        case "back" | "ok":
            return stay(model.show(OnePaper(screen.key, screen.mending)))
        case "camera":
            return stay(model.show(Camera(screen.key, screen.mending)))
        case "again" if screen.lost and screen.asked is None:
            return _open(model, replace(screen, session=None, lost=False))
    return stay(model)


def _time_passed(model: Model, screen: FromPhone) -> Move:
    if screen.fetching or screen.asked is not None:
        return stay(model)
    if screen.session is None:
        return stay(model) if screen.lost else _open(model, screen)
    if model.now_ms - screen.polled_ms < POLL_MS:
        return stay(model)
    question = PhonePictures(session=screen.session.session)
    return model.asking(replace(screen, asked=model.acts)), (Ask(model.acts, question),)


def _open(model: Model, screen: FromPhone) -> Move:
    """The shell puts the visit's public key into the question."""
    wanted = desk.material(model.visit, screen.key) if model.visit else None
    question = OpenPhoneSession(box="", title=wanted.name if wanted else "")
    return model.asking(replace(screen, asked=model.acts, opened_as=model.acts)), (Ask(model.acts, question),)


def _answered(model: Model, screen: FromPhone, said: HallSaid) -> Move:
    match said.answer:
        case PhoneSession() as session:
            return stay(model.show(replace(screen, session=session, lost=False)))
        case Pictures(ids=ids, opened=opened):
            return _came(model, replace(screen, opened=opened or screen.opened, lost=False), ids)
        case None:
            return stay(model.show(replace(screen, lost=True)))
    return stay(model.show(replace(screen, session=None, lost=True)))


def _came(model: Model, screen: FromPhone, ids: tuple[str, ...]) -> Move:
    new = next((one for one in ids if one not in screen.seen), None)
    if new is None or screen.session is None or len(screen.seen) >= SEEN_MAX:
        return stay(model.show(screen))
    fetching = replace(screen, seen=(*screen.seen, new), fetching=True)
    return model.show(fetching), (FetchPicture(screen.session.session, new),)


def _taken(model: Model, screen: FromPhone, page: TakenPage) -> Model:
    visit = model.visit
    wanted = desk.material(visit, screen.key) if visit else None
    if visit is None or wanted is None:
        return model
    why = desk.refusal(visit, wanted, page)
    if why:
        return model.show(replace(screen, fetching=False, said=f"no.{why}"))
    with_it = replace(model, visit=desk.with_page(visit, wanted, page))
    return with_it.show(replace(screen, fetching=False, said="taken"))
