"""The installation check: never done, all right, doors that are not; and one door from the order to its shutting."""

from dataclasses import replace
from datetime import datetime

from intake.clock.day import CHINA
from kiosk.examples.cabinet import ACT
from kiosk.examples.moment import NOW_MS
from kiosk.flows.inputs import Paper
from kiosk.flows.model import Model
from kiosk.flows.proof import Proof
from kiosk.flows.proving import HandOver, Installation, ProveAsk, ProveDoor, ProveShut, ProveWatch
from kiosk.flows.states import Mistake
from kiosk.flows.walk import Trial, Tried, Walk
from locker.contract.answers import LoggedIn
from locker.contract.facts import Door, Right
from locker.contract.ids import CompartmentId, StaffNumber, StaffToken

CLERK = LoggedIn(
    re=ACT, token=StaffToken("t"), number=StaffNumber("1024"), name="乌云", rights=[Right.MAINTAIN], idle_s=180
)
AT = datetime(2026, 11, 20, 10, 30, tzinfo=CHINA)


def examples(visitor: Model) -> dict[str, Model]:
    """Every picture by name."""
    return _reports(visitor) | _at_a_door(visitor)


def _reports(visitor: Model) -> dict[str, Model]:
    doors = [door.id for door in visitor.place.doors]
    right = Proof(AT, "王工", True, dict.fromkeys(doors, "right"))
    bad = dict(zip(doors, ("jammed", "dead_sensor", "will_not_shut", "several", "stays_on"), strict=False))
    wrong = replace(right, right=False, doors={**right.doors, **bad})
    never = replace(visitor, staff=CLERK, screen=Installation())
    proved = replace(never, place=replace(visitor.place, proof=right))
    failed = replace(never, place=replace(visitor.place, proof=wrong), walk=_walk(doors[:6]))
    whole = replace(proved, walk=_walk(doors), screen=Installation(paper=Paper.OUT))
    return {
        "installation-never": never,
        "installation-right": proved,
        "installation-wrong": failed,
        "installation-done": whole,
        "installation-anew": replace(failed, screen=Installation(asks_anew=True)),
    } | _handing_over(never)


def _handing_over(never: Model) -> dict[str, Model]:
    full = Mistake("refusal.documents_inside", compartment="B2")
    return {
        "hand_over": replace(never, screen=HandOver()),
        "hand_over-full": replace(never, screen=HandOver(mistake=full)),
        "hand_over-wait": replace(never, screen=HandOver(since_ms=NOW_MS)),
        "hand_over-late": replace(never, screen=HandOver(late=True)),
    }


def _walk(doors: list[CompartmentId]) -> Walk:
    one, other = doors[1:3]
    swapped = {one: Tried("wrong_sensor", (other,), failed=1), other: Tried("wrong_sensor", (one,), failed=1)}
    dead = {doors[4]: Tried("dead_sensor", tried=3, failed=2)}
    return Walk({door: Tried("right", (door,)) for door in doors} | swapped | dead, "1024", AT, AT)


def _at_a_door(visitor: Model) -> dict[str, Model]:
    doors = [door.id for door in visitor.place.doors]
    door, other = doors[-2:]
    shut = dict.fromkeys(doors, Door.CLOSED)
    still = Trial(door, ACT, shut, now=shut)
    right = replace(still, changed={door: Door.OPEN}, now={**shut, door: Door.OPEN}, outcome="opened")
    wrong = replace(still, changed={other: Door.OPEN}, now={**shut, other: Door.OPEN}, outcome="did_not_open")
    both = replace(right, changed={**right.changed, **wrong.changed})
    screens = {
        "prove_door-next": ProveDoor(door, last=doors[4]),
        "prove_door-refused": ProveDoor(door, mistake=Mistake("refusal.lock_cooling", wait_s=4, compartment=door)),
        "prove_door-full": ProveDoor(_full(visitor) or door, last=doors[0]),
        "prove_watch": ProveWatch(still, visitor.now_ms),
        "prove_ask-right": ProveAsk(right),
        "prove_ask-none": ProveAsk(still),
        "prove_ask-other": ProveAsk(wrong),
        "prove_ask-several": ProveAsk(both),
        "prove_ask-which": ProveAsk(wrong, pointing=True),
        "prove_shut": ProveShut(right),
        "prove_shut-still": ProveShut(replace(right, now=shut), visitor.now_ms),
        "prove_shut-blind": ProveShut(still),
    }
    at = replace(visitor, staff=CLERK, walk=_walk(doors[:6]))
    return {name: replace(at, screen=screen) for name, screen in screens.items()}


def _full(visitor: Model) -> CompartmentId | None:
    views = visitor.cabinet.compartments if visitor.cabinet else []
    return next((view.id for view in views if view.occupied), None)
