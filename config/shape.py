"""Whether TOML has the shape of a typed table, and holds no secret: every problem at once."""

import re
from collections.abc import Iterator

from msgspec import Struct

from config.problem import Problem
from tables.shape import mistakes

_SECRET = re.compile(r"pass|secret|token|credential|private|(^|_)(key|pin|pwd)$", re.IGNORECASE)


def shape_problems(raw: object, table: type[Struct]) -> Iterator[Problem]:
    """Compare parsed TOML with ``table``: unknown and missing keys, wrong types, values out of range."""
    return (Problem(key, text) for key, text in mistakes(raw, table, _secret))


def _secret(key: str) -> str:
    return "a secret does not belong in this file: put it in a credential file" if _SECRET.search(key) else ""
