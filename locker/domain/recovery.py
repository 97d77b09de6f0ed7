"""After a cut: what the log left open is settled by what the sensors say now. Never a pulse."""

from locker.contract.events import AnyEvent, DoorOrderInterrupted, TakeBackAbandoned
from locker.contract.facts import DepositState
from locker.domain.decision import Situation
from locker.domain.doubt import needs_check
from locker.domain.state import Cycle


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


def _nobody_takes_it_back(s: Situation, cycle: Cycle) -> tuple[AnyEvent, ...]:
    """The clerk's login ended with the power; the deposit is its applicant's again."""
    deposit = s.cabinet.deposits.get(cycle.deposit) if cycle.deposit else None
    if deposit is None or deposit.state is not DepositState.TAKING_BACK:
        return ()
    return (TakeBackAbandoned(deposit=deposit.id, disputed=deposit.disputed),)
