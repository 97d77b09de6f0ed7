"""The guide of one item, a sample, and the consent."""

from collections.abc import Iterable

from intake.catalogue.item import Condition, Item, Material
from kiosk import theme
from kiosk.flows.apply.guide import MATERIALS_A_PAGE, Leaf, leaves
from kiosk.flows.apply.states import Consent, Guide, Sample
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import Picture
from kiosk.screens.apply.journey import either
from kiosk.screens.apply.news import item_strip
from kiosk.screens.frame import body, draw_frame
from kiosk.widgets.button import MAIN, PLAIN, QUIET, button
from kiosk.widgets.icon import icon
from kiosk.widgets.pager import pager

SHEET_W = 0.74
"""How wide a sheet of paper is, of its height, with the margin around it."""


def guide(page: Page, model: Model, screen: Guide) -> None:
    """Name, one leaf of what is to be known, and the way to apply."""
    draw_frame(page, model, "back.step")
    room = body(page)
    found = leaves(screen.item)
    leaf = found[min(screen.page, len(found) - 1)]
    name, part = either(page, screen.item.name, screen.item.name_en), page.say(f"guide.{leaf.part}")
    if page.portrait:
        head, room = room.top(150 * page.u, 16 * page.u)
        page.words(head, name, 60, bold=True)
        foot, room = room.foot(theme.TOUCH_MIN * 1.1 * page.u, 24 * page.u)
        room = pager(page, room, screen.page, len(found))
        strip, room = room.top(64 * page.u, 14 * page.u)
        page.words(strip, part, theme.LARGE, theme.ACCENT, bold=True)
    else:
        head, room = room.top(90 * page.u, 12 * page.u)
        strip, head = head.end(head.w * 0.3, 20 * page.u)
        page.words(head, name, 56, bold=True)
        page.words(strip, part, theme.LARGE, theme.ACCENT, bold=True, align="right")
        foot, room = room.foot(theme.TOUCH_MIN * page.u, 20 * page.u)
        turn, foot = foot.left(foot.w * 0.55, 30 * page.u)
        pager(page, turn, screen.page, len(found))
    if model.place.applies:
        look = QUIET if screen.find.guides else MAIN
        button(page, foot, "apply", page.say("guide.apply"), look, size=48, picture="document")
    if screen.page == 0 or leaf.part == "facts":
        room = item_strip(page, room, model, screen.item)
    _leaf(page, room, leaf, screen.item, model.catalogue)


def sample(page: Page, model: Model, screen: Sample) -> None:
    """What a material looks like, as large as it goes."""
    draw_frame(page, model, "back.step")
    material = next(one for one in screen.guide.item.material if one.key == screen.material)
    head, sheet, foot = _about_a_sheet(page, body(page))
    name = either(page, material.name, material.name_en)
    page.words(head, page.say("sample.title", name=name), 52, bold=True)
    button(page, foot, "ok", page.say("sample.seen"), QUIET, size=44)
    page.card(sheet)
    coming = sheet.inset(70 * page.u, 24 * page.u).foot(200 * page.u)[0]
    page.words(coming, page.say("sample.coming"), 40, theme.INK_SOFT, align="center")
    _picture(page, sheet.inset(24 * page.u), material)


def _about_a_sheet(page: Page, room: Rect) -> tuple[Rect, Rect, Rect]:
    """Places for a title, a sheet of paper and a button; lying the sheet stands beside both, as high as the glass."""
    if page.portrait:
        head, room = room.top(110 * page.u, 16 * page.u)
        foot, sheet = room.foot(theme.TOUCH_MIN * page.u, 20 * page.u)
        return head, sheet, foot
    sheet, room = room.end(room.h * SHEET_W, 48 * page.u)
    foot, room = room.foot(theme.TOUCH_MIN * page.u, 20 * page.u)
    return room.top(220 * page.u)[0], sheet, foot


def consent(page: Page, model: Model, screen: Consent) -> None:
    """Plain words, and two answers of one size."""
    draw_frame(page, model, "back.step")
    room = body(page)
    head, room = room.top(120 * page.u, 10 * page.u)
    page.words(head, page.say("consent.title"), 60, bold=True)
    foot, room = room.foot((160 if page.portrait else 130) * page.u, 28 * page.u)
    no, agree = foot.columns(2, theme.GAP * page.u)
    button(page, no, "no", page.say("consent.no"), PLAIN, size=46)
    button(page, agree, "agree", page.say("consent.agree"), MAIN, size=46, picture="check")
    item = either(page, screen.guide.item.name, screen.guide.item.name_en)
    parts = ("what", "why", "long", "gone")
    places = room.rows(4, 20 * page.u) if page.portrait else _grid(page, room)
    for place, part in zip(places, parts, strict=True):
        page.card(place, border="")
        inner = place.inset(34 * page.u, 16 * page.u)
        name, text = inner.top(66 * page.u, 4 * page.u)
        page.words(name, page.say(f"consent.{part}"), 42, theme.ACCENT, bold=True)
        page.words(text, page.say(f"consent.{part}.text", item=item), 40, valign="top")


def _grid(page: Page, room: Rect) -> tuple[Rect, ...]:
    gap = theme.GAP * page.u
    return tuple(place for row in room.rows(2, gap) for place in row.columns(2, gap))


def _leaf(page: Page, room: Rect, leaf: Leaf, item: Item, use: CatalogueInUse | None) -> None:
    if leaf.part == "conditions":
        _conditions(page, room, leaf.conditions)
    elif leaf.part == "materials":
        _materials(page, room, leaf.materials)
    elif leaf.part == "basis":
        _rows(page, room, [(page.say("guide.basis"), "\n".join(item.basis)), *_whom(page, item, use)])
    else:
        _rows(page, room, _facts(page, item))


def _facts(page: Page, item: Item) -> list[tuple[str, str]]:
    say = page.say
    ways = say("news.between").join(say(f"collect.way.{way}") for way in item.collect)
    return [
        (say("guide.promised"), _days(page, item.promised_days)),
        (say("guide.legal"), _days(page, item.legal_days)),
        (say("guide.fee"), item.fee),
        (say("guide.result"), item.result),
        (say("guide.collect"), ways),
    ]


def _whom(page: Page, item: Item, use: CatalogueInUse | None) -> Iterable[tuple[str, str]]:
    if use is None:
        return
    known = use.catalogue.departments
    keys = item.joint.departments if item.joint else (item.department,)
    names = [either(page, known[key].name, known[key].name_en) for key in keys]
    label = "guide.departments" if item.joint else "guide.department"
    yield page.say(label), page.say("news.between").join(names)
    yield page.say("guide.phone"), known[item.department].phone


def _days(page: Page, days: int) -> str:
    return page.say("guide.days", days=days) if days else page.say("guide.at_once")


def _rows(page: Page, room: Rect, rows: Iterable[tuple[str, str]]) -> None:
    listed = list(rows)
    box, _ = room.top(min(room.h, len(listed) * (230 if len(listed) > 3 else 320) * page.u))
    for place, (label, text) in zip(box.rows(len(listed), 14 * page.u), listed, strict=True):
        page.card(place, border="")
        inner = place.inset(30 * page.u, 10 * page.u)
        name, value = inner.left(min(270 * page.u, inner.w * 0.3), 20 * page.u)
        page.words(name, label, 38, theme.INK_SOFT)
        page.words(value, text, 44, bold=True)


def _conditions(page: Page, room: Rect, found: tuple[Condition, ...]) -> None:
    box, _ = room.top(min(room.h, len(found) * 210 * page.u))
    for place, one in zip(box.rows(len(found), 14 * page.u), found, strict=True):
        page.card(place, border="")
        inner = place.inset(30 * page.u, 10 * page.u)
        answer, text = inner.end(290 * page.u, 20 * page.u)
        page.words(text, either(page, one.question, one.question_en), 42)
        page.words(answer, page.say(f"guide.wants.{one.required}"), 38, theme.GOOD, bold=True, align="right")


def _materials(page: Page, room: Rect, found: tuple[Material, ...]) -> None:
    columns = 1 if page.portrait else 2
    lines = MATERIALS_A_PAGE // columns
    box, _ = room.top(min(room.h, lines * 260 * page.u))
    places = [place for row in box.rows(lines, 14 * page.u) for place in row.columns(columns, theme.GAP * page.u)]
    for place, one in zip(places, found, strict=False):
        page.card(place, border="")
        inner = place.inset(28 * page.u, 12 * page.u)
        if one.sample:
            inner = _sample(page, inner, one)
        name, text = inner.top(inner.h * (0.32 if one.note else 0.42))
        page.words(name, either(page, one.name, one.name_en), 42, bold=True)
        page.words(text, _counts(page, one), 34, theme.INK_SOFT, valign="top")


def _counts(page: Page, one: Material) -> str:
    say = page.say
    parts = [say("guide.originals", count=one.originals)] if one.originals else []
    parts += [say("guide.copies", count=one.copies)] if one.copies else []
    parts += [say("guide.kept" if one.kept else "guide.returned")] if one.originals else []
    parts += [say("guide.valid", days=one.valid_days)] if one.valid_days else []
    parts += [say("guide.perhaps")] if one.when else []
    parts += [say("guide.later", days=one.tolerated_days)] if one.tolerable else []
    lines = [say("guide.between").join(parts), say("guide.issuer", issuer=one.issuer)]
    return "\n".join([*lines, say("guide.note", note=one.note)] if one.note else lines)


def _sample(page: Page, inner: Rect, material: Material) -> Rect:
    place, rest = inner.end(190 * page.u, 20 * page.u)
    page.panel(place, theme.ACCENT_SOFT, theme.RADIUS)
    page.touch(place, f"sample.{material.key}")
    picture, word = place.inset(10 * page.u).top(place.h * 0.6)
    _picture(page, picture, material)
    page.words(word, page.say("guide.sample"), 34, theme.ACCENT, bold=True, align="center")
    return rest


def _picture(page: Page, rect: Rect, material: Material) -> None:
    """A sheet of paper, and over it the sample's picture when there is one."""
    side = min(rect.w, rect.h, 420 * page.u)
    icon(page, rect.middle(side, side), "document", theme.ACCENT, 5)
    if material.sample:
        page.elements.append(Picture(rect, f"sample:{material.sample}"))
