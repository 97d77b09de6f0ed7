"""The ledger of a busy cabinet: what a pickup's commit costs with years of events behind it, and the start-up check.

Next to it a bare SQLite insert, WAL and FULL, in the same run. ``python -m bench --only ledger``.
"""

import itertools
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from bench.ingest_story import START_MS, days
from bench.row import Row, against, middle, spread
from locker.contract.answers import DoorOrderedFor
from locker.contract.events import AnyEvent, DepositCollected, LockerdStarted, PickupBegun
from locker.contract.ids import BootId, CompartmentId, RequestId
from locker.ledger.ledger import Ledger

BEHIND, BEHIND_QUICK = (0, 100_000, 1_000_000), (0, 20_000)
PICKUPS = 200
BATCH = 6_000
BARE_BYTES = 300
FLAT = 1.25
"""With all events behind it a commit may take this much longer than with none: noise, not growth."""


def run(quick: bool) -> list[Row]:
    """Bare insert, commits with more and more behind them, and the last ledger's check at start."""
    with tempfile.TemporaryDirectory(prefix="bench-ledger-") as folder:
        path = Path(folder) / "ledger.sqlite"
        bare_ms = bare_insert_ms(Path(folder) / "bare.sqlite")
        commits = {behind: commits_ms(path, behind) for behind in (BEHIND_QUICK if quick else BEHIND)}
        rows = [_commit_row(behind, took, bare_ms) for behind, took in commits.items()]
        return [*rows, _growth_row(commits), verify_row(path)]


def bare_insert_ms(path: Path) -> float:
    """One row of :data:`BARE_BYTES`, committed, WAL and FULL."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, body BLOB)")
    body = bytes(BARE_BYTES)
    took = [_timed_ms(lambda: database.execute("INSERT INTO events (body) VALUES (?)", (body,))) for _ in range(1000)]
    database.close()
    return middle(took[-PICKUPS:])


def commits_ms(path: Path, behind: int) -> list[float]:
    """Grow the ledger to ``behind`` events, then time the commit of a pickup's order, again and again."""
    ledger, story = _opened(path)
    try:
        while ledger.head < behind:
            batch = list(itertools.islice(story, BATCH))
            ledger.commit(batch, START_MS + ledger.head)
        return list(itertools.islice(_pickups_ms(ledger, story), PICKUPS))
    finally:
        ledger.close()


def _opened(path: Path) -> tuple[Ledger, Iterator[AnyEvent]]:
    ledger = Ledger(path, BootId(uuid4().hex))
    if not ledger.head:
        compartments = [CompartmentId(f"A{number}") for number in range(1, 25)]
        ledger.commit([LockerdStarted(version="bench", compartments=compartments)], START_MS)
    return ledger, days("k1", ledger.cabinet.next_counter)


def _pickups_ms(ledger: Ledger, story: Iterator[AnyEvent]) -> Iterator[float]:
    """The order of each pickup by the clock: two events, their rows and the answer, in one transaction."""
    for event in story:
        if not isinstance(event, PickupBegun):
            ledger.commit([event], START_MS + ledger.head)
            continue
        order, request = next(story), RequestId(uuid4().hex)
        answer = DoorOrderedFor(re=request, compartment=ledger.cabinet.deposits[event.deposit].compartment)
        act = [event, order]
        yield _timed_ms(lambda: ledger.commit(act, START_MS + ledger.head, request, answer, "OpenForPickup"))  # noqa: B023
        _finish(ledger, story)


def _finish(ledger: Ledger, story: Iterator[AnyEvent]) -> None:
    for event in story:
        ledger.commit([event], START_MS + ledger.head)
        if isinstance(event, DepositCollected):
            return


def verify_row(path: Path) -> Row:
    """What a start of lockerd waits for: the whole log read, its hashes and its rows checked."""
    began_s = time.perf_counter()
    ledger = Ledger(path, BootId("bench"))
    took_s = time.perf_counter() - began_s
    ledger.close()
    per_event = f"{took_s / ledger.head * 1e6:.1f} µs an event"
    return Row(f"ledger checked at start, {ledger.head:,} events", took_s, "s", note=per_event)


def _commit_row(behind: int, took: list[float], bare_ms: float) -> Row:
    what = f"pickup's order committed, {behind:,} events behind"
    return replace(against(what, middle(took), "ms", "bare insert, WAL FULL", bare_ms), note=spread(took))


def _growth_row(commits: dict[int, list[float]]) -> Row:
    *_, (behind, took) = commits.items()
    return against(f"the same, {behind:,} to none", middle(took), "ms", "none behind", middle(commits[0]), FLAT)


def _timed_ms(act: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - began_s)
