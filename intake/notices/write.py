"""Notices written out of decisions, as a careful clerk would write them. The Chinese text counts; English is fuzzy."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from intake.gap import Gap
from intake.materials.given import counts
from intake.notices import words
from intake.notices.basis import rule_with_basis
from intake.notices.notice import TITLES, Notice, NoticeNumber, Office, Row
from intake.notices.qr import Mac, QrContent, qr_text
from intake.review.outcome import Accepted, AcceptedWithTolerance, Commitment, NotAccepted, Outcome, ToBeCorrected
from intake.said import Said
from intake.signature import Signature, thinned


class Heading(Struct, frozen=True, kw_only=True):
    """What every notice of a case begins with. ``department``: who decides, for joint items the lead.

    ``basis``: the laws the item rests on, cited beside the rule of each gap.
    """

    number: NoticeNumber
    day: date
    case: str
    addressee: str
    item: Said
    department: Said
    office: Office
    basis: tuple[str, ...] = ()


class _Draft(Struct, frozen=True):
    """Sentences whose places are not filled yet; ``until`` is the day they speak of."""

    opening: Said
    rows: tuple[Row, ...]
    closing: tuple[Said, ...]
    until: date
    signatures: tuple[Said, ...] = ()
    signed: Signature = ()
    warning: Said = Said("")
    lacking: tuple[Row, ...] = ()
    since: date | None = None


def acceptance(heading: Heading, outcome: Accepted, received: Iterable[Row], mac: Mac) -> Notice:
    """受理通知书. ``received``: the materials that were handed in, see :func:`received_rows`."""
    due = words.SAME_DAY if outcome.promised == heading.day else words.PROMISED
    closing = (due, words.LEAD, words.OVERDUE, words.QUESTIONS)
    return _notice(heading, _Draft(words.ACCEPTED, tuple(received), closing, outcome.promised), mac)


def acceptance_by_term(heading: Heading, outcome: Accepted, received: Iterable[Row], since: date, mac: Mac) -> Notice:
    """受理通知书 where nothing was told within five working days (Administrative Licensing Law, art. 32).

    ``since``: the day it came, which is the day of acceptance.
    """
    closing = (words.PROMISED, words.LEAD, words.OVERDUE, words.QUESTIONS)
    draft = _Draft(words.ACCEPTED_BY_TERM, tuple(received), closing, outcome.promised, since=since)
    return _notice(heading, draft, mac)


def correction(heading: Heading, outcome: ToBeCorrected, mac: Mac) -> Notice:
    """材料补正通知书: every gap, its rule, what to do, once; what lateness means, where to object."""
    closing = (words.CONTINUE, words.LATE, words.OBJECT, words.QUESTIONS)
    rows, signatures = _gap_rows(heading, outcome.gaps), (words.SIGN_RECEIVED,)
    return _notice(heading, _Draft(words.CORRECT, rows, closing, outcome.until, signatures), mac)


def tolerance(heading: Heading, outcome: AcceptedWithTolerance, mac: Mac, signed: Signature = ()) -> Notice:
    """容缺受理通知书, made out twice: what is printed is the applicant's, the other is kept with the case.

    ``signed``: what the applicant drew on the glass; without it there is a line to sign by hand.
    """
    closing = (outcome.commitment.lateness, words.PROMISED, words.LEAD, words.OVERDUE, words.QUESTIONS, words.TWICE)
    draft = _Draft(words.TOLERATED, _owed_rows(heading, outcome.commitment), closing, outcome.promised)
    return _notice(heading, _by_applicant(draft, signed), mac)


def commitment(heading: Heading, promised: Commitment, mac: Mac, signed: Signature = ()) -> Notice:
    """容缺受理承诺书, made out twice and signed by the applicant, as :func:`tolerance`."""
    closing = (promised.lateness, words.VOLUNTARY, words.TWICE)
    draft = _Draft(words.PROMISE, _owed_rows(heading, promised), closing, promised.until)
    return _notice(heading, _by_applicant(draft, signed), mac)


def non_acceptance(heading: Heading, outcome: NotAccepted, mac: Mac) -> Notice:
    """不予受理通知书: every reason, where to go instead, how to appeal."""
    rows = _gap_rows(heading, outcome.reasons)
    closing, signatures = (words.APPEAL, words.QUESTIONS), (words.SIGN_RECEIVED,)
    return _notice(heading, _Draft(words.NOT_ACCEPTED, rows, closing, heading.day, signatures), mac)


def ending(heading: Heading, outcome: ToBeCorrected | AcceptedWithTolerance, mac: Mac) -> Notice:
    """终止办理通知书: what was not handed in by the last day, what becomes of the papers, how to appeal."""
    match outcome:
        case ToBeCorrected():
            rows, until = _gap_rows(heading, outcome.gaps), outcome.until
        case AcceptedWithTolerance(commitment=promised):
            rows, until = _owed_rows(heading, promised), promised.until
    closing = (words.AGAIN, words.APPEAL, words.QUESTIONS)
    return _notice(heading, _Draft(words.ENDED, rows, closing, until), mac)


def receipt(
    heading: Heading, received: Iterable[Row], mac: Mac, promised: date | None = None, outcome: Outcome | None = None
) -> Notice:
    """材料接收凭证: what was taken in, before anything is decided, and what ``outcome`` already sees to be lacking.

    ``promised``: the last day of a case that is accepted already and was only supplemented.
    """
    rows, closing = tuple(received), (words.KEEP, words.QUESTIONS)
    draft = _Draft(words.RECEIVED if rows else words.RECEIVED_FORM, rows, closing, heading.day)
    if promised is not None:
        draft = _Draft(words.SUPPLEMENTED, rows, (words.PROMISED, *closing), promised)
    warning, lacking = _lacking(heading, outcome)
    return _notice(heading, replace(draft, warning=warning, lacking=lacking), mac)


def received_rows(materials: Iterable[tuple[Said, int, int]]) -> tuple[Row, ...]:
    """Rows for name, originals, copies of what was handed in."""
    return tuple(
        Row(number, name, remedy=counts(originals, copies))
        for number, (name, originals, copies) in enumerate(materials, start=1)
    )


def _lacking(heading: Heading, outcome: Outcome | None) -> tuple[Said, tuple[Row, ...]]:
    """How it is said, and every row of it."""
    match outcome:
        case ToBeCorrected(gaps=gaps):
            return words.LACKING, _gap_rows(heading, gaps)
        case NotAccepted(reasons=reasons):
            return words.NOT_MET, _gap_rows(heading, reasons)
        case AcceptedWithTolerance(commitment=promised):
            return words.STILL_OWED, _owed_rows(heading, promised)
    return Said(""), ()


def _gap_rows(heading: Heading, gaps: Iterable[Gap]) -> tuple[Row, ...]:
    return tuple(_row(heading, number, gap) for number, gap in enumerate(gaps, start=1))


def _owed_rows(heading: Heading, promised: Commitment) -> tuple[Row, ...]:
    lines = [(owed, gap) for owed in promised.owed for gap in owed.gaps]
    return tuple(_row(heading, number, gap, owed.until) for number, (owed, gap) in enumerate(lines, start=1))


def _row(heading: Heading, number: int, gap: Gap, until: date | None = None) -> Row:
    return Row(number, gap.name, rule_with_basis(gap, heading.basis), gap.remedy, until)


def _by_applicant(draft: _Draft, signed: Signature) -> _Draft:
    line = words.SIGNED_APPLICANT if signed else words.SIGN_APPLICANT
    return replace(draft, signatures=(line,), signed=thinned(signed))


def _notice(heading: Heading, draft: _Draft, mac: Mac) -> Notice:
    return Notice(
        number=heading.number,
        title=TITLES[heading.number.kind][0],
        written_number=heading.number.written(heading.office),
        day=heading.day,
        case=heading.case,
        addressee=heading.addressee,
        item=heading.item,
        opening=_filled(draft.opening, heading, draft),
        rows=draft.rows,
        closing=tuple(_filled(one, heading, draft) for one in draft.closing),
        signatures=tuple(_filled(one, heading, draft) for one in draft.signatures),
        qr=qr_text(QrContent(heading.number, heading.day, heading.case), mac),
        office=heading.office,
        warning=draft.warning.filled(count=len(draft.lacking)),
        lacking=draft.lacking,
        signed=draft.signed,
    )


def _filled(text: Said, heading: Heading, draft: _Draft) -> Said:
    office = heading.office
    return text.filled(
        item=heading.item,
        department=heading.department,
        case=heading.case,
        count=len(draft.rows),
        until=draft.until,
        since=draft.since,
        day=heading.day,
        phone=office.phone,
        complaints=office.complaints,
        body=office.review_body,
        court=office.court,
    )
