"""What a machine's tables must hold together, beyond the shape of each."""

from collections.abc import Iterator
from itertools import combinations

from config.address import LOOPBACK, url_problems
from config.desk_checks import hall_desk_problems, kiosk_desk_problems
from config.hall import HallMachine
from config.kiosk import Compartment, KioskMachine, Mqtt, ScreenPlace
from config.problem import Problem
from config.wiring import Profiles, twice, wiring_problems

_BROKER_USERS = {"hall", "observer"}
_TOUCH_CM = 0.05  # neighbours share an edge; what a tape measure rounds is no overlap


def kiosk_problems(machine: KioskMachine, profiles: Profiles | None) -> Iterator[Problem]:
    """Everything in a kiosk's file that contradicts itself, the board models, or safety."""
    yield from wiring_problems(machine, profiles)
    yield from _front_problems(machine.compartment, machine.screen.place)
    yield from _mqtt_problems(machine.mqtt)
    yield from url_problems("hall.url", machine.hall.url)
    yield from kiosk_desk_problems(machine)
    yield from _name_problems(machine)
    if machine.rules.pause_s > machine.rules.pause_s_max:
        yield Problem("rules.pause_s", f"is over pause_s_max; allowed: at most {machine.rules.pause_s_max}")


def hall_problems(machine: HallMachine) -> Iterator[Problem]:
    """Everything in the hall's file that contradicts itself or safety."""
    yield from twice(((f"kiosk[{kiosk.id}].id", kiosk.id) for kiosk in machine.kiosk), "the id")
    yield from _mqtt_problems(machine.mqtt)
    yield from hall_desk_problems(machine)
    if machine.sms.sender == "modem" and not machine.sms.port:
        yield Problem("sms.port", "missing; the sender modem needs the modem's serial port")
    if not machine.web.hosts:
        yield Problem("web.hosts", "is empty; name at least one host a browser may use")
    for kiosk in machine.kiosk:
        if kiosk.id in _BROKER_USERS:
            yield Problem(f"kiosk[{kiosk.id}].id", "is a user of the broker already; choose another id")
        if not kiosk.name.get("zh"):
            yield Problem(f"kiosk[{kiosk.id}].name.zh", "missing; people are told this name by SMS")


def _name_problems(machine: KioskMachine) -> Iterator[Problem]:
    for language in machine.kiosk.languages:
        if not machine.kiosk.name.get(language):
            yield Problem(f"kiosk.name.{language}", f"missing; the screen speaks {language}")


def _mqtt_problems(mqtt: Mqtt) -> Iterator[Problem]:
    if mqtt.tls and not mqtt.ca_file:
        yield Problem("mqtt.ca_file", "missing; with tls = true name the file of the broker's authority")
    if not mqtt.tls and mqtt.host not in LOOPBACK:
        yield Problem("mqtt.tls", f"must be true; only {', '.join(sorted(LOOPBACK))} may do without")


def _front_problems(doors: list[Compartment], screen: ScreenPlace | None) -> Iterator[Problem]:
    for one, other in combinations(doors, 2):
        if one.id != other.id and _overlap(one, other):
            yield Problem(f"compartment[{other.id}]", f"covers part of {one.id} on the front")
    for door in doors:
        if screen and _overlap(screen, door):
            yield Problem(f"compartment[{door.id}]", "covers part of the screen on the front")


def _overlap(one: Compartment | ScreenPlace, other: Compartment) -> bool:
    across = min(one.x_cm + one.width_cm, other.x_cm + other.width_cm) - max(one.x_cm, other.x_cm)
    up = min(one.y_cm + one.height_cm, other.y_cm + other.height_cm) - max(one.y_cm, other.y_cm)
    return across > _TOUCH_CM and up > _TOUCH_CM
