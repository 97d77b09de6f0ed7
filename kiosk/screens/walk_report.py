"""The report of the walk through the cabinet, line by line, for paper, disk and screen."""

from collections.abc import Iterator

from kiosk.flows.model import Model
from kiosk.flows.proof import GOOD
from kiosk.flows.proving import full, left
from kiosk.flows.walk import Tried, swapped
from kiosk.texts import Texts

COMMANDS = ("systemctl stop lockerd kiosk", "python -m drivers.probe /etc/erenhot/kiosk.toml")
"""What corrects wires and mapping (``drivers/probe``); the bus is lockerd's while it runs."""


def report(model: Model, say: Texts) -> Iterator[str]:
    """Which kiosk, who, when, every door, which are swapped, left out or not tried, and what to do."""
    walk = model.walk
    yield say("report.title")
    yield say("report.kiosk", kiosk=model.place.kiosk)
    yield say("report.who", who=walk.who or "-", began=_time(walk.began), at=_time(walk.at))
    yield say("report.count", tried=len(walk.doors), right=walk.right)
    for door, tried in sorted(walk.doors.items()):
        yield say("report.door", door=door, said=finding(tried, say), tried=tried.tried, failed=tried.failed)
    for one, other in swapped(walk):
        yield say("proving.swapped", one=one, other=other)
    between = say("proving.between")
    if waiting := left(model):
        yield say("report.left", doors=between.join(waiting))
    if skipped := [door for door in full(model) if door not in walk.doors]:
        yield say("report.full", doors=between.join(skipped))
    if any(tried.finding not in GOOD for tried in walk.doors.values()):
        yield say("report.correct")
        yield from COMMANDS


def finding(tried: Tried, say: Texts) -> str:
    """What is said of one door, with the names of the doors that answered in its place."""
    said = say(f"finding.{tried.finding}")
    if tried.finding == "wrong_lock":
        return say("proving.instead", said=said, doors=tried.opened)
    if tried.finding in {"wrong_sensor", "several", "unclear"} and tried.seen:
        return say("proving.instead", said=said, doors=say("proving.between").join(tried.seen))
    return said


def _time(at: object) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "-"
