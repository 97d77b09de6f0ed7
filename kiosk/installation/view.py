"""From the sheet to the scene it is seen as: the front, what was said, and what is wanted now."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from kiosk import theme
from kiosk.flows.proof import GOOD
from kiosk.installation.naming import naming
from kiosk.installation.sheet import (
    DANGER,
    SHUTTING,
    Asked,
    Busy,
    Counted,
    Named,
    Now,
    Over,
    Pointed,
    Said,
    Sheet,
)
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import Scene
from kiosk.screens.frame import LANGUAGES, body, halves
from kiosk.texts import Texts
from kiosk.widgets.button import CHOSEN, MAIN, PLAIN, QUIET, SERIOUS, SPENT, button
from kiosk.widgets.cabinet_map import RIGHT, WRONG, Paint, cabinet_map
from kiosk.widgets.measure import high
from kiosk.widgets.signs import banner
from locker.contract.ids import CompartmentId

BUTTON_H = 132
LIST_H_MIN = 316
QUESTION = theme.LARGE
LINE = theme.SMALL
LINE_GAP = 10
BAD_SAYS = frozenset(
    {"board.twins", "board.wrong_baud", "board.silent", "board.port_gone", "relay.on", "line.gone", DANGER}
)
LAST_FIRST = frozenset({"opened"})
"""Questions whose first answer, Enter's at a terminal, says that nobody looked: here it comes last."""
UNURGED = LAST_FIRST | {"boards.wrong", "relay.on.ask"}
"""Questions of which no answer is better, or where it is better to stop."""
NOT_TRIED = "not_tried"


class Says(Protocol):
    """The words of ``drivers/probe`` in one language."""

    def say(self, what: str, **values: object) -> str:
        """The text with its places filled."""


def scene(sheet: Sheet, texts: Mapping[str, Texts], words: Mapping[str, Says], width: int, height: int) -> Scene:
    """What the glass shows, ``width`` by ``height`` pixels."""
    page = Page(width, height, texts[sheet.language])
    _frame(page, sheet)
    if isinstance(sheet.now, Named):
        naming(page, body(page), sheet.now)
    else:
        _sheet(page, sheet, words[sheet.language])
    return Scene(_name(sheet), tuple(page.elements), frozenset(page.say.said))


def _name(sheet: Sheet) -> str:
    now = sheet.now
    return f"installation.{now.said.what if isinstance(now, Asked) else type(now).__name__.lower()}"


def _frame(page: Page, sheet: Sheet) -> None:
    """Band and footer as every screen has them, with the way out in the place of the way back."""
    page.panel(page.rect, theme.GROUND)
    band, foot = (132, 168) if page.portrait else (104, 152)
    top, _ = page.rect.top(band * page.u)
    page.panel(top, theme.ACCENT_DEEP)
    head = page.say("installation.title", kiosk=sheet.kiosk)
    page.words(top.inset(theme.MARGIN * page.u, 12 * page.u), head, 46, theme.ON_ACCENT, bold=True)
    low, _ = page.rect.foot(foot * page.u)
    page.panel(low, theme.CARD)
    page.panel(low.top(2 * page.u)[0], theme.LINE)
    row = low.inset(theme.MARGIN * page.u, (low.h - theme.TOUCH_MIN * page.u) / 2)
    stop, rest = row.left(420 * page.u, theme.GAP * page.u)
    _stop(page, stop, sheet)
    _languages(page, rest.end(300 * page.u)[0], sheet)


def _stop(page: Page, rect: Rect, sheet: Sheet) -> None:
    match sheet.now:
        case Asked() | Counted(ending=False):
            button(page, rect, "stop", page.say("installation.stop"), PLAIN, size=40, picture="back")
        case Counted():
            button(page, rect, "", page.say("installation.ending"), SPENT, size=40)


def _languages(page: Page, room: Rect, sheet: Sheet) -> None:
    if len(sheet.languages) < 2:
        return
    for place, name in zip(room.columns(len(sheet.languages), 12 * page.u), sheet.languages, strict=True):
        look = CHOSEN if name == sheet.language else PLAIN
        button(page, place, f"lang.{name}", LANGUAGES[name], look, size=32)


def _sheet(page: Page, sheet: Sheet, words: Says) -> None:
    """Upright: front, list, question. Lying: the question beside both."""
    ask = _PARTS[type(sheet.now)]
    pointing, room = isinstance(sheet.now, Pointed), body(page)
    upright, lying = _front_shares(sheet.now)
    if page.portrait:
        front, room = room.top(room.h * upright, 24 * page.u)
        low, lines = room.foot(
            min(room.h - LIST_H_MIN * page.u, ask(page, room, sheet, words, draw=False)), 24 * page.u
        )
    else:
        left, low = halves(page, room, 0.5)
        front, lines = left.top(left.h * lying, 20 * page.u)
    paints = _paints(sheet.found)
    cabinet_map(page, front, sheet.doors, sheet.screen, lit=sheet.lit, paints=paints, touchable=pointing)
    if not pointing:
        _lines(page, lines, sheet, words)
    ask(page, low, sheet, words, draw=True)


def _front_shares(now: Now) -> tuple[float, float]:
    """How much of the height the front takes, upright and lying: most to point at it, little beside much to read."""
    if isinstance(now, Pointed):
        return 0.72, 1.0
    reading = isinstance(now, Over) or (isinstance(now, Asked) and now.said.what == "mapping.write")
    return (0.18, 0.3) if reading else (0.3, 0.5)


def _paints(found: Mapping[CompartmentId, str]) -> dict[CompartmentId, Paint]:
    tried = {door: finding for door, finding in found.items() if finding != NOT_TRIED}
    return {door: RIGHT if finding in GOOD else WRONG for door, finding in tried.items()}


def _lines(page: Page, rect: Rect, sheet: Sheet, words: Says) -> None:
    """As many of the newest lines as there is room for; arrows to the older ones."""
    page.card(rect)
    inner = rect.inset(24 * page.u, 16 * page.u)
    last = len(sheet.said) - sheet.back
    turned = sheet.back > 0
    text = inner.end(theme.TOUCH_MIN * page.u, 16 * page.u)[1]
    fitting = list(_fitting(page, text, sheet.said[:last], words))
    shown = fitting if turned or len(fitting) < last else list(_fitting(page, inner, sheet.said[:last], words))
    whole = inner if len(shown) == len(sheet.said) else text
    if whole is text:
        _arrows(page, inner.end(theme.TOUCH_MIN * page.u)[0], older=len(shown) < last, newer=turned)
    y = whole.y
    for said, line, height in reversed(shown):
        place = Rect(whole.x, y, whole.w, height)
        page.words(place, line, LINE, _ink(said), valign="top")
        y += height + LINE_GAP * page.u


def _fitting(page: Page, rect: Rect, said: tuple[Said, ...], words: Says) -> Iterator[tuple[Said, str, float]]:
    """From the newest back: the line, its text, and how high it is."""
    left = rect.h
    for one in reversed(said):
        text = words.say(one.what, **one.values).strip()
        height = high(text, LINE * page.u, rect.w)
        left -= height
        if left < 0:
            return
        yield one, text, height
        left -= LINE_GAP * page.u


def _ink(said: Said) -> str:
    what, _, finding = said.what.partition(".")
    if said.what in BAD_SAYS or (what == "finding" and finding not in GOOD):
        return theme.BAD
    return theme.GOOD if what == "finding" or said.what in ("board.answers", "report.right") else theme.INK


def _arrows(page: Page, rect: Rect, *, older: bool, newer: bool) -> None:
    for place, control, shown in zip(rect.rows(2, 10 * page.u), ("up", "down"), (older, newer), strict=True):
        if shown:
            button(page, place, control, page.say(f"installation.{control}"), QUIET, size=32)


def _asked(page: Page, room: Rect, sheet: Sheet, words: Says, *, draw: bool) -> float:
    """The question, and a button for each answer; gives the height it needs."""
    assert isinstance(sheet.now, Asked)  # noqa: S101 - chosen by its type
    said, choices = sheet.now.said, sheet.now.choices
    order = (*choices[1:], *choices[:1]) if said.what in LAST_FIRST else choices
    text = words.say(said.what, **said.values)
    head = high(text, QUESTION * page.u, room.w) + 24 * page.u
    columns = 2 if len(choices) > 3 else 1
    rows = -(-len(choices) // columns)
    keys = rows * BUTTON_H * page.u + (rows - 1) * theme.GAP * page.u
    if draw:
        low, high_ = room.foot(min(keys, room.h - min(head, room.h * 0.35)), 20 * page.u)
        page.words(high_, text, QUESTION, bold=True, valign="middle" if page.portrait else "bottom")
        for place, key in zip(_places(page, low, rows, columns, len(order)), order, strict=True):
            look = MAIN if key == order[0] and said.what not in UNURGED else QUIET
            label = words.say(f"{said.what}.{key}", **said.values)
            button(page, place, f"choose.{key}", label, look, size=theme.LARGE if columns == 1 else 38)
    return head + keys


def _places(page: Page, room: Rect, rows: int, columns: int, count: int) -> Iterator[Rect]:
    """Places in reading order; the last one takes what is left of its row."""
    gap = theme.GAP * page.u
    for number, row in enumerate(room.rows(rows, gap)):
        in_row = min(columns, count - number * columns)
        yield from row.columns(in_row, gap)


def _pointed(page: Page, room: Rect, _sheet: Sheet, _words: Says, *, draw: bool) -> float:
    """Which door was it?"""
    if draw:
        low, head = room.foot(BUTTON_H * page.u, 20 * page.u)
        page.words(head, page.say("installation.point"), QUESTION, bold=True)
        button(page, low, "unseen", page.say("installation.unseen"), QUIET)
    return (BUTTON_H + 130) * page.u


def _busy(page: Page, room: Rect, sheet: Sheet, words: Says, *, draw: bool) -> float:
    """Look at the cabinet, shut the door, or wait."""
    assert isinstance(sheet.now, Busy)  # noqa: S101
    said = sheet.now.said
    if draw:
        place, _ = room.top(min(room.h, 260 * page.u))
        if sheet.danger:
            banner(page, place, words.say(DANGER))
        elif said and said.what in SHUTTING:
            banner(page, place, words.say(said.what, **said.values), tone="care")
        elif said:
            banner(page, place, page.say("installation.look"), page.say("installation.look.do"), tone="care")
        else:
            page.words(place, page.say("installation.wait"), QUESTION, theme.INK_SOFT, align="center")
    return 260 * page.u


def _counted(page: Page, room: Rect, sheet: Sheet, words: Says, *, draw: bool) -> float:
    """How far it is."""
    assert isinstance(sheet.now, Counted)  # noqa: S101
    done, of = sheet.now.done, max(1, sheet.now.of)
    if draw:
        place, _ = room.top(min(room.h, 230 * page.u))
        head, bar = place.top(place.h * 0.55)
        page.words(head, f"{words.say('progress')}  {done} / {of}", theme.HEAD, bold=True, align="center")
        line = bar.middle(bar.w, 44 * page.u)
        page.panel(line, theme.LINE, 22)
        if done:
            page.panel(line.left(max(line.h, line.w * done / of))[0], theme.ACCENT, 22)
    return 230 * page.u


def _over(page: Page, room: Rect, sheet: Sheet, words: Says, *, draw: bool) -> float:
    """What came of it; paper; once more, or the end."""
    assert isinstance(sheet.now, Over)  # noqa: S101
    over, keys = sheet.now, 2 * BUTTON_H + theme.GAP
    if draw:
        low, top = room.foot(keys * page.u, 24 * page.u)
        _outcome(page, top.foot(min(top.h, 220 * page.u))[0], sheet, over, words)
        upper, lower = low.rows(2, theme.GAP * page.u)
        again, paper = upper.columns(2, theme.GAP * page.u)
        control = "anew" if over.why else "go_on"
        button(page, again, control, page.say(f"installation.{control}"), SERIOUS if over.why else QUIET, size=40)
        if sheet.prints and not over.why:
            said = "printing" if over.printing else "print"
            may = "" if over.printing else "print"
            button(page, paper, may, page.say(f"installation.{said}"), SPENT if over.printing else QUIET, size=40)
        button(page, lower, "finish", page.say("installation.finish"), MAIN, size=46)
    return (keys + 244) * page.u


def _outcome(page: Page, rect: Rect, sheet: Sheet, over: Over, words: Says) -> None:
    told = ""
    if over.paper:
        told = page.say("installation.printed" if over.paper.went else "installation.not_printed")
    if sheet.danger:
        banner(page, rect, words.say(DANGER))
    elif over.why:
        banner(page, rect, page.say("installation.impossible"), over.why)
    elif over.right:
        banner(page, rect, words.say("report.right"), told, tone="good")
    else:
        banner(page, rect, words.say("report.wrong"), told)


Part = Callable[..., float]
_PARTS: dict[type, Part] = {Busy: _busy, Asked: _asked, Pointed: _pointed, Counted: _counted, Over: _over}
