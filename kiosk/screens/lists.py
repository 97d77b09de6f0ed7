"""Lists for staff: what waits, one deposit, alarms."""

from datetime import datetime

from kiosk import theme
from kiosk.flows.lists import ROWS_A_PAGE, pages
from kiosk.flows.model import Model
from kiosk.flows.states import Alarms, DepositList, TakeBackAsk
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.collect import mistake_banner
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.staff import said
from kiosk.widgets.button import CHOSEN, MAIN, PLAIN, QUIET, SPENT, button
from kiosk.widgets.icon import icon
from locker.contract.answers import AlarmView, DepositRow


def deposit_list(page: Page, model: Model, screen: DepositList) -> None:
    """The longest waiting first."""
    draw_frame(page, model, "back")
    room = _head(page, body(page), "list.title", page.say("list.hint"), screen)
    room = said(page, model, room, screen.done, "", screen.mistake)
    rows = screen.rows or ()
    if screen.rows is not None and not rows:
        _nothing(page, room, page.say("list.none"))
    shown = rows[screen.page * ROWS_A_PAGE : (screen.page + 1) * ROWS_A_PAGE]
    room = _pager(page, room, screen.page, len(rows))
    for place, row in zip(_rows(page, room), shown, strict=False):
        _deposit(page, place, row)


def take_back(page: Page, model: Model, screen: TakeBackAsk) -> None:
    """All that is known about it, and one button."""
    draw_frame(page, model, "back")
    row = screen.row
    room = body(page)
    head, rest = room.top(150 * page.u, 20 * page.u)
    title(page, head, page.say("take.title", door=row.compartment))
    rest = said(page, model, rest, "", "", screen.mistake)
    card, low = halves(page, rest, 0.5)
    card, _ = card.top(min(card.h, 560 * page.u))
    page.card(card)
    for line, (label, value) in zip(card.inset(40 * page.u, 24 * page.u).rows(5, 0), _facts(page, row), strict=True):
        name, text = line.left(line.w * 0.32)
        page.words(name, label, 38, theme.INK_SOFT)
        page.words(text, value, 42, bold=True)
    ok, _ = low.foot(160 * page.u) if page.portrait else low.top(160 * page.u)
    button(page, ok, "ok", page.say("take.ok", door=row.compartment), MAIN, size=50, picture="take")


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
    for place, alarm in zip(_rows(page, room), shown, strict=False):
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


def _rows(page: Page, room: Rect) -> list[Rect]:
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


def _deposit(page: Page, place: Rect, row: DepositRow) -> None:
    page.card(place, border=theme.BAD if row.overdue else theme.LINE)
    page.touch(place, f"row.{row.deposit}")
    inner = place.inset(28 * page.u, 14 * page.u)
    door, rest = inner.left(130 * page.u, 24 * page.u)
    page.words(door, row.compartment, 56, theme.ACCENT, bold=True)
    arrow, rest = rest.end(50 * page.u, 10 * page.u)
    icon(page, arrow, "next", theme.ACCENT)
    first, second = rest.rows(2, 0)
    page.words(first, row.case, 38, bold=True)
    state = page.say("list.overdue") if row.overdue else page.say(f"state.{row.state}")
    text = f"{state} · {row.phone_masked} · {page.say('list.due', day=_day(row.due_at_ms))}"
    page.words(second, text, 30, theme.BAD if row.overdue else theme.INK_SOFT)


def _alarm(page: Page, place: Rect, alarm: AlarmView) -> None:
    page.card(place)
    inner = place.inset(28 * page.u, 8 * page.u)
    done, rest = inner.end(250 * page.u, 20 * page.u)
    text = page.say(f"alarm.{alarm.alarm}", subject=alarm.subject)
    line, when = rest.top(rest.h * 0.58)
    page.words(line, text, 38, bold=True)
    page.words(when, page.say("alarm.since", time=_minute(alarm.since_ms)), 32, theme.INK_SOFT, valign="top")
    control = f"clear.{alarm.alarm}.{alarm.subject}"
    button(page, done.middle(done.w, theme.TOUCH_MIN * page.u), control, page.say("alarm.clear"), QUIET, size=38)


def _facts(page: Page, row: DepositRow) -> tuple[tuple[str, str], ...]:
    say = page.say
    state = say("list.overdue") if row.overdue else say(f"state.{row.state}")
    return (
        (say("take.case"), row.case),
        (say("take.phone"), row.phone_masked),
        (say("take.placed"), _minute(row.placed_at_ms)),
        (say("take.due"), _day(row.due_at_ms)),
        (say("take.state"), state),
    )


def _nothing(page: Page, room: Rect, text: str) -> None:
    page.words(room.top(360 * page.u)[0], text, theme.LARGE, theme.INK_SOFT, align="center")


def _day(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%m-%d}"


def _minute(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%Y-%m-%d %H:%M}"
