"""A TOML text as plain values, with a limit, and its trouble in words."""

import tomllib
from typing import Any

BYTES_MAX = 1024 * 1024
TOO_LONG = f"is over {BYTES_MAX} bytes"


def parsed(text: str) -> dict[str, Any] | str:
    """The values of a text of at most 1 MiB; or why it has none, with line and column where they are known."""
    if len(text.encode(errors="replace")) > BYTES_MAX:
        return TOO_LONG
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return f"is not TOML: {error}"
    except RecursionError:
        return "is nested too deeply"
    except ValueError:  # of Python's own: a number of over 4,300 digits
        return "is not TOML: a number is too long"
