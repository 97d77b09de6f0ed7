"""Results into the hands of applicants: who, what, when, by whose word. Paper originals: ``originals.py``."""

import re

from hall.cases.acts import No, Turn, act
from hall.cases.locker import collected, waiting
from hall.cases.models import Case, Handover
from hall.cases.record import Actor, record
from hall.cases.transitions import may_follow
from hall.cases.vault import vault
from intake.contract.stage import Stage
from intake.contract.submission import Delivery
from locker.contract.facts import DepositKind

NAME_MAX = 100
_TRACKING = re.compile(r"[A-Z0-9]{8,30}\Z")


@act
def at_counter(case: Case, turn: Turn, signed_by: str, *, identity_checked: bool) -> No | None:
    """The result into the applicant's hand: their identity was checked, they signed with their name."""
    if why_not := _not_ready(case, turn.who):
        return why_not
    if not identity_checked:
        return No.IDENTITY
    if not signed_by.strip():
        return No.NO_NAME
    name = vault().seal(signed_by.strip()[:NAME_MAX].encode())
    Handover.objects.create(
        case=case, what="result", way="counter", at_ms=turn.at_ms, by=turn.who.name, signed=name, identity_checked=True
    )
    record(case, turn.who, "handed_over", turn.at_ms, after=Stage.HANDED_OVER)
    return None


@act
def by_post(case: Case, turn: Turn, tracking: str) -> No | None:
    """Given to the post office; only where the applicant chose the post."""
    code = tracking.strip().upper()
    if why_not := _not_ready(case, turn.who):
        return why_not
    if vault().take(case.delivery, Delivery).way != "post":
        return No.NOT_BY_POST
    if not _TRACKING.match(code):
        return No.NO_TRACKING
    Handover.objects.create(case=case, what="result", way="post", at_ms=turn.at_ms, by=turn.who.name, tracking=code)
    record(case, turn.who, "posted", turn.at_ms, after=Stage.HANDED_OVER, why=code)
    return None


def _not_ready(case: Case, who: Actor) -> No | None:
    if not may_follow(Stage(case.stage), Stage.HANDED_OVER, who.by) or collected(case):
        return No.NOT_NOW
    return No.IN_LOCKER if waiting(case, DepositKind.RESULT) else None
