"""The counter as it runs in production: gunicorn in a process of its own, TLS by a test authority, an empty hall."""

import json
import os
import signal
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hall.keys import make_keys
from tests.hall.database import Database, database
from tests.hall.process import until
from tests.hall.story import hall_toml
from tests.real.authority import Authority
from tests.real.broker import free_port


class Counter:
    """``folder`` is the hall's; ``url`` where it answers; ``program`` is told the hall's file by HALL_CONFIG."""

    program: tuple[str, ...] = ("-m", "hall", "counter")

    def __init__(self, folder: Path, on: Database | None = None) -> None:
        folder.mkdir()
        self.folder = folder
        self._database = on or database()
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        authority = Authority(folder / "authority")
        self.ca_file = authority.ca_file
        certificate, key = authority.certify()
        make_keys(folder / "keys", ["k1", "k2"])
        self._database.migrated(folder)
        counter = f'port = {self.port}\nurl = "{self.url}"\ncert_file = "{certificate}"\nkey_file = "{key}"\n'
        (folder / "hall.toml").write_text(f"{hall_toml(folder, 1, self._database.engine)}\n[counter]\n{counter}")

    @contextmanager
    def serving(self) -> Iterator["Counter"]:
        """From the first answer to SIGTERM."""
        environment = {**os.environ, "HALL_CONFIG": str(self.folder / "hall.toml")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        with (self.folder / "counter.log").open("ab") as log:
            process = subprocess.Popen([sys.executable, *self.program], env=environment, stderr=log, stdout=log)
        try:
            until(self.answers)
            yield self
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)

    @property
    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5, context=self.tls) as answer:
                return bool(json.load(answer)["ok"])
        except (OSError, urllib.error.URLError):
            return False

    @property
    def log(self) -> str:
        return (self.folder / "counter.log").read_text()

    def key(self, name: str) -> str:
        return (self.folder / "keys" / name).read_text().strip()

    def asks(self, query: str) -> list[tuple[Any, ...]]:
        return self._database.asked(self.folder, query)

    def files(self, kind: str) -> list[Path]:
        """What lies below ``uploads``, ``aside``, ``drafts`` or ``phone``."""
        return [path for path in (self.folder / "pages" / kind).rglob("*") if path.is_file()]
