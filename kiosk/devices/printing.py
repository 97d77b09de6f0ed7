"""Printing notices, one after the other, until one does not come out whole; a second try goes on with that one.

Each is printed once, for the applicant: what is made out twice is kept with the case as a signed PDF, and nobody at an
unattended machine would know what to do with the other copy.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from intake.notices.notice import Notice
from kiosk.flows.inputs import Paper, Printed

Receipt = Callable[[Notice, str], bytes]
"""The bytes of a notice, in which language."""


class PaperPrinter(Protocol):
    """What this room needs of a receipt printer."""

    async def print(self, job: bytes) -> Printed:
        """Print, and say what became of it."""


async def print_notices(
    printer: PaperPrinter, notices: Sequence[Notice], receipt: Receipt, language: str, done: int = 0
) -> Printed:
    """All but the first ``done`` papers; the first trouble ends it, so that the person is told how the paper is.

    ``copies`` of the answer counts those too. A printer that does not say what becomes of a print gets every paper all
    the same.
    """
    last = Printed(Paper.NONE)
    for notice in notices[done:]:
        last = await printer.print(await asyncio.to_thread(receipt, notice, language))
        if not last.paper.went:
            break
        done += 1
    return replace(last, copies=done)
