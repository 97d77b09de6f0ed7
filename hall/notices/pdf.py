"""A notice as an official Chinese paper on A4, to print, to send, to keep."""

from pathlib import Path

from PIL import Image

from hall.notices.sheet import FONTS, MARGIN, ROOM, Sheet
from hall.notices.table import table
from intake.notices import words
from intake.notices.notice import OF_THE_OFFICE, Notice
from intake.said import spoken
from intake.signature import Signature, fitted

QR_MM = 34.0
STAMP_MM = 40.0
SIGN_MM = 11.0
INK_MM = 46.0, 14.0
"""Room for what a finger drew."""
FOOT_GAP = 4.0
LAST_MM = 6.0
"""A line of the closing words."""


def notice_pdf(notice: Notice, seal: Image.Image | None = None, fonts: Path = FONTS) -> bytes:
    """The PDF (A4, PDF/A-2B, fonts embedded), of as many pages as the list needs.

    ``seal``: the hall's own; without it the paper says which window seals it.

    :raises FileNotFoundError: ``fonts`` lacks NotoSansSC-Regular.otf or NotoSansSC-Bold.otf (``setup/fonts.py``).
    """
    office = notice.office
    foot = f"{office.name.zh}　{office.address}　{office.phone}"
    sheet = Sheet(f"{notice.title.zh} {notice.written_number}", foot, fonts)
    _head(sheet, notice)
    _body(sheet, notice)
    _foot(sheet, notice, seal)
    return sheet.content


def _head(sheet: Sheet, notice: Notice) -> None:
    sheet.text(notice.office.name.zh, 14, align="C")
    sheet.gap(1)
    sheet.text(notice.title.zh, 22, align="C", bold=True)
    sheet.font(9, grey=True)
    sheet.put(MARGIN, sheet.y, ROOM, notice.title.en, align="C")
    sheet.gap(8)
    sheet.text(notice.written_number, 11, align="R")
    sheet.move(sheet.y - sheet.height)
    sheet.text(f"办件编号：{notice.case}", 11)
    sheet.gap(3)


def _body(sheet: Sheet, notice: Notice) -> None:
    if notice.number.kind in OF_THE_OFFICE:
        sheet.text(f"{notice.addressee}：", 12, bold=True)
    sheet.text(notice.opening.zh, 12, indent=2)
    sheet.gap(2)
    if notice.rows:
        table(sheet, notice.rows)
        sheet.gap(3)
    if notice.lacking:
        sheet.text(notice.warning.zh, 12, indent=2)
        sheet.gap(2)
        table(sheet, notice.lacking)
        sheet.gap(3)
    *closing, last = notice.closing
    for said in closing:
        sheet.text(said.zh, 10.5, indent=2)
    # Who issues it and who signs never stand on a page alone: the last sentence goes with them.
    sheet.need(LAST_MM + FOOT_GAP + _foot_mm(notice))
    sheet.text(last.zh, 10.5, indent=2)


def _foot(sheet: Sheet, notice: Notice, seal: Image.Image | None) -> None:
    sheet.gap(FOOT_GAP)
    sheet.need(_foot_mm(notice))
    top = sheet.y
    sheet.qr(notice.qr, MARGIN - 3, top, QR_MM)
    sheet.font(8.5, grey=True)
    sheet.put(MARGIN, top + QR_MM, QR_MM, "在自助终端扫码办理、查询")
    if notice.number.kind in OF_THE_OFFICE:
        _office(sheet, notice, top, seal)
    sheet.move(top + STAMP_MM + 4)
    for said in notice.signatures:
        _signature(sheet, said.zh, notice.signed)


def _foot_mm(notice: Notice) -> float:
    """Room for the code, the seal, and whoever signs."""
    return STAMP_MM + 4 + len(notice.signatures) * (INK_MM[1] + 2 if notice.signed else SIGN_MM)


def _office(sheet: Sheet, notice: Notice, top: float, seal: Image.Image | None) -> None:
    """Who issues it and when, over the seal; without one, how it is known to be genuine and where it is sealed."""
    x, room = MARGIN + QR_MM + 4, ROOM - QR_MM - 4
    if seal:
        sheet.seal(seal, MARGIN + ROOM - STAMP_MM - 4, top, STAMP_MM)
    sheet.font(12)
    sheet.put(x, top + 12, room, notice.office.name.zh, align="R")
    sheet.put(x, top + 20, room, spoken(notice.day).zh, align="R")
    if not seal:
        sheet.font(9, grey=True)
        sheet.put(x, top + 29, room, words.GENUINE.zh, align="R")
        sheet.put(x, top + 34, room, words.SEAL_AT.filled(window=notice.office.seal_at).zh, align="R")


def _signature(sheet: Sheet, said: str, signed: Signature) -> None:
    """Who signs, what a finger drew or room for a pen, and the day."""
    who, _, day = said.partition("　　")
    sheet.font(12)
    y = sheet.y + (INK_MM[1] - 6 if signed else 3)
    sheet.ink(fitted(signed, *INK_MM), MARGIN + sheet.width(f"{who}：") + 4, y + sheet.height - INK_MM[1])
    sheet.put(MARGIN, y, ROOM, f"{who}：")
    start = MARGIN + sheet.width(f"{who}：")
    end = MARGIN + ROOM - (sheet.width(day) + 4 if day else 0)
    sheet.rule(start, y + sheet.height, end - start - 2)
    sheet.put(MARGIN, y, ROOM, day, align="R")
    sheet.move(y + SIGN_MM - 3)
