"""Where typed text shows while it is typed: several lines, groups of digits, a date in its three parts."""

from collections.abc import Iterator, Sequence

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.measure import LINE_HEIGHT, wide

CARET = "|"
SIZES = (56, 44, 36)
ZONE_SIGNS = 44


def typed_field(page: Page, rect: Rect, text: str, letters: str = "", hint: str = "", *, wrong: bool = False) -> None:
    """Text with a caret, its last lines when it is long; ``letters`` that are not Chinese yet stand after it."""
    edge = theme.BAD if wrong else theme.ACCENT
    page.panel(rect, theme.CARD, theme.RADIUS, edge, 4)
    inner = rect.inset(28 * page.u, 10 * page.u)
    if not (text or letters):
        caret, rest = inner.left(30 * page.u)
        page.words(caret, CARET, SIZES[0], theme.ACCENT, bold=True)
        page.words(rest, hint, theme.BODY, theme.INK_SOFT)
        return
    size = _size(text + letters, inner.w / page.u - 30, inner.h / page.u)
    most = max(1, int(inner.h / (size * LINE_HEIGHT * page.u)))
    lines = list(_lines(text, letters, (inner.w - 30 * page.u) / (size * page.u)))[-most:]
    for number, (place, line) in enumerate(zip(inner.rows(len(lines), 0), lines, strict=True), 1):
        _line(page, place, *line, size, last=number == len(lines))


def zone_field(page: Page, rect: Rect, text: str, *, wrong: bool) -> None:
    """The two lines at the foot of a passport, as they stand there."""
    page.panel(rect, theme.CARD, theme.RADIUS, theme.BAD if wrong else theme.ACCENT, 4)
    inner = rect.inset(24 * page.u, 3 * page.u)
    size = min(44, inner.w / page.u / (ZONE_SIGNS * 0.66))
    for place, line in zip(inner.rows(2, 0), (text[:ZONE_SIGNS], text[ZONE_SIGNS:]), strict=True):
        now = (line == text[:ZONE_SIGNS]) == (len(text) < ZONE_SIGNS)
        page.words(place, line + (CARET if now else ""), size, bold=True, private=True)


def grouped_field(page: Page, rect: Rect, text: str, groups: Sequence[int], hint: str = "", *, wrong: bool) -> None:
    """Digits in groups, as they stand on the card: easier to compare."""
    parts, at = [], 0
    for group in groups:
        parts.append(text[at : at + group])
        at += group
    typed_field(page, rect, "  ".join(filter(None, parts)), hint=hint, wrong=wrong)


def date_field(page: Page, rect: Rect, digits: str, *, wrong: bool) -> None:
    """Year, month and day, each in a box; the one being typed is marked."""
    gap = 20 * page.u
    unit = (rect.w - 2 * gap) / 9
    x, at = rect.x, 0
    for name, count, share in (("date.year", 4, 4), ("date.month", 2, 2.5), ("date.day", 2, 2.5)):
        box = Rect(x, rect.y, unit * share, rect.h)
        now = at <= len(digits) < at + count
        _part(page, box, page.say(name), digits[at : at + count], count, now=now, wrong=wrong)
        x, at = x + unit * share + gap, at + count


def _part(page: Page, box: Rect, name: str, digits: str, count: int, *, now: bool, wrong: bool) -> None:
    edge = theme.BAD if wrong else theme.ACCENT if now else theme.LINE
    page.panel(box, theme.CARD, 18, edge, 5 if now or wrong else 3)
    word, rest = box.inset(16 * page.u, 6 * page.u).end(80 * page.u, 6 * page.u)
    page.words(
        rest, digits or "·" * count, 60, theme.INK if digits else theme.LINE, bold=True, align="right", private=True
    )
    page.words(word, name, theme.LARGE, theme.INK_SOFT, align="center")


def _lines(text: str, letters: str, room: float) -> Iterator[tuple[str, str]]:
    """Lines no wider than ``room`` sizes, as what is written and the letters after it."""
    done, rest = "", ""
    for place, sign in enumerate(text + letters):
        if _width(done + rest + sign) > room:
            yield done, rest
            done, rest = "", ""
        if place < len(text):
            done += sign
        else:
            rest += sign
    yield done, rest


def _line(page: Page, place: Rect, done: str, rest: str, size: float, *, last: bool) -> None:
    end = CARET if last else ""
    if not rest:
        page.words(place, done + end, size, bold=True, private=True)
        return
    page.words(place, done, size, bold=True, private=True)
    page.words(place.left(_width(done) * size * page.u)[1], rest + end, size, theme.ACCENT, bold=True, private=True)


def _size(text: str, width: float, height: float) -> float:
    """The largest size at which the text fits its field; the smallest, and its last lines, when none does."""
    for size in SIZES:
        lines = max(1, int(height / (size * LINE_HEIGHT)))
        if _width(text) * size <= lines * (width - size):
            return size
    return SIZES[-1]


def _width(text: str) -> float:
    return wide(text) - wide("")
