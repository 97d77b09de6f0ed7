"""A TOML text as a typed table, or every mistake in it at once (msgspec alone stops at the first)."""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, dataclass_transform

import msgspec
from msgspec import Struct, inspect, structs

from intake.tables.allowed import allowed, keys
from intake.tables.mistakes import Mistake

TEXT_BYTES_MAX = 1024 * 1024

T = TypeVar("T", bound=Struct)


@dataclass_transform(frozen_default=True)
class Table(Struct, frozen=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """A table in which every key is known. A field ``class_`` is written ``class``."""


def typed(file: str, text: str, table: type[T]) -> T | list[Mistake]:
    """Read one TOML text of at most 1 MiB. ``file`` is only its name, for the mistakes."""
    raw = _parsed(text)
    if isinstance(raw, str):
        return [Mistake(file, "", raw)]
    found = [Mistake(file, key, told) for key, told in _table_mistakes(raw, table, "")]
    return found or msgspec.convert(raw, table)


def _parsed(text: str) -> dict[str, Any] | str:
    if len(text.encode(errors="replace")) > TEXT_BYTES_MAX:
        return f"is over {TEXT_BYTES_MAX} bytes"
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return f"is not TOML: {error}"
    except (RecursionError, ValueError):
        return "is not TOML that can be read: nested too deeply, or a number or date that does not exist"


def _table_mistakes(raw: object, table: type[Struct], where: str) -> Iterator[tuple[str, str]]:
    if not isinstance(raw, dict):
        yield where, f"{_shown(raw)} is not a table; allowed keys: {keys(table)}"
        return
    fields = _fields(table)
    for key in raw:
        if key not in fields:
            yield _join(where, key[:60]), f"unknown key; allowed: {keys(table)}"
    for key, (kind, info, required) in fields.items():
        if key in raw:
            yield from _value_mistakes(raw[key], kind, info, _join(where, key))
        elif required:
            yield _join(where, key), f"missing; allowed: {allowed(info)}"


@cache
def _fields(table: type[Struct]) -> dict[str, tuple[Any, inspect.Type, bool]]:
    """Key to its type, the type's description (slow to ask for) and whether it is required."""
    return {
        field.encode_name: (field.type, inspect.type_info(field.type), field.required)
        for field in structs.fields(table)
    }


def _value_mistakes(raw: object, kind: Any, info: inspect.Type, where: str) -> Iterator[tuple[str, str]]:
    match info:
        case inspect.StructType(cls=table) | inspect.UnionType(types=(inspect.StructType(cls=table), *_)):
            yield from _table_mistakes(raw, table, where)
        case inspect.VarTupleType(item_type=inspect.StructType(cls=table)) as rows:
            yield from _row_mistakes(raw, rows, table, where)
        case _:
            yield from _leaf_mistakes(raw, kind, info, where)


def _row_mistakes(
    raw: object, rows: inspect.VarTupleType, table: type[Struct], where: str
) -> Iterator[tuple[str, str]]:
    least, most = rows.min_length or 0, rows.max_length or 5000
    if not isinstance(raw, list) or not least <= len(raw) <= most:
        yield where, f"expected {least} to {most} tables"
        return
    for number, row in enumerate(raw, start=1):
        yield from _table_mistakes(row, table, f"{where}[{_row_name(row, number)}]")


def _leaf_mistakes(raw: object, kind: Any, info: inspect.Type, where: str) -> Iterator[tuple[str, str]]:
    try:
        msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError:
        yield where, f"{_shown(raw)} is not allowed; allowed: {allowed(info)}"


def _row_name(row: object, number: int) -> str:
    named = (row.get("code") or row.get("key")) if isinstance(row, dict) else None
    return named[:64] if isinstance(named, str) else f"#{number}"


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _shown(raw: object) -> str:
    shown = repr(raw)
    return shown if len(shown) <= 40 else shown[:37] + "..."
