"""A submission comes in: reviewed anew by the same rules, stored whole in one transaction, then acknowledged.

The kiosk's decision stands where the hall's is the same; where it is not, a clerk sees both. The day that counts is
the day at the kiosk, so that a night without a network is nobody's lateness.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from django.db import IntegrityError, transaction

from hall.cases.arrival import Arrival, Kept
from hall.cases.begin import begin
from hall.cases.catalogue import in_use, item_of
from hall.cases.joining import join
from hall.cases.models import Handed
from hall.cases.pages import Pages, media_type
from hall.cases.settings import cases
from hall.cases.texting import text_act
from hall.cases.vault import vault
from intake.catalogue.item import Item
from intake.contract.answers import Acknowledged, HallRefusal, Refused
from intake.contract.stage import Stage
from intake.contract.submission import Submission
from intake.review.outcome import AcceptedWithTolerance
from intake.signature import is_signature

TRIES_MAX = 5
AHEAD_MS_MAX = 10 * 60_000
BEHIND_DAYS_MAX = 15
"""A kiosk's clock is believed between these; else the hall's counts and a clerk is told."""


def receive(submission: Submission, pages: Mapping[int, bytes], at_ms: int) -> Acknowledged | Refused:
    """Take in one submission; ``pages``: part to picture in clear. The same id twice is the same case.

    Refused: ``broken`` (a page is missing or another than was said, a promise is not signed), ``out_of_date`` (an item
    this hall never had), ``unknown`` (a correction or supplement of a case that is not here).
    """
    if known := acknowledged(submission.kiosk, submission.id):
        return known
    item = item_of(submission.application.item, submission.application.version)
    if item is None:
        return Refused(refusal=HallRefusal.OUT_OF_DATE)
    if not (_whole(submission, pages) and _signed(submission)):
        return Refused(refusal=HallRefusal.BROKEN)
    shelf = Pages(Path(cases().pages), vault())
    for one in submission.pages:
        shelf.keep(pages[one.part])
    in_use()  # read the catalogue before, not within, the transaction
    return _stored(_arrival(submission, item, pages, at_ms))


def _whole(submission: Submission, pages: Mapping[int, bytes]) -> bool:
    return all(
        one.part in pages and hashlib.sha256(pages[one.part]).hexdigest() == one.digest for one in submission.pages
    )


def _signed(submission: Submission) -> bool:
    """A promise bears a name drawn by a finger; what is brought later on it is not promised anew."""
    promises = isinstance(submission.outcome, AcceptedWithTolerance) and submission.reason != "supplement"
    return not promises or is_signature(submission.signature)


def _arrival(submission: Submission, item: Item, pages: Mapping[int, bytes], at_ms: int) -> Arrival:
    kept = {one.part: _kept(pages[one.part]) for one in submission.pages}
    believed = _clock_believed(submission.at_ms, at_ms)
    troubles = (("clock", not believed), ("unreadable", not all(one.shown for one in kept.values())))
    return Arrival(
        submission=submission,
        item=item,
        pages=kept,
        at_ms=at_ms,
        day_ms=min(submission.at_ms, at_ms) if believed else at_ms,
        troubles=tuple(name for name, holds in troubles if holds),
    )


def _kept(content: bytes) -> Kept:
    return Kept(len(content), media_type(content) is not None)


def _clock_believed(kiosk_ms: int, hall_ms: int) -> bool:
    return kiosk_ms <= hall_ms + AHEAD_MS_MAX and (hall_ms - kiosk_ms) <= BEHIND_DAYS_MAX * 86_400_000


def _stored(arrival: Arrival) -> Acknowledged | Refused:
    """Where another connection was a moment quicker, with the same submission or the same number, it is seen now."""
    for _ in range(TRIES_MAX - 1):
        with suppress(IntegrityError), transaction.atomic():
            return _known_or_new(arrival)
    with transaction.atomic():
        return _known_or_new(arrival)


def _known_or_new(arrival: Arrival) -> Acknowledged | Refused:
    return acknowledged(arrival.submission.kiosk, arrival.submission.id) or _begun_or_joined(arrival)


def _begun_or_joined(arrival: Arrival) -> Acknowledged | Refused:
    case = begin(arrival) if arrival.submission.reason == "application" else join(arrival)
    if case is None:
        return Refused(refusal=HallRefusal.UNKNOWN)
    submission = arrival.submission
    handed = Handed.objects.create(
        id=submission.id,
        case=case,
        reason=submission.reason,
        kiosk=submission.kiosk,
        at_ms=submission.at_ms,
        received_ms=arrival.at_ms,
        consent=submission.consent,
        signature=vault().put(submission.signature),
    )
    text_act(case)
    return _acknowledged(handed)


def acknowledged(kiosk: str, submission_id: str) -> Acknowledged | None:
    """What was said, or lost on its way, to a submission that was taken in before; None: it was not."""
    row = Handed.objects.filter(pk=submission_id, kiosk=kiosk).select_related("case").first()
    return _acknowledged(row) if row else None


def _acknowledged(handed: Handed) -> Acknowledged:
    case = handed.case
    renumbered = bool(case.printed_number) and handed.reason == "application"
    return Acknowledged(
        submission=handed.id,
        case=case.printed_number if renumbered else case.number,
        stage=Stage(case.stage),
        renumbered=case.number if renumbered else "",
    )
