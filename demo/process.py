"""The processes of the demonstration: started with their log, waited for, ended by their own id."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

READY_S_MAX = 60.0
END_S_MAX = 10.0


class StartError(Exception):
    """A part did not come up: which, and the end of its log."""


class Processes:
    """Everything this demonstration started, the last first to end. ``register``: a file that names them all."""

    def __init__(self, logs: Path, register: Path) -> None:
        self._logs = logs
        self._register = register
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        env: Mapping[str, str] | None = None,
        keep: Sequence[int] = (),
    ) -> None:
        """Start one part, its output in ``logs/{name}.log``. ``keep``: file descriptors it shall have too."""
        with self.log(name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "TZ": "Asia/Shanghai", **(env or {})},
                start_new_session=True,
                pass_fds=keep,
            )
        self._write_register()

    def python(self, name: str, *words: str | Path, env: Mapping[str, str] | None = None) -> None:
        """Start one of our own programs."""
        self.start(name, [sys.executable, "-m", *words], env)

    def log(self, name: str) -> Path:
        """Where a part's output goes."""
        return self._logs / f"{name}.log"

    def wait(self, name: str, ready: Callable[[], bool]) -> None:
        """Until the part is ready. :raises StartError: it ended, or took too long."""
        deadline = time.monotonic() + READY_S_MAX
        while not ready():
            process = self._running[name]
            if process.poll() is not None:
                raise StartError(f"{name} ended with status {process.returncode}:\n{self.tail(name)}")
            if time.monotonic() > deadline:
                raise StartError(f"{name} was not ready after {READY_S_MAX:.0f} s:\n{self.tail(name)}")
            time.sleep(0.05)

    def wait_for_end(self, name: str) -> None:
        """Until a part that does one thing has done it. :raises StartError: it failed, or took too long."""
        process = self._running.pop(name)
        try:
            status = process.wait(READY_S_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        self._write_register()
        if status:
            raise StartError(f"{name} ended with status {status}:\n{self.tail(name)}")

    def end(self, name: str) -> None:
        """End one part now, as a failure would, and what it started (each has a session of its own)."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._write_register()

    def ended(self) -> dict[str, int]:
        """Parts that ended although nobody asked, and their status."""
        return {name: code for name, p in self._running.items() if (code := p.poll()) is not None}

    def stop(self) -> None:
        """End everything, politely, then not."""
        _end_politely(list(reversed(self._running.values())))
        self._register.unlink(missing_ok=True)

    def finish(self, *names: str) -> None:
        """End these parts as a service manager would, in that order; they may be started again."""
        _end_politely([self._running.pop(name) for name in names if name in self._running])
        self._write_register()

    def _write_register(self) -> None:
        pids = {name: [process.pid, started(process.pid)] for name, process in self._running.items()}
        self._register.write_text(json.dumps(pids))

    def tail(self, name: str) -> str:
        """The end of what a part said."""
        return self.log(name).read_text(errors="replace")[-2000:]


def _end_politely(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + END_S_MAX
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def started(pid: int) -> str:
    """When a process began, in clock ticks since boot (proc(5), field 22): a pid alone may be somebody else's."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def listening(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
