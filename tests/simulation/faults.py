"""What breaks, by name and weight, and what gets mended."""

from collections.abc import Callable

from tests.simulation.machine import Machine
from tests.simulation.shallow_wires import LOST_REPLIES

Fault = Callable[[Machine], None]


def _door(machine: Machine) -> str:
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


def dead_board(machine: Machine) -> None:
    machine.chance.choice(machine.world.boards).kill()


def brown_out(machine: Machine) -> None:
    machine.world.brown_out(machine.chance.choice([50.0, 800.0, 5000.0]))


def clock_jump(machine: Machine) -> None:
    machine.skew_ms += machine.chance.choice([-365 * 86_400_000, -3_600_000, 60_000, 3_600_000])


def full_disk(machine: Machine) -> None:
    """Until somebody makes room, or by itself after a while."""
    machine.ledger.refusals_left = machine.chance.choice([1, 3, 40])


def noisy_line(machine: Machine) -> None:
    """Every other order gets lost on its way, there or back."""
    machine.wires.lost_replies = 0.5


def power_cut_soon(machine: Machine) -> None:
    """After one of the next commits; the day sees the lights go out."""
    machine.ledger.commits_left = machine.chance.randrange(12)


def maintenance(machine: Machine) -> None:
    """Somebody comes and mends everything."""
    for door in machine.world.doors:
        door.unjam()
        door.renew_spring()
        machine.world.mend_sensor(door.id)
    for board in machine.world.boards:
        board.revive()
    machine.wires.lost_replies = LOST_REPLIES
    machine.ledger.refusals_left = 0


FAULTS: list[tuple[Fault, int]] = [
    (jammed_door, 3),
    (tired_spring, 3),
    (cut_sensor_cable, 3),
    (stuck_sensor, 3),
    (bouncing_sensor, 3),
    (dead_board, 3),
    (brown_out, 4),
    (clock_jump, 2),
    (full_disk, 3),
    (noisy_line, 2),
    (power_cut_soon, 12),
    (maintenance, 14),
]
