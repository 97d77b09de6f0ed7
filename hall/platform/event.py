"""One event as the platform gets it; ``event.schema.json`` says the same for other programs.

Nobody can be known from it: case number, item, department, stage and days.
"""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from hall.cases.models import CaseEvent
from hall.cases.record import CaseFact

VERSION = 1


class PlatformEvent(Struct, frozen=True, kw_only=True):
    """``id`` is the same however often the event is delivered; ``seq`` rises, with gaps. ``at_ms``: since 1970 UTC."""

    version: Annotated[int, Meta(ge=1)] = VERSION
    id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{3,80}$")]
    hall: Annotated[str, Meta(min_length=1, max_length=10, description="the hall's own letters in notices: 二政服")]
    seq: Annotated[int, Meta(ge=1)]
    at_ms: Annotated[int, Meta(ge=0)]
    kind: Annotated[str, Meta(max_length=64, description="the act: received, accepted, decided …")]
    fact: CaseFact


def event_of(row: CaseEvent, letter: str, hall: str) -> PlatformEvent:
    """A row of the outbox as an event. ``letter``: the hall's in case numbers, which makes ids unlike other halls'.

    :raises ValueError: it was not put in order (:func:`hall.platform.order.put_in_order`).
    """
    fact = msgspec.json.decode(row.body, type=CaseFact)
    if row.out is None:
        raise ValueError("it has no place in the order yet")
    return PlatformEvent(id=f"{letter}-{row.out}", hall=hall, seq=row.out, at_ms=row.at_ms, kind=row.kind, fact=fact)
