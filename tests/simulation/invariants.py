"""What must hold after every step, whatever happened (DESIGN section 7), and what is physically true."""

from collections import Counter
from collections.abc import Iterator

from locker.contract.facts import ENDED, DepositState, Door, Service
from locker.contract.ids import CompartmentId, DepositId
from tests.simulation.machine import Machine

PULSE_SLACK_MS = 5.0


def violations(machine: Machine, contents: dict[CompartmentId, DepositId | None]) -> Iterator[str]:
    """Each broken invariant in words. ``contents``: what hands really put where."""
    yield from _pulses(machine)
    yield from _locks(machine)
    yield from _places(machine)
    yield from _documents(machine, contents)


def _pulses(machine: Machine) -> Iterator[str]:
    for id_ in machine.layout:
        ordered = machine.cabinet.compartments[id_].openings
        if machine.world.pulses(id_) > ordered:
            yield f"I1/I2 {id_}: {machine.world.pulses(id_)} pulses for {ordered} committed orders"


def _locks(machine: Machine) -> Iterator[str]:
    for id_, slot in machine.layout.items():
        if machine.world.longest_energised_ms(id_) > slot.pulse_ms + PULSE_SLACK_MS:
            yield f"I7 {id_}: energised {machine.world.longest_energised_ms(id_)} ms"
        if machine.world.door(id_).lock.burnt:
            yield f"I7 {id_}: the lock is burnt"


def _places(machine: Machine) -> Iterator[str]:
    cabinet = machine.cabinet
    holding = Counter(c.deposit for c in cabinet.compartments.values() if c.deposit)
    inside = {d.id: d.compartment for d in cabinet.deposits.values() if d.state not in ENDED}
    if any(count > 1 for count in holding.values()) or set(holding) != set(inside):
        yield f"I3 compartments hold {dict(holding)}, deposits say {inside}"
    codes = [machine.codes.code(cabinet.deposits[id_].counter) for id_ in inside]
    if len(set(codes)) != len(codes):
        yield "I4 two deposits inside have one code"


def _documents(machine: Machine, contents: dict[CompartmentId, DepositId | None]) -> Iterator[str]:
    """What the books promise without doubt is so: a waiting document is there, a free compartment is empty."""
    for compartment in machine.cabinet.compartments.values():
        if compartment.service is not Service.IN_SERVICE or compartment.cycle is not None:
            continue
        if compartment.door is not Door.CLOSED or machine.knows_more_than_the_disk(compartment.id):
            continue  # nobody promises what is behind a door that is not seen shut
        really = contents.get(compartment.id)
        deposit = machine.cabinet.deposits.get(compartment.deposit) if compartment.deposit else None
        if deposit is not None and deposit.state is DepositState.WAITING and really != deposit.id:
            yield f"lost: {deposit.id} waits in {compartment.id}, where there is {really}"
        if deposit is None and really is not None and not compartment.unsaid:
            yield f"forgotten: {compartment.id} counts as empty and holds {really}"
