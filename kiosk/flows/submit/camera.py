"""Pages under the camera, and one page looked at."""

from dataclasses import replace

from kiosk.flows.effects import TakePage, TurnPage
from kiosk.flows.inputs import CameraSaw, Input, NoRoom, PageTaken, PageTurned, Sight, Tick, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit import desk
from kiosk.flows.submit.states import Camera, FromPhone, OnePaper, PagePreview
from kiosk.flows.visit import Visit

NOBODYS = frozenset({Sight.STARTING, Sight.NO_CAMERA, Sight.NO_PAGE})
BLIND = frozenset({Sight.STARTING, Sight.NO_CAMERA})


def camera(model: Model, screen: Camera, what: Input) -> Move:
    """Each page that is taken is looked at; one that is of no use is not kept, and why is said."""
    match what:
        case CameraSaw():
            return stay(_seen(model, screen, what))
        case PageTaken():
            return stay(_taken(model, screen, what))
        case NoRoom():
            return stay(model.show(replace(screen, said="no.full", doubted=None)))
        case Touched(control="take") if screen.saw and screen.saw.sight not in BLIND:
            return model, (TakePage(),)
        case Touched(control=str(control)):
            return stay(_touched(model, screen, control))
    return stay(model)


def page_preview(model: Model, screen: PagePreview, what: Input) -> Move:
    """Keep it, take it anew, delete it, turn it, move it."""
    visit = model.visit
    if visit is None or all(one.id != screen.page for one in desk.paper(visit, screen.key).pages):
        return stay(model.show(OnePaper(screen.key, screen.mending)))
    match what:
        case Touched(control="turn") if not screen.asked:
            return model.show(replace(screen, asked=True)), (TurnPage(screen.page),)
        case Tick():
            return stay(model.show(replace(screen, asked=False)))
        case PageTurned(old=old, page=page) if old == screen.page:
            turned = replace(model, visit=desk.swapped(visit, screen.key, old, page))
            return stay(turned.show(replace(screen, page=page.id, asked=False)))
        case Touched(control=str(control)):
            return stay(_page_touched(model, visit, screen, control))
    return stay(model)


def _touched(model: Model, screen: Camera, control: str) -> Model:
    if control == "keep" and screen.doubted:
        return _taken(model, screen, PageTaken(screen.doubted))
    if control == "phone":
        return model.show(FromPhone(screen.key, screen.mending))
    if control in ("back", "ok"):
        return model.show(_after(screen))
    page = control.removeprefix("thumb.")
    if model.visit and any(one.id == page for one in desk.paper(model.visit, screen.key).pages):
        return model.show(PagePreview(screen.key, page, screen.mending))
    return model


def _page_touched(model: Model, visit: Visit, screen: PagePreview, control: str) -> Model:
    match control:
        case "back" | "ok":
            return model.show(OnePaper(screen.key, screen.mending))
        case "earlier" | "later":
            by = -1 if control == "earlier" else 1
            return replace(model, visit=desk.moved_page(visit, screen.key, screen.page, by))
        case "delete":
            left = replace(model, visit=desk.without_page(visit, screen.key, screen.page))
            return left.show(OnePaper(screen.key, screen.mending))
        case "again":
            return model.show(Camera(screen.key, screen.mending, replaces=screen.page))
    return model


def _seen(model: Model, screen: Camera, saw: CameraSaw) -> Model:
    """Who lays papers does not touch the glass: what moves under the camera is a sign of life."""
    alive = model if saw.sight in NOBODYS else model.moved(screen.taken_ms)
    fresh = saw.sight in (Sight.NO_PAGE, Sight.MOVING, Sight.NO_CAMERA)
    return alive.show(replace(screen, saw=saw, said="", doubted=None) if fresh else replace(screen, saw=saw))


def _taken(model: Model, screen: Camera, taken: PageTaken) -> Model:
    visit, page = model.visit, taken.page
    wanted = desk.material(visit, screen.key) if visit else None
    if visit is None or wanted is None:
        return model
    if why := desk.refusal(visit, wanted, taken, screen.replaces):
        return model.show(replace(screen, said=f"no.{why}", doubted=page if why == "twice" else None))
    with_it = replace(model, visit=desk.with_page(visit, wanted, page, screen.replaces))
    if screen.replaces:
        return with_it.show(PagePreview(screen.key, page.id, screen.mending))
    return with_it.show(replace(screen, said="taken", taken_ms=model.now_ms, doubted=None))


def _after(screen: Camera) -> OnePaper | PagePreview:
    if screen.replaces:
        return PagePreview(screen.key, screen.replaces, screen.mending)
    return OnePaper(screen.key, screen.mending)
