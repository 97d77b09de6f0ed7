"""Finding an item: ways, shelves as cards, items as rows, letters to type."""

from intake.catalogue.item import Item, Shelf
from kiosk import theme
from kiosk.flows.apply.find import (
    FOUND_A_PAGE,
    ITEMS_A_PAGE,
    SHELVES_A_PAGE,
    WAYS,
    found,
    listing,
    pages,
    query,
    shelves,
)
from kiosk.flows.apply.states import Find
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.editor import meant
from kiosk.screens.apply.journey import either
from kiosk.screens.apply.news import news_strip
from kiosk.screens.frame import body, draw_frame, title
from kiosk.widgets.button import MAIN, PLAIN, button
from kiosk.widgets.icon import icon
from kiosk.widgets.letters import across, letters
from kiosk.widgets.pager import pager
from kiosk.widgets.typed import typed_field


def find(page: Page, model: Model, screen: Find) -> None:
    """Ways to look above, what is found below; with letters, the keyboard lowest."""
    draw_frame(page, model, "back.step" if screen.shelf else "back.home")
    room = body(page)
    use = model.catalogue
    if screen.by != "search":
        room = _head(page, room, model, screen)
    if page.portrait or not screen.entry.candidates:
        room = _ways(page, room, screen)
    if use is None:
        page.words(room, page.say("find.no_catalogue"), theme.LARGE, align="center")
        return
    if screen.by == "search":
        _search(page, room, use, screen)
        return
    room = pager(page, room, screen.page, pages(use, screen))
    if listing(screen):
        _items(page, room, use, found(use, screen)[screen.page * ITEMS_A_PAGE :], ITEMS_A_PAGE)
    else:
        _shelves(page, room, shelves(use, screen.by), screen.page)


def _head(page: Page, room: Rect, model: Model, screen: Find) -> Rect:
    """What to do here; lying the hint, or the news, stands beside it."""
    text = page.say("find.title.guides" if screen.guides else "find.title")
    if page.portrait:
        head, rest = room.top(150 * page.u, 12 * page.u)
        title(page, head, text, _hint(page, model, screen))
        return news_strip(page, rest, model)
    head, rest = room.top(84 * page.u, 10 * page.u)
    aside, head = head.end(head.w * 0.54, 20 * page.u)
    page.words(head, text, 56, bold=True)
    if news_strip(page, aside, model) == aside:
        page.words(aside, _hint(page, model, screen), theme.BODY, theme.INK_SOFT, align="right")
    return rest


def _hint(page: Page, model: Model, screen: Find) -> str:
    if screen.shelf and model.catalogue:
        shelf = next((one for one, _ in shelves(model.catalogue, screen.by) if one.key == screen.shelf), None)
        return either(page, shelf.name, shelf.name_en) if shelf else ""
    return page.say(f"find.hint.{screen.by}")


def _ways(page: Page, room: Rect, screen: Find) -> Rect:
    strip, rest = room.top(theme.TOUCH_MIN * page.u, 18 * page.u)
    for place, way in zip(strip.columns(len(WAYS), 12 * page.u), WAYS, strict=True):
        look = MAIN if way == screen.by else PLAIN
        button(page, place, f"by.{way}", page.say(f"find.by.{way}"), look, size=38)
    return rest


def _search(page: Page, room: Rect, use: CatalogueInUse, screen: Find) -> None:
    """The keyboard lowest, over it what letters may mean; upright the field above what is found, lying beside it."""
    items = found(use, screen)
    count = max(1, -(-len(items) // FOUND_A_PAGE))
    board, room = room.foot((3 * 132 if page.portrait else 316) * page.u, 16 * page.u)
    letters(page, across(page, board), "find")
    if screen.entry.candidates:
        bar, room = room.foot(theme.TOUCH_MIN * page.u, 16 * page.u)
        meant(page, bar, screen.entry)
    if page.portrait:
        field, room = room.top(120 * page.u, 16 * page.u)
        room = pager(page, room, screen.page, count)
    else:
        left, room = room.left(room.w * 0.36, 24 * page.u)
        field, left = left.top(min(130 * page.u, left.h * 0.46), 16 * page.u)
        pager(page, left, screen.page, count)
    typed_field(page, field, screen.entry.text, screen.entry.letters, hint=page.say("find.type"))
    if query(screen.entry) and not items:
        page.words(room, page.say("find.nothing"), theme.LARGE, theme.INK_SOFT, align="center")
        return
    _items(page, room, use, items[screen.page * FOUND_A_PAGE :], FOUND_A_PAGE)


def _items(page: Page, room: Rect, use: CatalogueInUse, shown: list[Item], each: int) -> None:
    columns = 1 if page.portrait else 2
    lines = each // columns
    gap = 14 * page.u
    box, _ = room.top(min(room.h, lines * 190 * page.u))
    places = [place for row in box.rows(lines, gap) for place in row.columns(columns, theme.GAP * page.u)]
    for place, item in zip(places, shown, strict=False):
        _item(page, place, use, item)


def _item(page: Page, place: Rect, use: CatalogueInUse, item: Item) -> None:
    page.card(place)
    page.touch(place, f"item.{item.code}")
    inner = place.inset(28 * page.u, 10 * page.u)
    arrow, text = inner.end(48 * page.u, 12 * page.u)
    icon(page, arrow, "next", theme.ACCENT)
    name, whose = text.top(text.h * (0.58 if place.w > 700 * page.u else 0.66))
    page.words(name, either(page, item.name, item.name_en), 42, bold=True)
    department = use.catalogue.departments[item.department]
    page.words(whose, either(page, department.name, department.name_en), 32, theme.INK_SOFT)


def _shelves(page: Page, room: Rect, found: list[tuple[Shelf, int]], shown: int) -> None:
    columns, lines = (2, 5) if page.portrait else (5, 2)
    gap = theme.GAP * page.u
    box, _ = room.top(min(room.h, lines * 230 * page.u))
    places = [place for row in box.rows(lines, gap) for place in row.columns(columns, gap)]
    here = found[shown * SHELVES_A_PAGE : (shown + 1) * SHELVES_A_PAGE]
    for place, (shelf, count) in zip(places, here, strict=False):
        page.card(place)
        page.touch(place, f"shelf.{shelf.key}")
        name, below = place.inset((26 if page.portrait else 8) * page.u, 18 * page.u).top(place.h * 0.6)
        page.words(name, either(page, shelf.name, shelf.name_en), 42, bold=True)
        page.words(below, page.say("find.count", count=count), 34, theme.INK_SOFT)
