"""Staff who look after the cabinet: checking, settling, service, alarms, and a person who calls for help."""

from locker.contract.answers import Done
from locker.contract.events import (
    AlarmCleared,
    AlarmRaised,
    AnyEvent,
    CompartmentSettled,
    DepositCancelled,
    DepositCollected,
    DocumentDisputed,
    PickupAbandoned,
    ServiceSet,
    TakeBackAbandoned,
)
from locker.contract.facts import CLEARED_BY_STAFF, Alarm, DepositState, Door, Purpose, Service
from locker.contract.ids import CompartmentId
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    CallStaff,
    ClearAlarm,
    OpenForCheck,
    SetService,
    SettleCompartment,
)
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.doubt import clear, needs_check, raise_once
from locker.domain.ending import confirmed
from locker.domain.opening import look_inside, under_way
from locker.domain.state import Compartment, Deposit, alarm_key

CALL_AGAIN_MS = 10_000
"""So soon after a call another is part of it: whoever taps and taps fills neither the log nor a page."""


def call_staff(s: Situation, request: CallStaff) -> Decision:
    """Somebody pressed the help button: a new call, also while an older one stands."""
    standing = s.cabinet.alarms.get(alarm_key(Alarm.HELP_WANTED, ""))
    if standing and 0 <= s.now_ms - standing.since_ms < CALL_AGAIN_MS:
        return Decision((), Done(re=request.id))
    return Decision((AlarmRaised(alarm=Alarm.HELP_WANTED, subject="", detail=request.screen),), Done(re=request.id))


def open_for_check(s: Situation, request: OpenForCheck) -> Decision:
    """Any door, to look inside; out of service or not."""
    if request.compartment not in s.layout:
        return refuse(request.id, Refusal.COMPARTMENT_UNKNOWN)
    return look_inside(s, request.id, request.compartment, Purpose.CHECK)


def settle_compartment(s: Situation, request: SettleCompartment) -> Decision:
    """Staff say what is inside; the books follow."""
    compartment = s.cabinet.compartments.get(request.compartment)
    if compartment is None or request.compartment not in s.layout:
        return refuse(request.id, Refusal.COMPARTMENT_UNKNOWN)
    if compartment.door is Door.OPEN:
        return refuse(request.id, Refusal.DOOR_NEEDS_CLOSING, compartment=compartment.id)
    if under_way(s, compartment):
        return refuse(request.id, Refusal.CABINET_BUSY, wait_ms=1000, compartment=compartment.id)
    if not (request.empty or request.other) and compartment.deposit is None:
        return refuse(request.id, Refusal.DEPOSIT_UNKNOWN, compartment=compartment.id)
    return Decision(_found(s, compartment, request), Done(re=request.id))


def _found(s: Situation, compartment: Compartment, found: SettleCompartment) -> tuple[AnyEvent, ...]:
    assert s.actor is not None  # noqa: S101 - the dispatcher lets nobody else in
    empty, id_ = found.empty and not found.other, compartment.id
    settled = CompartmentSettled(
        compartment=id_,
        empty=empty,
        staff=s.actor.staff,
        differed=found.other or empty != (compartment.deposit is None),
    )
    return (
        *_follow(s, compartment, empty=found.empty or found.other),
        settled,
        *clear(s.cabinet, Alarm.DOOR_OPENED_WITHOUT_ORDER, id_),
        *(_something_else(s, id_) if found.other else clear(s.cabinet, Alarm.COMPARTMENT_NEEDS_CHECK, id_)),
        *_still_out_of_service(compartment),
    )


def _something_else(s: Situation, id_: CompartmentId) -> tuple[AnyEvent, ...]:
    """It was looked into, and stays in doubt until what lies there is taken out."""
    return needs_check(s.cabinet, id_, "something else lies inside")


def _still_out_of_service(compartment: Compartment) -> tuple[AnyEvent, ...]:
    """A look inside mends no lock."""
    if compartment.service is not Service.OUT_OF_SERVICE:
        return ()
    return (ServiceSet(compartment=compartment.id, service=compartment.service, why=compartment.why),)


def _follow(s: Situation, compartment: Compartment, *, empty: bool) -> tuple[AnyEvent, ...]:
    if compartment.deposit is None:
        return ()
    deposit = s.cabinet.deposits[compartment.deposit]
    return _found_empty(s, deposit) if empty else _found_inside(s, deposit)


def _found_empty(s: Situation, deposit: Deposit) -> tuple[AnyEvent, ...]:
    if deposit.state is DepositState.PLACING:
        return (DepositCancelled(deposit=deposit.id),)
    if deposit.state is DepositState.COLLECTING:
        return (DepositCollected(deposit=deposit.id, confirmed=False),)
    # It should be there and is not: nobody may go on as if nothing had happened.
    return (
        DocumentDisputed(deposit=deposit.id),
        *raise_once(s.cabinet, Alarm.WRONG_DOCUMENT, deposit.compartment, "found empty"),
    )


def _found_inside(s: Situation, deposit: Deposit) -> tuple[AnyEvent, ...]:
    if deposit.state is DepositState.PLACING:
        return (confirmed(s, deposit),)
    if deposit.state in {DepositState.COLLECTING, DepositState.DISPUTED}:
        return (
            PickupAbandoned(deposit=deposit.id),
            *clear(s.cabinet, Alarm.WRONG_DOCUMENT, deposit.compartment),
        )
    if deposit.state is DepositState.TAKING_BACK:
        return (
            TakeBackAbandoned(deposit=deposit.id),
            *clear(s.cabinet, Alarm.WRONG_DOCUMENT, deposit.compartment),
        )
    return ()


def set_service(s: Situation, request: SetService) -> Decision:
    """Out of service, or back; a compartment in doubt comes back only by being settled. Cuts off nobody's story."""
    compartment = s.cabinet.compartments.get(request.compartment)
    if compartment is None or request.compartment not in s.layout:
        return refuse(request.id, Refusal.COMPARTMENT_UNKNOWN)
    doubt = alarm_key(Alarm.COMPARTMENT_NEEDS_CHECK, compartment.id) in s.cabinet.alarms
    service = request.service
    if doubt and service is Service.IN_SERVICE:
        service = Service.NEEDS_CHECK
    if service is Service.NEEDS_CHECK and under_way(s, compartment):
        return refuse(request.id, Refusal.CABINET_BUSY, wait_ms=1000, compartment=compartment.id)
    event = ServiceSet(
        compartment=compartment.id,
        service=service,
        why=request.why,
        staff=s.actor.staff if s.actor else None,
    )
    told: tuple[AnyEvent, ...] = ()
    if service is Service.NEEDS_CHECK:
        told = raise_once(s.cabinet, Alarm.COMPARTMENT_NEEDS_CHECK, compartment.id, request.why)
    return Decision((event, *told), Done(re=request.id))


def clear_alarm(s: Situation, request: ClearAlarm) -> Decision:
    """Staff have dealt with it; an alarm whose cause still stands stays."""
    standing = s.cabinet.alarms.get(alarm_key(request.alarm, request.subject))
    if standing is None:
        return Decision((), Done(re=request.id))
    if standing.alarm not in CLEARED_BY_STAFF:
        return refuse(request.id, Refusal.ALARM_STANDS)
    event = AlarmCleared(
        alarm=standing.alarm,
        subject=standing.subject,
        staff=s.actor.staff if s.actor else None,
    )
    return Decision((event,), Done(re=request.id))
