"""The one-window rules as a kiosk uses them: an item found at each key among 2,000, and any application reviewed.

``python -m bench --only rules``.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from bench.row import Row, middle, spread
from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue, load_catalogue
from intake.catalogue.readings import read_table
from intake.catalogue.search import Index, index, search
from intake.clock.calendar import Calendar, load_calendar
from intake.review.application import Applicant, ApplicantStanding, Application
from intake.review.decide import review
from intake.tables.mistakes import Mistakes

CATALOGUE = Path("config/catalogue")
ITEMS = 2_000
TODAY = date(2026, 11, 23)
SEARCH_MS, REVIEW_MS = 10.0, 5.0
TYPED = ("s", "sy", "syd", "sydj", "sheng", "shengyu", "x", "xi", "q", "营业执照", "登记", "公积金 提取", "zzzz")
DISTRICTS = ["东城", "西城", "前进", "新华", "友谊", "建设", "团结", "和平", "光明", "胜利"]


def run(quick: bool) -> list[Row]:
    """Search over a large catalogue, and the review of every item: nothing given, and everything."""
    catalogue, holidays = _loaded(), _holidays()
    found_in = _large(catalogue)
    times = 3 if quick else 30
    searched = [_ms(search, found_in, query) for query in TYPED for _ in range(times)]
    reviewed = [
        _ms(review, item, one, ApplicantStanding(), TODAY, holidays)
        for item in catalogue.items
        for one in _applications(item)
        for _ in range(times)
    ]
    return [
        _slowest(f"catalogue search, {len(found_in.items)} items, a key", searched, SEARCH_MS),
        _slowest("review of an application", reviewed, REVIEW_MS),
    ]


def _slowest(what: str, took_ms: list[float], aim_ms: float) -> Row:
    return Row(
        what,
        max(took_ms),
        "ms",
        "the slowest of all",
        target=aim_ms,
        note=f"median {middle(took_ms):.3f}, {spread(took_ms)}",
    )


def _large(catalogue: Catalogue) -> Index:
    """The shipped items again and again, each time of another district, as a prefecture's catalogue would be."""
    items = [
        replace(item, code=f"{item.code}-{number}", name=f"{DISTRICTS[number % len(DISTRICTS)]}{item.name}")
        for number in range(ITEMS // len(catalogue.items) + 1)
        for item in catalogue.items
    ]
    return index(catalogue, items[:ITEMS], read_table((CATALOGUE / "pinyin.txt").read_text("utf-8")))


def _applications(item: Item) -> Iterator[Application]:
    who = Applicant(kind="person", name="巴特尔", number="11010519491231002X", mobile="13800138000")
    yield Application(item=item.code, version=item.version, applicant=who)
    answers: dict[str, str] = {one.key: one.required for one in item.condition}
    yield Application(item=item.code, version=item.version, applicant=who, answers=answers, tolerance_chosen=True)


def _ms(act: Callable[..., object], *arguments: object) -> float:
    began_s = time.perf_counter()
    act(*arguments)
    return (time.perf_counter() - began_s) * 1000


def _loaded() -> Catalogue:
    loaded = load_catalogue(_texts(CATALOGUE, "*.toml"))
    if isinstance(loaded, Mistakes):
        raise SystemExit(str(loaded))
    return loaded


def _holidays() -> Calendar:
    loaded = load_calendar(_texts(CATALOGUE / "holidays", "*.toml"))
    if isinstance(loaded, Mistakes):
        raise SystemExit(str(loaded))
    return loaded


def _texts(folder: Path, pattern: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.glob(pattern)}
