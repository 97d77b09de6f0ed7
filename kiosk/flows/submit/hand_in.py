"""Handing in, the notices, and good-bye."""

from dataclasses import replace

from intake.contract.answers import AnyAnswer as HallAnswer
from intake.contract.answers import CaseProgress, Progress
from intake.contract.questions import ProgressByNotice
from kiosk.flows.effects import Ask, HandIn, Print
from kiosk.flows.enquire.states import Rate
from kiosk.flows.inputs import HallSaid, HandedIn, Input, Paper, Printed, Tick, Touched, Uploaded
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.submit.states import Done, Goodbye, HandingIn, ReadNotice, Review
from kiosk.flows.submit.verdict import clerk_decides, to_hand_in
from kiosk.flows.turning import turned

PATIENCE_MS = 30_000
GOODBYE_MS = 10_000
BESIDE_ROWS = 2
"""Pages of a notice that need no row of their own: its opening and its closing."""


def hand_in(model: Model, *, tolerance: bool = False) -> Move:
    """Seal it, write its notices; what the rules say now goes with it."""
    outcome = to_hand_in(model, tolerance=tolerance)
    if outcome is None or model.visit is None:
        return stay(model.show(Review()))
    waiting = HandingIn(outcome, model.now_ms, tolerance)
    return model.show(waiting), (HandIn(model.visit, outcome, tolerance),)


def handing_in(model: Model, screen: HandingIn, what: Input) -> Move:
    """A second try is the same submission, so it is never handed in twice."""
    match what:
        case HandedIn(case=""):
            return stay(model.show(replace(screen, lost=True)))
        case HandedIn():
            return _handed_in(model, screen, what)
        case Tick() if not screen.lost:
            patient = replace(model, acted_ms=model.now_ms)
            lost = model.now_ms - screen.since_ms >= PATIENCE_MS
            return stay(patient.show(replace(screen, lost=lost)))
        case Touched(control="again") if screen.lost and model.visit:
            again = replace(screen, since_ms=model.now_ms, lost=False)
            return model.show(again), (HandIn(model.visit, screen.outcome, screen.tolerance),)
        case Touched(control="back") if screen.lost:
            return stay(model.show(Review()))
    return stay(model)


def done(model: Model, screen: Done, what: Input) -> Move:
    """Read, take the paper, rate, go."""
    match what:
        case Printed(paper=paper, torn=torn, copies=copies):
            return stay(_from_now(model).show(replace(screen, paper=paper, torn=torn, copies=copies)))
        case Uploaded(case=case) if case == screen.case:
            return _may_it_be_rated(model, replace(screen, sent=True))
        case HallSaid(number=number, answer=answer) if number == screen.asked:
            return stay(model.show(replace(screen, rate=_rateable(screen.case, answer))))
        case Touched(control=str(control)):
            return _done_touched(model, screen, control)
    return stay(model)


def read_notice(model: Model, screen: ReadNotice, what: Input) -> Move:
    """Page by page, notice by notice; what the printer does is not missed."""
    match what:
        case Touched(control="back"):
            return stay(model.show(screen.done))
        case Touched(control="page.next" | "page.before" as way):
            shown = screen.done.notices[screen.notice]
            most = len(shown.rows) + len(shown.lacking) + BESIDE_ROWS
            return stay(model.show(replace(screen, page=turned(screen.page, way, most))))
        case Touched(control=str(control)) if control.removeprefix("notice.").isdecimal():
            number = min(int(control.removeprefix("notice.")), len(screen.done.notices) - 1)
            return stay(model.show(ReadNotice(screen.done, number)))
        case Printed() | Uploaded() | HallSaid():
            after, effects = done(model.show(screen.done), screen.done, what)
            behind = after.screen if isinstance(after.screen, Done) else screen.done
            return after.show(replace(screen, done=behind)), effects
    return stay(model)


def goodbye(model: Model, screen: Goodbye, what: Input) -> Move:
    """Home by itself."""
    match what:
        case Touched(control="ok" | "back"):
            return stay(model.home())
        case Tick() if model.now_ms >= screen.until_ms:
            return stay(model.home())
    return stay(model)


def _done_touched(model: Model, screen: Done, control: str) -> Move:
    match control:
        case "read" if screen.notices:
            return stay(model.show(ReadNotice(screen)))
        case "print" if screen.notices and screen.paper and not screen.paper.went:
            return model.show(replace(screen, paper=None)), (Print(screen.notices, screen.copies),)
        case "rate" if screen.rate:
            return stay(model.show(Rate(screen.case, screen.rate.key, screen.rate.item, back=screen)))
        case "ok" | "back":
            return stay(model.show(Goodbye(model.now_ms + GOODBYE_MS)))
    return stay(model)


def _handed_in(model: Model, screen: HandingIn, what: HandedIn) -> Move:
    """Nothing of the visit is needed any more: it goes at once."""
    visit = model.visit
    shown = Done(
        case=what.case,
        outcome=screen.outcome,
        by_clerk=clerk_decides(visit),
        reason=visit.reason if visit else "application",
        notices=what.notices,
        sent=what.sent,
        paper=None if what.notices else Paper.NONE,
    )
    printing = (Print(what.notices),) if what.notices else ()
    after, asking = _may_it_be_rated(_from_now(replace(model, visit=None)), shown)
    return after, (*printing, *asking)


def _may_it_be_rated(model: Model, screen: Done) -> Move:
    """Once the hall has it, it knows whether there is a service to be rated."""
    if not (screen.sent and screen.notices) or screen.asked is not None:
        return stay(model.show(screen))
    question = ProgressByNotice(qr=screen.notices[0].qr)
    return model.asking(replace(screen, asked=model.acts)), (Ask(model.acts, question),)


def _rateable(case: str, answer: HallAnswer | None) -> CaseProgress | None:
    found = answer.cases if isinstance(answer, Progress) else ()
    return next((one for one in found if one.case == case and one.may_rate and one.key), None)


def _from_now(model: Model) -> Model:
    """The notice stays on the glass for its time from now, whoever has gone."""
    return replace(model, acted_ms=model.now_ms)
