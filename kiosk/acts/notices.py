"""Which notices an outcome gives an applicant, and writing them with their numbers."""

from collections.abc import Collection
from datetime import date

from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue
from intake.contract.submission import Reason
from intake.notices.for_outcome import for_outcome, listed
from intake.notices.notice import Kind, Notice, NoticeNumber
from intake.notices.write import Heading
from intake.review.application import Application
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.said import Said
from intake.signature import Signature
from kiosk.acts.desk import Desk
from kiosk.store import Numbers


def kinds(item: Item, reason: Reason, outcome: Outcome) -> tuple[Kind, ...]:
    """What is printed. Where a clerk decides, and for a supplement, papers are only received; a promise is printed."""
    if reason == "supplement":
        return (Kind.RECEIPT,)
    if item.decided == "clerk":
        promised = isinstance(outcome, AcceptedWithTolerance)
        return (Kind.RECEIPT, Kind.COMMITMENT) if promised else (Kind.RECEIPT,)
    match outcome:
        case Accepted():
            return (Kind.ACCEPTANCE,)
        case AcceptedWithTolerance():
            return (Kind.TOLERANCE, Kind.COMMITMENT)
        case ToBeCorrected():
            return (Kind.CORRECTION,)
        case NotAccepted():
            return (Kind.NON_ACCEPTANCE,)


class Writer:
    """Writes the notices of one submission. ``brought``: the materials of this time.

    ``promised``: the last day of the case, when this is a supplement of one that is accepted. ``signed``: what the
    applicant drew under a promise.
    """

    def __init__(
        self,
        desk: Desk,
        catalogue: Catalogue,
        item: Item,
        application: Application,
        outcome: Outcome,
        day: date,
        brought: Collection[str],
        promised: date | None = None,
        signed: Signature = (),
    ) -> None:
        self._desk = desk
        self._item = item
        self._application = application
        self._brought = brought
        self._outcome = outcome
        self._day = day
        self._promised = promised
        self._signed = signed
        lead = catalogue.departments.get(item.joint.lead if item.joint else item.department)
        self._department = Said(lead.name, lead.name_en or lead.name) if lead else Said("")

    def written(self, numbers: Numbers) -> tuple[Notice, ...]:
        """The notices, in the order of their numbers."""
        headings = (self._heading(number, numbers.case) for number in numbers.notices)
        return tuple(filter(None, map(self._notice, headings)))

    def _notice(self, heading: Heading) -> Notice | None:
        rows = listed(heading.number.kind, self._item, self._application, self._brought)
        return for_outcome(heading, self._outcome, rows, self._desk.mac, self._promised, self._signed)

    def _heading(self, number: NoticeNumber, case: str) -> Heading:
        item = self._item
        return Heading(
            number=number,
            day=self._day,
            case=case,
            addressee=self._application.applicant.name,
            item=Said(item.name, item.name_en or item.name),
            department=self._department,
            office=self._desk.office,
            basis=item.basis,
        )
