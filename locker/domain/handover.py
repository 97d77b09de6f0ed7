"""Giving the cabinet out of hand for the installation check, which drives the bus itself while lockerd is stopped."""

from locker.contract.answers import Done
from locker.contract.events import InstallationBegun
from locker.contract.refusal import Refusal
from locker.contract.requests import BeginInstallation
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.state import Compartment


def begin_installation(s: Situation, request: BeginInstallation) -> Decision:
    """Only an empty cabinet, and while nobody's door is under way.

    The check opens every door, and may say that a door is another than the books thought: what lies inside would be
    somebody else's from then on. A sensor that says open without an order hinders nothing: that may be what is wrong.
    """
    for compartment in s.cabinet.compartments.values():
        if why := _hindered(compartment):
            return refuse(request.id, why, wait_ms=1000, compartment=compartment.id)
    assert s.actor is not None  # noqa: S101 - the dispatcher lets nobody else in
    return Decision((InstallationBegun(staff=s.actor.staff),), Done(re=request.id))


def _hindered(compartment: Compartment) -> Refusal | None:
    cycle = compartment.cycle
    if compartment.deposit is not None:
        return Refusal.DOCUMENTS_INSIDE
    if cycle is not None and cycle.outcome is None:
        return Refusal.CABINET_BUSY
    if cycle is not None and cycle.seen_open and cycle.closed_at_ms is None:
        return Refusal.DOOR_NEEDS_CLOSING
    return None
