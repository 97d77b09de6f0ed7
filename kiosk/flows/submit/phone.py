"""Pictures from the applicant's own phone: a page of the hall for this visit only, asked every two seconds."""

from dataclasses import replace

from intake.contract.answers import PhoneSession, Pictures
from intake.contract.questions import OpenPhoneSession, PhonePictures
from kiosk.flows.effects import Ask, FetchPicture
from kiosk.flows.inputs import HallSaid, Input, NoRoom, PageTaken, PictureNotFetched, PictureUnfit, Tick, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit import desk
from kiosk.flows.submit.states import Camera, FromPhone, OnePaper

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
        case PageTaken():
            return _taken(model, replace(screen, fetching=""), what)
        case NoRoom() | PictureUnfit() | PictureNotFetched():
            return stay(model.show(_not_taken(screen, what)))
    return stay(model)


def _not_taken(screen: FromPhone, what: NoRoom | PictureUnfit | PictureNotFetched) -> FromPhone:
    """Nobody leaves before this was read. What was not fetched waits at the hall, and is fetched once more."""
    stays = replace(screen, fetching="", leaving="", doubted=None)
    match what:
        case NoRoom():
            return replace(stays, said="no.full")
        case PictureUnfit(why=why):
            return replace(stays, said="unfit", unfit=why)
        case PictureNotFetched(picture=picture):
            seen = tuple(one for one in screen.seen if one != picture)
            return replace(stays, seen=seen, coming=(picture, *screen.coming), lost=True)


def _touched(model: Model, screen: FromPhone, control: str) -> Move:
    match control:
        case "back" | "ok" | "camera" if screen.leaving != control and (screen.fetching or screen.coming):
            return stay(model.show(replace(screen, leaving=control)))
        case "back" | "ok" | "camera":
            return stay(model.show(_after(screen, control)))
        case "keep" if screen.doubted:
            return _taken(model, screen, PageTaken(screen.doubted))
        case "again" if screen.lost and screen.asked is None:
            lost = replace(screen, lost=False)
            return stay(model.show(replace(lost, polled_ms=0))) if screen.session else _open(model, lost)
    return stay(model)


def _after(screen: FromPhone, control: str) -> Camera | OnePaper:
    return Camera(screen.key, screen.mending) if control == "camera" else OnePaper(screen.key, screen.mending)


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
            return stay(model.show(replace(screen, session=session, seen=(), coming=(), lost=False)))
        case Pictures(ids=ids, opened=opened):
            return _came(model, replace(screen, opened=opened or screen.opened, lost=False), ids)
        case None:
            return stay(model.show(replace(screen, lost=True)))
    return stay(model.show(replace(screen, session=None, lost=True)))


def _came(model: Model, screen: FromPhone, ids: tuple[str, ...]) -> Move:
    told = replace(screen, coming=tuple(one for one in ids if one not in screen.seen))
    return stay(model.show(told)) if told.fetching else _fetch(model, told)


def _fetch(model: Model, screen: FromPhone) -> Move:
    """The next picture that waits, if any."""
    if not screen.coming or screen.session is None or len(screen.seen) >= SEEN_MAX:
        return stay(model.show(screen))
    new, *later = screen.coming
    fetching = replace(screen, seen=(*screen.seen, new), coming=tuple(later), fetching=new)
    return model.show(fetching), (FetchPicture(screen.session.session, new),)


def _taken(model: Model, screen: FromPhone, taken: PageTaken) -> Move:
    visit = model.visit
    wanted = desk.material(visit, screen.key) if visit else None
    if visit is None or wanted is None:
        return stay(model)
    if why := desk.refusal(visit, wanted, taken):
        doubted = taken.page if why == "twice" else None
        return stay(model.show(replace(screen, leaving="", said=f"no.{why}", doubted=doubted)))
    with_it = replace(model, visit=desk.with_page(visit, wanted, taken.page))
    if screen.leaving and not (screen.fetching or screen.coming):
        return stay(with_it.show(_after(screen, screen.leaving)))
    shown = replace(screen, said="taken", doubted=None)
    return stay(with_it.show(shown)) if shown.fetching else _fetch(with_it, shown)
