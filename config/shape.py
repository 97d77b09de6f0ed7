"""Whether TOML has the shape of a typed table: every problem at once, where msgspec stops at the first."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct, inspect, structs

from config.allowed import allowed, keys
from config.problem import Problem

_SECRET = re.compile(r"pass|secret|token|credential|private|(^|_)(key|pin|pwd)$", re.IGNORECASE)


def shape_problems(raw: object, table: type[Struct], where: str = "") -> Iterator[Problem]:
    """Compare parsed TOML with ``table``: unknown and missing keys, wrong types, values out of range."""
    if not isinstance(raw, dict):
        yield Problem(where, f"{_shown(raw)} is not a table; allowed keys: {keys(table)}")
        return
    fields = {field.encode_name: field for field in structs.fields(table)}
    yield from (_unknown(key, table, where) for key in raw if key not in fields)
    for key, field in fields.items():
        if key in raw:
            yield from _value_problems(raw[key], field.type, _join(where, key))
        elif field.required:
            yield Problem(_join(where, key), f"missing; allowed: {allowed(inspect.type_info(field.type))}")


def _value_problems(raw: object, kind: Any, where: str) -> Iterator[Problem]:
    match inspect.type_info(kind):
        case inspect.StructType(cls=table):
            yield from shape_problems(raw, table, where)
        case inspect.UnionType(types=(*_, inspect.StructType(cls=table), inspect.NoneType())):
            yield from shape_problems(raw, table, where)
        case inspect.ListType(item_type=inspect.StructType(cls=table)) as rows:
            yield from _rows_problems(raw, rows, table, where)
        case info:
            yield from _leaf_problems(raw, kind, info, where)


def _rows_problems(raw: object, rows: inspect.ListType, table: type[Struct], where: str) -> Iterator[Problem]:
    least, most = rows.min_length or 0, rows.max_length or 100_000
    if not isinstance(raw, list) or not least <= len(raw) <= most:
        yield Problem(where, f"expected {least} to {most} tables [[{where}]]")
        return
    for number, row in enumerate(raw, start=1):
        yield from shape_problems(row, table, f"{where}[{_row_name(row, number)}]")


def _leaf_problems(raw: object, kind: Any, info: inspect.Type, where: str) -> Iterator[Problem]:
    try:
        msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError:
        yield Problem(where, f"{_shown(raw)} is not allowed; allowed: {allowed(info)}")


def _unknown(key: str, table: type[Struct], where: str) -> Problem:
    if _SECRET.search(key):
        return Problem(_join(where, key[:60]), "a secret does not belong in this file: put it in a credential file")
    return Problem(_join(where, key[:60]), f"unknown key; allowed: {keys(table)}")


def _row_name(row: object, number: int) -> str:
    named = (row.get("id") or row.get("name")) if isinstance(row, dict) else None
    return named[:32] if isinstance(named, str) else f"#{number}"


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _shown(raw: object) -> str:
    shown = repr(raw)
    return shown if len(shown) <= 40 else shown[:37] + "..."
