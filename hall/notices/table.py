"""The list of a notice as a table; its head stands again on every page it goes on to."""

from hall.notices.lines import lines
from hall.notices.sheet import MARGIN, ROOM, Sheet
from intake.notices.notice import Row
from intake.said import spoken

SIZE = 10.5
PAD = 1.8
NUMBER = "序号"
COLUMNS: dict[str, tuple[str, float]] = {
    "number": (NUMBER, 1.5),
    "name": ("事项或者材料", 4.2),
    "rule": ("要求", 4.6),
    "remedy": ("办理方法", 5.2),
    "until": ("期限", 3.9),
}
"""Head and share of the width."""
COUNTED = {"remedy": "份数"}
"""Heads of a table in which no rule stands: a list of what was received."""

Cells = dict[str, str]


def table(sheet: Sheet, rows: tuple[Row, ...]) -> None:
    """Columns in which nothing stands are left out."""
    cells = [_cells(row) for row in rows]
    used = [name for name in COLUMNS if any(one[name] for one in cells)]
    whole = sum(COLUMNS[name][1] for name in used)
    widths = {name: ROOM * COLUMNS[name][1] / whole for name in used}
    heads = COUNTED if "rule" not in used else {}
    head = {name: heads.get(name, COLUMNS[name][0]) for name in used}
    _row(sheet, head, widths, head=None)
    for one in cells:
        _row(sheet, one, widths, head=head)


def _cells(row: Row) -> Cells:
    until = spoken(row.until).zh if row.until else ""
    return {
        "number": str(row.number),
        "name": row.name.zh,
        "rule": row.rule.zh,
        "remedy": row.remedy.zh,
        "until": until,
    }


def _row(sheet: Sheet, cells: Cells, widths: dict[str, float], *, head: Cells | None) -> None:
    sheet.font(SIZE, bold=head is None)
    set_ = {name: lines(cells[name], width - 2 * PAD, sheet.width) for name, width in widths.items()}
    height = max(map(len, set_.values())) * sheet.height + 2 * PAD
    if sheet.need(height) and head:
        _row(sheet, head, widths, head=None)
        sheet.font(SIZE)
    x, y = MARGIN, sheet.y
    for name, width in widths.items():
        sheet.box(x, y, width, height, filled=head is None)
        sheet.font(SIZE, bold=head is None)
        top = y + (height - len(set_[name]) * sheet.height) / 2
        for number, line in enumerate(set_[name]):
            align = "C" if head is None or name == "number" else "L"
            sheet.put(x + PAD, top + number * sheet.height, width - 2 * PAD, line, align=align)
        x += width
    sheet.move(y + height)
