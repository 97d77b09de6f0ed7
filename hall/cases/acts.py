"""How people act on a case: who has seen it as it is now, acts; whoever comes second is told what the first one did."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import transaction

from hall.cases.models import Case
from hall.cases.record import Actor
from hall.cases.texting import text_act
from intake.clock.day import day_of
from intake.contract.stage import Stage

P = ParamSpec("P")


class No(StrEnum):
    """Why an act is not done. Nothing is written of it; what a clerk ticked on the way is kept (``window.judge``)."""

    UNKNOWN = "unknown"
    NOT_NOW = "not_now"
    NOT_LOOKED_AT = "not_looked_at"
    LACKING = "lacking"
    NOTHING_LACKS = "nothing_lacks"
    TOLD_ALREADY = "told_already"
    NO_REASON = "no_reason"
    NOT_SIGNED = "not_signed"
    FORM_INCOMPLETE = "form_incomplete"
    MAIN_MATERIAL = "main_material"
    NOT_TOLERABLE = "not_tolerable"
    BAD_CREDIT = "bad_credit"
    BEYOND_PROMISE = "beyond_promise"
    NOT_YOURS = "not_yours"
    OPINIONS_AWAITED = "opinions_awaited"
    NO_DEPARTMENT = "no_department"
    NO_PAPERS = "no_papers"
    IDENTITY = "identity"
    NO_NAME = "no_name"
    NO_TRACKING = "no_tracking"
    NOT_BY_POST = "not_by_post"
    IN_LOCKER = "in_locker"
    SAME_PERSON = "same_person"
    ALREADY_EXTENDED = "already_extended"
    NOT_ACCEPTED_YET = "not_accepted_yet"
    TOO_LATE = "too_late"
    TOO_LONG = "too_long"
    NOT_APPROVED = "not_approved"


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn at a case: ``who`` acts, by the hall's clock, on revision ``seen`` of case ``number``."""

    number: str
    seen: int
    who: Actor
    at_ms: int

    @property
    def today(self) -> date:
        """The hall's day."""
        return day_of(self.at_ms)


@dataclass(frozen=True, slots=True)
class Done:
    """It is done; where the case stands now."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else acted after this case was looked at. What was wanted now is not done."""

    by: str
    what: str
    at_ms: int


Answer = Done | Conflict | No


def act(do: Callable[Concatenate[Case, Turn, P], No | None]) -> Callable[Concatenate[Turn, P], Answer]:
    """An act on a case: ``do`` does it and records it, or says why not before anything is written.

    Done in one transaction, if the revision seen is still the last one; the applicant is owed an SMS about it.
    """

    @wraps(do)
    def done(turn: Turn, /, *arguments: P.args, **named: P.kwargs) -> Answer:
        with transaction.atomic():
            case = Case.objects.select_for_update().filter(pk=turn.number).first()
            if case is None:
                return No.UNKNOWN
            if case.revision != turn.seen:
                return Conflict(case.changed_by, case.changed_what, case.changed_ms)
            why_not = do(case, turn, *arguments, **named)
            if why_not is None and case.revision != turn.seen:
                text_act(case)
            return why_not or Done(Stage(case.stage))

    return done
