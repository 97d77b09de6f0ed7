"""How the result comes to the applicant: counter, locker or post. The locker is never chosen for them."""

import re
from dataclasses import replace

from intake.contract.submission import Delivery
from kiosk.flows.apply.entry import Entry, typed_chinese
from kiosk.flows.inputs import Composed, Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit.hand_in import hand_in
from kiosk.flows.submit.states import ChooseDelivery, PostAddress, Review, Sign
from kiosk.flows.visit import Visit

ADDRESS_MAX, ADDRESS_MIN = 200, 5
DOOR = re.compile(r"\d|[号楼室村组队]|嘎查")
"""What an address that leads to a door has: a house number, or in the country a village (村, 嘎查) or its part."""


def delivery(model: Model, screen: ChooseDelivery, what: Input) -> Move:
    """One way, then hand in."""
    visit = model.visit
    if visit is None or visit.item is None:
        return stay(model.home())
    match what:
        case Touched(control="back"):
            return stay(model.show(Sign() if screen.tolerance else Review()))
        case Touched(control="ok") if chosen(visit, screen):
            return _agreed(model, visit, screen)
        case Touched(control=str(control)):
            return stay(model.show(_touched(visit, screen, control)))
    return stay(model)


def post_address(model: Model, screen: PostAddress, what: Input) -> Move:
    """Typed, then chosen."""
    match what:
        case Touched(control="back"):
            return stay(model.show(ChooseDelivery(screen.tolerance)))
        case Touched(control="ok") if not screen.entry.letters and model.visit:
            return stay(_address_given(model, model.visit, screen))
        case Touched() | Composed():
            first = Touched("pick.0") if what == Touched("ok") else what
            entry, effects = typed_chinese(screen.entry, first, ADDRESS_MAX, names=False)
            return model.show(replace(screen, entry=entry, wrong=False)), effects
    return stay(model)


def chosen(visit: Visit, screen: ChooseDelivery) -> str:
    """The way chosen; where the counter is one, it is the one to begin with."""
    if screen.way or visit.item is None:
        return screen.way
    return "counter" if "counter" in visit.item.collect else ""


def addresses(visit: Visit) -> tuple[str, ...]:
    """Addresses the applicant has told to which the post finds: typed for this, in the form, on the card."""
    return tuple(filter(found, _told(visit)))


def found(address: str) -> bool:
    """Whether the post finds there: the same rule for what is typed and what a card says."""
    return len(address) >= ADDRESS_MIN and DOOR.search(address) is not None


def _told(visit: Visit) -> tuple[str, ...]:
    fields = visit.item.field if visit.item else ()
    answers = visit.application().answers if visit.item else {}
    written = [answers.get(one.key, "").strip() for one in fields if one.prefill == "address" or "address" in one.key]
    told = [visit.delivery.address, *written, visit.card.address if visit.card else ""]
    return tuple(dict.fromkeys(one[:ADDRESS_MAX] for one in told if one))


def _touched(visit: Visit, screen: ChooseDelivery, control: str) -> ChooseDelivery | PostAddress:
    collect: tuple[str, ...] = visit.item.collect if visit.item else ()
    known, way = addresses(visit), control.removeprefix("way.")
    if "post" in collect and way == "post" and not known:
        begun = next(iter(_told(visit)), "")
        return PostAddress(screen.tolerance, Entry(text=begun))
    if "post" in collect and control == "type":
        return PostAddress(screen.tolerance)
    if control == "address" and known:
        return replace(screen, address=(screen.address + 1) % len(known))
    return replace(screen, way=way) if way in collect else screen


def _address_given(model: Model, visit: Visit, screen: PostAddress) -> Model:
    address = screen.entry.text.strip()
    if not found(address):
        return model.show(replace(screen, wrong=True))
    told = replace(model, visit=replace(visit, delivery=Delivery("post", address)))
    return told.show(ChooseDelivery(screen.tolerance, "post"))


def _agreed(model: Model, visit: Visit, screen: ChooseDelivery) -> Move:
    way = chosen(visit, screen)
    known = addresses(visit)
    if way == "post" and not known:
        return stay(model.show(PostAddress(screen.tolerance)))
    address = known[screen.address % len(known)] if way == "post" else ""
    agreed = replace(visit, delivery=Delivery(way, address))  # type: ignore[arg-type]
    return hand_in(replace(model, visit=agreed), tolerance=screen.tolerance)
