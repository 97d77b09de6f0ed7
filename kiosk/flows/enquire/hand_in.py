"""Paper originals through the locker: how large, then the door (``kiosk.flows.door``), then the receipt."""

from dataclasses import replace

from kiosk.flows.effects import Print
from kiosk.flows.enquire.slip import slip
from kiosk.flows.enquire.states import Enquire, HandInSize, PapersInside
from kiosk.flows.errands import open_for_hand_in
from kiosk.flows.inputs import Input, Printed, Tick, Touched
from kiosk.flows.model import Model, Move, stay
from locker.contract.facts import SIZES


def hand_in_size(model: Model, screen: HandInSize, what: Input) -> Move:
    """Size and reach, then open."""
    originals = screen.originals
    match what:
        case Touched(control="back"):
            return stay(model.show(Enquire()))
        case Touched(control="low"):
            return stay(model.show(HandInSize(replace(originals, low_reach=not originals.low_reach))))
        case Touched(control="ok" | "open"):
            return open_for_hand_in(model, originals)
        case Touched(control=str(control)):
            size = next((size for size in SIZES if control == f"size.{size}"), originals.size)
            return stay(model.show(HandInSize(replace(originals, size=size))))
    return stay(model)


def papers_inside(model: Model, screen: PapersInside, what: Input) -> Move:
    """Read, print if wanted, then home by itself."""
    match what:
        case Touched(control="back" | "ok"):
            return stay(model.home())
        case Tick() if model.now_ms >= screen.until_ms:
            return stay(model.home())
        case Touched(control="print") if can_print(model, screen):
            return _print(model, screen)
        case Printed(paper=paper) if screen.printing:
            return stay(model.show(replace(screen, printing=False, paper=paper)))
    return stay(model)


def can_print(model: Model, screen: PapersInside) -> bool:
    """Whether a slip can be had here: a printer, and none printed yet."""
    ready = screen.paper is None and not screen.printing
    return ready and "printer" in model.place.fitted and model.catalogue is not None


def _print(model: Model, screen: PapersInside) -> Move:
    printed = slip(model, screen)
    return (model.show(replace(screen, printing=True)), (Print((printed,)),)) if printed else stay(model)
