"""Beside the serving: what cabinets told of cases is settled within seconds, and answered calls for help end.

At the start and once an hour what nobody finished goes away, and what became a case; clocks of cases are looked at.
"""

import logging
import math
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from django.db import close_old_connections

from hall.cases.receive import acknowledged
from hall.cases.settling import settle_cabinets
from hall.cases.sweep import sweep as sweep_cases
from hall.clock import now_ms
from hall.counter import here
from hall.counter.calls import end_answered
from hall.counter.folders import Folders
from hall.counter.trouble import told
from hall.counter.uploads import Upload
from hall.phone.sessions import phone_sessions
from intake.clock.day import day_of
from intake.contract.submission import DRAFT_DAYS

EVERY_S = 3600
LOOK_S = 5
"""So soon the case and the platform know what a cabinet told."""
UPLOAD_DAYS = 30
DAY_S = 86_400

_log = logging.getLogger(__name__)


def begin_sweeping() -> None:
    """In a thread of its own, from now on, for as long as the process lives."""
    threading.Thread(target=_sweep_for_ever, name="sweeping", daemon=True).start()


def sweep_files(folders: Folders, now_s: float) -> None:
    """Half uploads and drafts whose time is over. What was set aside stays."""
    for upload in _older(folders.uploads.glob("*/*"), now_s - UPLOAD_DAYS * DAY_S):
        rmtree(upload, ignore_errors=True)
    for draft in _older(folders.drafts.glob("*/*"), now_s - DRAFT_DAYS * DAY_S):
        draft.unlink(missing_ok=True)


def sweep_taken(folders: Folders) -> None:
    """Parts of what is a case already: the process was ended between its commit and their removal."""
    for path in (*folders.uploads.glob("*/*"), *folders.aside.glob("*/*")):
        upload = Upload(folders, path.parent.name, path.name)
        with upload.locked():
            if acknowledged(path.parent.name, path.name):
                upload.remove()


def _older(paths: Iterator[Path], before_s: float) -> list[Path]:
    return [path for path in paths if path.stat().st_mtime < before_s]


def _sweep_for_ever() -> None:
    swept_s = -math.inf
    while True:
        hour_over = time.monotonic() - swept_s >= EVERY_S
        swept_s = time.monotonic() if hour_over else swept_s
        try:
            settle_cabinets()
            end_answered(now_ms())
            if hour_over:
                _sweep()
        except Exception as exception:
            # A thread that dies is seen by nobody; the next turn tries again, and the log has told.
            _log.error("sweeping failed: %s", told(exception))
        close_old_connections()
        time.sleep(LOOK_S)


def _sweep() -> None:
    at_ms = now_ms()
    phone_sessions().sweep(at_ms)
    sweep_files(here.folders(), at_ms / 1000)
    sweep_taken(here.folders())
    sweep_cases(day_of(at_ms))
