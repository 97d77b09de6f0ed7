"""What the hall does from its desk by commands, at any moment; and who looks after the cabinet."""

from locker.contract import requests as rq
from locker.contract.facts import CLEARED_BY_STAFF, Service
from locker.contract.ids import CompartmentId
from locker.domain.remote import CLEAR_ALARM, OPEN, RETURN_TO_SERVICE, TAKE_OUT_OF_SERVICE
from tests.simulation.hands import Hands
from tests.simulation.machine import CLERK, Command
from tests.simulation.people import TOKEN, Act, looks_inside

AT_DOORS = [OPEN, OPEN, TAKE_OUT_OF_SERVICE, RETURN_TO_SERVICE, RETURN_TO_SERVICE]
NO_DOOR = CompartmentId("")


def desk_acts(hands: Hands, id_: CompartmentId) -> str:
    """A command about that door, or about an alarm; or the last taken comes again, maybe in another life. Which.

    One that was not taken has run out by then, and is turned away before it comes to the doors.
    """
    taken = [command for command in hands.machine.commands if command.id in hands.machine.cabinet.commands]
    if taken and hands.chance.random() < 0.2:
        hands.machine.command(taken[-1])
        return "the last one again"
    command = _command(hands, id_)
    hands.machine.command(command)
    return command.verb


def _command(hands: Hands, id_: CompartmentId) -> Command:
    alarms = list(hands.machine.cabinet.alarms.values())
    if alarms and hands.chance.random() < 0.15:
        return Command(hands.new_id(), CLEAR_ALARM, NO_DOOR, alarms[0].alarm, alarms[0].subject)
    return Command(hands.new_id(), hands.chance.choice(AT_DOORS), id_)


async def desk_by_command(hands: Hands) -> None:
    """With somebody at the cabinet, on the telephone, who shuts the door again and touches nothing."""
    id_ = hands.chance.choice(sorted(hands.machine.layout))
    desk_acts(hands, id_)
    if await hands.door_gives_way(id_):
        await hands.push_shut(id_)


async def somebody_shuts_what_stands_open(hands: Hands) -> None:
    """Goes by, and is tidy."""
    for id_ in sorted(hands.machine.layout):
        await hands.push_shut(id_)


async def staff_set_service(hands: Hands) -> None:
    """Takes a compartment out of service, or gives one back."""
    id_ = hands.chance.choice(sorted(hands.machine.layout))
    service = hands.chance.choice([Service.IN_SERVICE, Service.IN_SERVICE, Service.OUT_OF_SERVICE])
    hands.act(rq.SetService(id=hands.new_id(), token=TOKEN, compartment=id_, service=service, why="lock"), CLERK)


async def staff_clear_alarms(hands: Hands) -> None:
    """Deals with what stands on the list."""
    for alarm in list(hands.machine.cabinet.alarms.values()):
        if alarm.alarm in CLEARED_BY_STAFF:
            hands.act(rq.ClearAlarm(id=hands.new_id(), token=TOKEN, alarm=alarm.alarm, subject=alarm.subject), CLERK)


async def staff_check_contents(hands: Hands) -> None:
    """Walks from door to door, and says truly what is inside; some break it off."""
    hands.act(rq.BeginContentsCheck(id=hands.new_id(), token=TOKEN), CLERK)
    for id_ in sorted(hands.machine.layout):
        if hands.chance.random() < 0.1:
            return
        await looks_inside(hands, id_)
    hands.act(rq.EndContentsCheck(id=hands.new_id(), token=TOKEN, skip_unused=hands.chance.random() < 0.5), CLERK)


CARETAKERS: list[tuple[Act, int]] = [
    (desk_by_command, 4),
    (somebody_shuts_what_stands_open, 3),
    (staff_set_service, 4),
    (staff_clear_alarms, 3),
    (staff_check_contents, 2),
]
