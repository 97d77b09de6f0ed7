"""One question with what it is answered with: keypad, letters with candidates, a date, cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk import theme
from kiosk.flows.apply.entry import CANDIDATES_A_PAGE, Entry
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import halves
from kiosk.widgets.button import MAIN, PLAIN, QUIET, button
from kiosk.widgets.candidates import candidates
from kiosk.widgets.keypad import keypad
from kiosk.widgets.letters import LYING, UPRIGHT, across, letters
from kiosk.widgets.measure import high
from kiosk.widgets.signs import banner
from kiosk.widgets.typed import date_field, grouped_field, typed_field, zone_field

GROUPS = {"resident_id": (6, 4, 4, 4), "mobile": (3, 4, 4), "credit_code": (2, 6, 4, 4, 2)}
BOARDS = {"credit_code": "capitals", "passport": "capitals", "mrz": "zone"}
EXTRA_KEYS = {"resident_id": "X"}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked. ``hint`` stands in the empty field; ``aside``: a control and its text, beside the main button."""

    label: str
    kind: str
    entry: Entry
    help: str = ""
    count: str = ""
    wrong: str = ""
    hint: str = ""
    aside: tuple[tuple[str, str], ...] = ()
    extra: str = ""


def editor(page: Page, room: Rect, ask: Ask) -> None:
    """Label, help, field and what is wrong; below or beside it the keys; the main button within reach."""
    if ask.kind in BOARDS or ask.kind in {"text", "name"}:
        _with_letters(page, room, ask)
    else:
        _with_digits(page, room, ask)


def question_head(page: Page, room: Rect, count: str, label: str, help_text: str, size: float = 56) -> Rect:
    """Where one is, what is asked, and what helps; gives the room below."""
    if count:
        line, room = room.top(48 * page.u, 4 * page.u)
        page.words(line, count, 34, theme.ACCENT, bold=True)
    wanted = min(high(label, size * page.u, room.w), 4 * 1.35 * size * page.u)
    words, room = room.top(min(room.h, wanted), 10 * page.u)
    page.words(words, label, size, bold=True, valign="top")
    if help_text:
        small = min(38, size * 0.7)
        wanted = min(high(help_text, small * page.u, room.w), 4 * small * page.u)
        words, room = room.top(min(room.h, wanted), 10 * page.u)
        page.words(words, help_text, small, theme.INK_SOFT, valign="top")
    return room


def _with_digits(page: Page, room: Rect, ask: Ask) -> None:
    if page.portrait:
        foot, room = room.foot(140 * page.u, 24 * page.u)
        read, keys = halves(page, room, 0.53)
    else:
        read, keys = halves(page, room, 0.5)
        foot, read = read.foot(theme.TOUCH_MIN * page.u, 20 * page.u)
    keypad(page, keys, ask.extra)
    _buttons(page, foot, ask)
    room = question_head(page, read, ask.count, ask.label, ask.help)
    field, room = room.top(140 * page.u, 20 * page.u)
    _field(page, field, ask)
    if ask.wrong:
        banner(page, room.top(min(room.h, 190 * page.u))[0], ask.wrong)


def _with_letters(page: Page, room: Rect, ask: Ask) -> None:
    chinese = ask.kind in {"text", "name"}
    board = ask.entry.keys if chinese else BOARDS[ask.kind]
    rows = len((UPRIGHT if page.portrait else LYING)[board])
    if page.portrait:
        foot, room = room.foot(130 * page.u, 18 * page.u)
        _buttons(page, foot, ask)
    keys, room = room.foot(rows * (124 if page.portrait else 102) * page.u, 14 * page.u)
    letters(page, across(page, keys), board, capitals=ask.entry.capitals, rare=ask.entry.rare)
    if chinese:
        room = _candidates(page, room, ask.entry)
    if not page.portrait:
        _lying_head(page, room, ask)
        return
    room = question_head(page, room, ask.count, ask.label, ask.help)
    field, room = room.top((190 if ask.kind == "mrz" else 140) * page.u, 16 * page.u)
    _field(page, field, ask)
    if ask.wrong:
        banner(page, room.top(min(room.h, 150 * page.u))[0], ask.wrong)


def _lying_head(page: Page, room: Rect, ask: Ask) -> None:
    """Lying there is little height: all in one row, or the field in a row of its own where there are no candidates."""
    high_enough = room.h > 200 * page.u
    top, field = room.top(theme.TOUCH_MIN * page.u, 10 * page.u) if high_enough else (room, room)
    words, right = top.left(top.w * (0.5 if ask.wrong and high_enough else 0.34), 24 * page.u)
    rest, buttons = right.left(right.w * 0.68, 16 * page.u)
    if ask.aside:
        buttons = Rect(right.x + right.w * 0.3, right.y, right.w * 0.7, right.h)
    field = field if high_enough else rest.top(theme.TOUCH_MIN * page.u)[0]
    _buttons(page, buttons.top(theme.TOUCH_MIN * page.u)[0], ask)
    _field(page, field, ask)
    if ask.wrong:
        banner(page, words.top(min(words.h, 170 * page.u))[0], ask.wrong)
    else:
        question_head(page, words, "", ask.label, ask.help, 48)


def _candidates(page: Page, room: Rect, entry: Entry) -> Rect:
    bar, rest = room.foot(theme.TOUCH_MIN * page.u, 14 * page.u)
    if entry.candidates or (entry.letters and entry.keys != "code"):
        meant(page, bar, entry)
    else:
        words, stuck = bar.left(bar.w * 0.58, 16 * page.u)
        page.words(words, page.say(f"type.how.{'rare' if entry.rare else entry.keys}"), 34, theme.INK_SOFT)
        button(page, stuck, "help", page.say("type.stuck"), PLAIN, size=32)
    return rest


def meant(page: Page, bar: Rect, entry: Entry) -> None:
    """What the letters may mean, a page of it."""
    after = entry.page < entry.pages - 1
    candidates(page, bar, entry.shown, CANDIDATES_A_PAGE, before=entry.page > 0, after=after)


def _field(page: Page, rect: Rect, ask: Ask) -> None:
    wrong = ask.wrong != ""
    if ask.kind == "date":
        date_field(page, rect, ask.entry.text, wrong=wrong)
    elif ask.kind == "mrz":
        zone_field(page, rect, ask.entry.text, wrong=wrong)
    elif ask.kind in GROUPS:
        grouped_field(page, rect, ask.entry.text, GROUPS[ask.kind], ask.hint, wrong=wrong)
    else:
        typed_field(page, rect, ask.entry.text, ask.entry.letters, ask.hint, wrong=wrong)


def _buttons(page: Page, rect: Rect, ask: Ask) -> None:
    gap = theme.GAP * page.u
    for control, text in ask.aside:
        place, rect = rect.left(rect.w * 0.42 - gap, gap)
        button(page, place, control, text, QUIET, size=38)
    button(page, rect, "ok", page.say("next"), MAIN, size=48)


def cards(page: Page, room: Rect, choices: Sequence[tuple[str, str]], chosen: str, places: int) -> None:
    """Choices as large cards, in one column upright and two lying; the one chosen is marked."""
    columns = 1 if page.portrait else 2
    lines = -(-places // columns)
    gap = 18 * page.u
    height = min(room.h, lines * 190 * page.u)
    box, _ = room.foot(height) if page.portrait else room.top(height)
    spots = [place for row in box.rows(lines, gap) for place in row.columns(columns, theme.GAP * page.u)]
    for place, (key, text) in zip(spots, choices, strict=False):
        button(page, place, f"choose.{key}", text, MAIN if key == chosen else QUIET, size=46)


def yes_or_no(page: Page, room: Rect, chosen: str) -> None:
    """Two large answers side by side, low enough for everybody."""
    box, _ = room.foot(min(room.h, 360 * page.u))
    for place, key in zip(box.columns(2, theme.GAP * page.u), ("yes", "no"), strict=True):
        look = MAIN if key == chosen else QUIET
        button(page, place, f"choose.{key}", page.say(f"answer.{key}"), look, size=80)
