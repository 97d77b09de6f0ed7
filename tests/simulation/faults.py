"""What breaks, by name and weight, and what gets mended."""

from collections.abc import Callable

from drivers.sim.world import ReplyFault
from drivers.sim.world.lock import AMBIENT_C
from locker.contract.ids import CompartmentId
from tests.simulation.machine import NOISE, Machine

Fault = Callable[[Machine], None]


def _door(machine: Machine) -> CompartmentId:
    return machine.chance.choice(sorted(machine.layout))


def jammed_door(machine: Machine) -> None:
    machine.world.door(_door(machine)).jam()


def tired_spring(machine: Machine) -> None:
    machine.world.door(_door(machine)).tire_spring()


def cut_sensor_cable(machine: Machine) -> None:
    machine.world.cut_sensor_cable(_door(machine))


def stuck_sensor(machine: Machine) -> None:
    sensor = machine.world.door(_door(machine)).sensor
    assert sensor is not None
    sensor.stick()


def bouncing_sensor(machine: Machine) -> None:
    sensor = machine.world.door(_door(machine)).sensor
    assert sensor is not None
    sensor.bounce(machine.chance.choice([100.0, 400.0, 3000.0]))


def spiking_sensor(machine: Machine) -> None:
    """The lock's pull moves the contact, for a moment or for the whole pulse."""
    sensor = machine.world.door(_door(machine)).sensor
    assert sensor is not None
    sensor.spike(machine.chance.choice([20.0, 150.0, 500.0]))


def dead_board(machine: Machine) -> None:
    machine.chance.choice(machine.world.boards).kill()


def brown_out(machine: Machine) -> None:
    machine.world.brown_out(machine.chance.choice([50.0, 800.0, 5000.0]))


def clock_jump(machine: Machine) -> None:
    machine.skew_ms += machine.chance.choice([-365 * 86_400_000, -3_600_000, 60_000, 3_600_000])


def clock_step(machine: Machine) -> None:
    """It is set right by a little, as time servers do: as long as a lock rests, or much less."""
    machine.skew_ms += machine.chance.choice([-5000, -900, -200, 200, 900, 5000])


def full_disk(machine: Machine) -> None:
    """Until somebody makes room, or by itself after a while."""
    machine.ledger.refusals_left = machine.chance.choice([1, 3, 40])


def noisy_line(machine: Machine) -> None:
    """Every other reply suffers on its way."""
    machine.noise(0.5)


def welded_relay(machine: Machine) -> None:
    """At its next closing, or now if it is closed: the lock pulls until it burns, whatever any program says."""
    door = _door(machine)
    machine.beyond_reach.add(door)
    machine.world.relay_of(door).weld()


def board_back_with_defaults(machine: Machine) -> None:
    """It restarts, and every input drives its relay: doors that are shut spring open."""
    board = machine.chance.choice([board for board in machine.world.boards if board.has_linkage])
    machine.on_their_own.add(board.name)
    machine.beyond_reach.update(id_ for id_, slot in machine.layout.items() if slot.board == board.name)
    board.kill()
    for channel in range(1, len(board.relays) + 1):
        board.link(channel, True)
    machine.world.timeline.after(machine.chance.choice([20.0, 3000.0]), board.power_up)


def twin_addresses(machine: Machine) -> None:
    """Somebody turned a switch: two boards answer to one address, and nobody to the other."""
    upper, lower = machine.world.boards
    machine.on_their_own.add(lower.name)
    lower.set_address(upper.address)


def _spoiled(machine: Machine, fault: ReplyFault) -> None:
    for board in machine.world.boards:
        board.spoil_next_reply(fault, late_ms=machine.chance.choice([100.0, 700.0, 3500.0]))


def reply_unheard(machine: Machine) -> None:
    """The next order does not reach its board."""
    _spoiled(machine, ReplyFault.UNHEARD)


def reply_lost(machine: Machine) -> None:
    _spoiled(machine, ReplyFault.LOST)


def reply_garbled(machine: Machine) -> None:
    _spoiled(machine, ReplyFault.GARBLED)


def reply_late(machine: Machine) -> None:
    """Some before nobody waits any more, some into the next order."""
    _spoiled(machine, ReplyFault.LATE)


def reply_foreign(machine: Machine) -> None:
    """Another board's reply comes instead."""
    _spoiled(machine, ReplyFault.FOREIGN)


def hall_link_down(machine: Machine) -> None:
    """Until somebody mends it: for hours."""
    machine.hall.goes_down()


def hall_link_back(machine: Machine) -> None:
    machine.hall.comes_back()


def power_cut_soon(machine: Machine) -> None:
    """After one of the next commits; the day sees the lights go out."""
    machine.ledger.commits_left = machine.chance.randrange(12)


def maintenance(machine: Machine) -> None:
    """Somebody comes and mends everything."""
    for door in machine.world.doors:
        door.unjam()
        door.renew_spring()
        door.lock.hottest_c = AMBIENT_C  # a new one
        machine.world.relay_of(door.id).replace()
        machine.world.mend_sensor(door.id)
    for board in machine.world.boards:
        board.set_address(board.plan.address)
        board.revive()
    machine.noise(NOISE)
    machine.ledger.refusals_left = 0
    machine.hall.comes_back()


FAULTS: list[tuple[Fault, int]] = [
    (jammed_door, 3),
    (tired_spring, 3),
    (cut_sensor_cable, 3),
    (stuck_sensor, 3),
    (bouncing_sensor, 3),
    (spiking_sensor, 3),
    (dead_board, 3),
    (brown_out, 4),
    (clock_jump, 2),
    (clock_step, 3),
    (full_disk, 3),
    (noisy_line, 2),
    (welded_relay, 1),
    (reply_unheard, 1),
    (reply_lost, 1),
    (reply_garbled, 1),
    (reply_late, 2),
    (reply_foreign, 1),
    (hall_link_down, 3),
    (hall_link_back, 2),
    (power_cut_soon, 12),
    (maintenance, 16),
]


def faults_of(machine: Machine) -> list[tuple[Fault, int]]:
    """What can break in this cabinet."""
    boards = machine.world.boards
    linked = [(board_back_with_defaults, 3)] if any(board.has_linkage for board in boards) else []
    twins = [(twin_addresses, 2)] if len({board.line for board in boards}) < len(boards) else []
    return [*FAULTS, *linked, *twins]
