"""Lists for staff: what waits, alarms."""

from intake.clock.day import time_of
from kiosk import theme
from kiosk.flows.lists import ROWS_A_PAGE, pages
from kiosk.flows.model import Model
from kiosk.flows.states import Alarms, DepositList
from kiosk.flows.unfinished import settles
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.collect import mistake_banner
from kiosk.screens.frame import body, draw_frame, title
from kiosk.screens.staff import said
from kiosk.widgets.button import CAREFUL, CHOSEN, PLAIN, QUIET, SPENT, Look, button
from kiosk.widgets.icon import icon
from locker.contract.answers import AlarmView, DepositRow
from locker.contract.facts import DepositKind


def deposit_list(page: Page, model: Model, screen: DepositList) -> None:
    """The longest waiting first."""
    draw_frame(page, model, "back")
    room = _head(page, body(page), "list.title", page.say("list.hint"), screen)
    room = said(page, model, room, screen.done, screen.compartment, screen.mistake)
    rows = screen.rows or ()
    if screen.rows is not None and not rows:
        _nothing(page, room, page.say("list.none.overdue" if screen.overdue_only else "list.none"))
    shown = rows[screen.page * ROWS_A_PAGE : (screen.page + 1) * ROWS_A_PAGE]
    room = _pager(page, room, screen.page, len(rows))
    for place, row in zip(places_of_rows(page, room), shown, strict=False):
        _deposit(page, place, row, settles=settles(model, row))


def alarms(page: Page, model: Model, screen: Alarms) -> None:
    """What stands; each can be said to be dealt with."""
    draw_frame(page, model, "back")
    room = body(page)
    head, room = room.top(150 * page.u, 20 * page.u)
    title(page, head, page.say("alarms.title"), page.say("alarms.hint"))
    if screen.mistake:
        strip, room = room.top(210 * page.u, 20 * page.u)
        mistake_banner(page, strip, model, screen.mistake)
    standing = model.cabinet.alarms if model.cabinet else []
    if not standing:
        _nothing(page, room, page.say("alarms.none"))
    room = _pager(page, room, screen.page, len(standing))
    shown = standing[screen.page * ROWS_A_PAGE : (screen.page + 1) * ROWS_A_PAGE]
    for place, alarm in zip(places_of_rows(page, room), shown, strict=False):
        _alarm(page, place, alarm)


def _head(page: Page, room: Rect, text: str, hint: str, screen: DepositList) -> Rect:
    head, rest = room.top(150 * page.u, 20 * page.u)
    switch, words = head.end(300 * page.u, 20 * page.u)
    title(page, words, page.say(text), hint)
    look = CHOSEN if screen.overdue_only else PLAIN
    place = switch.middle(switch.w, theme.TOUCH_MIN * page.u)
    picture = "check" if screen.overdue_only else ""
    button(page, place, "filter", page.say("list.overdue_only"), look, size=36, picture=picture)
    return rest


def places_of_rows(page: Page, room: Rect) -> list[Rect]:
    """The places of a page's rows: one column upright, two lying."""
    columns = 1 if page.portrait else 2
    lines = ROWS_A_PAGE // columns
    box, _ = room.top(min(room.h, lines * 200 * page.u))
    stacks = [column.rows(lines, 16 * page.u) for column in box.columns(columns, theme.GAP * page.u)]
    return [place for stack in stacks for place in stack]


def _pager(page: Page, room: Rect, shown: int, count: int) -> Rect:
    if pages(count) == 1:
        return room
    foot, rest = room.foot(theme.TOUCH_MIN * page.u, 20 * page.u)
    before, rest_of = foot.left(260 * page.u)
    after, middle = rest_of.end(260 * page.u)
    has_before, has_after = shown > 0, shown < pages(count) - 1
    button(
        page,
        before,
        "page.before" if has_before else "",
        page.say("page.before"),
        QUIET if has_before else SPENT,
        size=38,
    )
    button(page, after, "page.next" if has_after else "", page.say("page.next"), QUIET if has_after else SPENT, size=38)
    page.words(middle, f"{shown + 1} / {pages(count)}", 40, theme.INK_SOFT, align="center")
    return rest


def state_of(page: Page, row: DepositRow) -> str:
    """Where a deposit is in its life, in words."""
    return page.say("list.overdue") if row.overdue else page.say(of_kind(page, f"state.{row.state}", row))


def of_kind(page: Page, key: str, row: DepositRow) -> str:
    """The text meant for an applicant's papers, where there is one of its own; else ``key``."""
    own = f"{key}.material"
    return own if row.kind is DepositKind.MATERIAL and own in page.say else key


def _deposit(page: Page, place: Rect, row: DepositRow, *, settles: bool) -> None:
    look = CAREFUL if settles else OVERDUE if row.overdue else IN_TIME
    page.card(place, look.ground, look.border)
    page.touch(place, f"row.{row.deposit}")
    inner = place.inset(28 * page.u, 14 * page.u)
    door, rest = inner.left(130 * page.u, 24 * page.u)
    page.words(door, row.compartment, 56, theme.CARE if settles else theme.ACCENT, bold=True)
    arrow, rest = rest.end(50 * page.u, 10 * page.u)
    icon(page, arrow, "next", theme.CARE if settles else theme.ACCENT)
    first, second = rest.rows(2, 0)
    page.words(first, row.case, theme.BODY, bold=True)
    page.words(second, _line(page, row, settles=settles), theme.SMALL, look.ink, bold=settles)


IN_TIME = Look(theme.CARD, theme.INK_SOFT, theme.LINE)
OVERDUE = Look(theme.CARD, theme.BAD, theme.BAD)


def _line(page: Page, row: DepositRow, *, settles: bool) -> str:
    if settles:
        return page.say("list.unfinished")
    if row.kind is DepositKind.MATERIAL:
        return f"{state_of(page, row)} · {page.say('list.material')}"
    return f"{state_of(page, row)} · {row.phone_masked} · {page.say('list.due', day=day(row.due_at_ms))}"


def _alarm(page: Page, place: Rect, alarm: AlarmView) -> None:
    page.card(place)
    inner = place.inset(28 * page.u, 8 * page.u)
    done, rest = inner.end(250 * page.u, 20 * page.u)
    text = page.say(f"alarm.{alarm.alarm}", subject=alarm.subject)
    line, when = rest.top(rest.h * 0.58)
    page.words(line, text, theme.BODY, bold=True)
    page.words(when, page.say("alarm.since", time=minute(alarm.since_ms)), theme.SMALL, theme.INK_SOFT, valign="top")
    control = f"clear.{alarm.alarm}.{alarm.subject}"
    button(page, done.middle(done.w, theme.TOUCH_MIN * page.u), control, page.say("alarm.clear"), QUIET, size=38)


def _nothing(page: Page, room: Rect, text: str) -> None:
    page.words(room.top(360 * page.u)[0], text, theme.LARGE, theme.INK_SOFT, align="center")


def day(at_ms: int) -> str:
    """Month and day, for showing; a deposit that is not yet confirmed has no due date."""
    return f"{time_of(at_ms):%m-%d}" if at_ms else "—"


def minute(at_ms: int) -> str:
    """Date and time, for showing."""
    return f"{time_of(at_ms):%Y-%m-%d %H:%M}"
