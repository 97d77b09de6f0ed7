"""The installation check: never done, all right, doors that are not, one chosen and tried."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from kiosk.examples.cabinet import ACT
from kiosk.flows.model import Model
from kiosk.flows.proof import Proof
from kiosk.flows.proving import Installation
from kiosk.flows.states import Mistake
from locker.contract.answers import LoggedIn
from locker.contract.facts import Right
from locker.contract.ids import StaffNumber, StaffToken

CHINA = timezone(timedelta(hours=8))
CLERK = LoggedIn(
    re=ACT, token=StaffToken("t"), number=StaffNumber("1024"), name="乌云", rights=[Right.MAINTAIN], idle_s=180
)
AT = datetime(2026, 11, 20, 10, 30, tzinfo=CHINA)


def examples(visitor: Model) -> dict[str, Model]:
    """Every picture by name."""
    doors = [door.id for door in visitor.place.doors]
    right = Proof(AT, "王工", True, dict.fromkeys(doors, "right"))
    bad = dict(zip(doors, ("jammed", "dead_sensor", "will_not_shut", "several", "stays_on"), strict=False))
    wrong = replace(right, right=False, doors={**right.doors, **bad})
    never = replace(visitor, staff=CLERK, screen=Installation())
    proved = replace(never, place=replace(visitor.place, proof=right))
    failed = replace(never, place=replace(visitor.place, proof=wrong), screen=Installation(chosen=doors[0]))
    return {
        "installation-never": never,
        "installation-right": proved,
        "installation-wrong": replace(failed, tried={doors[0]: "opened", doors[1]: "did_not_open"}),
        "installation-refused": replace(
            failed, screen=Installation(doors[0], Mistake("refusal.door_needs_closing", compartment="B2"))
        ),
    }
