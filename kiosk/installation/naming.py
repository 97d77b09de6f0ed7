"""Typing who checks: a staff number on the keypad, or a name in pinyin or letters."""

from kiosk import theme
from kiosk.flows.apply.entry import Entry
from kiosk.installation.sheet import Named
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.editor import meant
from kiosk.screens.frame import halves
from kiosk.widgets.button import MAIN, QUIET, button
from kiosk.widgets.keypad import keypad
from kiosk.widgets.letters import LYING, UPRIGHT, across, letters
from kiosk.widgets.typed import typed_field

BUTTON_H = 132
FIELD_H = 140


def naming(page: Page, room: Rect, named: Named) -> None:
    """The field, its keys, the way to the other keys, and on; nothing typed leaves it to an earlier name."""
    if named.letters:
        _with_letters(page, room, named.entry)
    else:
        read, keys = halves(page, room, 0.6)
        _head(page, read, named.entry, "letters")
        keypad(page, keys)


def _with_letters(page: Page, room: Rect, entry: Entry) -> None:
    rows, row_h = (UPRIGHT, 124) if page.portrait else (LYING, 102)
    keys, room = room.foot(len(rows[entry.keys]) * row_h * page.u, 14 * page.u)
    letters(page, across(page, keys), entry.keys, capitals=entry.capitals, rare=entry.rare)
    bar, room = room.foot(theme.TOUCH_MIN * page.u, 14 * page.u)
    if entry.candidates or entry.letters:
        meant(page, bar, entry)
    else:
        page.words(bar, page.say(f"type.how.{entry.keys}"), theme.SMALL, theme.INK_SOFT)
    _head(page, room, entry, "digits")


def _head(page: Page, room: Rect, entry: Entry, other: str) -> None:
    """Upright one below the other; lying letters leave little height: field and buttons in one row."""
    hint = page.say(f"installation.who.{'digits' if other == 'letters' else 'letters'}")
    if room.h < 420 * page.u:
        row, _ = room.top(min(room.h, FIELD_H * page.u))
        field, buttons = row.left(row.w * 0.5, theme.GAP * page.u)
    else:
        head, room = room.top(150 * page.u, 20 * page.u)
        page.words(head, page.say("installation.who"), theme.TITLE, bold=True)
        field, room = room.top(FIELD_H * page.u, theme.GAP * page.u)
        buttons, _ = room.top(BUTTON_H * page.u)
    typed_field(page, field, entry.text, entry.letters, hint)
    switch, ok = buttons.columns(2, theme.GAP * page.u)
    button(page, switch, other, page.say(f"installation.{other}"), QUIET, size=40)
    button(page, ok, "ok", page.say("next"), MAIN, size=46)
