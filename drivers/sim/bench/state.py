"""The world as the page (and GET /api/world) sees it."""

from collections.abc import Iterable
from dataclasses import asdict

from drivers.sim.bench.camera import camera_state
from drivers.sim.bench.counter import printer_state, reader_state, scanner_state
from drivers.sim.live import LiveWorld
from drivers.sim.machine import Machine
from drivers.sim.scene import Door as DoorPlace
from drivers.sim.world import World
from drivers.sim.world.board import Board
from drivers.sim.world.door import Door
from drivers.sim.world.sensor import Sensor

Json = dict[str, object]
FACTS_SHOWN = 12
SMS_SHOWN = 100


def world_state(machine: Machine) -> Json:
    """Everything there is to see now. Times: virtual milliseconds; ``…_monotonic_s``: the machine's clock."""
    live, places = machine.live, machine.places
    return live.act(
        lambda world: {
            "now_ms": round(world.now_ms, 3),
            "revision": world.revision,
            "cabinet": cabinet_size(places),
            "doors": [_door(world, live, place) for place in places],
            "boards": [_board(board) for board in world.boards],
            "lines": machine.ports.state(),
            "modem": machine.modem_state(),
            "printer": printer_state(machine.printer),
            "reader": reader_state(machine.reader),
            "scanner": scanner_state(machine.scanner),
            "camera": camera_state(machine.camera),
            "phone": [asdict(sms) for sms in machine.modem.inbox[-SMS_SHOWN:]] if machine.modem else [],
            "facts": [
                {"at_ms": round(fact.at_ms, 1), "subject": fact.subject, "what": fact.what}
                for fact in list(world.journal)[-FACTS_SHOWN:]
            ],
        }
    )


def cabinet_size(places: Iterable[DoorPlace]) -> Json:
    """The front's box in centimetres: left and right edge, top; the floor is 0."""
    places = list(places)
    return {
        "left_cm": min((place.x_cm for place in places), default=0.0),
        "right_cm": max((place.x_cm + place.width_cm for place in places), default=0.0),
        "top_cm": max((place.y_cm + place.height_cm for place in places), default=0.0),
    }


def _door(world: World, live: LiveWorld, place: DoorPlace) -> Json:
    door = world.door(place.id)
    return {
        "id": door.id,
        "x_cm": place.x_cm,
        "y_cm": place.y_cm,
        "width_cm": place.width_cm,
        "height_cm": place.height_cm,
        "position": door.position.value,
        "latched": door.latched,
        "jammed": door.jammed,
        "spring_tired": door.spring_tired,
        "envelope": door.envelope,
        "board": place.board,
        "channel": place.channel,
        "lock": _lock(world, live, door),
        "sensor": _sensor(door.sensor),
    }


def _lock(world: World, live: LiveWorld, door: Door) -> Json:
    lock, at_ms = door.lock, door.lock.energised_at_ms
    return {
        "energised": lock.energised,
        "pulses": world.pulses(door.id),
        "energised_ms": round(lock.energised_ms, 1),
        "longest_ms": round(lock.longest_ms, 1),
        "temperature_c": round(lock.temperature_c, 1),
        "burnt": lock.burnt,
        "welded": world.relay_of(door.id).welded,
        "energised_at_ms": at_ms,
        "energised_at_monotonic_s": None if at_ms is None else live.monotonic_s(at_ms),
    }


def _sensor(sensor: Sensor | None) -> Json | None:
    if sensor is None:
        return None
    return {"level": sensor.level(), "says_shut": sensor.says_shut(), "faults": sensor.faults}


def _board(board: Board) -> Json:
    return {
        "name": board.name,
        "line": board.line,
        "kind": board.kind,
        "address": board.address,
        "alive": board.powered,
        "relays": [relay.on for relay in board.relays],
        "inputs": [board.input(number + 1) for number in range(board.input_count)],
        "linked": any(board.linked),
    }
