"""Finding the item: the most used, by shelf, or by letters; and home, where everything begins."""

from collections.abc import Iterable
from dataclasses import replace

from intake.catalogue.item import Department, Item, Shelf
from intake.catalogue.search import Index, Shelves, search
from kiosk.flows import collect
from kiosk.flows.apply.entry import Entry, typed_chinese
from kiosk.flows.apply.states import Find, Guide
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.code import read_pickup_text
from kiosk.flows.enquire.flows import FLOWS as ENQUIRE
from kiosk.flows.enquire.states import Enquire
from kiosk.flows.inputs import Composed, Input, Scanned, Touched
from kiosk.flows.model import Model, Move, stay
from kiosk.flows.states import Home
from kiosk.flows.turning import sheets, turned

ITEMS_A_PAGE = 6
FOUND_A_PAGE = 4
SHELVES_A_PAGE = 10
POPULAR_MAX = 18
FOUND_MAX = 60
TYPED_MAX = 24
WAYS = ("popular", "theme", "department", "life_event", "search")


def home(model: Model, screen: Home, what: Input) -> Move:
    """Apply, collect, ask, read. A first digit or a scanned code begins a pickup, another scanned text is a notice."""
    if not model.place.applies:
        return collect.home(model, screen, what)
    match what:
        case Touched(control="apply" | "guides" as control) if model.catalogue:
            return stay(model.show(Find(guides=control == "guides")))
        case Touched(control="enquire"):
            return stay(model.show(Enquire()))
        case Scanned(text=text) if read_pickup_text(text) is None and Enquire in ENQUIRE:
            return ENQUIRE[Enquire](model.show(Enquire()), Enquire(), what)
    return collect.home(model, screen, what)


def find(model: Model, screen: Find, what: Input) -> Move:
    """Choose a way, a shelf, an item; type, letters or Chinese; turn pages."""
    match what:
        case Touched(control="back"):
            return stay(_back(model, screen))
        case Touched(control=str(control)) if control.partition(".")[0] in _ACTS:
            act, _, name = control.partition(".")
            return stay(_ACTS[act](model, screen, name))
        case Touched() | Composed():
            return _typing(model, screen, Touched("pick.0") if what == Touched("ok") else what)
    return stay(model)


def query(entry: Entry) -> str:
    """What is searched: the words that are written, and letters not Chinese yet as pinyin."""
    return f"{entry.text} {entry.letters}".strip()


def found(use: CatalogueInUse, screen: Find) -> list[Item]:
    """The items this screen lists, the best first; none where shelves are shown."""
    if screen.by == "search":
        return search(use.index, query(screen.entry), most=FOUND_MAX) if query(screen.entry) else []
    if screen.by == "popular":
        return search(use.index, "", most=POPULAR_MAX)
    return search(use.index, "", Shelves(**{screen.by: screen.shelf}), FOUND_MAX) if screen.shelf else []


def shelves(use: CatalogueInUse, by: str) -> list[tuple[Shelf, int]]:
    """The shelves of a way with how many items stand on each; empty ones are left out."""
    known: dict[str, Iterable[Department | Shelf]] = {
        "theme": use.catalogue.themes.values(),
        "department": use.catalogue.departments.values(),
        "life_event": use.catalogue.life_events.values(),
    }
    counted = [(Shelf(one.key, one.name, one.name_en), _count(use.index, by, one.key)) for one in known.get(by, ())]
    return [(shelf, count) for shelf, count in counted if count]


def pages(use: CatalogueInUse, screen: Find) -> int:
    """How many pages this list has, at least one."""
    if listing(screen):
        each = FOUND_A_PAGE if screen.by == "search" else ITEMS_A_PAGE
        return sheets(len(found(use, screen)), each)
    return sheets(len(shelves(use, screen.by)), SHELVES_A_PAGE)


def listing(screen: Find) -> bool:
    """Whether items are listed, not shelves."""
    return screen.by in {"popular", "search"} or screen.shelf != ""


def _count(index: Index, by: str, key: str) -> int:
    on = Shelves(**{by: key})
    return sum(map(on.hold, index.items))


def _back(model: Model, screen: Find) -> Model:
    return model.show(replace(screen, shelf="", page=0)) if screen.shelf else model.home()


def _by(model: Model, screen: Find, name: str) -> Model:
    return model.show(Find(by=name, guides=screen.guides)) if name in WAYS else model


def _shelf(model: Model, screen: Find, name: str) -> Model:
    return model.show(replace(screen, shelf=name, page=0))


def _page(model: Model, screen: Find, name: str) -> Model:
    if model.catalogue is None:
        return model
    return model.show(replace(screen, page=turned(screen.page, f"page.{name}", pages(model.catalogue, screen))))


def _typing(model: Model, screen: Find, what: Input) -> Move:
    """Letters lead to the search from anywhere on this screen, and are searched while they wait to become Chinese."""
    before = replace(screen.entry, board="zh" if model.language == "zh" else "abc")
    entry, effects = typed_chinese(before, what, TYPED_MAX, names=False)
    if entry == before:
        return model, effects
    page = screen.page if query(entry) == query(before) else 0
    return model.show(replace(screen, by="search", shelf="", entry=entry, page=page)), effects


def _item(model: Model, screen: Find, code: str) -> Model:
    items = model.catalogue.index.items if model.catalogue else ()
    item = next((one for one in items if one.code == code), None)
    return model.show(Guide(item, screen)) if item else model


_ACTS = {"by": _by, "shelf": _shelf, "page": _page, "item": _item}
