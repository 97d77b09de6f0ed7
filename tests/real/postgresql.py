"""Debian's PostgreSQL as a server of one's own: a cluster in a folder, reached by a Unix socket in it and no other way.

It refuses to run as root; then it runs as the user ``postgres`` of the package. That user cannot enter pytest's
folders, which are root's alone, so the cluster has a folder beside them.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg

OWNER = "postgres"
START_S_MAX = 20.0
# What a test writes need not survive a power cut.
CONF = """\
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 120
shared_buffers = 64MB
autovacuum = off
"""


class PostgreSQL:
    """A server. Every database in it is reached without a password, by whoever may enter its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._make()

    def url(self, database: str) -> str:
        return f"postgresql:///{database}?host={self.folder}&user={OWNER}"

    def new_database(self, template: str = "template0") -> str:
        """The name of an empty database, or of a copy of ``template`` (which nobody may be using)."""
        name = f"hall_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return name

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_as_owner(), str(self._programs / "postgres"), "-D", str(self.folder / "data")],
                stdout=log,
                stderr=log,
            )
        self._wait_until_serving()

    def stop(self) -> None:
        """Connections that are open are ended ("fast shutdown")."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(20)
            self._process = None

    def _make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, OWNER)
        data = self.folder / "data"
        words = ["-U", OWNER, "--no-sync", "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8", "--no-instructions"]
        program = [*_as_owner(), str(self._programs / "initdb"), "-D", str(data)]
        subprocess.run([*program, *words], check=True, stdout=subprocess.DEVNULL, timeout=60)
        with (data / "postgresql.conf").open("a") as conf:
            conf.write(CONF.format(folder=self.folder))

    def _wait_until_serving(self) -> None:
        assert self._process is not None
        limit = time.monotonic() + START_S_MAX
        while time.monotonic() < limit and self._process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres")):
                return
            time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'server.log').read_text()}")


@contextlib.contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """From the first answer to the end of its folder."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        server = PostgreSQL(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _as_owner() -> list[str]:
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam(OWNER)
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups", "--"]
