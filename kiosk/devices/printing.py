"""Printing notices: every copy of every notice, one after the other, until one does not come out whole.

A second try goes on with the copy that did not.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from intake.notices.notice import Notice
from kiosk.flows.inputs import Paper, Printed

COPIES = ("申请人留存", "窗口留存")
"""Whose copy it is, where there are two."""

Receipt = Callable[[Notice, str, str], bytes]
"""The bytes of one copy: of which notice, whose copy (or nothing), in which language."""


class PaperPrinter(Protocol):
    """What this room needs of a receipt printer."""

    async def print(self, job: bytes) -> Printed:
        """Print, and say what became of it."""


async def print_notices(
    printer: PaperPrinter, notices: Iterable[Notice], receipt: Receipt, language: str, done: int = 0
) -> Printed:
    """All but the first ``done`` copies; the first trouble ends it, so that the person is told how the paper is.

    ``copies`` of the answer counts those too. A printer that does not say what becomes of a print gets every copy all
    the same.
    """
    last = Printed(Paper.NONE)
    for notice, label in list(_copies(notices))[done:]:
        last = await printer.print(await asyncio.to_thread(receipt, notice, label, language))
        if not last.paper.went:
            break
        done += 1
    return replace(last, copies=done)


def _copies(notices: Iterable[Notice]) -> Iterator[tuple[Notice, str]]:
    for notice in notices:
        for copy in range(notice.copies):
            yield notice, COPIES[min(copy, len(COPIES) - 1)] if notice.copies > 1 else ""
