"""Results into the hands of applicants: who, what, when, by whose word. Paper originals: ``originals.py``."""

import re

from hall.cases.acts import Answer, No, act
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


def at_counter(number: str, seen: int, who: Actor, signed_by: str, at_ms: int, *, identity_checked: bool) -> Answer:
    """The result into the applicant's hand: their identity was checked, they signed with their name."""

    def do(case: Case) -> No | None:
        why_not = _not_ready(case, who)
        if why_not or not identity_checked or not signed_by.strip():
            return why_not or (No.IDENTITY if not identity_checked else No.NO_NAME)
        name = vault().seal(signed_by.strip()[:NAME_MAX].encode())
        Handover.objects.create(
            case=case, what="result", way="counter", at_ms=at_ms, by=who.name, signed=name, identity_checked=True
        )
        record(case, who, "handed_over", at_ms, after=Stage.HANDED_OVER)
        return None

    return act(number, seen, do)


def by_post(number: str, seen: int, who: Actor, tracking: str, at_ms: int) -> Answer:
    """Given to the post office; only where the applicant chose the post."""
    code = tracking.strip().upper()

    def do(case: Case) -> No | None:
        if why_not := _not_ready(case, who):
            return why_not
        if vault().take(case.delivery, Delivery).way != "post":
            return No.NOT_BY_POST
        if not _TRACKING.match(code):
            return No.NO_TRACKING
        Handover.objects.create(case=case, what="result", way="post", at_ms=at_ms, by=who.name, tracking=code)
        record(case, who, "posted", at_ms, after=Stage.HANDED_OVER, why=code)
        return None

    return act(number, seen, do)


def _not_ready(case: Case, who: Actor) -> No | None:
    if not may_follow(Stage(case.stage), Stage.HANDED_OVER, who.by) or collected(case):
        return No.NOT_NOW
    return No.IN_LOCKER if waiting(case, DepositKind.RESULT) else None
