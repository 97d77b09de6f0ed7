"""The one-window rules as a kiosk uses them: an item found at each key among 2,000, and full applications reviewed.

``python -m bench --only rules``. Times are this thread's on the processor, whoever else is busy.
"""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from bench.applications import empty_application, full_applications
from bench.row import Row, middle, spread
from intake.catalogue.load import Catalogue, load_catalogue
from intake.catalogue.readings import read_table
from intake.catalogue.search import Index, index, search
from intake.clock.calendar import Calendar, load_calendar
from intake.review.application import ApplicantStanding
from intake.review.decide import review
from intake.tables.mistakes import Mistakes

CATALOGUE = Path("config/catalogue")
ITEMS = 2_000
TODAY = date(2026, 11, 23)
SEARCH_MS, REVIEW_MS = 10.0, 5.0
TYPED = ("s", "sy", "syd", "sydj", "sheng", "shengyu", "x", "xi", "q", "营业执照", "登记", "公积金 提取", "zzzz")
DISTRICTS = ["东城", "西城", "前进", "新华", "友谊", "建设", "团结", "和平", "光明", "胜利"]


def run(quick: bool) -> list[Row]:
    """Search over a large catalogue, and the review of every item: nothing given, and all that it can ask for."""
    catalogue, holidays = _loaded(), _holidays()
    found_in = _large(catalogue)
    times = 3 if quick else 30
    searched = [_ms(search, found_in, query) for query in TYPED for _ in range(times)]
    reviewed = [
        _ms(review, item, one, ApplicantStanding(), TODAY, holidays)
        for item in catalogue.items
        for one in (empty_application(item), *full_applications(item, TODAY))
        for _ in range(times)
    ]
    return [
        _slowest(f"catalogue search, {len(found_in.items)} items, a key", searched, SEARCH_MS),
        _slowest("review, all fields, all pages, an agent", reviewed, REVIEW_MS),
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


def _ms(act: Callable[..., object], *arguments: object) -> float:
    began_s = time.thread_time()
    act(*arguments)
    return (time.thread_time() - began_s) * 1000


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
