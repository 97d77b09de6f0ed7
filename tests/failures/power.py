"""A process that dies by SIGKILL at the moment it is told to, out of those it passes: commits, files renamed, answers.

The test writes the moment's number or name into ``cut``; from then on they are counted. What was passed stands in
``passed``, a line each; what was hit, in ``where``.
"""

import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CUT, PASSED, WHERE = "cut", "passed", "where"
CHANGED = re.compile(r"(?:INSERT|UPDATE|DELETE)(?: OR REPLACE)?(?: INTO| FROM)? \"?(\w+)")
RENAME, REMOVE = "os.rename", "shutil.rmtree"


class Power:
    """``folder`` is where the test says when."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._counted, self._told = 0, ""
        self._counting = threading.Lock()
        self._changed = threading.local()

    def moment(self, name: str) -> None:
        """One passes; perhaps the last."""
        with self._counting:
            wish = self._wish()
            if wish is None:
                return
            self._counted, self._told = self._counted + 1 if wish == self._told else 1, wish
            with (self._folder / PASSED).open("a") as passed:
                passed.write(name + "\n")
            if wish in {str(self._counted), name}:
                (self._folder / CUT).unlink()
                (self._folder / WHERE).write_text(name)
                os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def around(self, name: str) -> Iterator[None]:
        """Before it and after it."""
        self.moment(f"before {name}")
        yield
        self.moment(f"after {name}")

    def statement(self, sql: str) -> None:
        """SQLite is about to do this: a commit of something that was changed is a moment."""
        if changed := CHANGED.match(sql):
            self._changed.table = changed[1]
        elif sql.startswith("BEGIN"):
            self.committed()
        elif sql.startswith("COMMIT") and self._table:
            self.moment(f"before the commit of {self._table}")

    def committed(self) -> None:
        """It is done."""
        table, self._changed.table = self._table, ""
        if table:
            self.moment(f"after the commit of {table}")

    def watch_files(self, below: Mapping[str, Path]) -> None:
        """Each file or folder that is put in its place or removed below one of these, by name; the first counts."""

        def heard(event: str, arguments: tuple[Any, ...]) -> None:
            if event in {RENAME, REMOVE}:
                path = Path(os.fsdecode(arguments[1 if event == RENAME else 0]))
                for name, folder in below.items():
                    if path.is_relative_to(folder):
                        self.moment(f"before {event} of {name}")
                        return

        sys.addaudithook(heard)

    @property
    def _table(self) -> str:
        """What this thread's transaction changed last, so far."""
        return str(getattr(self._changed, "table", ""))

    def _wish(self) -> str | None:
        try:
            return (self._folder / CUT).read_text()
        except FileNotFoundError:
            return None
