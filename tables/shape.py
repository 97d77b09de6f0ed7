"""Whether TOML has the shape of a typed table: every mistake at once, where msgspec stops at the first."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct, inspect, structs
from msgspec.inspect import ListType, NoneType, StructType, UnionType, VarTupleType

from tables.allowed import allowed, keys

ROWS_MAX = 5000
"""Of a list whose type names no limit."""

Mistake = tuple[str, str]
"""The path of the key, such as ``compartment[A3].channel``, and what is wrong."""
ToldOf = Callable[[str], str]
"""What is said of a key nobody knows, before the keys that are allowed."""

_ROW = re.compile(r"\[.*?\]")
_NAMES = ("id", "code", "key", "name")


def mistakes(raw: object, table: type[Struct], unknown: ToldOf = lambda _: "", where: str = "") -> Iterator[Mistake]:
    """Compare parsed TOML with ``table``: unknown and missing keys, wrong types, values out of range.

    ``unknown``: what is to be said of an unknown key of that name instead of the allowed ones; mostly nothing.
    """
    if not isinstance(raw, dict):
        yield where, f"{_shown(raw)} is not a table; allowed keys: {keys(table)}"
        return
    fields = _fields(table)
    for key in raw:
        if key not in fields:
            yield _join(where, key[:60]), unknown(key) or f"unknown key; allowed: {keys(table)}"
    for key, (kind, info, required) in fields.items():
        if key in raw:
            yield from _of_value(raw[key], kind, info, unknown, _join(where, key))
        elif required:
            yield _join(where, key), f"missing; allowed: {allowed(info)}"


@cache
def _fields(table: type[Struct]) -> dict[str, tuple[Any, inspect.Type, bool]]:
    """Key to its type, the type's description (slow to ask for) and whether it is required."""
    return {
        field.encode_name: (field.type, inspect.type_info(field.type), field.required)
        for field in structs.fields(table)
    }


def _of_value(raw: object, kind: Any, info: inspect.Type, unknown: ToldOf, where: str) -> Iterator[Mistake]:
    match info:
        case StructType(cls=table) | UnionType(types=(StructType(cls=table), NoneType())):
            yield from mistakes(raw, table, unknown, where)
        case (ListType(item_type=StructType(cls=table)) | VarTupleType(item_type=StructType(cls=table))) as rows:
            yield from _of_rows(raw, rows, table, unknown, where)
        case _:
            yield from _of_leaf(raw, kind, info, where)


def _of_rows(
    raw: object, rows: ListType | VarTupleType, table: type[Struct], unknown: ToldOf, where: str
) -> Iterator[Mistake]:
    least, most = rows.min_length or 0, rows.max_length or ROWS_MAX
    if not isinstance(raw, list) or not least <= len(raw) <= most:
        yield where, f"expected {least} to {most} tables [[{_ROW.sub('', where)}]]"
        return
    for number, row in enumerate(raw, start=1):
        yield from mistakes(row, table, unknown, f"{where}[{_row_name(row, number)}]")


def _of_leaf(raw: object, kind: Any, info: inspect.Type, where: str) -> Iterator[Mistake]:
    try:
        msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError:
        yield where, f"{_shown(raw)} is not allowed; allowed: {allowed(info)}"


def _row_name(row: object, number: int) -> str:
    named = (row[key] for key in _NAMES if key in row) if isinstance(row, dict) else ()
    return next((name[:64] for name in named if isinstance(name, str) and name), f"#{number}")


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _shown(raw: object) -> str:
    shown = repr(raw)
    return shown if len(shown) <= 40 else shown[:37] + "..."
