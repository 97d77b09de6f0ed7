"""Debian's mosquitto on a free port, with the password file and ACL that production gets from ``setup.broker``."""

import contextlib
import getpass
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from setup import broker as files

KIOSKS = (files.KioskLogin("erenhot", "k1"), files.KioskLogin("erenhot", "k2"))
START_S_MAX = 10.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Broker:
    """A broker of one's own. ``passwords[user]`` logs in; users are the kiosks, ``hall`` and ``observer``."""

    host = "127.0.0.1"

    def __init__(
        self, folder: Path, kiosks: tuple[files.KioskLogin, ...] = KIOSKS, tls: files.Tls | None = None
    ) -> None:
        self.plan = files.Plan(folder / "broker", kiosks, free_port(), tls, getpass.getuser())
        self.passwords = files.kept_passwords(folder / "passwords", files.users(kiosks))
        self._process: subprocess.Popen[bytes] | None = None
        self._log = folder / "mosquitto.log"

    @property
    def port(self) -> int:
        return self.plan.port

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    def start(self) -> None:
        """On the same port as before, or on another one the first time somebody else was faster."""
        files.write(self.plan, self.passwords)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(["/usr/sbin/mosquitto", "-c", str(self.plan.conf)], stdout=log, stderr=log)
        self._wait_until_listening()

    def start_anywhere(self) -> None:
        for _ in range(5):
            with contextlib.suppress(RuntimeError):
                return self.start()
            self.plan = replace(self.plan, port=free_port())
        raise RuntimeError(f"no broker: {self.log}")

    def stop(self) -> None:
        """As systemd does: what is held is written to disk first."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def kill(self) -> None:
        """As a power cut does: what was not on disk is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def _wait_until_listening(self) -> None:
        assert self._process is not None
        limit = time.monotonic() + START_S_MAX
        while time.monotonic() < limit:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.01)
                break
            with contextlib.suppress(OSError), socket.create_connection((self.host, self.port), 1):
                return
        raise RuntimeError(f"mosquitto did not start: {self.log}")


@contextlib.contextmanager
def running_broker(folder: Path) -> Iterator[Broker]:
    broker = Broker(folder)
    broker.start_anywhere()
    try:
        yield broker
    finally:
        broker.kill()
