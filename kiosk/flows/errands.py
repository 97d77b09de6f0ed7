"""Sending for a door: one request each, and the screen that waits for it."""

from dataclasses import replace

from intake.contract.answers import Collectable
from kiosk.flows.effects import Send
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Draft, Errand, Opening, Originals
from locker.contract.answers import DepositRow
from locker.contract.facts import DepositKind, Purpose, Size
from locker.contract.ids import CompartmentId, DepositId, StaffToken
from locker.contract.requests import (
    AnyRequest,
    BeginDeposit,
    BeginHandIn,
    MoveDeposit,
    MoveHandIn,
    OpenAgain,
    OpenByCard,
    OpenForCheck,
    OpenForPickup,
    OpenHandInAgain,
    TakeBack,
)


def open_for_code(model: Model, code: str) -> Move:
    """Send a pickup code; it leaves the model in the same moment."""
    errand = Errand(Purpose.PICKUP, act=model.next_id, first=model.next_id)
    return _go(model, errand, OpenForPickup(id=model.next_id, code=code))


def open_by_card(model: Model, found: Collectable) -> Move:
    """Send the hall's permission for one result; it leaves the model in the same moment."""
    deposit, act = DepositId(found.deposit), model.next_id
    errand = Errand(Purpose.PICKUP, act=act, first=act, deposit=deposit)
    request = OpenByCard(id=act, deposit=deposit, until_s=found.until_s, permission=found.permission)
    return _go(model, errand, request)


def open_for_deposit(model: Model, draft: Draft) -> Move:
    """Ask for a compartment for ``draft``."""
    errand = Errand(Purpose.PLACE, act=model.next_id, first=model.next_id, draft=draft)
    request = BeginDeposit(
        id=model.next_id,
        token=_token(model),
        kind=DepositKind.RESULT,
        case=draft.case,
        phone_sealed=draft.phone_sealed,
        phone_masked=draft.phone_masked,
        size=draft.size,
        low_reach=draft.low_reach,
    )
    return _go(model, errand, request)


def open_for_hand_in(model: Model, originals: Originals) -> Move:
    """Ask for a compartment for an applicant's paper originals."""
    act = model.next_id
    errand = Errand(Purpose.HAND_IN, act=act, first=act, originals=originals)
    size, low = originals.size, originals.low_reach
    return _go(model, errand, BeginHandIn(id=act, case=originals.case, size=size, low_reach=low))


def open_hand_in_again(model: Model, errand: Errand) -> Move:
    """Shut too soon: the same door for the same papers."""
    again = replace(errand, act=model.next_id, before=_known(errand))
    return _go(model, again, OpenHandInAgain(id=model.next_id, hand_in=errand.first))


def open_another_for_hand_in(model: Model, errand: Errand, size: Size) -> Move:
    """Another compartment for the same papers, of ``size`` or larger."""
    if errand.originals is None or errand.deposit is None:
        return stay(model)
    wanted = replace(errand.originals, size=size)
    moved = replace(errand, act=model.next_id, compartment=None, originals=wanted, before=_known(errand))
    request = MoveHandIn(id=model.next_id, hand_in=errand.first, size=size, low_reach=wanted.low_reach)
    return _go(model, moved, request)


def open_another(model: Model, errand: Errand, size: Size) -> Move:
    """Another compartment for the same deposit, of ``size`` or larger."""
    if errand.purpose is Purpose.HAND_IN:
        return open_another_for_hand_in(model, errand, size)
    if errand.deposit is None or errand.draft is None:
        return stay(model)
    moved = replace(errand, act=model.next_id, compartment=None, draft=replace(errand.draft, size=size))
    request = MoveDeposit(id=model.next_id, token=_token(model), deposit=errand.deposit, size=size)
    return _go(model, moved, request)


def open_to_take_back(model: Model, row: DepositRow) -> Move:
    """The door of a deposit that staff take out."""
    act = model.next_id
    errand = Errand(Purpose.TAKE_BACK, act, act, row.compartment, row.deposit, row=row)
    return _go(model, errand, TakeBack(id=act, token=_token(model), deposit=row.deposit))


def open_to_check(
    model: Model, compartment: CompartmentId, row: DepositRow | None = None, returns_to: str = ""
) -> Move:
    """Any one door, to look inside; ``row``: the unfinished deposit it is about; ``returns_to``: see ``Errand``."""
    act = model.next_id
    errand = Errand(Purpose.CHECK, act, act, compartment, row=row, returns_to=returns_to)
    return _go(model, errand, OpenForCheck(id=act, token=_token(model), compartment=compartment))


def open_again(model: Model, errand: Errand) -> Move:
    """The same door once more: a new act of the same person."""
    match errand:
        case Errand(purpose=Purpose.PICKUP):
            again = replace(errand, act=model.next_id)
            return _go(model, again, OpenAgain(id=model.next_id, pickup=errand.first))
        case Errand(purpose=Purpose.PLACE, draft=draft) if draft:
            return open_another(model, errand, draft.size)
        case Errand(purpose=Purpose.HAND_IN, originals=originals) if originals:
            return open_another(model, errand, originals.size)
        case Errand(purpose=Purpose.TAKE_BACK, row=row) if row:
            return open_to_take_back(model, row)
        case Errand(compartment=compartment, row=row) if compartment:
            return open_to_check(model, compartment, row, errand.returns_to)
    return stay(model)


def _go(model: Model, errand: Errand, request: AnyRequest) -> Move:
    return model.asking(Opening(errand, model.now_ms)), (Send(request),)


def _known(errand: Errand) -> Errand:
    """This errand as it stands; how it came to be is not kept."""
    return replace(errand, before=None)


def _token(model: Model) -> StaffToken:
    # Without a login lockerd answers login_needed, which leads to the login screen.
    return model.staff.token if model.staff else StaffToken("")
