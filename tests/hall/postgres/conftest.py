"""A hall on PostgreSQL: for real processes, and for stories told in this process."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections

from hall.here import machine
from hall.postgresql import postgresql
from tests.hall.database import OnServer
from tests.hall.postgres.at_once import Lock
from tests.real.postgresql import PostgreSQL, running_postgresql


@pytest.fixture(scope="session")
def server() -> Iterator[PostgreSQL]:
    with running_postgresql() as started:
        yield started


@pytest.fixture(scope="session")
def on(server: PostgreSQL) -> OnServer:
    """Where a real process has its database."""
    return OnServer(server)


@pytest.fixture
def lock(server: PostgreSQL, on: OnServer) -> Iterator[Lock]:
    """This process's hall, k1 and k2 in it, on a database of this test's own; and somebody who can hold it up."""
    from hall.ingest.service import know_kiosks  # noqa: PLC0415  (models need Django set up)

    url, before = server.url(on.copy()), connections.settings["default"]
    connection.close()
    connections.settings["default"] = connections.configure_settings({"default": postgresql(url)})["default"]
    del connections["default"]
    know_kiosks(machine().kiosk)
    yield Lock(url)
    connection.close()
    connections.settings["default"] = before
    del connections["default"]
