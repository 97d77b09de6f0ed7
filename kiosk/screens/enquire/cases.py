"""The list of cases, and one case: how it stands in plain words, and what to do next."""

from collections.abc import Iterator

from intake.contract.answers import CaseProgress
from intake.contract.stage import ENDED, Stage
from kiosk import theme
from kiosk.flows.enquire.cases import CASES_A_PAGE, REOPENED, pages, ways
from kiosk.flows.enquire.states import Cases, CaseShown
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.enquire.parts import good_news, said_below, told
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.submit.words import day, tell
from kiosk.widgets.button import MAIN, QUIET, SPENT, button
from kiosk.widgets.icon import icon
from kiosk.widgets.measure import high
from kiosk.widgets.pager import pager
from kiosk.widgets.signs import mark

TONES: dict[Stage, tuple[str, str, str]] = {
    Stage.TO_BE_CORRECTED: ("warning", theme.CARE_SOFT, theme.CARE),
    Stage.TOLERATED: ("warning", theme.CARE_SOFT, theme.CARE),
    Stage.NOT_ACCEPTED: ("cross", theme.BAD_SOFT, theme.BAD),
    Stage.LAPSED: ("cross", theme.BAD_SOFT, theme.BAD),
    Stage.READY: ("collect", theme.GOOD_SOFT, theme.GOOD),
    Stage.HANDED_OVER: ("check", theme.GOOD_SOFT, theme.GOOD),
    Stage.DECIDED: ("check", theme.GOOD_SOFT, theme.GOOD),
}
USUAL = ("document", theme.ACCENT_SOFT, theme.ACCENT)
FACT_H, BUTTON_H, WHAT_FOR_H = 56, 150, 54
DONE = ENDED | {Stage.DECIDED, Stage.READY}
"""Where a promised last day means nothing any more."""
EXPLAINED = ("reopen", "hand_in")
"""Ways that are easily taken for one another: each has a line that says what it is for."""
FIRST = ("reopen", "collect")
"""What a person has probably come for."""

PICTURES = {"reopen": "pen", "collect": "collect", "hand_in": "put", "rate": "check", "print": "printer"}
WORKED_ON = frozenset({Stage.RECEIVED, Stage.ACCEPTED, Stage.EXAMINED})
"""There is nothing to do but wait, unless papers are awaited."""


def cases(page: Page, model: Model, screen: Cases) -> None:
    """One card a case, the newest first."""
    draw_frame(page, model, "back")
    head, room = body(page).top(170 * page.u, 24 * page.u)
    hint = page.say("cases.hint") if screen.cases else ""
    title(page, head, page.say("cases.title"), hint)
    if not screen.cases:
        page.words(room.top(420 * page.u)[0], page.say("cases.none"), theme.LARGE, theme.INK_SOFT, valign="top")
    room = pager(page, room, screen.page, pages(screen))
    first = screen.page * CASES_A_PAGE
    for place, case in zip(_places(page, room), screen.cases[first : first + CASES_A_PAGE], strict=False):
        _row(page, place, case)


def case_shown(page: Page, model: Model, screen: CaseShown) -> None:
    """Where it is, since when, by when; what to do, and the buttons for it."""
    draw_frame(page, model, "back")
    offered = ways(model, screen)
    low_h = (sum(map(_way_high, offered)) + max(0, len(offered) - 1) * theme.GAP) * page.u
    if page.portrait:
        low, high_ = body(page).foot(low_h, 36 * page.u)
        rest = _standing(page, _news(page, model, high_, screen), screen)
        _facts(page, rest, screen.case)
    else:
        high_, right = halves(page, body(page), 0.5)
        low, rest = right.foot(low_h, 36 * page.u)
        _standing(page, high_, screen)
        if _news(page, model, rest, screen) == rest:
            _facts(page, rest, screen.case)
    _buttons(page, low, screen, offered)


def _news(page: Page, model: Model, room: Rect, screen: CaseShown) -> Rect:
    """What went wrong, or what came out of the printer; gives the room below it."""
    if screen.paper is not None and screen.mistake is None:
        return good_news(page, room, page.say(f"done.paper.{screen.paper}"))
    return told(page, model, room, screen.mistake)


def _standing(page: Page, room: Rect, screen: CaseShown) -> Rect:
    """What it is, where it stands, what to do; gives the room below it."""
    case = screen.case
    head, room = room.top(150 * page.u, 16 * page.u)
    page.words(head, tell(page, case.item), 60, bold=True)
    card, room = room.top(min(room.h * 0.5, 330 * page.u), 24 * page.u)
    _stage(page, card, case)
    return said_below(page, room, page.say(_to_do(screen)), 48).top(0, 16 * page.u)[1]


def _to_do(screen: CaseShown) -> str:
    """The key of what the person does next; papers that are awaited are never "nothing to do"."""
    case = screen.case
    if case.stage in REOPENED:
        return f"stage.{case.stage}.do" if screen.qr else "case.scan_to_go_on"
    return "case.awaited.do" if case.awaited and case.stage in WORKED_ON else f"stage.{case.stage}.do"


def _facts(page: Page, room: Rect, case: CaseProgress) -> None:
    """As many as there is room for; the first matter most."""
    for line in _lines(page, case):
        if room.h < FACT_H * page.u:
            return
        room = said_below(page, room, line, theme.BODY, theme.INK_SOFT)


def _stage(page: Page, card: Rect, case: CaseProgress) -> None:
    picture, ground, ink = TONES.get(case.stage, USUAL)
    page.panel(card, ground, theme.RADIUS)
    side, text = card.inset(36 * page.u, 20 * page.u).left(150 * page.u, 34 * page.u)
    mark(page, side.centre, 72, picture, theme.CARD, ink)
    note = tell(page, case.note)
    line, rest = text.top(text.h * (0.42 if note else 0.55))
    page.words(line, page.say(f"stage.{case.stage}"), 56, ink, bold=True, valign="bottom")
    since = page.say("case.updated" if case.stage in ENDED else "case.since", day=day(page, case.since))
    page.words(rest, f"{since}\n{note}" if note else since, theme.BODY, theme.INK, valign="top")


def _lines(page: Page, case: CaseProgress) -> Iterator[str]:
    if case.tracking:
        yield page.say("case.tracking", tracking=case.tracking)
    if case.awaited:
        yield page.say("case.awaited", names=page.say("news.between").join(tell(page, one) for one in case.awaited))
    yield page.say("case.number", case=case.case)
    yield page.say("case.department", department=tell(page, case.department))
    if case.promised and case.stage not in DONE:
        yield page.say("case.promised", day=day(page, case.promised))


def _buttons(page: Page, room: Rect, screen: CaseShown, offered: tuple[str, ...]) -> None:
    if not offered:
        return
    for way in offered:
        place, room = room.top(_way_high(way) * page.u, theme.GAP * page.u)
        if way in EXPLAINED:
            line, place = place.top(WHAT_FOR_H * page.u)
            page.words(line, page.say(f"{_named(screen, way)}.for"), theme.SMALL, theme.INK_SOFT)
        look = SPENT if screen.busy else MAIN if way in FIRST else QUIET
        text = page.say(_label(screen, way))
        button(page, place, "" if screen.busy else way, text, look, size=50, picture=PICTURES[way])


def _way_high(way: str) -> float:
    """A button, and above some what it is for; theme units."""
    return BUTTON_H + (WHAT_FOR_H if way in EXPLAINED else 0)


def _label(screen: CaseShown, way: str) -> str:
    return "enquire.asking" if screen.busy and way == screen.way else _named(screen, way)


def _named(screen: CaseShown, way: str) -> str:
    tolerated = way == "reopen" and screen.case.stage is Stage.TOLERATED
    return "case.supplement" if tolerated else f"case.{way}"


def _places(page: Page, room: Rect) -> list[Rect]:
    columns = 1 if page.portrait else 2
    lines = CASES_A_PAGE // columns
    box, _ = room.top(min(room.h, lines * 270 * page.u))
    return [place for row in box.rows(lines, 20 * page.u) for place in row.columns(columns, theme.GAP * page.u)]


def _row(page: Page, place: Rect, case: CaseProgress) -> None:
    picture, _, ink = TONES.get(case.stage, USUAL)
    page.card(place)
    page.touch(place, f"case.{case.case}")
    side, rest = place.inset(30 * page.u, 16 * page.u).left(80 * page.u, 26 * page.u)
    icon(page, side, picture, ink)
    arrow, text = rest.end(50 * page.u, 10 * page.u)
    icon(page, arrow, "next", theme.ACCENT)
    name = tell(page, case.item)
    first, second = text.top(text.h * (0.62 if high(name, 46 * page.u, text.w) > 70 * page.u else 0.5))
    page.words(first, name, 46, bold=True)
    state = page.say(f"stage.{case.stage}")
    page.words(second, f"{state} · {day(page, case.since)}", theme.SMALL, theme.INK_SOFT)
