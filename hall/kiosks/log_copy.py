"""What the hall holds of a kiosk's log, written to a file from which the kiosk's ledger can be restored.

The format and its checks are the contract's (``locker.contract.log_file``); bodies are written exactly as stored.
"""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from durable import files
from hall.kiosks.models import Event, Kiosk
from locker.contract import log_file
from locker.contract.codec import GENESIS_HASH
from locker.contract.log_file import LogHead, LogLine

ROWS_AT_ONCE = 2000


class NothingHeldError(Exception):
    """No such kiosk, or no entry above the one named."""


def write_log_copy(kiosk: str, after: int, out: Path) -> LogHead:
    """The entries above ``after``, whole or not at all, for their reader alone: case numbers and phones are in them.

    :raises NothingHeldError: there are none. :raises LogFileError: they do not form a chain; says at which entry.
    """
    with transaction.atomic(), files.written(out) as file:
        head = _head(kiosk, after)
        log_file.write(file, head, _lines(kiosk, after, head.seq))
    return head


def _head(kiosk: str, after: int) -> LogHead:
    row = Kiosk.objects.filter(pk=kiosk).first()
    if row is None:
        raise NothingHeldError(f"no kiosk {kiosk} is known")
    if not 0 <= after < row.cursor_seq:
        raise NothingHeldError(f"{kiosk}: held up to entry {row.cursor_seq}, so nothing above {after}")
    before = Event.objects.get(kiosk_id=kiosk, seq=after).hash if after else GENESIS_HASH
    return LogHead(kiosk=kiosk, after=after, after_hash=before, seq=row.cursor_seq, hash=row.cursor_hash)


def _lines(kiosk: str, after: int, up_to: int) -> Iterator[LogLine]:
    events = Event.objects.filter(kiosk_id=kiosk, seq__gt=after, seq__lte=up_to).order_by("seq")
    for e in events.iterator(chunk_size=ROWS_AT_ONCE):
        yield LogLine(seq=e.seq, at_ms=e.at_ms, boot=e.boot, request=e.request, body=e.body, hash=e.hash)
