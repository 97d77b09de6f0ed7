"""A notice once more: which one; what did not come out may be touched again without asking the hall."""

from dataclasses import replace

from intake.notices.notice import Notice
from kiosk.flows.effects import Print
from kiosk.flows.enquire.states import CaseShown, PrintWhich
from kiosk.flows.inputs import Input, Paper, Printed, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Mistake
from kiosk.flows.turning import sheets, turned

NOTICES_A_PAGE = 4


def enter(model: Model, shown: CaseShown, notices: tuple[Notice, ...]) -> Move:
    """The only one is printed at once."""
    screen = PrintWhich(replace(shown, asked=None, mistake=None), notices)
    return _print(model, screen, 0) if len(notices) == 1 else stay(model.show(screen))


def print_which(model: Model, screen: PrintWhich, what: Input) -> Move:
    """Each as it is touched; those that came out are done."""
    match what:
        case Touched(control="back"):
            return stay(model.show(screen.shown))
        case Printed(paper=paper) if screen.printing is not None:
            return stay(model.show(_printed(screen, screen.printing, paper)))
        case Touched(control="page.next" | "page.before" as control):
            pages = sheets(len(screen.notices), NOTICES_A_PAGE)
            return stay(model.show(replace(screen, page=turned(screen.page, control, pages))))
        case Touched(control=str(control)):
            chosen = next((number for number in may_print(screen) if control == f"notice.{number}"), None)
            return stay(model) if chosen is None else _print(model, screen, chosen)
    return stay(model)


def may_print(screen: PrintWhich) -> tuple[int, ...]:
    """The places of the notices that can be printed now: one at a time, each once."""
    if screen.printing is not None:
        return ()
    return tuple(number for number in range(len(screen.notices)) if number not in screen.printed)


def _print(model: Model, screen: PrintWhich, number: int) -> Move:
    return model.show(replace(screen, printing=number, paper=None, mistake=None)), (Print((screen.notices[number],)),)


def _printed(screen: PrintWhich, number: int, paper: Paper) -> PrintWhich | CaseShown:
    """What was the only one leads back to its case; what did not come out is still there to be touched."""
    if not paper.went:
        return replace(screen, printing=None, mistake=Mistake("case.not_printed"))
    if len(screen.notices) == 1:
        return replace(screen.shown, paper=paper)
    return replace(screen, printing=None, paper=paper, printed=screen.printed | {number})
