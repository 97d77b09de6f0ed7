"""After handing in: notices of every kind, the printer's troubles, waiting for the hall."""

import hmac
from dataclasses import replace

from msgspec import structs

from intake.catalogue.item import Item
from intake.contract.answers import CaseProgress
from intake.contract.stage import Stage
from intake.notices import write
from intake.notices.notice import Kind, Notice, NoticeNumber
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.said import Said
from kiosk.examples.catalogue import OFFICE, TODAY
from kiosk.examples.moment import NOW_MS
from kiosk.flows.inputs import Paper
from kiosk.flows.model import Model
from kiosk.flows.states import Screen
from kiosk.flows.submit import states
from kiosk.flows.submit.verdict import to_hand_in
from kiosk.flows.visit import Visit

CASE = "E26112310423"


def handed_in(most: Model, spot: Model) -> dict[str, Model]:
    """``most`` may be tolerated, ``spot`` lacks nothing and is decided at the kiosk."""
    after = replace(most, visit=None)
    return {name: replace(after, screen=screen) for name, screen in _screens(most, spot).items()}


def _screens(most: Model, spot: Model) -> dict[str, Screen]:
    ended = {
        "accepted": _done(spot),
        "tolerated": _done(most, tolerance=True),
        "correction": _done(most),
        "refused": _done(_not_licensed(most)),
    }
    received = replace(ended["accepted"], by_clerk=True, sent=True)
    shown: dict[str, Screen] = {f"handed_in-{name}": one for name, one in ended.items()}
    progress = CaseProgress(case=CASE, item=Said(""), department=Said(""), stage=Stage.DECIDED, since=TODAY, key="k")
    shown["handed_in-rate"] = replace(received, rate=progress)
    lacking = _received(most)
    shown |= {"handed_in-lacking": lacking, "read_notice-lacking": states.ReadNotice(lacking, page=1)}
    shown |= {"handed_in": received, "handed_in-supplement": replace(received, reason="supplement")}
    shown |= {f"handed_in-{paper}": replace(received, paper=paper) for paper in Paper}
    shown["handed_in-copies"] = replace(ended["tolerated"], paper=Paper.OUT, copies=1, torn=True)
    for name, one in ended.items():
        shown[f"read_notice-{name}"] = states.ReadNotice(one)
        shown[f"read_notice-{name}-end"] = states.ReadNotice(one, len(one.notices) - 1, page=9)
    return shown | {"goodbye": states.Goodbye(NOW_MS + 10_000)}


def _not_licensed(model: Model) -> Model:
    visit = _visit(model)
    return replace(model, visit=replace(visit, answers=visit.answers | {"licensed": "no"}))


def _done(model: Model, *, tolerance: bool = False) -> states.Done:
    visit = _visit(model)
    outcome = to_hand_in(model, tolerance=tolerance)
    if outcome is None or visit.item is None:
        raise TypeError("the example can be handed in")
    return states.Done(CASE, outcome, by_clerk=False, notices=tuple(_notices(visit, visit.item, outcome)))


def _received(model: Model) -> states.Done:
    """Handed in to a clerk as it is."""
    done = _done(model)
    heading = _numbered(_heading(_visit(model)), Kind.RECEIPT)
    rows = write.received_rows([(Said("食品经营许可申请书", "Application"), 1, 0)])
    return replace(done, by_clerk=True, notices=(write.receipt(heading, rows, _mac, outcome=done.outcome),))


def _visit(model: Model) -> Visit:
    if model.visit is None:
        raise TypeError("the example is somebody who applies")
    return model.visit


def _heading(visit: Visit) -> write.Heading:
    item = visit.item
    if item is None:
        raise TypeError("the example has an item")
    return write.Heading(
        number=NoticeNumber(Kind.ACCEPTANCE, TODAY.year, 42),
        day=TODAY,
        case=CASE,
        addressee=visit.name,
        item=Said(item.name, item.name_en),
        department=Said("市市场监督管理局", "Market Regulation"),
        office=OFFICE,
    )


def _notices(visit: Visit, item: Item, outcome: Outcome) -> list[Notice]:
    heading = _heading(visit)
    match outcome:
        case Accepted():
            rows = write.received_rows(
                (Said(one.name, one.name_en), one.originals, one.copies) for one in item.material
            )
            return [write.acceptance(heading, outcome, rows, _mac)]
        case AcceptedWithTolerance(commitment=promised):
            first = write.tolerance(_numbered(heading, Kind.TOLERANCE), outcome, _mac)
            return [first, write.commitment(_numbered(heading, Kind.COMMITMENT), promised, _mac)]
        case ToBeCorrected():
            return [write.correction(_numbered(heading, Kind.CORRECTION), outcome, _mac)]
        case NotAccepted():
            return [write.non_acceptance(_numbered(heading, Kind.NON_ACCEPTANCE), outcome, _mac)]


def _numbered(heading: write.Heading, kind: Kind) -> write.Heading:
    return structs.replace(heading, number=NoticeNumber(kind, TODAY.year, 42))


def _mac(body: bytes) -> bytes:
    return hmac.digest(b"the key of the examples", body, "sha256")
