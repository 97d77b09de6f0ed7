"""The hall's processes as they are run in production, started on a test's own folder and ended by their own id."""

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nacl.public import PublicKey, SealedBox

from hall.keys import make_keys
from tests.hall.database import Database, database
from tests.hall.story import hall_toml
from tests.real.broker import Broker

LIMIT_S = 20.0


def until(fact: Callable[[], Any], limit_s: float = LIMIT_S) -> Any:
    """Wait for a fact; fail when it does not come true."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if got := fact():
            return got
        time.sleep(0.02)
    raise AssertionError("it did not come true in time")


class Hall:
    """A hall with its folder, connected to a broker."""

    def __init__(self, folder: Path, broker: Broker, on: Database | None = None) -> None:
        self.folder = folder
        self._database = on or database()
        folder.mkdir()
        (folder / "hall.toml").write_text(hall_toml(folder, broker.port, self._database.engine))
        make_keys(folder / "keys", ["k1", "k2"])
        (folder / "keys" / "mqtt_password").write_text(broker.passwords["hall"])
        self._environment = {**os.environ, "HALL_CONFIG": str(folder / "hall.toml")}
        self._database.migrated(folder)

    def runs(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "hall", *arguments]
        return subprocess.run(program, env=self._environment, capture_output=True, text=True, check=False, timeout=60)

    @contextmanager
    def serving(self, command: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        program = [sys.executable, "-m", "hall", command, *arguments]
        log = self.folder / f"{command}.log"
        with log.open("ab") as stderr:
            process = subprocess.Popen(program, env=self._environment, stderr=stderr)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)

    def serves_pages_at(self, port: int) -> None:
        toml = self.folder / "hall.toml"
        toml.write_text(toml.read_text().replace("port = 8000", f"port = {port}"))

    def sends_through_modem(self, port: Path) -> None:
        toml = self.folder / "hall.toml"
        toml.write_text(toml.read_text().replace("[sms]\n", f'[sms]\nsender = "modem"\nport = "{port}"\n'))

    def makes_staff(self, name: str, password: str, folder: Path) -> None:
        (folder / "password").write_text(password)
        answer = self.runs("create-staff", name, "--role", "maintenance", "--password-file", str(folder / "password"))
        assert answer.returncode == 0, answer.stderr

    def seals(self, phone: str) -> str:
        box = SealedBox(PublicKey(base64.b64decode((self.folder / "keys" / "hall_box.pub").read_text())))
        return base64.b64encode(box.encrypt(phone.encode())).decode()

    def log(self, command: str) -> str:
        return (self.folder / f"{command}.log").read_text()

    def asks(self, query: str) -> Any:
        return self._database.asked(self.folder, query)[0][0]
