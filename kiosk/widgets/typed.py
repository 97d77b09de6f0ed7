"""Where typed text shows while it is typed: several lines, groups of digits, a date in its three parts."""

from collections.abc import Iterator, Sequence

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.measure import LINE_HEIGHT, wide

_CARET = 4


def typed_field(page: Page, rect: Rect, text: str, letters: str = "", hint: str = "", *, wrong: bool = False) -> None:
    """Text with a caret, its last lines when it is long; ``letters`` that are not Chinese yet stand after it."""
    edge = theme.BAD if wrong else theme.ACCENT
    page.panel(rect, theme.CARD, theme.RADIUS, edge, 4)
    inner = rect.inset(28 * page.u, 10 * page.u)
    if not (text or letters):
        page.words(inner, hint, theme.BODY, theme.INK_SOFT)
        _caret(page, inner.x - 10 * page.u, inner)
        return
    size = 56.0 if wide(text + letters) * 56 * page.u <= inner.w - 20 * page.u else 44.0
    most = max(1, int(inner.h / (size * LINE_HEIGHT * page.u)))
    lines = list(_lines(text, letters, (inner.w - 20 * page.u) / (size * page.u)))[-most:]
    for place, (done, rest) in zip(inner.rows(len(lines), 0), lines, strict=True):
        _line(page, place, done, rest, size)
    done, rest = lines[-1]
    _caret(page, inner.x + _width(done + rest) * size * page.u, inner.rows(len(lines), 0)[-1])


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


def _line(page: Page, place: Rect, done: str, rest: str, size: float) -> None:
    edge = _width(done) * size * page.u
    page.words(place, done, size, bold=True, private=True)
    if rest:
        place = place.left(edge)[1]
        page.words(place, rest, size, theme.ACCENT, bold=True, private=True)


def _width(text: str) -> float:
    return wide(text) - wide("")


def _caret(page: Page, x: float, place: Rect) -> None:
    page.panel(Rect(x + 6 * page.u, place.y + place.h * 0.18, _CARET * page.u, place.h * 0.64), theme.ACCENT)
