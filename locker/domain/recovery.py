"""After a cut: what the log left open is settled by what the sensors say now. Never a pulse."""

from collections.abc import Mapping

from locker.contract.events import AnyEvent, DoorOrderInterrupted, LedgerRestored, TakeBackAbandoned
from locker.contract.facts import Alarm, DepositState, Door, Service
from locker.contract.ids import CompartmentId
from locker.domain.decision import Situation
from locker.domain.doubt import SHUT_UNSEEN, needs_check, raise_once
from locker.domain.state import Cabinet, Compartment, Cycle


def recover(s: Situation) -> tuple[AnyEvent, ...]:
    """The next thing to record about an order without an outcome; call again until nothing is.

    A door that had opened keeps its story: its sensor goes on telling it. One that was ordered and not seen to open
    is in doubt. The code of a deposit inside stays valid, for a new act of its person may open it (DESIGN I8).
    """
    for compartment in s.cabinet.compartments.values():
        cycle = compartment.cycle
        if cycle is not None and cycle.outcome is None:
            interrupted = DoorOrderInterrupted(compartment=compartment.id, door=compartment.door)
            doubt = needs_check(s.cabinet, compartment.id, "power was cut in between")
            return (interrupted, *_nobody_takes_it_back(s, cycle), *doubt)
    return ()


def compare(s: Situation, doors_before: Mapping[CompartmentId, Door]) -> tuple[AnyEvent, ...]:
    """The next door that stood open, with nobody's story to tell of it, and is shut now; call again until none is.

    The other way round is seen like any door that opens without an order (:mod:`locker.domain.observe`).
    """
    for id_, compartment in s.cabinet.compartments.items():
        was_open = doors_before.get(id_) is Door.OPEN
        untold = compartment.cycle is None and compartment.service is Service.IN_SERVICE
        if was_open and untold and compartment.door is Door.CLOSED:
            return needs_check(s.cabinet, id_, SHUT_UNSEEN)
    return ()


def restored(cabinet: Cabinet, source: str, set_aside: int = 0) -> tuple[AnyEvent, ...]:
    """What to record when books were made from a copy: nobody can vouch for any compartment until staff have looked.

    Nothing opens by code, and no code is given out, before the hall has agreed to go on with these books.
    """
    books = LedgerRestored(source=source, set_aside=set_aside)
    behind = raise_once(cabinet, Alarm.LEDGER_BEHIND_HALL, "", "restored from a copy")
    looks = (event for c in cabinet.compartments.values() for event in _wants_a_look(cabinet, c))
    return (books, *behind, *_interrupted_take_backs(cabinet), *looks)


def _interrupted_take_backs(cabinet: Cabinet) -> tuple[AnyEvent, ...]:
    taking = (d for d in cabinet.deposits.values() if d.state is DepositState.TAKING_BACK)
    return tuple(TakeBackAbandoned(deposit=d.id, disputed=d.disputed) for d in taking)


def _wants_a_look(cabinet: Cabinet, compartment: Compartment) -> tuple[AnyEvent, ...]:
    """One that is out of service stays so; it comes back to service only by a look, too."""
    why = "the ledger was restored from a copy"
    if compartment.service is Service.OUT_OF_SERVICE:
        return raise_once(cabinet, Alarm.COMPARTMENT_NEEDS_CHECK, compartment.id, why)
    return needs_check(cabinet, compartment.id, why)


def _nobody_takes_it_back(s: Situation, cycle: Cycle) -> tuple[AnyEvent, ...]:
    """The clerk's login ended with the power; the deposit is its applicant's again."""
    deposit = s.cabinet.deposits.get(cycle.deposit) if cycle.deposit else None
    if deposit is None or deposit.state is not DepositState.TAKING_BACK:
        return ()
    return (TakeBackAbandoned(deposit=deposit.id, disputed=deposit.disputed),)
