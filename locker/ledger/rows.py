"""A cabinet as rows: one for each compartment, deposit, board, alarm, login and command."""

import hashlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from locker.domain import evolve, state
from locker.domain.state import Cabinet, CodeGuard, Walk

Key = tuple[str, str]

ROOMS = ("compartments", "deposits", "boards", "alarms", "logins", "commands")
_ONE = "cabinet"


class _Single(msgspec.Struct, frozen=True):
    guard: CodeGuard
    next_counter: int
    walk: Walk


@cache
def fingerprint() -> str:
    """What makes rows out of a log: the code of the state and its steps, as one hash.

    Rows that other code made are made anew from the log; rows that this code made must equal the replay.
    """
    code = inspect.getsource(state) + inspect.getsource(evolve)
    return hashlib.sha256(code.encode()).hexdigest()


def to_rows(cabinet: Cabinet) -> dict[Key, bytes]:
    """Every row of a cabinet, by room and id."""
    rows = {(room, id_): msgspec.json.encode(row) for room, id_, row in _each(cabinet)}
    rows[_ONE, ""] = _single(cabinet)
    return rows


def changed_rows(before: Cabinet, after: Cabinet) -> tuple[dict[Key, bytes], list[Key]]:
    """Rows to write and rows to drop. Identity tells: what evolve did not touch is the same object."""
    written: dict[Key, bytes] = {}
    dropped: list[Key] = []
    for room in ROOMS:
        old: Mapping[str, Any] = getattr(before, room)
        new: Mapping[str, Any] = getattr(after, room)
        if old is new:
            continue
        for id_, row in new.items():
            if old.get(id_) is not row:
                written[room, id_] = msgspec.json.encode(row)
        dropped += [(room, id_) for id_ in old if id_ not in new]
    if any(getattr(before, name) is not getattr(after, name) for name in _Single.__struct_fields__):
        written[_ONE, ""] = _single(after)
    return written, dropped


def _each(cabinet: Cabinet) -> Iterator[tuple[str, str, Any]]:
    for room in ROOMS:
        for id_, row in getattr(cabinet, room).items():
            yield room, id_, row


def _single(cabinet: Cabinet) -> bytes:
    return msgspec.json.encode(_Single(cabinet.guard, cabinet.next_counter, cabinet.walk))
