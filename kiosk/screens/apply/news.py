"""What is new in the catalogue, said to whoever stands here: at home and over the lists, and in an item's guide."""

from collections.abc import Iterator, Sequence

from intake.catalogue.changes import Change
from intake.catalogue.item import Item
from kiosk import theme
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.journey import either
from kiosk.widgets.icon import icon
from kiosk.widgets.measure import wide

SIZES_MAX = 20


def news_strip(page: Page, room: Rect, model: Model) -> Rect:
    """Draws it at the top of ``room`` while there is news, and gives the rest."""
    news = _news(model)
    return _strip(page, room, _text(page, news)) if news else room


def item_strip(page: Page, room: Rect, model: Model, item: Item) -> Rect:
    """The same in the guide of an item that is new, or not as it was."""
    kind = next((one.kind for one in _news(model) if one.item.code == item.code), "")
    return _strip(page, room, page.say(f"news.item.{kind}")) if kind else room


def _news(model: Model) -> tuple[Change, ...]:
    return model.news if model.now_ms < model.news_until_ms else ()


def _strip(page: Page, room: Rect, text: str) -> Rect:
    strip, rest = room.top(min(room.h, 96 * page.u), 20 * page.u)
    page.panel(strip, theme.CARE_SOFT, theme.RADIUS)
    mark, words = strip.inset(24 * page.u, 10 * page.u).left(56 * page.u, 20 * page.u)
    icon(page, mark, "bell", theme.CARE, 5)
    page.words(words, text, 34, theme.CARE, bold=True)
    return rest


def _text(page: Page, news: Sequence[Change]) -> str:
    names = [page.say(f"news.{one.kind}", name=either(page, one.item.name, one.item.name_en)) for one in news]
    listed = list(_fitting(names))
    text = page.say("news.between").join(listed)
    if len(names) > len(listed):
        return page.say("news.many", names=text, count=len(names))
    return page.say("news", names=text)


def _fitting(names: Sequence[str]) -> Iterator[str]:
    """The first, and as many more as stand in two lines."""
    used = 0.0
    for name in names:
        used += wide(name)
        if used > SIZES_MAX and name is not names[0]:
            return
        yield name
