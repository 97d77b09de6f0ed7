"""People who hand in at a kiosk, told in the words of the contract: what they bring, what the kiosk told them."""

import hashlib
import itertools
from datetime import date, timedelta
from functools import cache
from io import BytesIO

from msgspec.structs import replace
from PIL import Image

from hall.cases.receive import receive
from intake.catalogue.item import Item
from intake.contract.answers import Acknowledged, Refused
from intake.contract.submission import Delivery, PageRef, Reason, Submission
from intake.identity.case_number import case_number
from intake.materials.given import Given, Page
from intake.notices.notice import Kind, NoticeNumber
from intake.review.application import Application
from intake.review.decide import review
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.signature import Signature
from tests.intake.story import GOOD, TODAY, applying, holidays, item

NOON_MS = 1_795_406_400_000  # 2026-11-23 12:00 in Erenhot
DAY_MS = 86_400_000
KIOSK_DECIDES, CLERK_DECIDES, TOLERANT, JOINT = "YB-YD-01", "SC-SP-01", "SC-GT-01", "SC-CY-01"

SIGNED: Signature = (((0.1, 0.2), (0.3, 0.4)),)

_numbers = itertools.count(1)


@cache
def picture(label: str) -> bytes:
    """A page as the kiosk makes it; each label another one."""
    colour = tuple(hashlib.sha256(label.encode()).digest()[:3])
    kept = BytesIO()
    Image.new("RGB", (120, 170), colour).save(kept, "JPEG")
    return kept.getvalue()


def photographed(application: Application, label: str = "") -> tuple[Application, dict[tuple[str, int], bytes]]:
    """The application with every page a true picture."""
    pictures = {
        (key, number): picture(f"{label}{key}{number}")
        for key, given in application.given.items()
        for number in range(1, len(given.pages) + 1)
    }
    given = {key: _with(one, key, pictures) for key, one in application.given.items()}
    return replace(application, given=given), pictures


EVENING_MS = 7 * 3_600_000
"""From noon: seven in the evening."""


def handing_in(
    application: Application,
    *,
    reason: Reason = "application",
    case: str = "",
    day: date = TODAY,
    kiosk: str = "k1",
    label: str = "",
    only: tuple[str, ...] | None = None,
    told: Outcome | None = None,
    delivery: Delivery | None = None,
    signed: Signature = SIGNED,
    evening: bool = False,
) -> tuple[Submission, dict[int, bytes]]:
    """What the kiosk sends, and its pictures by part. ``only``: these materials' pages are new."""
    application, pictures = photographed(application, label)
    wanted = {place: one for place, one in pictures.items() if only is None or place[0] in only}
    number = next(_numbers)
    outcome = told or review(item(application.item), application, GOOD, day, holidays(), late=evening)
    submission = Submission(
        id=f"{number:032x}",
        kiosk=kiosk,
        at_ms=at(day) + evening * EVENING_MS,
        reason=reason,
        case=case or case_number("E", day, 1000 + number),
        application=application,
        pages=tuple(
            PageRef(material=key, number=n, part=part, digest=hashlib.sha256(one).hexdigest())
            for part, ((key, n), one) in enumerate(wanted.items(), start=1)
        ),
        brought=tuple(application.given) if only is None else only,
        outcome=outcome,
        notices=printed(item(application.item), outcome, number),
        signature=signed if isinstance(outcome, AcceptedWithTolerance) else (),
        delivery=delivery or Delivery(),
        consent=1,
    )
    return submission, dict(enumerate(wanted.values(), start=1))


def printed(wanted: Item, outcome: Outcome, number: int) -> tuple[NoticeNumber, ...]:
    """What the kiosk prints for this outcome: where a clerk decides, papers are only received."""
    promised = (Kind.COMMITMENT,) if isinstance(outcome, AcceptedWithTolerance) else ()
    by_rule = {
        Accepted: Kind.ACCEPTANCE,
        AcceptedWithTolerance: Kind.TOLERANCE,
        ToBeCorrected: Kind.CORRECTION,
        NotAccepted: Kind.NON_ACCEPTANCE,
    }
    kinds = (by_rule[type(outcome)] if wanted.decided == "kiosk" else Kind.RECEIPT, *promised)
    return tuple(NoticeNumber(kind, TODAY.year, 10_000 + number) for kind in kinds)


def comes_in(submission: Submission, pages: dict[int, bytes], day: date | None = None) -> Acknowledged:
    """The hall takes it."""
    answer = receive(submission, pages, at(day) if day else submission.at_ms + 1000)
    assert not isinstance(answer, Refused), answer
    return answer


def applied(
    code: str,
    *,
    tolerance: bool = False,
    lacking: tuple[str, ...] = (),
    day: date = TODAY,
    delivery: Delivery | None = None,
) -> Acknowledged:
    """Somebody applies for this item, with everything but what is lacking."""
    whole = applying(item(code), tolerance=tolerance)
    given = {key: one for key, one in whole.given.items() if key not in lacking}
    return comes_in(*handing_in(replace(whole, given=given), day=day, delivery=delivery))


def at(day: date) -> int:
    """Noon of a day at the hall."""
    return NOON_MS + (day - TODAY).days * DAY_MS


def later(days: int) -> date:
    """Some days after the first."""
    return TODAY + timedelta(days=days)


def _with(given: Given, key: str, pictures: dict[tuple[str, int], bytes]) -> Given:
    pages = tuple(
        Page(hashlib.sha256(pictures[key, n]).hexdigest(), page.trouble) for n, page in enumerate(given.pages, start=1)
    )
    return replace(given, pages=pages)
