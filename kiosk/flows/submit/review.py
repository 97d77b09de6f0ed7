"""What the rules say, the way to every gap, and the promise instead."""

from dataclasses import replace

from msgspec import structs

from intake.contract.questions import AskStanding
from intake.gap import Gap
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Owed, ToBeCorrected
from intake.review.supplement import Fulfilled, Lapsed, StillOwed
from kiosk.flows.apply.form import open_question, questions
from kiosk.flows.apply.states import Find, Form, Identified
from kiosk.flows.effects import Ask
from kiosk.flows.inputs import Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Screen
from kiosk.flows.submit import desk
from kiosk.flows.submit.hand_in import hand_in
from kiosk.flows.submit.states import ChooseDelivery, OnePaper, Papers, Promise, Review, Sign
from kiosk.flows.submit.verdict import Verdict, clerk_decides, verdict
from kiosk.flows.turning import turned
from kiosk.flows.visit import Visit

PARTS = ("applicant", "condition", "field", "material")


def review(model: Model, screen: Review, what: Input) -> Move:
    """Hand in, promise, mend one thing, take the correction notice home."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Papers()))
        case Touched(control="page.next" | "page.before" as way):
            return stay(model.show(replace(screen, page=turned(screen.page, way, len(gaps_of(verdict(model)))))))
        case Touched(control="standing") if unknown_standing(model.visit):
            return _ask_standing(model)
        case Touched(control=str(control)) if said := verdict(model):
            if control == "mend" or control.startswith("go."):
                return stay(_gone_to(model, said, control.removeprefix("go.")))
            return _chosen(model, said, control)
    return stay(model)


def promise(model: Model, screen: Promise, what: Input) -> Move:
    """Read it; then sign, or mend instead."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Review()))
        case Touched(control="page.next" | "page.before" as way):
            return stay(model.show(replace(screen, page=turned(screen.page, way, len(_owed(model))))))
        case Touched(control="ok"):
            return stay(model.show(Sign() if _owed(model) else Review()))
    return stay(model)


def _owed(model: Model) -> tuple[Owed, ...]:
    """What would be promised; nothing when nothing may be."""
    said = verdict(model, tolerance=True)
    return said.commitment.owed if isinstance(said, AcceptedWithTolerance) else ()


def gaps_of(said: Verdict | None) -> tuple[Gap, ...]:
    """Every gap of a decision, grouped as the review shows them."""
    match said:
        case ToBeCorrected(gaps=gaps) | NotAccepted(reasons=gaps):
            return tuple(sorted(gaps, key=lambda gap: PARTS.index(gap.part)))
        case StillOwed(rest=rest):
            return tuple(gap for owed in rest.owed for gap in owed.gaps)
        case Lapsed(late=late):
            return tuple(gap for owed in late for gap in owed.gaps)
    return ()


def _chosen(model: Model, said: Verdict, control: str) -> Move:
    match control, said:
        case "ok", Accepted():
            return stay(model.show(ChooseDelivery()))
        case "promise", ToBeCorrected(offer=offer) if offer is not None:
            return stay(model.show(Promise()))
        case "ok", Fulfilled() | StillOwed() if brings(model.visit):
            return hand_in(model)
        case "notice", ToBeCorrected() | NotAccepted():
            return _as_it_is(model, said)
        case "other", NotAccepted() | Lapsed():
            return stay(replace(model, visit=None).show(Find()))
    return stay(model)


def _as_it_is(model: Model, said: ToBeCorrected | NotAccepted) -> Move:
    """A clerk may accept what the rules do not: then how the result comes must be known."""
    if not clerk_decides(model.visit):
        return hand_in(model)
    nothing = isinstance(said, ToBeCorrected) and empty_handed(model.visit)
    return stay(model if nothing else model.show(ChooseDelivery()))


def unknown_standing(visit: Visit | None) -> bool:
    """Whether the credit records could not be asked, so that nothing may come later."""
    return visit is not None and visit.standing is None and visit.reason != "supplement"


def _ask_standing(model: Model) -> Move:
    """Once more; the answer is taken in by ``step`` whatever screen is shown by then."""
    if model.visit is None or model.standing_asked is not None:
        return stay(model)
    asking = replace(model, acts=model.acts + 1, standing_asked=model.acts)
    return asking, (Ask(model.acts, AskStanding(number=model.visit.number)),)


def brings(visit: Visit | None) -> bool:
    """Whether there is anything new to hand in."""
    return visit is not None and any(not one.given().nothing for one in visit.papers.values())


def empty_handed(visit: Visit | None) -> bool:
    """Whether a clerk would get nothing to look at: no page although papers are asked for, or nothing new at all."""
    if visit is None or not clerk_decides(visit):
        return False
    if any(desk.pages(desk.only_asked(visit))):
        return False
    if visit.reopened is not None:
        return visit.application() == structs.replace(visit.reopened, tolerance_chosen=False)
    return bool(desk.materials(visit))


def _gone_to(model: Model, said: Verdict, number: str) -> Model:
    """To one gap; to the first where none is named."""
    gaps = gaps_of(said)
    number = "0" if number == "mend" else number
    if not number.isdecimal() or int(number) >= len(gaps):
        return model
    return model.show(place_of(model, gaps[int(number)]))


def place_of(model: Model, gap: Gap) -> Screen:
    """Where a gap is mended, and from where one is led back to the review."""
    if gap.part == "material":
        known = model.visit and desk.material(model.visit, gap.key)
        return OnePaper(gap.key, mending=True) if known else Papers()
    if gap.part == "applicant":
        return Identified()
    if any(one.key == gap.key for one in questions(model)):
        return open_question(model, gap.key, mending=True)
    return Form(told=True)
