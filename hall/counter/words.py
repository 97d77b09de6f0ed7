"""JSON that came in, as one of the contract's words."""

from io import BytesIO
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest

from hall.bodies import BodyTrouble, copy_body
from hall.counter.reply import not_taken
from hall.nul import has_nul
from intake.contract.answers import HallRefusal, Refused

JSON_BYTES_MAX = 32 * 1024

T = TypeVar("T")


def decoded(request: HttpRequest, kind: type[T] | Any) -> T | Refused:
    """The body as ``kind``; refused as broken when it is none, whatever is wrong with it."""
    text = BytesIO()
    body = copy_body(request, text, JSON_BYTES_MAX)
    if isinstance(body, BodyTrouble):
        return not_taken(body)
    if has_nul(text.getvalue()):
        return Refused(refusal=HallRefusal.BROKEN)
    try:
        word: T = msgspec.json.decode(text.getvalue(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Refused(refusal=HallRefusal.BROKEN)
    return word
