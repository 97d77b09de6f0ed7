"""The database of a test's hall: a file of SQLite, or one in a PostgreSQL of the tests' own.

``HALL_TESTS_ON=postgresql`` lets every test of the hall use the latter. Those in ``tests/hall/postgres`` always do.
"""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import psycopg

from hall.keys import make_keys
from tests.hall.story import hall_toml
from tests.real.postgresql import PostgreSQL, running_postgresql


class Database(Protocol):
    """``engine``: as ``hall.toml`` names it."""

    engine: str

    def begins(self, hall: Path) -> None:
        """Give the hall of this folder, whose keys are made, an empty database."""

    def migrated(self, hall: Path) -> None:
        """The same with all tables, as ``python -m hall migrate`` makes them."""

    def asked(self, hall: Path, query: str) -> list[tuple[Any, ...]]:
        """What a query finds in this hall's database."""

    def on_disk(self, hall: Path) -> bytes:
        """All bytes of it."""


class SQLite:
    engine = "sqlite"

    def begins(self, hall: Path) -> None:
        """A file is made by whoever opens it."""

    def migrated(self, hall: Path) -> None:
        shutil.copy(_template(self) / "hall.sqlite", hall / "hall.sqlite")

    def asked(self, hall: Path, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(hall / "hall.sqlite")) as database:
            return database.execute(query).fetchall()

    def on_disk(self, hall: Path) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(hall.glob("hall.sqlite*")))


class OnServer:
    engine = "postgresql"

    def __init__(self, server: PostgreSQL) -> None:
        self._server = server

    def begins(self, hall: Path) -> None:
        self._names(hall, self._server.new_database())

    def migrated(self, hall: Path) -> None:
        self._names(hall, self.copy())

    def copy(self) -> str:
        """The name of a new database with all tables."""
        return self._server.new_database(_name(_template(self)))

    def asked(self, hall: Path, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._server.url(_name(hall))) as database:
            return database.execute(query.encode()).fetchall()

    def on_disk(self, hall: Path) -> bytes:
        ((number,),) = self.asked(hall, "SELECT oid FROM pg_database WHERE datname = current_database()")
        with psycopg.connect(self._server.url("postgres"), autocommit=True) as database:
            database.execute("CHECKPOINT")
        files = (self._server.folder / "data" / "base" / str(number)).glob("*")
        return b"".join(path.read_bytes() for path in files)

    def _names(self, hall: Path, name: str) -> None:
        (hall / "database").write_text(name)
        url = hall / "keys" / "database_url"
        url.write_text(self._server.url(name))
        url.chmod(0o600)


@cache
def database() -> Database:
    """The one that this run of the tests is to use."""
    if os.environ.get("HALL_TESTS_ON", "sqlite") == "sqlite":
        return SQLite()
    running = ExitStack()
    atexit.register(running.close)
    return OnServer(running.enter_context(running_postgresql()))


@cache
def _template(database: Database) -> Path:
    """A hall whose database every other one is a copy of."""
    hall = Path(tempfile.mkdtemp(prefix="hall-database-"))
    atexit.register(shutil.rmtree, hall)
    (hall / "hall.toml").write_text(hall_toml(hall, port=1, engine=database.engine))
    make_keys(hall / "keys", ["k1", "k2"])
    database.begins(hall)
    environment = {**os.environ, "HALL_CONFIG": str(hall / "hall.toml")}
    subprocess.run([sys.executable, "-m", "hall", "migrate"], env=environment, check=True, timeout=60)
    return hall


def _name(hall: Path) -> str:
    return (hall / "database").read_text()
