"""Handing in: numbered, its notices written, sealed to the hall and kept, in one act, never in clear on the disk."""

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from intake.contract.submission import PARTS_MAX, PageRef, Submission
from intake.review.outcome import AcceptedWithTolerance, Outcome
from intake.signature import Signature
from kiosk.acts.desk import Desk
from kiosk.acts.notices import Writer, kinds
from kiosk.devices.sheet import Sheet
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.inputs import HandedIn
from kiosk.flows.submit.desk import only_asked
from kiosk.flows.visit import Visit
from kiosk.store import Numbers, Store, StoreTrouble, Wanted

IN_TIME_S = 25.0
"""A disk that takes longer has not taken it: the person is told so, and may try again."""

log = logging.getLogger(__name__)

Pictures = Callable[[str], Sheet | None]
"""A page by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is handed in, taken at the moment of the touch. ``until_s``: monotonic, nobody waits longer."""

    visit: Visit = field(repr=False)
    outcome: Outcome = field(repr=False)
    tolerance_chosen: bool
    language: str
    at: datetime
    until_s: float
    pages: tuple[PageRef, ...] = field(repr=False)
    jpegs: tuple[bytes, ...] = field(repr=False)

    @property
    def signed(self) -> Signature:
        """What stands under a promise; who signed and then had everything after all promised nothing."""
        return self.visit.signature if isinstance(self.outcome, AcceptedWithTolerance) else ()


def gathered(
    visit: Visit, outcome: Outcome, pictures: Pictures, at: datetime, *, tolerance_chosen: bool, language: str
) -> Handed | None:
    """Take the visit's pages out of the page store; None when one is missing, or they are too many for one upload.

    What nothing asks for any more stays here: papers of another answer, of an agent who is none.
    """
    visit = only_asked(visit)
    pages: list[PageRef] = []
    jpegs: list[bytes] = []
    for material, paper in visit.papers.items():
        for number, page in enumerate(paper.pages, start=1):
            sheet = pictures(page.id)
            if sheet is None or len(pages) + 1 >= PARTS_MAX:
                return None
            digest = hashlib.sha256(sheet.jpeg).hexdigest()
            pages.append(
                PageRef(material=material, number=number, part=len(pages) + 1, digest=digest, trouble=page.trouble)
            )
            jpegs.append(sheet.jpeg)
    return Handed(
        visit=visit,
        outcome=outcome,
        tolerance_chosen=tolerance_chosen,
        language=language,
        at=at,
        until_s=time.monotonic() + IN_TIME_S,
        pages=tuple(pages),
        jpegs=tuple(jpegs),
    )


def hand_in(handed: Handed, desk: Desk, catalogue: CatalogueInUse, store: Store) -> HandedIn:
    """Keep it; an empty case when the disk did not take it, or not in time. For a worker thread: pages are sealed here.

    A repeat of the same visit gets the numbers of the first time and is not kept again. One that would need other
    notices than the first time is refused: what was handed in is on its way.
    """
    visit = handed.visit
    if visit.item is None:
        return HandedIn(case="")
    application = visit.application(tolerance_chosen=handed.tolerance_chosen)
    day, brought = handed.at.date(), tuple(visit.papers)
    writer = Writer(
        desk, catalogue.catalogue, visit.item, application, handed.outcome, day, brought, visit.promised, handed.signed
    )
    wanted = Wanted(
        letter=desk.letter,
        series=desk.series,
        day=day,
        case=visit.case,
        kinds=kinds(visit.item, visit.reason, handed.outcome),
    )
    sealed_pages = [desk.seal(jpeg) for jpeg in handed.jpegs]

    def sealed(numbers: Numbers) -> Sequence[bytes] | None:
        if time.monotonic() > handed.until_s:
            return None
        clear = msgspec.json.encode(_submission(handed, desk, numbers))
        return [desk.seal(clear), *sealed_pages]

    kept = store.submissions.keep(visit.id, _ms(handed.at), wanted, sealed)
    if isinstance(kept, StoreTrouble) or tuple(one.kind for one in kept.numbers.notices) != wanted.kinds:
        log.warning("nothing was handed in: %s", kept if isinstance(kept, StoreTrouble) else "another outcome")
        return HandedIn(case="")
    return HandedIn(kept.numbers.case, writer.written(kept.numbers))


def _submission(handed: Handed, desk: Desk, numbers: Numbers) -> Submission:
    visit = handed.visit
    return Submission(
        id=visit.id,
        kiosk=desk.kiosk,
        at_ms=_ms(handed.at),
        language=handed.language,
        reason=visit.reason,
        case=numbers.case,
        application=visit.application(tolerance_chosen=handed.tolerance_chosen),
        pages=handed.pages,
        brought=tuple(visit.papers),
        outcome=handed.outcome,
        notices=numbers.notices,
        signature=handed.signed,
        delivery=visit.delivery,
        consent=visit.consent,
    )


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
