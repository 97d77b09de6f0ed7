"""How the result comes to the applicant: counter, locker or post. The locker is never chosen for them."""

from dataclasses import replace

from intake.contract.submission import Delivery
from kiosk.flows.inputs import Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit.hand_in import hand_in
from kiosk.flows.submit.states import ChooseDelivery, Review, Sign
from kiosk.flows.visit import Visit

ADDRESS_MAX = 200


def delivery(model: Model, screen: ChooseDelivery, what: Input) -> Move:
    """One way, then hand in."""
    visit = model.visit
    if visit is None or visit.item is None:
        return stay(model.home())
    known = addresses(visit)
    match what:
        case Touched(control="back"):
            return stay(model.show(Sign() if screen.tolerance else Review()))
        case Touched(control="ok") if chosen(visit, screen):
            return _agreed(model, visit, screen)
        case Touched(control="address") if known:
            return stay(model.show(replace(screen, address=(screen.address + 1) % len(known))))
        case Touched(control="way.counter" | "way.locker" | "way.post" as control):
            way = control.removeprefix("way.")
            if way in visit.item.collect and (way != "post" or known):
                return stay(model.show(replace(screen, way=way)))
    return stay(model)


def chosen(visit: Visit, screen: ChooseDelivery) -> str:
    """The way chosen; where the counter is one, it is the one to begin with."""
    if screen.way or visit.item is None:
        return screen.way
    return "counter" if "counter" in visit.item.collect else ""


def addresses(visit: Visit) -> tuple[str, ...]:
    """Addresses the applicant has told already: in the form, then on the card."""
    fields = visit.item.field if visit.item else ()
    answers = visit.application().answers if visit.item else {}
    written = [answers.get(one.key, "").strip() for one in fields if one.prefill == "address" or "address" in one.key]
    found = [*written, visit.card.address if visit.card else ""]
    return tuple(dict.fromkeys(one[:ADDRESS_MAX] for one in found if one))


def _agreed(model: Model, visit: Visit, screen: ChooseDelivery) -> Move:
    way = chosen(visit, screen)
    known = addresses(visit)
    address = known[screen.address % len(known)] if way == "post" else ""
    agreed = replace(visit, delivery=Delivery(way, address))  # type: ignore[arg-type]
    return hand_in(replace(model, visit=agreed), tolerance=screen.tolerance)
