"""Where people with a paper in the hand begin: a notice, a slip or a pickup code is scanned, or a card laid down."""

from dataclasses import replace

from intake.contract.answers import CaseProgress, Progress
from intake.contract.questions import ProgressByNotice, ProgressByPerson
from intake.notices.qr import PREFIX, TEXT_MAX, QrTrouble, read_qr
from kiosk.flows import collect
from kiosk.flows.apply.states import Form
from kiosk.flows.code import read_pickup_text
from kiosk.flows.effects import OpenDraft
from kiosk.flows.enquire.asking import NO_NEWS_MS, Heard, ask, heard, told_no
from kiosk.flows.enquire.reopen import go_on
from kiosk.flows.enquire.states import AskPerson, Cases, CaseShown, Enquire
from kiosk.flows.inputs import CardRead, DraftOpened, Input, ReaderTrouble, Scanned, Tick, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Collect, Mistake

DRAFT_PREFIX = "ELD1:"
SLIP_CHARS_MAX = 512
NO_DRAFT = ("gone", "not_ours", "hall_not_reached", "item_gone", "no_catalogue")
"""Why there is no draft, as whoever opens them says (``kiosk.acts``); each has a text."""


def enquire(model: Model, screen: Enquire, what: Input) -> Move:
    """Scan, lay down, type, or go where documents are collected."""
    said = heard(model, screen.asked, what)
    if said is not None:
        return _told(model, screen, said)
    match what:
        case Touched(control="back"):
            return stay(model.home())
        case DraftOpened() if screen.opening is not None:
            return _draft(model, what)
        case Tick() if screen.opening is not None and model.now_ms - screen.opening > NO_NEWS_MS:
            return stay(model.show(Enquire(mistake=Mistake("draft.hall_not_reached"))))
    return stay(model) if screen.busy else _begun(model, what)


def _begun(model: Model, what: Input) -> Move:
    match what:
        case Scanned(text=text):
            return scanned(model, text)
        case CardRead(card=card):
            return ask(model, Enquire(), ProgressByPerson(number=card.number, card=True))
        case ReaderTrouble(why=why):
            return stay(model.show(Enquire(mistake=Mistake(f"enquire.card.{why}"))))
        case Touched(control="type"):
            return stay(model.show(AskPerson()))
        case Touched(control="collect"):
            return collect.enter(model)
    return stay(model)


def scanned(model: Model, text: str) -> Move:
    """A notice is asked about, a slip opens its draft, a pickup code its door; anything else is told apart."""
    plain = text[: SLIP_CHARS_MAX + 1].strip()
    if plain.startswith(DRAFT_PREFIX):
        return model.show(Enquire(opening=model.now_ms)), (OpenDraft(plain),)
    if read_pickup_text(plain) is not None:
        return collect.collect(model.show(Collect()), Collect(), Scanned(plain))
    trouble = _trouble(model, plain)
    if trouble is not None:
        return stay(model.show(Enquire(mistake=Mistake(f"qr.{trouble}"))))
    return ask(model, Enquire(qr=plain), ProgressByNotice(qr=plain))


def shown(model: Model, cases: tuple[CaseProgress, ...]) -> Move:
    """One person's cases; a single one is shown at once."""
    if len(cases) == 1:
        return stay(model.show(CaseShown(cases[0])))
    return stay(model.show(Cases(cases)))


def _told(model: Model, screen: Enquire, said: Heard) -> Move:
    match said:
        case Progress(cases=()) if screen.qr:
            return stay(model.show(Enquire(mistake=Mistake("hall.unknown"))))
        case Progress(cases=cases) if screen.qr:
            return stay(model.show(CaseShown(cases[0], qr=screen.qr)))
        case Progress(cases=cases):
            return shown(model, cases)
    return told_no(model, replace(screen, qr=""), said)


def _draft(model: Model, what: DraftOpened) -> Move:
    if what.visit is None:
        why = what.why if what.why in NO_DRAFT else "gone"
        return stay(model.show(Enquire(mistake=Mistake(f"draft.{why}"))))
    return go_on(model, what.visit, Form())


def _trouble(model: Model, text: str) -> QrTrouble | None:
    """What the kiosk can tell by itself; without the key the hall tells the rest."""
    if model.place.mac is None:
        ours = text.startswith(f"{PREFIX}:") and len(text) <= TEXT_MAX
        return None if ours else QrTrouble.FOREIGN
    content = read_qr(text, model.place.mac)
    return content if isinstance(content, QrTrouble) else None
