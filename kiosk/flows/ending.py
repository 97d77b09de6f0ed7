"""How an errand at a door ends: what the person says after closing, by purpose."""

from dataclasses import replace

from kiosk.flows.effects import Send
from kiosk.flows.enquire.states import Enquire, HandInSize, PapersInside
from kiosk.flows.errands import open_again, open_another, open_hand_in_again
from kiosk.flows.inputs import Answered, Input, Touched
from kiosk.flows.lists import ask_deposits
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.rounds import looked
from kiosk.flows.states import (
    Collect,
    DepositSize,
    DoorShut,
    Errand,
    Mistake,
    Paused,
    StaffMenu,
    ThankYou,
    WrongDocument,
)
from kiosk.flows.unfinished import about
from locker.contract.answers import DepositRow
from locker.contract.facts import SIZES, DepositKind, Purpose, Size
from locker.contract.ids import DepositId, RequestId, StaffToken
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    AnyRequest,
    CancelDeposit,
    CancelHandIn,
    ConfirmCollected,
    ConfirmDeposit,
    ConfirmHandIn,
    ConfirmTakenBack,
    ReportWrongDocument,
    SettleCompartment,
)

THANKS_MS = 8_000
RECEIPT_MS = 45_000
HAND_IN_OVER = f"refusal.{Refusal.HAND_IN_OVER}"


def back_from(model: Model, errand: Errand, mistake: Mistake) -> Move:
    """The order was refused: back to where the person came from, with the reason."""
    match errand:
        case Errand(purpose=Purpose.HAND_IN):
            return _hand_in_refused(model, errand, mistake)
        case Errand(purpose=Purpose.PLACE, draft=draft) if draft:
            return stay(model.show(DepositSize(draft, mistake)))
        case Errand(row=row) if row:
            return stay(model.show(about(model, row, mistake)))
        case Errand(purpose=Purpose.CHECK):
            return looked(model, errand, mistake=mistake)
    if mistake.key == "refusal.entry_paused":
        return stay(model.show(Paused(until_ms=model.now_ms + mistake.wait_s * 1000)))
    return stay(model.show(Collect(mistake=mistake)))


DONE = {
    (Purpose.PLACE, "yes"): "deposited",
    (Purpose.PLACE, "cancel"): "cancelled",
    (Purpose.TAKE_BACK, "yes"): "taken_back",
    (Purpose.CHECK, "empty"): "settled",
    (Purpose.CHECK, "full"): "settled",
    (Purpose.CHECK, "other"): "settled",
}


def done_with(done: str, row: DepositRow | None) -> str:
    """What was done, as it is said of an applicant's papers."""
    return f"{done}.material" if done and row and row.kind is DepositKind.MATERIAL else done


def finished(model: Model, errand: Errand, control: str = "") -> Move:
    """The story is over: by the person's word ``control``, or (empty) by lockerd's."""
    done = DONE.get((errand.purpose, control), "")
    match errand.purpose:
        case Purpose.PICKUP:
            return _collected(model, errand, control)
        case Purpose.HAND_IN:
            return _handed_in(model, errand, control)
        case Purpose.PLACE:
            return stay(model.show(StaffMenu(done=done, compartment=errand.compartment or "")))
        case Purpose.TAKE_BACK:
            return ask_deposits(model, overdue_only=False, done=done_with(done, errand.row))
        case Purpose.CHECK if errand.row:
            return ask_deposits(model, overdue_only=False, done=done, door=errand.row.compartment)
    return looked(model, errand, done)


def stopped(model: Model, errand: Errand) -> Move:
    """The person leaves a door that did not open."""
    match errand:
        case Errand(purpose=Purpose.PICKUP):
            return stay(model.home())
        case Errand(purpose=Purpose.PLACE | Purpose.HAND_IN, deposit=deposit) if deposit:
            return _tell(model, DoorShut(errand, model.now_ms), "cancel")
        case Errand(purpose=Purpose.TAKE_BACK):
            return ask_deposits(model, overdue_only=False)
        case Errand(row=row) if row:
            return stay(model.show(about(model, row)))
        case Errand(purpose=Purpose.CHECK):
            return looked(model, errand)
    return stay(model.show(HandInSize(errand.originals) if errand.originals else StaffMenu()))


def talk_shut(model: Model, screen: DoorShut, what: Input) -> Move:
    """What the person says at the question after closing."""
    match what:
        case Touched(control=str(control)) if screen.asked is None:
            return _said(model, screen, control)
        case Answered(request=request, answer=answer) if request == screen.asked:
            mistake = mistake_of(answer)
            if mistake and mistake.key == HAND_IN_OVER:
                return stay(model.show(Enquire(mistake=mistake)))
            if mistake:
                return stay(model.show(replace(screen, asked=None, said="", mistake=mistake)))
            return finished(model, screen.errand, screen.said)
    return stay(model)


def _said(model: Model, screen: DoorShut, control: str) -> Move:
    errand = screen.errand
    match control:
        case "again" if errand.purpose is Purpose.HAND_IN:
            return open_hand_in_again(model, errand)
        case "again":
            return open_again(model, errand)
        case "larger" if wanted := errand.draft or errand.originals:
            return open_another(model, errand, larger(wanted.size))
        case "later" if errand.purpose in (Purpose.TAKE_BACK, Purpose.CHECK):
            return stopped(model, errand)
    return _tell(model, screen, control)


def _tell(model: Model, screen: DoorShut, control: str) -> Move:
    """Send the person's word and wait for it to be taken."""
    request = _word(model, screen.errand, control)
    if request is None:
        return stay(model)
    waiting = replace(screen, asked=model.next_id, said=control, mistake=None)
    return model.asking(waiting), (Send(request),)


def _word(model: Model, errand: Errand, control: str) -> AnyRequest | None:
    if errand.purpose in (Purpose.PICKUP, Purpose.HAND_IN):
        return _visitors_word(model.next_id, errand, control)
    return _staffs_word(model, errand, control)


def _visitors_word(act: RequestId, errand: Errand, control: str) -> AnyRequest | None:
    match errand.purpose, control:
        case Purpose.HAND_IN, "yes":
            return ConfirmHandIn(id=act, hand_in=errand.first)
        case Purpose.HAND_IN, "cancel":
            return CancelHandIn(id=act, hand_in=errand.first)
        case Purpose.PICKUP, "yes":
            return ConfirmCollected(id=act, pickup=errand.first)
        case Purpose.PICKUP, "wrong":
            return ReportWrongDocument(id=act, pickup=errand.first)
    return None


def _collected(model: Model, errand: Errand, control: str) -> Move:
    if control == "wrong":
        return stay(model.show(WrongDocument(errand.compartment)))
    return stay(model.show(ThankYou(model.now_ms + THANKS_MS, errand.deposit if control == "yes" else None)))


def _hand_in_refused(model: Model, errand: Errand, mistake: Mistake) -> Move:
    """The first order: back to the size. A further one: back to the question at the door that is still theirs."""
    if mistake.key == HAND_IN_OVER or errand.originals is None:
        return stay(model.show(Enquire(mistake=mistake)))
    if errand.before is None:
        return stay(model.show(HandInSize(errand.originals, mistake)))
    until_ms = model.now_ms + model.place.grace_s * 1000
    return stay(model.show(DoorShut(errand.before, until_ms, mistake=mistake)))


def _handed_in(model: Model, errand: Errand, control: str) -> Move:
    if control != "yes" or errand.originals is None:
        return stay(model.show(Enquire(done="cancelled")))
    until_ms = model.now_ms + RECEIPT_MS
    return stay(model.show(PapersInside(errand.originals, errand.compartment, errand.deposit, until_ms)))


def _staffs_word(model: Model, errand: Errand, control: str) -> AnyRequest | None:
    act, token = model.next_id, model.staff.token if model.staff else StaffToken("")
    deposit = errand.deposit or DepositId("")
    match errand.purpose, control:
        case Purpose.PLACE, "yes":
            return ConfirmDeposit(id=act, token=token, deposit=deposit)
        case Purpose.PLACE, "cancel":
            return CancelDeposit(id=act, token=token, deposit=deposit)
        case Purpose.TAKE_BACK, "yes":
            return ConfirmTakenBack(id=act, token=token, deposit=deposit)
        case Purpose.CHECK, "empty" | "full" | "other" if errand.compartment:
            empty, other = control == "empty", control == "other"
            return SettleCompartment(id=act, token=token, compartment=errand.compartment, empty=empty, other=other)
    return None


def larger(size: Size) -> Size:
    """The next larger size; the largest stays (lockerd then looks for another of it)."""
    return SIZES[min(SIZES.index(size) + 1, len(SIZES) - 1)]
