"""Notices written out of decisions, as a careful clerk would write them. The Chinese text counts; English is fuzzy."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from intake.gap import Gap
from intake.notices import words
from intake.notices.notice import TITLES, Notice, NoticeNumber, Office, Row
from intake.notices.qr import Mac, QrContent, qr_text
from intake.review.outcome import Accepted, AcceptedWithTolerance, Commitment, NotAccepted, ToBeCorrected
from intake.said import Said


class Heading(Struct, frozen=True, kw_only=True):
    """What every notice of a case begins with. ``department``: who decides, for joint items the lead."""

    number: NoticeNumber
    day: date
    case: str
    addressee: str
    item: Said
    department: Said
    office: Office


def acceptance(heading: Heading, outcome: Accepted, received: Iterable[Row], mac: Mac) -> Notice:
    """受理通知书. ``received``: the materials that were handed in, see :func:`received_rows`."""
    due = words.ON_THE_SPOT if outcome.promised <= heading.day else _until(words.PROMISED, outcome.promised)
    return _notice(
        heading, words.ACCEPTED, tuple(received), (due, words.LEAD, words.QUESTIONS), (words.SIGN_HALL,), mac
    )


def correction(heading: Heading, outcome: ToBeCorrected, mac: Mac) -> Notice:
    """材料补正通知书: every gap, its rule, what to do, once."""
    closing = (_until(words.CONTINUE, outcome.until), words.QUESTIONS)
    return _notice(
        heading, words.CORRECT, _gap_rows(outcome.gaps), closing, (words.SIGN_HALL, words.SIGN_APPLICANT), mac
    )


def tolerance(heading: Heading, outcome: AcceptedWithTolerance, mac: Mac) -> Notice:
    """容缺受理通知书, in two copies: one for the applicant, one for the case."""
    closing = (
        outcome.commitment.lateness,
        _until(words.PROMISED, outcome.promised),
        words.LEAD,
        words.QUESTIONS,
    )
    rows = _owed_rows(outcome.commitment)
    return _notice(heading, words.TOLERATED, rows, closing, (words.SIGN_HALL, words.SIGN_APPLICANT), mac, copies=2)


def commitment(heading: Heading, promised: Commitment, mac: Mac) -> Notice:
    """容缺受理承诺书, in two copies, signed by the applicant."""
    closing = (promised.lateness, words.VOLUNTARY)
    return _notice(heading, words.PROMISE, _owed_rows(promised), closing, (words.SIGN_APPLICANT,), mac, copies=2)


def non_acceptance(heading: Heading, outcome: NotAccepted, mac: Mac) -> Notice:
    """不予受理通知书: every reason, where to go instead, how to appeal."""
    return _notice(
        heading,
        words.NOT_ACCEPTED,
        _gap_rows(outcome.reasons),
        (words.APPEAL, words.QUESTIONS),
        (words.SIGN_HALL,),
        mac,
    )


def receipt(heading: Heading, received: Iterable[Row], mac: Mac) -> Notice:
    """材料接收凭证: what was taken in, before anything is decided."""
    return _notice(heading, words.RECEIVED, tuple(received), (words.KEEP, words.QUESTIONS), (words.SIGN_HALL,), mac)


def received_rows(materials: Iterable[tuple[Said, int, int]]) -> tuple[Row, ...]:
    """Rows for name, originals, copies of what was handed in."""
    return tuple(
        Row(
            number,
            name,
            remedy=Said(f"原件 {originals} 份，复印件 {copies} 份", f"{originals} original, {copies} copies"),
        )
        for number, (name, originals, copies) in enumerate(materials, start=1)
    )


def _gap_rows(gaps: Iterable[Gap]) -> tuple[Row, ...]:
    return tuple(Row(number, gap.name, gap.rule, gap.remedy) for number, gap in enumerate(gaps, start=1))


def _owed_rows(promised: Commitment) -> tuple[Row, ...]:
    lines = [(owed, gap) for owed in promised.owed for gap in owed.gaps]
    return tuple(
        Row(number, gap.name, gap.rule, gap.remedy, owed.until) for number, (owed, gap) in enumerate(lines, start=1)
    )


def _notice(
    heading: Heading,
    opening: Said,
    rows: tuple[Row, ...],
    closing: tuple[Said, ...],
    signatures: tuple[Said, ...],
    mac: Mac,
    copies: int = 1,
) -> Notice:
    return Notice(
        number=heading.number,
        title=TITLES[heading.number.kind][0],
        written_number=heading.number.written(heading.office),
        day=heading.day,
        case=heading.case,
        addressee=heading.addressee,
        item=heading.item,
        opening=_filled(opening, heading, len(rows)),
        rows=rows,
        closing=tuple(_filled(one, heading, len(rows)) for one in closing),
        signatures=signatures,
        copies=copies,
        qr=qr_text(QrContent(heading.number, heading.day, heading.case), mac),
        office=heading.office,
    )


def _until(text: Said, day: date) -> Said:
    """Only the day is filled in; the other places wait for :func:`_filled`."""
    return Said(text.zh.replace("{until}", chinese_date(day)), text.en.replace("{until}", day.isoformat()))


def _filled(text: Said, heading: Heading, count: int) -> Said:
    office = heading.office
    places = {
        "case": heading.case,
        "count": count,
        "phone": office.phone,
        "complaints": office.complaints,
        "body": office.review_body,
        "court": office.court,
    }
    return Said(
        text.zh.format(item=heading.item.zh, department=heading.department.zh, **places),
        text.en.format(item=heading.item.en, department=heading.department.en, **places),
    )


def chinese_date(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"
