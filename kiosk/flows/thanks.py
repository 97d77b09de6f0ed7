"""Thank you after a pickup; and, once the hall has heard of it, the one rating of its case.

Only offered: without the hall, or with a case it does not know, nobody waits for it. It can be rated later by its
notice at any kiosk.
"""

from dataclasses import replace

from intake.contract.answers import Progress
from intake.contract.questions import ProgressByPickup
from kiosk.flows.effects import Ask
from kiosk.flows.enquire.states import Rate
from kiosk.flows.inputs import HallSaid, Input, Tick, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import ThankYou

ASK_AGAIN_MS = 2_000
"""The hall hears of a pickup by the cabinet's log, a moment after the person has said so."""
RATE_MS = 20_000


def thank_you(model: Model, screen: ThankYou, what: Input) -> Move:
    """Home by itself."""
    match what:
        case Touched(control="rate") if screen.rate:
            again = replace(screen, until_ms=model.now_ms + RATE_MS)
            return stay(model.show(Rate(screen.rate.case, screen.rate.key, screen.rate.item, back=again)))
        case Touched(control="back" | "ok"):
            return stay(model.home())
        case HallSaid(number=number) if number == screen.asked:
            return stay(model.show(_told(model, screen, what)))
        case Tick() if model.now_ms >= screen.until_ms:
            return stay(model.home())
        case Tick() if _may_ask(model, screen) and screen.deposit:
            asking = replace(screen, asked=model.acts, asked_ms=model.now_ms)
            return model.asking(asking), (Ask(model.acts, ProgressByPickup(deposit=screen.deposit)),)
    return stay(model)


def _may_ask(model: Model, screen: ThankYou) -> bool:
    wanted = model.place.applies and screen.rate is None and screen.asked is None
    return wanted and (screen.asked_ms == 0 or model.now_ms - screen.asked_ms >= ASK_AGAIN_MS)


def _told(model: Model, screen: ThankYou, said: HallSaid) -> ThankYou:
    found = said.answer.cases if isinstance(said.answer, Progress) else ()
    rate = next((one for one in found if one.may_rate and one.key), None)
    until_ms = model.now_ms + RATE_MS if rate else screen.until_ms
    return replace(screen, asked=None, rate=rate, until_ms=until_ms)
