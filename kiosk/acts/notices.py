"""Which notices an outcome gives an applicant, and writing them with their numbers."""

from collections.abc import Iterator
from datetime import date

from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue
from intake.contract.submission import Reason
from intake.materials.given import Given
from intake.notices import write
from intake.notices.notice import Kind, Notice, NoticeNumber
from intake.review.application import Application
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.said import Said
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
    """Writes the notices of one submission. ``new``: the materials that were handed in this time.

    ``promised``: the last day of the case, when this is a supplement of one that is accepted.
    """

    def __init__(
        self,
        desk: Desk,
        catalogue: Catalogue,
        item: Item,
        application: Application,
        outcome: Outcome,
        day: date,
        new: frozenset[str],
        promised: date | None = None,
    ) -> None:
        self._desk = desk
        self._item = item
        self._application = application
        self._outcome = outcome
        self._day = day
        self._promised = promised
        self._received = write.received_rows(_received(item, application, new))
        lead = catalogue.departments.get(item.joint.lead if item.joint else item.department)
        self._department = Said(lead.name, lead.name_en or lead.name) if lead else Said("")

    def written(self, numbers: Numbers) -> tuple[Notice, ...]:
        """The notices, in the order of their numbers."""
        return tuple(self._one(number, self._heading(number, numbers.case)) for number in numbers.notices)

    def _heading(self, number: NoticeNumber, case: str) -> write.Heading:
        item = self._item
        return write.Heading(
            number=number,
            day=self._day,
            case=case,
            addressee=self._application.applicant.name,
            item=Said(item.name, item.name_en or item.name),
            department=self._department,
            office=self._desk.office,
        )

    def _one(self, number: NoticeNumber, heading: write.Heading) -> Notice:
        mac, rows = self._desk.mac, self._received
        match number.kind, self._outcome:
            case Kind.ACCEPTANCE, Accepted() as outcome:
                return write.acceptance(heading, outcome, rows, mac)
            case Kind.TOLERANCE, AcceptedWithTolerance() as outcome:
                return write.tolerance(heading, outcome, mac)
            case Kind.COMMITMENT, AcceptedWithTolerance(commitment=promised):
                return write.commitment(heading, promised, mac)
            case Kind.CORRECTION, ToBeCorrected() as outcome:
                return write.correction(heading, outcome, mac)
            case Kind.NON_ACCEPTANCE, NotAccepted() as outcome:
                return write.non_acceptance(heading, outcome, mac)
            case _:
                return write.receipt(heading, rows, mac, self._promised)


def _received(item: Item, application: Application, new: frozenset[str]) -> Iterator[tuple[Said, int, int]]:
    """Name, originals, copies of each material that was laid down, in the order of the guide."""
    for material in item.material:
        given = application.given.get(material.key, Given())
        if material.key in new and not given.nothing:
            yield Said(material.name, material.name_en or material.name), given.originals, given.copies
