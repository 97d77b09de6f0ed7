"""Handing in, the case number, the notice on the glass, good-bye."""

from intake.notices.notice import Notice, Row
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, ToBeCorrected
from intake.said import Said
from kiosk import theme
from kiosk.flows.inputs import Paper
from kiosk.flows.model import Model
from kiosk.flows.submit.states import Done, Goodbye, HandingIn, ReadNotice
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import QrCode
from kiosk.screens.frame import body, draw_frame, halves
from kiosk.screens.submit.words import day, tell
from kiosk.widgets.button import CHOSEN, MAIN, PLAIN, QUIET, button
from kiosk.widgets.icon import icon
from kiosk.widgets.measure import high
from kiosk.widgets.pager import pager
from kiosk.widgets.part import part
from kiosk.widgets.signs import banner, mark

BUTTON_H = 140
LINE_TEXT_X = 90
ROWS_A_PAGE, FIRST_ROWS, WARNED_ROWS = 4, 2, 3
Leaf = tuple[Said, tuple[Row, ...]]
"""One page of a notice on the glass: what is said above its rows, if anything, and the rows."""
KINDS: dict[type, str] = {
    Accepted: "accepted",
    AcceptedWithTolerance: "tolerated",
    ToBeCorrected: "correction",
    NotAccepted: "refused",
}
GOOD = (theme.GOOD, theme.ON_ACCENT)
CARE = (theme.CARE_SOFT, theme.CARE)


def handing_in(page: Page, model: Model, screen: HandingIn) -> None:
    """A moment; or what to do when it did not work."""
    draw_frame(page, model, "back" if screen.lost else "")
    room = body(page).middle(page.rect.w - 2 * theme.MARGIN * page.u, 700 * page.u)
    if screen.lost:
        strip, rest = room.top(300 * page.u, 2 * theme.GAP * page.u)
        todo = page.say("handing_in.lost.do", phone=model.place.help_phone)
        banner(page, strip, page.say("handing_in.lost.what"), todo)
        button(page, rest.top(BUTTON_H * page.u)[0], "again", page.say("handing_in.again"), MAIN, size=52)
        return
    top, rest = room.top(300 * page.u)
    mark(page, top.centre, 110, "put", theme.ACCENT_SOFT, theme.ACCENT)
    head, rest = rest.top(130 * page.u)
    page.words(head, page.say("handing_in.title"), theme.TITLE, bold=True, align="center")
    page.words(rest, page.say("handing_in.hint"), 46, theme.INK_SOFT, align="center", valign="top")


def done(page: Page, model: Model, screen: Done) -> None:
    """The number large, where it is now, what the printer does."""
    draw_frame(page, model, "")
    above, low = halves(page, body(page), 0.47)
    top, rest = above.top(170 * page.u, 16 * page.u)
    sign, head = top.left(150 * page.u, 30 * page.u)
    mark(page, sign.centre, 66, *_sign(screen))
    page.words(head, page.say(f"done.title.{_kind(screen)}"), 60, bold=True)
    _case(page, rest, screen)
    ok, rest = low.foot(BUTTON_H * page.u, theme.GAP * page.u)
    keys, rest = rest.foot(BUTTON_H * page.u, theme.GAP * page.u)
    rest = _line(page, rest, "check" if screen.sent else "box", page.say("done.sent" if screen.sent else "done.waits"))
    _line(page, rest, "printer", _about_paper(page, screen))
    _keys(page, keys, screen)
    if screen.rate:
        rate, ok = ok.columns(2, theme.GAP * page.u)
        button(page, rate, "rate", page.say("done.rate"), QUIET, size=theme.LARGE)
    button(page, ok, "ok", page.say("done.ok"), MAIN, size=52, picture="check")


def read_notice(page: Page, model: Model, screen: ReadNotice) -> None:
    """The notice as it stands on paper, page by page."""
    draw_frame(page, model, "back")
    notices = screen.done.notices
    room = body(page)
    if len(notices) > 1:
        tabs, room = room.top(theme.TOUCH_MIN * page.u, 16 * page.u)
        for number, (place, one) in enumerate(zip(tabs.columns(len(notices), 16 * page.u), notices, strict=True)):
            look = CHOSEN if number == screen.notice else PLAIN
            button(page, place, f"notice.{number}", tell(page, one.title), look, size=36)
    notice = notices[screen.notice]
    pages = pages_of(notice)
    shown, count, few = part(pages, screen.page, 1)
    room = pager(page, room, shown, count)
    page.card(room)
    sheet = room.inset(44 * page.u, 24 * page.u)
    if shown == 0:
        head, sheet = sheet.top(sheet.h * 0.42, 16 * page.u) if page.portrait else halves(page, sheet, 0.5)
        _heading(page, head, notice)
    if shown < count - 1:
        _leaf(page, sheet, *few[0], first=shown == 0)
    else:
        closing = "\n".join(tell(page, one) for one in (*notice.closing, notice.office.name))
        page.words(sheet, f"{closing}\n{day(page, notice.day)}", theme.BODY, valign="top")


def goodbye(page: Page, model: Model, _screen: Goodbye) -> None:
    """Thank you; take your papers along."""
    draw_frame(page, model)
    box = body(page).middle(page.rect.w - 2 * theme.MARGIN * page.u, 860 * page.u)
    top, rest = box.top(360 * page.u)
    mark(page, top.centre, 150, "check", *GOOD)
    line, rest = rest.top(150 * page.u)
    page.words(line, page.say("goodbye.title"), 84, bold=True, align="center")
    page.words(rest, page.say("goodbye.hint"), theme.LARGE, align="center", valign="top")


def pages_of(notice: Notice) -> list[Leaf]:
    """The rows of a notice, two on the first page and four on each that follows; then what is seen to be lacking.

    The last page is its closing.
    """
    rows, nothing = notice.rows, Said("")
    later = [(nothing, rows[at : at + ROWS_A_PAGE]) for at in range(FIRST_ROWS, len(rows), ROWS_A_PAGE)]
    lacking = notice.lacking
    warned = [(notice.warning, lacking[at : at + WARNED_ROWS]) for at in range(0, len(lacking), WARNED_ROWS)]
    return [(nothing, rows[:FIRST_ROWS]), *later, *warned, (nothing, ())]


def _leaf(page: Page, sheet: Rect, warning: Said, rows: tuple[Row, ...], *, first: bool) -> None:
    if warning.zh:
        head, sheet = sheet.top(150 * page.u, 16 * page.u)
        page.words(head, tell(page, warning), theme.BODY, theme.CARE, bold=True)
    count = FIRST_ROWS if first else WARNED_ROWS if warning.zh else ROWS_A_PAGE
    for place, row in zip(sheet.rows(count, 10 * page.u), rows, strict=False):
        _row(page, place, row)


def _kind(screen: Done) -> str:
    if screen.reason == "supplement":
        return "supplement"
    return "received" if screen.by_clerk else KINDS[type(screen.outcome)]


def _hint(screen: Done) -> str:
    lacking = any(notice.lacking for notice in screen.notices)
    return "done.hint.lacking" if lacking and screen.by_clerk else f"done.hint.{_kind(screen)}"


def _sign(screen: Done) -> tuple[str, str, str]:
    care = not screen.by_clerk and isinstance(screen.outcome, ToBeCorrected | NotAccepted)
    return ("document", *CARE) if care else ("check", *GOOD)


def _case(page: Page, room: Rect, screen: Done) -> None:
    page.card(room)
    inner = room.inset(36 * page.u, 24 * page.u)
    if screen.notices:
        caption = 50 * page.u
        side = min(inner.w * 0.42, inner.h - caption)
        square, inner = inner.end(side, 30 * page.u)
        code, below = square.middle(side, side + caption).top(side)
        page.elements.append(QrCode(code, screen.notices[0].qr))
        page.words(below, page.say("done.scan"), theme.TEXT_MIN, theme.INK_SOFT, align="center", valign="top")
    label, rest = inner.top(60 * page.u, 4 * page.u)
    number, rest = rest.top(min(150 * page.u, rest.h * 0.4), 10 * page.u)
    page.words(label, page.say("done.case"), theme.BODY, theme.INK_SOFT)
    page.words(number, screen.case, 56, theme.ACCENT, bold=True)
    page.words(rest, page.say(_hint(screen)), theme.BODY, valign="top")


def _line(page: Page, room: Rect, picture: str, text: str) -> Rect:
    """As high as its words need; gives the room below it."""
    needs = high(text, theme.BODY * page.u, room.w - LINE_TEXT_X * page.u) + 10 * page.u
    place, rest = room.top(min(room.h, max(needs, 72 * page.u)), theme.GAP * page.u)
    side, words = place.left(LINE_TEXT_X * page.u)
    icon(page, side.left(64 * page.u)[0].middle(56 * page.u, 56 * page.u), picture, theme.ACCENT)
    page.words(words, text, theme.BODY)
    return rest


def _about_paper(page: Page, screen: Done) -> str:
    """What the printer did; when not all came out, first how much did, and that a torn one is worth nothing."""
    if screen.paper is None or screen.paper.went:
        return page.say("done.printing" if screen.paper is None else f"done.paper.{screen.paper}")
    rest = len(screen.notices) - screen.copies
    said = [page.say("done.copies", copies=screen.copies, rest=rest)] if screen.copies else []
    said += [page.say("done.torn")] if screen.torn else []
    return "".join([*said, page.say(f"done.paper.{screen.paper}")])


def _keys(page: Page, room: Rect, screen: Done) -> None:
    if not screen.notices:
        return
    again = screen.paper not in (None, Paper.PRINTED, Paper.SENT, Paper.NO_PRINTER)
    first, second = room.columns(2, theme.GAP * page.u) if again else (room, room)
    button(page, first, "read", page.say("done.read"), QUIET, size=theme.LARGE, picture="document")
    if again:
        button(page, second, "print", page.say("done.print"), QUIET, size=theme.LARGE, picture="printer")


def _heading(page: Page, head: Rect, notice: Notice) -> None:
    """Title, number and opening."""
    line, head = head.top(head.h * 0.2)
    page.words(line, tell(page, notice.title), 48, bold=True, align="center")
    number, head = head.top(head.h * 0.16)
    page.words(number, f"{notice.written_number}　{notice.case}", theme.TEXT_MIN, theme.INK_SOFT, align="center")
    name, head = head.top(head.h * 0.22)
    page.words(name, page.say("notice.to", name=notice.addressee), 36, private=True)
    page.words(head, tell(page, notice.opening), theme.BODY, valign="top")


def _row(page: Page, place: Rect, row: Row) -> None:
    number, rest = place.left(56 * page.u, 12 * page.u)
    page.words(number, str(row.number), 36, theme.ACCENT, bold=True, align="center", valign="top")
    texts = [tell(page, one) for one in (row.remedy, row.rule) if one.zh]
    if row.until:
        texts.append(page.say("promise.until", day=day(page, row.until)))
    head, rest = rest.top(54 * page.u)
    page.words(head, tell(page, row.name), 36, bold=True, valign="top")
    page.words(rest, "\n".join(texts), 36, theme.INK_SOFT, valign="top")
