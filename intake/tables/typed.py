"""A TOML text as a typed table, or every mistake in it at once."""

from typing import TypeVar, dataclass_transform

import msgspec
from msgspec import Struct

from intake.tables.mistakes import Mistake
from tables.parsed import parsed
from tables.shape import mistakes

T = TypeVar("T", bound=Struct)


@dataclass_transform(frozen_default=True)
class Table(Struct, frozen=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    """A table in which every key is known. A field ``class_`` is written ``class``."""


def typed(file: str, text: str, table: type[T]) -> T | list[Mistake]:
    """Read one TOML text of at most 1 MiB. ``file`` is only its name, for the mistakes."""
    raw = parsed(text)
    if isinstance(raw, str):
        return [Mistake(file, "", raw)]
    found = [Mistake(file, key, told) for key, told in mistakes(raw, table)]
    return found or msgspec.convert(raw, table)
