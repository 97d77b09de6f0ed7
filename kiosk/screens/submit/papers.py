"""The list of materials, and one of them."""

from datetime import date

from intake.catalogue.item import Material
from intake.gap import Gap
from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.submit import desk
from kiosk.flows.submit.day import today
from kiosk.flows.submit.states import IssuedOn, OnePaper, Papers
from kiosk.flows.visit import Paper, Visit
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.journey import journey
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.staff import pad_with_ok
from kiosk.screens.submit.words import amount, day, name, tell
from kiosk.widgets.button import CAREFUL, MAIN, PLAIN, QUIET, SPENT, button
from kiosk.widgets.fields import code_field
from kiosk.widgets.icon import icon
from kiosk.widgets.pager import pager
from kiosk.widgets.part import part
from kiosk.widgets.signs import banner, mark
from kiosk.widgets.stepper import stepper
from kiosk.widgets.thumbs import thumb, thumbs

ROWS_UPRIGHT, ROWS_LYING = 4, 3
BUTTON_H, STATE_H = 140, 150
PAGE_WIDE_MIN = 190
"""So wide a page can be told from another; theme units."""


def papers(page: Page, model: Model, screen: Papers) -> None:
    """Every material with what is there of it."""
    room = journey(page, model, "papers")
    visit = model.visit
    if visit is None:
        return
    wanted = desk.materials(visit)
    size = ROWS_UPRIGHT if page.portrait else ROWS_LYING
    shown, count, few = part(wanted, screen.page, size)
    if not wanted:
        page.words(body(page), page.say("papers.none"), theme.LARGE, align="center")
    found = {one.key: desk.gaps(visit, one, today(model), perhaps=perhaps) for one, perhaps in wanted}
    high, low = halves(page, room, 0.8)
    _head(page, high, sum(not gaps for gaps in found.values()), len(wanted))
    foot, rest = (low if page.portrait else high).foot(BUTTON_H * page.u, theme.GAP * page.u)
    rest = pager(page, rest if page.portrait else low, shown, count)
    for place, (one, _) in zip(rest.rows(size, 16 * page.u), few, strict=False):
        _row(page, place, visit, one, found[one.key])
    button(page, foot, "ok", page.say("papers.ok"), MAIN, size=52)


def one_paper(page: Page, model: Model, screen: OnePaper) -> None:
    """Counts and date above, pages and ways to take them below."""
    draw_frame(page, model, "back")
    visit = model.visit
    wanted = desk.material(visit, screen.key) if visit else None
    if visit is None or wanted is None:
        return
    lies = desk.paper(visit, screen.key)
    high, low = halves(page, body(page), 0.58)
    foot, rest = low.foot(BUTTON_H * page.u, theme.GAP * page.u)
    ways, rest = rest.foot(BUTTON_H * page.u, theme.GAP * page.u)
    if page.portrait:
        strip, rest = rest.top(STATE_H * page.u, theme.GAP * page.u)
    else:
        strip, high = high.foot(STATE_H * page.u)
    _material(page, high, wanted, lies)
    gaps = desk.gaps(visit, wanted, today(model))
    _state(page, strip, lies, gaps)
    _pages(page, rest, lies, screen.page)
    _ways(page, ways, camera="camera" in model.place.fitted, wanted=not lies.pages)
    button(page, foot, "ok", page.say("paper.ok"), QUIET if gaps else MAIN, size=48, picture="check")


def issued_on(page: Page, model: Model, screen: IssuedOn) -> None:
    """Eight digits."""
    draw_frame(page, model, "back")
    wanted = desk.material(model.visit, screen.key) if model.visit else None
    high, low = halves(page, body(page), 0.53)
    head, rest = high.top(230 * page.u, 16 * page.u)
    title(page, head, page.say("issued.title"), page.say("issued.hint", name=name(page, wanted) if wanted else ""))
    field, rest = rest.top(130 * page.u, 30 * page.u)
    code_field(page, field, screen.digits, "date", wrong=bool(screen.wrong))
    if screen.wrong:
        strip = rest.top(min(rest.h, 190 * page.u))[0]
        banner(page, strip, page.say(f"issued.{screen.wrong}.what"), page.say(f"issued.{screen.wrong}.do"))
    elif wanted:
        text = page.say("issued.valid", days=wanted.valid_days)
        page.words(rest.top(120 * page.u)[0], text, theme.BODY, theme.INK_SOFT, valign="top")
    pad_with_ok(page, low, page.say("issued.ok"))


def _head(page: Page, room: Rect, ready: int, count: int) -> None:
    head, rest = room.top(170 * page.u, 16 * page.u)
    title(page, head, page.say("papers.title"), page.say("papers.hint"))
    line, rest = rest.top(56 * page.u, 8 * page.u)
    page.words(line, page.say("papers.ready", ready=ready, count=count), theme.SMALL, theme.ACCENT, bold=True)
    bar = rest.top(16 * page.u)[0]
    page.panel(bar, theme.OFF, 8)
    if ready:
        page.panel(bar.left(bar.w * ready / max(1, count))[0], theme.GOOD, 8)


def _row(page: Page, place: Rect, visit: Visit, wanted: Material, gaps: tuple[Gap, ...]) -> None:
    lies = desk.paper(visit, wanted.key)
    page.card(place, border=theme.GOOD if not gaps else theme.LINE)
    page.touch(place, f"paper.{wanted.key}")
    inner = place.inset(22 * page.u, 14 * page.u)
    side, rest = inner.left(min(150 * page.u, inner.h), 26 * page.u)
    if lies.pages:
        thumb(page, side, lies.pages[0].id)
    else:
        icon(page, side.middle(96 * page.u, 96 * page.u), "document", theme.INK_SOFT)
    end, rest = rest.end(70 * page.u, 16 * page.u)
    if gaps:
        icon(page, end.middle(50 * page.u, 50 * page.u), "next", theme.ACCENT)
    else:
        mark(page, end.centre, 33, "check", theme.GOOD, theme.ON_ACCENT)
    first, second = rest.top(rest.h * 0.52)
    page.words(first, name(page, wanted), theme.BODY, bold=True)
    text, ink = _line(page, lies, wanted, gaps)
    page.words(second, text, theme.SMALL, ink, valign="top")


def _line(page: Page, lies: Paper, wanted: Material, gaps: tuple[Gap, ...]) -> tuple[str, str]:
    if not gaps:
        have = amount(page, lies.originals, lies.copies)
        return page.say("papers.has", have=have, pages=len(lies.pages)), theme.GOOD
    if not lies.given().nothing:
        return tell(page, gaps[0].remedy), theme.CARE
    need = _need(page, wanted)
    if wanted.tolerable:
        return f"{need}{page.say('papers.may_come_later')}", theme.INK_SOFT
    return need, theme.INK_SOFT


def _need(page: Page, wanted: Material) -> str:
    """How many, and whether the original stays here or is only looked at."""
    need = page.say("papers.needs", need=amount(page, wanted.originals, wanted.copies))
    if not wanted.originals:
        return need
    return need + page.say("papers.kept" if wanted.kept else "papers.returned")


def _material(page: Page, room: Rect, wanted: Material, lies: Paper) -> None:
    head, rest = room.top(104 * page.u)
    page.words(head, name(page, wanted), 60, bold=True)
    about, rest = rest.top(96 * page.u, 10 * page.u)
    page.words(about, _about(page, wanted), theme.SMALL, theme.INK_SOFT, valign="top")
    need, rest = rest.top(56 * page.u, 12 * page.u)
    page.words(need, _need(page, wanted), theme.BODY, theme.ACCENT, bold=True)
    steppers, rest = rest.top(190 * page.u, 20 * page.u)
    counted = [(kind, number) for kind, number, need in _counts(wanted, lies) if need or number]
    for place, (kind, number) in zip(steppers.columns(2, 2 * theme.GAP * page.u), counted, strict=False):
        stepper(page, place, kind, page.say(f"paper.{kind}"), number)
    if wanted.valid_days:
        _date(page, rest.top(theme.TOUCH_MIN * page.u)[0], lies.issued)


def _counts(wanted: Material, lies: Paper) -> tuple[tuple[str, int, int], ...]:
    """Each kind with how many lie there and how many are needed."""
    return ("originals", lies.originals, wanted.originals), ("copies", lies.copies, wanted.copies)


def _about(page: Page, wanted: Material) -> str:
    parts = [page.say("paper.issuer", issuer=wanted.issuer)] if wanted.issuer else []
    parts += [wanted.note] if wanted.note else []
    if wanted.tolerable:
        parts.append(page.say("paper.later", days=wanted.tolerated_days))
    return page.say("paper.stop").join(parts)


def _date(page: Page, place: Rect, issued: date | None) -> None:
    text = page.say("paper.issued", day=day(page, issued)) if issued else page.say("paper.not_dated")
    button(page, place, "issued", text, PLAIN if issued else CAREFUL, size=theme.BODY, picture="pen")


def _state(page: Page, strip: Rect, lies: Paper, gaps: tuple[Gap, ...]) -> None:
    if not gaps:
        banner(page, strip, page.say("paper.complete"), tone="good")
    elif not lies.given().nothing:
        more = page.say("paper.more_gaps", count=len(gaps)) if len(gaps) > 1 else page.say("paper.one_gap")
        banner(page, strip, more, tell(page, gaps[0].remedy), "care")
    else:
        page.words(strip, page.say("paper.how"), theme.BODY, theme.INK)


def _pages(page: Page, room: Rect, lies: Paper, shown: int) -> None:
    if lies.pages:
        word, room = room.top(48 * page.u, 10 * page.u)
        page.words(word, page.say("paper.touch_page"), theme.SMALL, theme.INK_SOFT)
        thumbs(page, room, lies.pages, shown, PAGE_WIDE_MIN)
    else:
        page.panel(room, theme.GROUND, theme.RADIUS, theme.LINE, 3)
        page.words(room, page.say("paper.no_pages"), theme.BODY, theme.INK_SOFT, align="center")


def _ways(page: Page, room: Rect, *, camera: bool, wanted: bool) -> None:
    first, second = room.columns(2, theme.GAP * page.u)
    look = SPENT if not camera else MAIN if wanted else QUIET
    button(page, first, "camera" if camera else "", page.say("paper.camera"), look, size=theme.BODY, picture="camera")
    button(page, second, "phone", page.say("paper.phone"), QUIET, size=theme.BODY, picture="mobile")
