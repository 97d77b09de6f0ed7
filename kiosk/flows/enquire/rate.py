"""The five grades (好差评): optional, once a case, with reasons to tick for a poor one."""

from dataclasses import replace

from intake.contract import questions
from intake.contract.answers import Rated as RatedByHall
from intake.contract.questions import POOR
from kiosk.flows.enquire.asking import ask, heard, told_no
from kiosk.flows.enquire.states import Rate, Rated
from kiosk.flows.inputs import Input, Tick, Touched
from kiosk.flows.model import Model, Move, stay

REASONS = {
    "waiting": "等待时间长",
    "unclear": "告知不清楚",
    "papers": "要的材料多",
    "attitude": "服务态度不好",
    "machine": "自助机不好用",
    "result": "对结果不满意",
}
"""Key to what the hall reads, whatever language the person read."""

THANKS_MS = 8_000


def rate(model: Model, screen: Rate, what: Input) -> Move:
    """Choose a grade, tick reasons, send; or not."""
    said = heard(model, screen.asked, what)
    if said is not None:
        thanks = Rated(until_ms=model.now_ms + THANKS_MS)
        return stay(model.show(thanks)) if isinstance(said, RatedByHall) else told_no(model, screen, said)
    match what:
        case Touched(control="back"):
            return stay(model.show(screen.back))
        case Touched(control="ok") if screen.grade and screen.asked is None:
            return _send(model, screen)
        case Touched(control=str(control)) if screen.asked is None:
            return stay(model.show(_chosen(screen, control)))
    return stay(model)


def rated(model: Model, screen: Rated, what: Input) -> Move:
    """Home by itself."""
    over = isinstance(what, Tick) and model.now_ms >= screen.until_ms
    return stay(model.home()) if over or what in (Touched("back"), Touched("ok")) else stay(model)


def _send(model: Model, screen: Rate) -> Move:
    words = tuple(text for key, text in REASONS.items() if key in screen.reasons)
    question = questions.Rate(case=screen.case, key=screen.key, grade=screen.grade, reasons=words)
    return ask(model, screen, question)


def _chosen(screen: Rate, control: str) -> Rate:
    kind, _, name = control.partition(".")
    if kind == "grade" and name in {"1", "2", "3", "4", "5"}:
        grade = int(name)
        return replace(screen, grade=grade, reasons=screen.reasons if grade in POOR else frozenset(), mistake=None)
    if kind == "reason" and name in REASONS and screen.grade in POOR:
        return replace(screen, reasons=screen.reasons ^ {name})
    return screen
