"""What the rules say to the visit as it is now."""

from msgspec.structs import replace

from intake.review.application import ApplicantStanding
from intake.review.decide import review
from intake.review.outcome import Accepted, AcceptedWithTolerance, Outcome, ToBeCorrected
from intake.review.supplement import Fulfilled, Lapsed, StillOwed, supplement
from kiosk.flows.model import Model
from kiosk.flows.submit.day import days_off, late, today
from kiosk.flows.visit import Visit

Verdict = Outcome | Fulfilled | StillOwed | Lapsed


def verdict(model: Model, *, tolerance: bool = False) -> Verdict | None:
    """The decision for a first visit or a correction, or how a commitment stands; None without an item."""
    visit = model.visit
    if visit is None or visit.item is None:
        return None
    if visit.reason == "supplement" and visit.commitment is not None:
        return supplement(visit.item, visit.application(), visit.commitment, today(model))
    return _decided(model, visit, tolerance=tolerance)


def clerk_decides(visit: Visit | None) -> bool:
    """Whether somebody at the hall decides, and the kiosk only receives."""
    return visit is not None and visit.item is not None and visit.item.decided == "clerk"


def to_hand_in(model: Model, *, tolerance: bool = False) -> Outcome | None:
    """The decision as it goes to the hall; None when there is nothing to hand in.

    A supplement keeps the days of its case. A hall that does not tell them knows them; then they are counted anew here.
    """
    said = verdict(model, tolerance=tolerance)
    if said is None or isinstance(said, Lapsed) or model.visit is None or model.visit.item is None:
        return None
    day, item, holidays = today(model), model.visit.item, days_off(model)
    promised = model.visit.promised or holidays.after(day, item.promised_days, late=late(model))
    legal = holidays.after(day, item.legal_days, late=late(model))
    if isinstance(said, Fulfilled):
        return Accepted(promised, legal)
    return AcceptedWithTolerance(said.rest, promised, legal) if isinstance(said, StillOwed) else said


def _decided(model: Model, visit: Visit, *, tolerance: bool) -> Outcome:
    """Without word of the credit records tolerance is neither offered nor refused for bad credit."""
    item = visit.item
    if item is None:
        raise ValueError("a decision is about an item")
    application = visit.application(tolerance_chosen=tolerance and visit.standing is not None)
    standing = visit.standing or ApplicantStanding()
    said = review(item, application, standing, today(model), days_off(model), late=late(model))
    if visit.standing is None and isinstance(said, ToBeCorrected):
        return replace(said, offer=None)
    return said
