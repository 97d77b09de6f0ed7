"""What the kiosk program takes from ``kiosk.toml``."""

from dataclasses import dataclass

from config.kiosk import KioskMachine
from intake.notices.qr import Mac
from kiosk.flows.model import DoorPlace, Place, ScreenPlace
from kiosk.flows.proof import Proof
from locker.contract.ids import CompartmentId, KioskId

FITTED = ("printer", "id_reader", "camera")
WIDE_PAPER_DOTS = 576


@dataclass(frozen=True, slots=True)
class Window:
    """Size in pixels; ``fullscreen`` covers the whole display and hides the pointer."""

    width: int
    height: int
    fullscreen: bool


def window_of(machine: KioskMachine) -> Window:
    """The window the TOML asks for."""
    return Window(machine.screen.width, machine.screen.height, machine.screen.fullscreen)


def paper_dots(machine: KioskMachine) -> int:
    """Dots across the receipt printer's paper; those of wide paper where there is no printer."""
    return machine.printer.width_dots if machine.printer else WIDE_PAPER_DOTS


def place_of(machine: KioskMachine, mac: Mac | None = None, proof: Proof | None = None) -> Place:
    """The machine as the flows see it. ``mac`` checks notices' QR codes; ``proof``: the last installation check."""
    kiosk, screen, rules = machine.kiosk, machine.screen, machine.rules
    return Place(
        kiosk=KioskId(kiosk.id),
        names=dict(kiosk.name),
        help_phone=kiosk.help_phone,
        languages=tuple(kiosk.languages),
        idle_s=screen.idle_s,
        dim_s=screen.dim_s,
        grace_s=rules.grace_s,
        door_open_s=rules.door_open_s_max,
        doors=tuple(
            DoorPlace(
                CompartmentId(door.id),
                door.size,
                door.x_cm,
                door.y_cm,
                door.width_cm,
                door.height_cm,
                sensed=door.sensor is not None,
            )
            for door in machine.compartment
        ),
        screen=_screen_place(machine),
        scanner=screen.scanner is not None,
        applies=machine.applications is not None,
        fitted=frozenset(name for name in FITTED if getattr(machine, name) is not None),
        mac=mac,
        proof=proof,
    )


def _screen_place(machine: KioskMachine) -> ScreenPlace | None:
    place = machine.screen.place
    return ScreenPlace(place.x_cm, place.y_cm, place.width_cm, place.height_cm) if place else None
