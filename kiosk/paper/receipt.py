"""Notices and draft slips for the receipt printer."""

from datetime import date

from intake.notices import words as said
from intake.notices.notice import OF_THE_OFFICE, Notice, Office, Row
from intake.said import Said, spoken
from intake.signature import Signature
from kiosk.paper import words
from kiosk.paper.inked import Seal, dotted_seal, dotted_signature
from kiosk.paper.lines import columns
from kiosk.paper.sheet import Look, Sheet

TITLE = Look("center", bold=True, scale=2)
HEAD = Look("center", bold=True)
MIDDLE = Look("center")
RIGHT = Look("right")
STRONG = Look(bold=True)
LARGE = Look(bold=True, scale=2)
INDENT = "　　"
SIGN_LINES = 2


def receipt(notice: Notice, width_dots: int, language: str = "zh", seal: Seal | None = None) -> bytes:
    """A whole notice as ESC/POS bytes. ``seal``: the hall's own; without it the paper says which window seals it."""
    sheet = Sheet(width_dots)
    _head(sheet, notice.office, notice.title, language)
    sheet.text(notice.written_number, MIDDLE)
    _case(sheet, notice)
    sheet.text(INDENT + notice.opening.zh)
    for row in notice.rows:
        _row(sheet, row)
    if notice.lacking:
        sheet.feed()
        sheet.text(INDENT + notice.warning.zh, STRONG)
    for row in notice.lacking:
        _row(sheet, row)
    sheet.feed()
    for one in notice.closing:
        _sentence(sheet, one.zh)
    if notice.number.kind in OF_THE_OFFICE:
        _office(sheet, notice, seal)
    for one in notice.signatures:
        _signature(sheet, one.zh, notice.signed)
    sheet.rule()
    sheet.qr(notice.qr)
    for line in words.SCAN.zh.splitlines():
        sheet.text(line, MIDDLE)
    return _foot(sheet, notice.office)


def draft_slip(
    slip: str, item: Said, until: date, office: Office, width_dots: int, language: str = "zh", *, anywhere: bool = True
) -> bytes:
    """The slip of a draft: ``slip`` is its code's text, with which whoever holds it opens the draft.

    ``anywhere``: the hall has it; else it is at this kiosk only, for now.
    """
    sheet = Sheet(width_dots)
    _head(sheet, office, words.DRAFT_TITLE, language)
    sheet.rule()
    how = words.DRAFT_HOW if anywhere else words.DRAFT_HOW_HERE
    for one in (words.DRAFT_OPENING, how, words.DRAFT_UNTIL):
        sheet.text(INDENT + one.filled(item=item, until=until).zh)
    sheet.text(INDENT + words.DRAFT_KEEP.zh, STRONG)
    if language == "en":
        sheet.text((words.DRAFT_EN if anywhere else words.DRAFT_EN_HERE).filled(until=until).en)
    sheet.qr(slip)
    return _foot(sheet, office)


def void_mark(width_dots: int) -> bytes:
    """Ends a strip that did not come out whole: it says so below, and is cut off from what follows."""
    sheet = Sheet(width_dots)
    sheet.feed()
    sheet.text(words.VOID.zh, HEAD)
    return sheet.cut()


def _head(sheet: Sheet, office: Office, title: Said, language: str) -> None:
    sheet.text(office.name.zh, HEAD)
    sheet.text(title.zh, TITLE)
    if language == "en" and title.en:
        sheet.text(title.en, MIDDLE)


def _case(sheet: Sheet, notice: Notice) -> None:
    sheet.rule()
    sheet.text(words.CASE.zh + "：")
    sheet.text(notice.case, LARGE)
    for name, value in (
        (words.ADDRESSEE, notice.addressee),
        (words.ITEM, notice.item.zh),
        (words.DAY, Said("{day}").filled(day=notice.day).zh),
    ):
        first = f"{name.zh}："
        sheet.text(value, first=first, indent=columns(first))
    sheet.rule()


def _row(sheet: Sheet, row: Row) -> None:
    number = f"{row.number}. "
    indent = len(number)
    sheet.text(row.name.zh, STRONG, first=number, indent=indent)
    if row.rule.zh:
        _part(sheet, words.RULE.zh, row.rule.zh, indent)
    if row.remedy.zh:
        _part(sheet, words.REMEDY.zh if row.rule.zh else "", row.remedy.zh, indent)
    if row.until:
        _part(sheet, words.UNTIL.zh, words.LAST_DAY.filled(until=row.until).zh, indent)


def _part(sheet: Sheet, label: str, text: str, indent: int) -> None:
    first = " " * indent + label
    sheet.text(text, first=first, indent=columns(first))


def _sentence(sheet: Sheet, text: str) -> None:
    """Numbers to call that have no room side by side stand below each other."""
    whole = columns(INDENT + text) <= sheet.columns
    for part in [text] if whole else text.split(words.CALL_GAP):
        sheet.text(INDENT + part)


def _office(sheet: Sheet, notice: Notice, seal: Seal | None) -> None:
    """Who issues it and when, with the seal, or how it is known to be genuine without."""
    sheet.feed()
    name, label = notice.office.name.zh, f"{said.SEALED.zh}："
    if columns(label + name) <= sheet.columns:
        sheet.text(name, RIGHT, first=label)
    else:
        sheet.text(label)
        sheet.text(name, RIGHT)
    sheet.text(spoken(notice.day).zh, RIGHT)
    if seal:
        sheet.picture(dotted_seal(seal))
        return
    sheet.text(said.GENUINE.zh + said.SEAL_AT.filled(window=notice.office.seal_at).zh)


def _signature(sheet: Sheet, text: str, signed: Signature) -> None:
    """Who signs, and the day; what a finger drew between them, or room for a pen. On narrow paper below each other."""
    who, _, when = text.partition(words.SIGN_GAP)
    if signed:
        sheet.feed()
        sheet.text(f"{who}：")
        sheet.picture(dotted_signature(signed))
        sheet.text(when, RIGHT)
        return
    sheet.feed(SIGN_LINES)
    if columns(text) <= sheet.columns:
        sheet.text(text)
        return
    sheet.text(who)
    sheet.text(when, RIGHT)


def _foot(sheet: Sheet, office: Office) -> bytes:
    sheet.feed()
    sheet.text(office.address, first=words.ADDRESS.zh, indent=columns(words.ADDRESS.zh))
    sheet.text(office.phone, first=words.PHONE.zh, indent=columns(words.PHONE.zh))
    return sheet.cut()
