"""What has just come in, and what the hall's own review says to it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from msgspec import structs

from hall.cases.catalogue import in_use
from hall.cases.credit import standing_of
from hall.cases.models import Case, CasePage
from hall.cases.on_paper import with_papers
from hall.cases.vault import vault
from intake.catalogue.item import Item
from intake.clock.day import after_hours, day_of, time_of
from intake.contract.stage import Stage
from intake.contract.submission import Submission
from intake.gap import Gap
from intake.notices.notice import Kind
from intake.review.decide import review
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that is on the disk. ``shown`` False: no picture that a browser may be given."""

    size_bytes: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """A submission with its pages (by part) kept. ``day_ms``: the moment that counts for the applicant."""

    submission: Submission = field(repr=False)
    item: Item = field(repr=False)
    pages: dict[int, Kept] = field(repr=False)
    at_ms: int
    day_ms: int
    troubles: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day it came, for every clock."""
        return day_of(self.day_ms)

    @property
    def late(self) -> bool:
        """Whether it came after working hours."""
        return after_hours(time_of(self.day_ms))


def as_recorded(arrival: Arrival, on_paper: Collection[str] = ()) -> Arrival:
    """The same with what came ``on_paper`` by the hall's records: a kiosk only repeats what it was told."""
    submission = arrival.submission
    application = with_papers(arrival.item, submission.application, on_paper)
    return replace(arrival, submission=structs.replace(submission, application=application))


def reviewed(arrival: Arrival) -> Outcome:
    """The hall's own decision, by the credit records of the hall."""
    application = arrival.submission.application
    standing = standing_of(vault().person_key(application.applicant.number))
    return review(arrival.item, application, standing, arrival.day, in_use().calendar, late=arrival.late)


def agree(one: Outcome, other: Outcome) -> bool:
    """Whether two decisions come to the same: verdict, gaps, days. Their words may be of two versions."""
    return type(one) is type(other) and _essence(one) == _essence(other)


def stage_of(arrival: Arrival, outcome: Outcome, *, agreed: bool) -> Stage:
    """Where a case stands after this decision.

    The rules decide where the item says so and both reviews agree. An item of the clerks waits for them, unless the
    applicant went home with the notice of the decision in hand.
    """
    decided = DECIDED_AS[type(outcome)]
    if not agreed:
        return Stage.RECEIVED
    if arrival.item.decided == "kiosk":
        return decided
    printed = {number.kind for number in arrival.submission.notices}
    return decided if NOTICE_OF[decided] in printed else Stage.RECEIVED


def keep_pages(arrival: Arrival, case: Case) -> None:
    """The rows of the pages, in the case's round."""
    CasePage.objects.bulk_create(
        CasePage(
            case=case,
            material=one.material,
            number=one.number,
            round=case.round,
            digest=one.digest,
            size_bytes=arrival.pages[one.part].size_bytes,
            trouble=(one.trouble or "") if arrival.pages[one.part].shown else "unreadable",
        )
        for one in {(one.material, one.number): one for one in arrival.submission.pages}.values()
    )


DECIDED_AS: dict[type, Stage] = {
    Accepted: Stage.ACCEPTED,
    AcceptedWithTolerance: Stage.TOLERATED,
    ToBeCorrected: Stage.TO_BE_CORRECTED,
    NotAccepted: Stage.NOT_ACCEPTED,
}
NOTICE_OF: dict[Stage, Kind] = {
    Stage.ACCEPTED: Kind.ACCEPTANCE,
    Stage.TOLERATED: Kind.TOLERANCE,
    Stage.TO_BE_CORRECTED: Kind.CORRECTION,
    Stage.NOT_ACCEPTED: Kind.NON_ACCEPTANCE,
}
"""The paper that proves the decision."""


def _essence(outcome: Outcome) -> object:
    match outcome:
        case AcceptedWithTolerance(commitment=made):
            return {(one.key, one.until, *_gaps(one.gaps)) for one in made.owed}, outcome.promised, outcome.legal
        case ToBeCorrected(gaps=gaps):
            return set(_gaps(gaps)), outcome.until
        case NotAccepted(reasons=reasons):
            return set(_gaps(reasons))
    return outcome.promised, outcome.legal


def _gaps(gaps: tuple[Gap, ...]) -> Iterator[tuple[str, str, str, int]]:
    return ((gap.part, gap.key, gap.cause, gap.page) for gap in gaps)
