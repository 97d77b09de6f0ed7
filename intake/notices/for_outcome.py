"""The notice of a kind for an outcome, and the list of what was handed in: the same at the kiosk and in the hall."""

from collections.abc import Collection, Iterable
from datetime import date

from intake.catalogue.item import Item
from intake.form.asked import settled
from intake.materials.check import needed
from intake.materials.given import Given
from intake.notices import write
from intake.notices.notice import Kind, Notice, Row
from intake.notices.qr import Mac
from intake.notices.write import Heading
from intake.review.application import Application
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.said import Said
from intake.signature import Signature


def for_outcome(
    heading: Heading,
    outcome: Outcome,
    received: Iterable[Row],
    mac: Mac,
    promised: date | None = None,
    signed: Signature = (),
) -> Notice | None:
    """The notice of the heading's kind; None: such a notice does not belong to this outcome.

    ``received``: see :func:`received_rows`. ``promised``: the last day of a case that was only supplemented.
    ``signed``: what the applicant drew under a promise.
    """
    notice = None
    match heading.number.kind, outcome:
        case Kind.ACCEPTANCE, Accepted():
            notice = write.acceptance(heading, outcome, received, mac)
        case Kind.CORRECTION, ToBeCorrected():
            notice = write.correction(heading, outcome, mac)
        case Kind.TOLERANCE, AcceptedWithTolerance():
            notice = write.tolerance(heading, outcome, mac, signed)
        case Kind.COMMITMENT, AcceptedWithTolerance():
            notice = write.commitment(heading, outcome.commitment, mac, signed)
        case Kind.NON_ACCEPTANCE, NotAccepted():
            notice = write.non_acceptance(heading, outcome, mac)
        case Kind.ENDING, ToBeCorrected() | AcceptedWithTolerance():
            notice = write.ending(heading, outcome, mac)
        case Kind.RECEIPT, _:
            notice = write.receipt(heading, received, mac, promised, outcome)
    return notice


def listed(kind: Kind, item: Item, application: Application, brought: Collection[str]) -> tuple[Row, ...]:
    """The materials on a notice: on a receipt those ``brought`` this time, else all that the decision rests on."""
    return received_rows(item, application, brought if kind is Kind.RECEIPT else None)


def received_rows(item: Item, application: Application, only: Collection[str] | None = None) -> tuple[Row, ...]:
    """What was handed in, an agent's papers too, in the order of the guide; ``only`` these materials, or all."""
    asked = needed(item, settled(item, application.answers), agent=application.agent is not None)
    given = [(one, application.given.get(one.key, Given())) for one, _ in asked if only is None or one.key in only]
    return write.received_rows(
        (Said(one.name, one.name_en or one.name), held.originals, held.copies)
        for one, held in given
        if not held.nothing
    )
