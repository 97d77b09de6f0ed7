"""The cases found, and one of them: how it stands, and what can be done about it here."""

from dataclasses import replace

from intake.contract.answers import HallRefusal, MaterialDeposit, Notices, Refused
from intake.contract.questions import CheckMaterialDeposit, PrintAgain
from intake.contract.stage import Stage
from kiosk.flows import collect
from kiosk.flows.enquire import print_again
from kiosk.flows.enquire.asking import Heard, ask, heard, told_no
from kiosk.flows.enquire.enquire import scanned
from kiosk.flows.enquire.states import Cases, CaseShown, Enquire, HandInSize, ProveNumber, Rate
from kiosk.flows.inputs import Input, Scanned, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Mistake, Originals
from kiosk.flows.turning import turned
from locker.contract.ids import CaseNumber

CASES_A_PAGE = 4
REOPENED = frozenset({Stage.TO_BE_CORRECTED, Stage.TOLERATED})


def cases(model: Model, screen: Cases, what: Input) -> Move:
    """Turn pages, choose one."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Enquire()))
        case Touched(control="page.next" | "page.before" as control):
            return stay(model.show(replace(screen, page=turned(screen.page, control, pages(screen)))))
        case Scanned(text=text):
            return scanned(model, text)
        case Touched(control=str(control)) if control.startswith("case."):
            chosen = [one for one in screen.cases if control == f"case.{one.case}"]
            return stay(model.show(CaseShown(chosen[0], among=screen))) if chosen else stay(model)
    return stay(model)


def pages(screen: Cases) -> int:
    """How many pages the list has, at least one."""
    return max(1, -(-len(screen.cases) // CASES_A_PAGE))


def ways(model: Model, screen: CaseShown) -> tuple[str, ...]:
    """What can be done here and now, what matters most first."""
    case, cabinet = screen.case, model.cabinet is not None and model.cabinet.accepting
    offered = {
        "reopen": case.stage in REOPENED and screen.qr != "",
        "collect": case.stage is Stage.READY and cabinet,
        "hand_in": case.awaited != () and screen.qr != "" and cabinet,
        "rate": case.may_rate and case.key != "",
        "print": case.print_key != "" and screen.paper is None and "printer" in model.place.fitted,
    }
    return tuple(way for way, possible in offered.items() if possible)


def case_shown(model: Model, screen: CaseShown, what: Input) -> Move:
    """Read it, go on with it, hand papers in, rate it, have its notices printed."""
    said = heard(model, screen.asked, what)
    if said is not None:
        return _heard(model, screen, said)
    match what:
        case Touched(control="back"):
            return stay(model.show(screen.among or Enquire()))
        case Scanned(text=text) if not screen.busy:
            return scanned(model, text)
        case Touched(control=str(control)) if not screen.busy and control in ways(model, screen):
            return _way(model, replace(screen, way=control), control)
    return stay(model)


def _way(model: Model, screen: CaseShown, control: str) -> Move:
    case = screen.case
    match control:
        case "reopen":
            return stay(model.show(ProveNumber(replace(screen, mistake=None))))
        case "collect":
            return collect.enter(model)
        case "rate":
            return stay(model.show(Rate(case.case, case.key, case.item, back=replace(screen, mistake=None))))
        case "print":
            return ask(model, screen, PrintAgain(case=case.case, key=case.print_key))
    return ask(model, screen, CheckMaterialDeposit(qr=screen.qr))


def _heard(model: Model, screen: CaseShown, said: Heard) -> Move:
    """Which paper originals are waited for; or the notices, one of which is printed."""
    match said:
        case Notices(notices=notices):
            return print_again.enter(model, screen, notices)
        case MaterialDeposit(names=()) | Refused(refusal=HallRefusal.NOTHING_OPEN):
            return stay(model.show(replace(screen, asked=None, mistake=Mistake("hand_in.none"))))
        case MaterialDeposit(case=case, names=names):
            originals = Originals(CaseNumber(case), screen.case.item, names, screen.qr)
            return stay(model.show(HandInSize(originals)))
    return told_no(model, screen, said)
