"""Several people act at the same moment: all are held up by a lock of ours until each of them waits for it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import psycopg
from django.db import connection

from tests.hall.process import until

T = TypeVar("T")

_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
READS_ONLY = "LOCK TABLE {} IN SHARE MODE"
"""Of a table: everybody may read it, and whoever writes waits."""


@dataclass(frozen=True)
class Lock:
    """``url``: of the database, for a connection that is nobody else's."""

    url: str

    def holds_up(self, sql: str, acts: Sequence[Callable[[], T]], meanwhile: str = "") -> list[T]:
        """What each act came to; ``sql`` takes a lock that all of them are found waiting for before it is let go.

        ``meanwhile``: what is done, and seen by them afterwards, while they wait.
        """
        with ThreadPoolExecutor(len(acts)) as people:
            with psycopg.connect(self.url) as holding:
                holding.execute(sql.encode())
                doing = [people.submit(_alone, act) for act in acts]
                until(lambda: self.waiting() == len(acts))
                if meanwhile:
                    holding.execute(meanwhile.encode())
            return [one.result(20) for one in doing]

    def waiting(self) -> int:
        with psycopg.connect(self.url) as asking:
            row = asking.execute(_WAITING.encode()).fetchone()
        return int(row[0]) if row else 0


def together(acts: Sequence[Callable[[], T]]) -> list[T]:
    """What each came to, begun as nearly at one moment as threads can."""
    with ThreadPoolExecutor(len(acts)) as people:
        return [one.result(20) for one in [people.submit(_alone, act) for act in acts]]


def _alone(act: Callable[[], T]) -> T:
    """On a connection of its own, which Django keeps by thread."""
    try:
        return act()
    finally:
        connection.close()
