"""A case taken up again becomes a visit in which only what is open is asked."""

import hashlib
from dataclasses import replace

from intake.contract.answers import OpenedCase
from intake.contract.questions import AskStanding
from kiosk.flows.apply.guide import CONSENT
from kiosk.flows.apply.states import Form
from kiosk.flows.effects import Ask
from kiosk.flows.enquire.states import ProveNumber
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Mistake, Screen
from kiosk.flows.submit.states import Papers
from kiosk.flows.visit import Visit

_ON_PAPER = "material"


def take_up(model: Model, screen: ProveNumber, opened: OpenedCase) -> Move:
    """To the form when a question or field is open, else to the papers; the credit records are asked meanwhile."""
    visit = _visit(model, opened)
    if visit is None:
        return stay(model.show(replace(screen, asked=None, mistake=Mistake("enquire.item_unknown"))))
    first = Form() if any(part != _ON_PAPER for part, _ in opened.open) else Papers()
    return go_on(model, visit, first)


def go_on(model: Model, visit: Visit, screen: Screen) -> Move:
    """A visit of another day, at ``screen``: what the credit records said then is forgotten, and asked anew."""
    going = replace(model, visit=replace(visit, standing=None), standing_asked=None).show(screen)
    if not visit.number:
        return stay(going)
    asking = replace(going, standing_asked=model.acts, acts=model.acts + 1)
    return asking, (Ask(model.acts, AskStanding(number=visit.number)),)


def _visit(model: Model, opened: OpenedCase) -> Visit | None:
    """None when this kiosk does not have the version the case was made for."""
    catalogue = model.catalogue.catalogue if model.catalogue else None
    item = catalogue.version(opened.item, opened.version) if catalogue else None
    if item is None:
        return None
    before = opened.application
    return Visit(
        id=hashlib.sha256(f"{model.place.kiosk} {model.next_id}".encode()).hexdigest()[:32],
        item=item,
        consent=CONSENT,
        kind=before.applicant.kind,
        name=before.applicant.name,
        number=before.applicant.number,
        mobile=before.applicant.mobile,
        agent=before.agent,
        reason=opened.reason,
        case=opened.case,
        reopened=before,
        open=frozenset(opened.open),
        commitment=opened.commitment,
        promised=opened.promised,
    )
