"""A notice as an official Chinese paper on A4, to print, to send, to keep."""

from pathlib import Path

from hall.notices.sheet import FONTS, MARGIN, ROOM, Sheet
from hall.notices.table import table
from intake.notices.notice import Kind, Notice
from intake.said import spoken

QR_MM = 34.0
STAMP_MM = 40.0
SIGN_MM = 11.0
OURS = frozenset({Kind.ACCEPTANCE, Kind.CORRECTION, Kind.TOLERANCE, Kind.NON_ACCEPTANCE, Kind.RECEIPT, Kind.ENDING})
"""Papers the hall answers for, with its name, day and stamp; a commitment is the applicant's own."""


def notice_pdf(notice: Notice, fonts: Path = FONTS) -> bytes:
    """The PDF (A4, PDF/A-2B, fonts embedded), of as many pages as the list needs.

    :raises FileNotFoundError: ``fonts`` lacks NotoSansSC-Regular.otf or NotoSansSC-Bold.otf (``setup/fonts.py``).
    """
    office = notice.office
    foot = f"{office.name.zh}　{office.address}　{office.phone}"
    sheet = Sheet(f"{notice.title.zh} {notice.written_number}", foot, fonts)
    _head(sheet, notice)
    _body(sheet, notice)
    _foot(sheet, notice)
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
    if notice.number.kind in OURS:
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
    for said in notice.closing:
        sheet.text(said.zh, 10.5, indent=2)


def _foot(sheet: Sheet, notice: Notice) -> None:
    sheet.gap(4)
    sheet.need(STAMP_MM + 8 + SIGN_MM * len(notice.signatures))
    top = sheet.y
    sheet.qr(notice.qr, MARGIN - 3, top, QR_MM)
    sheet.font(8.5, grey=True)
    sheet.put(MARGIN - 3, top + QR_MM, QR_MM, "在自助终端扫码办理、查询", align="C")
    if notice.number.kind in OURS:
        _stamp(sheet, notice, top)
    sheet.move(top + STAMP_MM + 4)
    for said in notice.signatures:
        _signature(sheet, said.zh)
    if notice.copies > 1:
        sheet.gap(3)
        sheet.font(9, grey=True)
        copies = _COUNTS.get(notice.copies, str(notice.copies))
        sheet.put(MARGIN, sheet.y, ROOM, f"本文书一式{copies}份，申请人和受理机构各执一份。")


def _stamp(sheet: Sheet, notice: Notice, top: float) -> None:
    """Name and day where the stamp goes over them."""
    x = MARGIN + QR_MM + 4
    sheet.font(12)
    sheet.put(x, top + 12, ROOM - QR_MM - 4, notice.office.name.zh, align="R")
    sheet.put(x, top + 20, ROOM - QR_MM - 4, spoken(notice.day).zh, align="R")
    sheet.font(9, grey=True)
    sheet.put(x, top + 29, ROOM - QR_MM - 4, "（加盖专用章）", align="R")


def _signature(sheet: Sheet, said: str) -> None:
    """Who signs, room to do it, and the day to be filled in."""
    who, _, day = said.partition("　　")
    sheet.font(12)
    y = sheet.y + 3
    sheet.put(MARGIN, y, ROOM, f"{who}：")
    start = MARGIN + sheet.width(f"{who}：")
    end = MARGIN + ROOM - (sheet.width(day) + 4 if day else 0)
    sheet.rule(start, y + sheet.height, end - start - 2)
    sheet.put(MARGIN, y, ROOM, day, align="R")
    sheet.move(y + SIGN_MM - 3)


_COUNTS = {2: "两", 3: "三"}
