"""A keyboard as phones have it: pinyin, letters, signs, capitals with digits. Each board is data.

Upright a row is ten keys wide, lying twelve, so that there the last row's keys stand beside the letters.
"""

from dataclasses import dataclass

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.button import CHOSEN, button
from kiosk.widgets.icon import icon
from kiosk.widgets.keypad import KEY, SIDE_KEY

GAP = 8
EDGE = 18


@dataclass(frozen=True, slots=True)
class Cap:
    """One key: its control, how many keys wide, and the name of its text; a sign shows itself."""

    control: str
    wide: float = 1
    text: str = ""


Rows = tuple[tuple[Cap, ...], ...]


def _signs(signs: str, wide: float = 1) -> tuple[Cap, ...]:
    return tuple(Cap(f"key.{sign}", wide) for sign in signs)


def _delete(wide: float) -> Cap:
    return Cap("key.delete", wide)


_SPACE, _DOT = "key.space", "key.·"
_TO_SIGNS, _TO_ABC, _TO_ZH = ("board.signs", "keys.signs"), ("board.abc", "keys.abc"), ("board.zh", "keys.zh")
_SHIFT, _RARE = "key.shift", "key.rare"


def _foot(first: tuple[str, str], second: tuple[str, str]) -> tuple[Cap, ...]:
    (one, one_text), (other, other_text) = first, second
    return Cap(one, 2, one_text), Cap(other, 2, other_text), Cap(_SPACE, 4.5, "keys.space"), Cap(_DOT, 1.5)


UPRIGHT: dict[str, Rows] = {
    "zh": (
        _signs("qwertyuiop"),
        _signs("asdfghjkl"),
        (*_signs("zxcvbnm"), Cap(_RARE, 1.75, "keys.rare"), _delete(1.25)),
        _foot(_TO_SIGNS, _TO_ABC),
    ),
    "code": (
        _signs("12345", 2),
        _signs("67890", 2),
        _signs("abcdef", 5 / 3),
        (Cap(_SPACE, 6, "keys.space"), _delete(4)),
    ),
    "abc": (
        _signs("qwertyuiop"),
        _signs("asdfghjkl"),
        (Cap(_SHIFT, 1.5, "keys.shift"), *_signs("zxcvbnm"), _delete(1.5)),
        _foot(_TO_SIGNS, _TO_ZH),
    ),
    "signs": (
        _signs("1234567890"),
        _signs("（）、，。；：—-·"),
        (*_signs("@#/.+&*"), _delete(3)),
        (Cap(_TO_ZH[0], 2.5, _TO_ZH[1]), Cap(_TO_ABC[0], 2.5, _TO_ABC[1]), Cap(_SPACE, 5, "keys.space")),
    ),
    "capitals": (
        _signs("1234567890"),
        _signs("QWERTYUIOP"),
        _signs("ASDFGHJKL"),
        (*_signs("ZXCVBNM"), _delete(3)),
    ),
    "zone": (
        _signs("1234567890"),
        _signs("QWERTYUIOP"),
        (*_signs("ASDFGHJKL<"),),
        (*_signs("ZXCVBNM"), _delete(3)),
    ),
    "find": (
        _signs("qwertyuiop"),
        _signs("asdfghjkl"),
        (Cap("key.clear", 1.5, "key.clear"), *_signs("zxcvbnm"), _delete(1.5)),
    ),
}

LYING: dict[str, Rows] = {
    **UPRIGHT,
    "code": (
        (*_signs("1234567890"), _delete(2)),
        (*_signs("abcdef", 1.5), Cap(_SPACE, 3, "keys.space")),
    ),
    "zh": (
        (*_signs("qwertyuiop"), _delete(2)),
        (*_signs("asdfghjkl"), Cap(_TO_SIGNS[0], 1.5, _TO_SIGNS[1]), Cap(_TO_ABC[0], 1.5, _TO_ABC[1])),
        (*_signs("zxcvbnm"), Cap(_DOT, 1.25), Cap(_RARE, 1.75, "keys.rare"), Cap(_SPACE, 2, "keys.space")),
    ),
    "abc": (
        (*_signs("qwertyuiop"), _delete(2)),
        (*_signs("asdfghjkl"), Cap(_TO_SIGNS[0], 1.5, _TO_SIGNS[1]), Cap(_TO_ZH[0], 1.5, _TO_ZH[1])),
        (Cap(_SHIFT, 1.5, "keys.shift"), *_signs("zxcvbnm"), Cap(_SPACE, 3.5, "keys.space")),
    ),
    "signs": (
        (*_signs("1234567890"), _delete(2)),
        (*_signs("（）、，。；：—-·"), Cap(_TO_ZH[0], 2, _TO_ZH[1])),
        (*_signs("@#/.+&*"), Cap(_TO_ABC[0], 2, _TO_ABC[1]), Cap(_SPACE, 3, "keys.space")),
    ),
}


def letters(page: Page, rect: Rect, board: str, *, capitals: bool = False, rare: bool = False) -> None:
    """The board in ``rect``, which should reach from edge to edge (:func:`across`); ``rare``: that key is down."""
    gap = GAP * page.u
    rows = (UPRIGHT if page.portrait else LYING)[board]
    keys = max(sum(cap.wide for cap in row) for row in rows)
    key_w = (rect.w - (keys - 1) * gap) / keys
    down = {key for key, is_down in ((_SHIFT, capitals), (_RARE, rare)) if is_down}
    for place, row in zip(rect.rows(len(rows), gap), rows, strict=True):
        _row(page, place, row, key_w, gap, down)


def across(page: Page, rect: Rect) -> Rect:
    """As wide as the glass: ten keys upright are only just wide enough."""
    edge = EDGE * page.u
    return Rect(edge, rect.y, page.rect.w - 2 * edge, rect.h)


def _row(page: Page, place: Rect, row: tuple[Cap, ...], key_w: float, gap: float, down: set[str]) -> None:
    widths = [cap.wide * key_w + (cap.wide - 1) * gap for cap in row]
    x = place.x + (place.w - sum(widths) - gap * (len(row) - 1)) / 2
    for cap, width in zip(row, widths, strict=True):
        _cap(page, Rect(x, place.y, width, place.h), cap, down)
        x += width + gap


def _cap(page: Page, rect: Rect, cap: Cap, down: set[str]) -> None:
    if cap.control == "key.delete":
        page.card(rect, SIDE_KEY.ground, SIDE_KEY.border)
        icon(page, rect.middle(72 * page.u, 72 * page.u), "delete", theme.ACCENT)
        page.touch(rect, cap.control)
    elif cap.text:
        look = CHOSEN if cap.control in down else SIDE_KEY
        button(page, rect, cap.control, page.say(cap.text), look, size=36)
    else:
        sign = cap.control.removeprefix("key.")
        button(page, rect, cap.control, sign.upper() if _SHIFT in down else sign, KEY, size=56)
