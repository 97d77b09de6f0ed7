"""The report of the walk through the cabinet, for the receipt printer."""

from kiosk.paper.sheet import Look, Sheet

TITLE = Look("center", bold=True)


def strip(lines: list[str], width_dots: int) -> bytes:
    """The lines as ESC/POS bytes, the first as title."""
    sheet = Sheet(width_dots)
    sheet.text(lines[0], TITLE)
    sheet.rule()
    for line in lines[1:]:
        sheet.text(line)
    return sheet.cut()
