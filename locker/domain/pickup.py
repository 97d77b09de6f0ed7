"""The applicant at the cabinet: code or card, door, again, done, "not my document"."""

import hmac

from locker.contract.answers import Done
from locker.contract.events import (
    AlarmRaised,
    AnyEvent,
    CodeRefused,
    DepositCollected,
    DocumentDisputed,
    PickupBegun,
)
from locker.contract.facts import Alarm, DepositKind, DepositState, Purpose
from locker.contract.ids import RequestId
from locker.contract.permission import PERMISSION_S_MAX
from locker.contract.refusal import Refusal
from locker.contract.requests import ConfirmCollected, OpenAgain, OpenByCard, OpenForPickup, ReportWrongDocument
from locker.domain.code import is_code
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.doubt import books_are_old, needs_check
from locker.domain.ending import not_yet
from locker.domain.guessing import today
from locker.domain.opening import order_door
from locker.domain.state import Deposit

PERMISSION_SKEW_S_MAX = 5
"""How far the hall's clock may run ahead of ours, as with its commands."""

_WITH_CODE = frozenset(
    {
        DepositState.WAITING,
        DepositState.COLLECTING,
        DepositState.DISPUTED,
        DepositState.TAKING_BACK,
        DepositState.COLLECTED,
        DepositState.TAKEN_BACK,
    }
)


def open_for_pickup(s: Situation, request: OpenForPickup) -> Decision:
    """A code was typed or scanned: its own door, or the exact reason why not."""
    wait_ms = s.cabinet.guard.paused_until_ms - s.now_ms
    if wait_ms > 0:
        return refuse(request.id, Refusal.ENTRY_PAUSED, wait_ms=wait_ms)
    if not is_code(request.code):
        return refuse(request.id, Refusal.CODE_MALFORMED)
    if books_are_old(s.cabinet):
        return refuse(request.id, Refusal.DEPOSIT_NEEDS_STAFF)
    deposit = _deposit_of(s, request.code)
    if deposit is None:
        return _wrong_guess(s, request.id)
    refusal = _why_not(s, deposit)
    if refusal is not None:
        return refuse(request.id, refusal, CodeRefused(refusal=refusal, guess=False))
    begun: tuple[AnyEvent, ...] = ()
    pickup = deposit.pickup
    if deposit.state is DepositState.WAITING or pickup is None:
        begun, pickup = (PickupBegun(deposit=deposit.id),), request.id
    return order_door(
        s,
        request.id,
        deposit.compartment,
        Purpose.PICKUP,
        *begun,
        deposit=deposit.id,
        pickup=pickup,
    )


def open_by_card(s: Situation, request: OpenByCard) -> Decision:
    """The hall permits it: a result that waits is opened, once. What bounds codes holds here too."""
    paused_ms = s.cabinet.guard.paused_until_ms - s.now_ms
    if paused_ms > 0:
        return refuse(request.id, Refusal.ENTRY_PAUSED, wait_ms=paused_ms)
    deposit = s.cabinet.deposits.get(request.deposit)
    if deposit is None or not _permitted(s, deposit, request):
        return refuse(request.id, Refusal.PERMISSION_OVER)
    refusal = Refusal.DEPOSIT_NEEDS_STAFF if books_are_old(s.cabinet) else _why_not(s, deposit)
    if refusal is not None:
        return refuse(request.id, refusal)
    begun = PickupBegun(deposit=deposit.id, card_until_s=request.until_s)
    door, pickup = deposit.compartment, request.id
    return order_door(s, pickup, door, Purpose.PICKUP, begun, deposit=deposit.id, pickup=pickup)


def _permitted(s: Situation, deposit: Deposit, request: OpenByCard) -> bool:
    """The hall's word on this deposit, said within the last minute by a clock that is believed, and not used yet."""
    now_s, until_s = s.now_ms / 1000, request.until_s
    in_time = now_s < until_s <= now_s + PERMISSION_S_MAX + PERMISSION_SKEW_S_MAX
    said = s.codes.permission(deposit.id, until_s)
    by_hall = hmac.compare_digest(said.encode(), request.permission.encode())
    waits = deposit.kind is DepositKind.RESULT and deposit.state is DepositState.WAITING
    return s.moment.clock_trusted and in_time and by_hall and waits and until_s > deposit.card_until_s


def open_again(s: Situation, request: OpenAgain) -> Decision:
    """Within the grace period, for the person whose pickup it is; also to put a wrong document back."""
    deposit = _deposit_in_pickup(s, request.pickup)
    if deposit is None:
        return refuse(request.id, Refusal.PICKUP_OVER)
    return order_door(
        s,
        request.id,
        deposit.compartment,
        Purpose.PICKUP,
        deposit=deposit.id,
        pickup=request.pickup,
    )


def confirm_collected(s: Situation, request: ConfirmCollected) -> Decision:
    """The person has it. Believed at once when the sensor saw opened and closed; else staff check."""
    deposit = _deposit_in_pickup(s, request.pickup)
    if deposit is None or deposit.state is not DepositState.COLLECTING:
        return refuse(request.id, Refusal.PICKUP_OVER)
    compartment = s.cabinet.compartments[deposit.compartment]
    refusal = not_yet(s, request.id, compartment)
    if refusal is not None:
        return refusal
    collected = DepositCollected(deposit=deposit.id, confirmed=True)
    if compartment.cycle is not None and compartment.cycle.opened_then_closed:
        return Decision((collected,), Done(re=request.id))
    return Decision(
        (collected, *needs_check(s.cabinet, compartment.id, "collected without the sensor's word")),
        Done(re=request.id),
    )


def report_wrong_document(s: Situation, request: ReportWrongDocument) -> Decision:
    """ "Not my document": nobody gets it until staff have settled it."""
    deposit = _deposit_in_pickup(s, request.pickup)
    if deposit is None:
        return refuse(request.id, Refusal.PICKUP_OVER)
    if deposit.state is DepositState.DISPUTED:
        return Decision((), Done(re=request.id))
    events = (
        DocumentDisputed(deposit=deposit.id),
        AlarmRaised(alarm=Alarm.WRONG_DOCUMENT, subject=deposit.compartment, detail=deposit.id),
    )
    return Decision(events, Done(re=request.id))


def _deposit_of(s: Situation, code: str) -> Deposit | None:
    """The deposit whose code it is; one that is still inside goes before one that has ended."""
    found = [
        deposit
        for deposit in s.cabinet.deposits.values()
        if deposit.state in _WITH_CODE and deposit.kind is DepositKind.RESULT and s.codes.code(deposit.counter) == code
    ]
    ended = {DepositState.COLLECTED, DepositState.TAKEN_BACK}
    return min(found, key=lambda deposit: deposit.state in ended, default=None)


def _why_not(s: Situation, deposit: Deposit) -> Refusal | None:
    by_state = {
        DepositState.COLLECTED: Refusal.CODE_USED,
        DepositState.TAKEN_BACK: Refusal.CODE_TAKEN_BACK,
        DepositState.TAKING_BACK: Refusal.CODE_TAKEN_BACK,
        DepositState.DISPUTED: Refusal.DEPOSIT_DISPUTED,
    }
    if deposit.state in by_state:
        return by_state[deposit.state]
    guesses = s.cabinet.guard.total - deposit.wrong_codes_before
    if guesses > s.rules.wrong_codes_a_deposit_max:
        return Refusal.DEPOSIT_NEEDS_STAFF
    return None


def _deposit_in_pickup(s: Situation, pickup: RequestId) -> Deposit | None:
    """The deposit of a pickup that is still under way: its door's story is not over."""
    states = {DepositState.COLLECTING, DepositState.DISPUTED}
    for deposit in s.cabinet.deposits.values():
        if deposit.pickup == pickup and deposit.state in states:
            cycle = s.cabinet.compartments[deposit.compartment].cycle
            return deposit if cycle is not None else None
    return None


def _wrong_guess(s: Situation, request: RequestId) -> Decision:
    """Count it; after some in a row pause the keypad, each pause of a day twice as long as the one before."""
    guard = today(s.cabinet.guard, s.now_ms)
    paused_until_ms = 0
    if guard.in_a_row + 1 >= s.rules.wrong_codes_in_a_row_max:
        pause_s = min(s.rules.pause_s * 2 ** min(guard.pauses, 16), s.rules.pause_s_max)
        paused_until_ms = s.now_ms + pause_s * 1000
    events: list[AnyEvent] = [CodeRefused(refusal=Refusal.CODE_UNKNOWN, paused_until_ms=paused_until_ms)]
    if guard.today + 1 == s.rules.wrong_codes_a_day_alarm:
        events.append(AlarmRaised(alarm=Alarm.CODES_GUESSED, detail=f"{guard.today + 1} today"))
    if paused_until_ms:
        wait_ms = paused_until_ms - s.now_ms
        return refuse(request, Refusal.ENTRY_PAUSED, *events, wait_ms=wait_ms)
    left = s.rules.wrong_codes_in_a_row_max - guard.in_a_row - 1
    return refuse(request, Refusal.CODE_UNKNOWN, *events, detail=f"tries_left={left}")
