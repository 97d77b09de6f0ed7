"""What a hand can do, by the names the API and the page use."""

from collections.abc import Callable, Mapping

from drivers.sim.modem import SimulatedModem
from drivers.sim.world import ReplyFault, World
from drivers.sim.world.board import Board

DoorVerb = Callable[[World, str], bool]
BoardVerb = Callable[[Board], bool]
ModemVerb = Callable[[SimulatedModem], None]


def _stick(world: World, door: str) -> bool:
    sensor = world.door(door).sensor
    if sensor is None:
        return False
    sensor.stick()
    return True


def _bounce(world: World, door: str) -> bool:
    sensor = world.door(door).sensor
    if sensor is None:
        return False
    sensor.bounce(ms=300)
    return True


def _weld(world: World, door: str) -> bool:
    world.relay_of(door).weld()
    return True


def _replace_relay(world: World, door: str) -> bool:
    world.relay_of(door).replace()
    return True


DOOR_VERBS: Mapping[str, DoorVerb] = {
    "push": lambda world, door: world.door(door).push_shut(),
    "pull": lambda world, door: world.door(door).pull_open(),
    "pry": lambda world, door: world.door(door).pry_open(),
    "put": lambda world, door: world.door(door).put_envelope(),
    "take": lambda world, door: world.door(door).take_envelope(),
    "jam": lambda world, door: world.door(door).jam(),
    "unjam": lambda world, door: world.door(door).unjam(),
    "tire-spring": lambda world, door: world.door(door).tire_spring(),
    "renew-spring": lambda world, door: world.door(door).renew_spring(),
    "cut": lambda world, door: world.cut_sensor_cable(door),
    "stick": _stick,
    "bounce": _bounce,
    "mend": lambda world, door: world.mend_sensor(door),
    "weld": _weld,
    "replace-relay": _replace_relay,
}


def _spoil(fault: ReplyFault) -> BoardVerb:
    def verb(board: Board) -> bool:
        board.spoil_next_reply(fault)
        return True

    return verb


BOARD_VERBS: Mapping[str, BoardVerb] = {
    "kill": lambda board: board.kill(),
    "revive": lambda board: board.revive(),
    **{f"reply-{fault.value}": _spoil(fault) for fault in ReplyFault},
}


def _set_network(there: bool) -> ModemVerb:
    def verb(modem: SimulatedModem) -> None:
        modem.faults.network = there

    return verb


def _set_silent(silent: bool) -> ModemVerb:
    def verb(modem: SimulatedModem) -> None:
        modem.faults.silent = silent

    return verb


MODEM_VERBS: Mapping[str, ModemVerb] = {
    "plug": SimulatedModem.plug,
    "unplug": SimulatedModem.unplug,
    "lose-network": _set_network(False),
    "find-network": _set_network(True),
    "hush": _set_silent(True),
    "speak": _set_silent(False),
}
