"""Unknown is a state: a compartment whose contents nobody can vouch for waits for staff to look."""

from locker.contract.events import AlarmCleared, AlarmRaised, AnyEvent, ServiceSet
from locker.contract.facts import Alarm, Service
from locker.contract.ids import CompartmentId
from locker.domain.state import Cabinet, alarm_key

SHUT_UNSEEN = "stood open when lockerd ended, and is shut now"


def needs_check(cabinet: Cabinet, compartment: CompartmentId, why: str) -> tuple[AnyEvent, ...]:
    """Nobody uses the compartment until staff have looked inside; staff are told once."""
    service = ServiceSet(compartment=compartment, service=Service.NEEDS_CHECK, why=why)
    raised = raise_once(cabinet, Alarm.COMPARTMENT_NEEDS_CHECK, compartment, why)
    return (service, *raised)


def books_are_old(cabinet: Cabinet) -> bool:
    """The hall knows of entries this ledger lacks: what it says is inside may have been somebody else's since."""
    return alarm_key(Alarm.LEDGER_BEHIND_HALL, "") in cabinet.alarms


def raise_once(cabinet: Cabinet, alarm: Alarm, subject: str, detail: str = "") -> tuple[AnyEvent, ...]:
    """The alarm, unless it stands already."""
    if alarm_key(alarm, subject) in cabinet.alarms:
        return ()
    return (AlarmRaised(alarm=alarm, subject=subject, detail=detail),)


def clear(cabinet: Cabinet, alarm: Alarm, subject: str) -> tuple[AnyEvent, ...]:
    """The end of the alarm, if it stands."""
    if alarm_key(alarm, subject) not in cabinet.alarms:
        return ()
    return (AlarmCleared(alarm=alarm, subject=subject),)
