"""The installation check as staff see it at the kiosk: its last report, and doors opened one by one through lockerd.

The bus is never touched from here; finding boards and correcting wires is ``python -m drivers.probe``, beside which
lockerd does not run.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.flows.errands import open_to_check
from kiosk.flows.inputs import Input, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Compartments, Errand, Mistake, StaffScreen
from locker.contract.answers import DoorMoved
from locker.contract.facts import Outcome, Right
from locker.contract.ids import CompartmentId

OPENED = "opened"
OUTCOMES = frozenset({OPENED, *(outcome.value for outcome in Outcome)})
"""The steps of lockerd that say what came of an order."""


@dataclass(frozen=True, slots=True)
class Installation(StaffScreen):
    """The report, the tally, and the door that was chosen."""

    name: ClassVar[str] = "installation"
    chosen: CompartmentId | None = None
    mistake: Mistake | None = None


def installation(model: Model, screen: Installation, what: Input) -> Move:
    """Choose a door, then open that one; back at the front the tally is forgotten."""
    match what:
        case Touched(control="back"):
            return stay(replace(model, tried={}).show(Compartments()))
        case Touched(control="open") if screen.chosen and model.may(Right.MAINTAIN):
            return open_to_check(model, screen.chosen, returns_to=Installation.name)
        case Touched(control=str(control)) if control.startswith("door."):
            name = control.removeprefix("door.")
            chosen = next((door.id for door in model.place.doors if door.id == name), None)
            return stay(model.show(Installation(chosen=chosen)))
    return stay(model)


def noted(model: Model, moved: DoorMoved) -> Model:
    """Lockerd said what came of an order that was given from this screen; the last word about a door counts."""
    errand: Errand | None = getattr(model.screen, "errand", None)
    if errand is None or errand.returns_to != Installation.name or moved.request != errand.act:
        return model
    if moved.step not in OUTCOMES:
        return model
    return replace(model, tried={**model.tried, moved.compartment: moved.step})


def tally(tried: Mapping[CompartmentId, str]) -> tuple[int, int]:
    """How many doors were tried, and how many of them the sensor saw open."""
    return len(tried), sum(step == OPENED for step in tried.values())
